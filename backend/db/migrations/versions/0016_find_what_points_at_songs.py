"""Find the takes and messages that point at what is removed, without looking through all of them."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("takes_by_parent_id", "takes", ["parent_id"])
    op.create_index("messages_by_song_id", "messages", ["song_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("messages_by_song_id", table_name="messages")
    op.drop_index("takes_by_parent_id", table_name="takes")
