"""Let people write to each other, block and report; let administrators disable, and write down what they do."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "blocks",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("blocked_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["blocked_id"], ["users.id"], name="blocks_to_users_blocked_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="blocks_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "blocked_id", name="blocks_key"),
    )
    op.create_index("blocks_by_blocked_id", "blocks", ["blocked_id"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name="reports_to_users_reporter_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["users.id"], name="reports_to_users_resolved_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="reports_key"),
    )
    op.create_index("reports_by_resolved_at", "reports", ["resolved_at", "id"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_sender", sa.Boolean(), nullable=False),
        sa.Column("hidden_by_receiver", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["users.id"], name="messages_to_users_receiver_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["users.id"], name="messages_to_users_sender_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="messages_to_songs_song_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="messages_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("messages_by_receiver", "messages", ["receiver_id", "id"])
    op.create_index("messages_by_sender", "messages", ["sender_id", "id"])
    op.create_index("messages_between", "messages", ["sender_id", "receiver_id", "id"])
    op.create_index("messages_unread", "messages", ["receiver_id", "read_at", "sender_id"])
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("thing_id", sa.String(length=100), nullable=False),
        sa.Column("details", json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["admin_id"], ["users.id"], name="acts_to_users_admin_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="acts_key"),
    )
    op.create_index("acts_by_admin", "acts", ["admin_id", "id"])
    op.create_index("acts_by_act", "acts", ["act", "id"])
    op.create_index("acts_by_thing", "acts", ["kind", "thing_id", "id"])
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("about", sa.String(length=500), nullable=False, server_default=""))
        table.add_column(sa.Column("public_profile", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Go back."""
    op.drop_index("acts_by_thing", table_name="acts")
    op.drop_index("acts_by_act", table_name="acts")
    op.drop_index("acts_by_admin", table_name="acts")
    op.drop_table("acts")
    op.drop_index("messages_unread", table_name="messages")
    op.drop_index("messages_between", table_name="messages")
    op.drop_index("messages_by_sender", table_name="messages")
    op.drop_index("messages_by_receiver", table_name="messages")
    op.drop_table("messages")
    op.drop_index("reports_by_resolved_at", table_name="reports")
    op.drop_table("reports")
    op.drop_index("blocks_by_blocked_id", table_name="blocks")
    op.drop_table("blocks")
    with op.batch_alter_table("users") as table:
        table.drop_column("public_profile")
        table.drop_column("about")
        table.drop_column("disabled_at")
