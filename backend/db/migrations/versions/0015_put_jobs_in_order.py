"""Put jobs in the order in which they came, for the administrator's list of all."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("jobs_by_age", "jobs", ["created_at", "id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("jobs_by_age", table_name="jobs")
