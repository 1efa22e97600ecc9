"""Keep what was edited to make a take, and which take of a song is the current one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.add_column("takes", sa.Column("edit", json, nullable=True))
    op.add_column("songs", sa.Column("current_take", sa.Integer(), nullable=True))
    op.execute("UPDATE songs SET current_take = (SELECT MAX(takes.number) FROM takes WHERE takes.song_id = songs.id)")


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("songs") as songs:
        songs.drop_column("current_take")
    with op.batch_alter_table("takes") as takes:
        takes.drop_column("edit")
