"""Keep what lists show of a song beside it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.add_column("songs", sa.Column("summary", json, nullable=True))
    op.create_index("songs_by_public", "songs", ["public", "deleted_at", "created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("songs_by_public", "songs")
    with op.batch_alter_table("songs") as songs:
        songs.drop_column("summary")
