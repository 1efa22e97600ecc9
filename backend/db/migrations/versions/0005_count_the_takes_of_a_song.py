"""Count the takes that a song ever had, so that the number of one that was removed is not given again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("songs", sa.Column("last_take", sa.Integer(), nullable=False, server_default="0"))
    newest = "SELECT COALESCE(MAX(takes.number), 0) FROM takes WHERE takes.song_id = songs.id"
    op.execute(f"UPDATE songs SET last_take = ({newest})")  # no word of it comes from outside  # nosec B608


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("songs") as songs:
        songs.drop_column("last_take")
