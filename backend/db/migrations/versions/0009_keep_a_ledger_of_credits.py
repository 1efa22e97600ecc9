"""Keep a ledger of credits: accounts, lines, codes to redeem."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "credit_accounts",
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=True),
        sa.CheckConstraint("balance >= 0", name="credit_accounts_balance_not_below_zero"),
        sa.CheckConstraint("held >= 0", name="credit_accounts_held_not_below_zero"),
        sa.PrimaryKeyConstraint("owner", name="credit_accounts_key"),
    )
    op.create_table(
        "credit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("terms", json, nullable=True),
        sa.PrimaryKeyConstraint("id", name="credit_entries_key"),
        sa.UniqueConstraint("owner", "key", name="credit_entries_one_owner_key"),
    )
    op.create_index("credit_entries_by_owner", "credit_entries", ["owner", "id"])
    op.create_index("credit_entries_by_job_id", "credit_entries", ["job_id"])
    op.create_table(
        "credit_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses_left >= 0", name="credit_codes_uses_left_not_below_zero"),
        sa.PrimaryKeyConstraint("id", name="credit_codes_key"),
        sa.UniqueConstraint("digest", name="credit_codes_one_digest"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("credit_codes")
    op.drop_index("credit_entries_by_job_id", "credit_entries")
    op.drop_index("credit_entries_by_owner", "credit_entries")
    op.drop_table("credit_entries")
    op.drop_table("credit_accounts")
