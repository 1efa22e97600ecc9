"""Keep lyrics and all of their versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "lyric_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="lyric_sheets_key"),
    )
    op.create_index("lyric_sheets_by_owner", "lyric_sheets", ["owner", "updated_at"])
    op.create_table(
        "lyric_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=20), nullable=False),
        sa.Column("times", json, nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["lyric_sheets.id"], name="lyric_versions_to_lyric_sheets_sheet_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="lyric_versions_key"),
        sa.UniqueConstraint("sheet_id", "number", name="lyric_versions_one_sheet_id_number"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("lyric_versions")
    op.drop_index("lyric_sheets_by_owner", "lyric_sheets")
    op.drop_table("lyric_sheets")
