"""Write down each use of the trial, so that an account for what was made does not renew it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "trial_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("trial_uses_key")),
    )
    op.create_index("trial_uses_by_place", "trial_uses", ["place", "created_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("trial_uses_by_place", "trial_uses")
    op.drop_table("trial_uses")
