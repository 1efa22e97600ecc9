"""Find songs: an index of what is said in them, and a list of those that changed."""

import sqlalchemy as sa
from alembic import op

from backend.db import search_index

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; the index is filled when all migrations are through (env.py)."""
    op.create_table(
        "song_changes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("tx", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="song_changes_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("song_changes_by_tx", "song_changes", ["tx"])
    op.drop_index("plays_by_played_at", table_name="plays")
    op.create_index("plays_by_played_at", "plays", ["played_at", "song_id"])
    search_index.create(op.get_bind())


def downgrade() -> None:
    """Go back."""
    search_index.drop(op.get_bind())
    op.drop_index("plays_by_played_at", table_name="plays")
    op.create_index("plays_by_played_at", "plays", ["played_at"])
    op.drop_index("song_changes_by_tx", table_name="song_changes")
    op.drop_table("song_changes")
