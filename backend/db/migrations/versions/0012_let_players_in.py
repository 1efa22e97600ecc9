"""Let music players in: passwords of their own, and what each is in the middle of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "app_passwords",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("secret", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="app_passwords_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="app_passwords_key"),
    )
    op.create_index("app_passwords_by_user_id", "app_passwords", ["user_id"])
    op.create_table(
        "play_queues",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("songs", json, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("position_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="play_queues_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="play_queues_key"),
    )
    op.create_table(
        "now_playing",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("player", sa.String(length=80), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="now_playing_to_songs_song_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="now_playing_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "player", name="now_playing_key"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("now_playing")
    op.drop_table("play_queues")
    op.drop_index("app_passwords_by_user_id", table_name="app_passwords")
    op.drop_table("app_passwords")
