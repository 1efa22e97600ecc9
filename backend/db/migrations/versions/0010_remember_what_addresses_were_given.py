"""Remember what addresses were given of trial and allowance."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "credit_shares",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("digest", "key", name="credit_shares_key"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("credit_shares")
