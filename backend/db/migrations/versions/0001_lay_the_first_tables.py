"""Lay the first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("input", json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("length_s", sa.Double(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=40), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_of", sa.String(length=40), nullable=True),
        sa.Column("idempotency_key", sa.String(length=200), nullable=True),
        sa.Column("engine_requested", sa.String(length=40), nullable=True),
        sa.Column("engine_used", sa.String(length=40), nullable=True),
        sa.Column("fallback_reason", sa.String(length=200), nullable=True),
        sa.Column("result", json, nullable=True),
        sa.Column("outputs", json, nullable=True),
        sa.Column("error", json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="jobs_key"),
        sa.UniqueConstraint("owner", "idempotency_key", name="jobs_one_owner_idempotency_key"),
    )
    op.create_index("jobs_by_kind", "jobs", ["type", "status", "finished_at"])
    op.create_index("jobs_by_owner", "jobs", ["owner", "created_at"])
    op.create_index("jobs_by_status", "jobs", ["status", "created_at"])

    op.create_table(
        "songs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("track_id", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("genre", sa.String(length=80), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("play_count", sa.Integer(), nullable=False),
        sa.Column("like_count", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="songs_key"),
        sa.UniqueConstraint("file_name", name="songs_one_file_name"),
        sa.UniqueConstraint("track_id", name="songs_one_track_id"),
    )
    op.create_index("songs_by_job_id", "songs", ["job_id"])
    op.create_index("songs_by_owner", "songs", ["owner", "deleted_at", "created_at"])

    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("full_name", sa.String(length=150), nullable=False),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="users_key"),
        sa.UniqueConstraint("email", name="users_one_email"),
        sa.UniqueConstraint("username", name="users_one_username"),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="workers_key"),
    )
    op.create_table(
        "logins",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="logins_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="logins_key"),
        sa.UniqueConstraint("key_hash", name="logins_one_key_hash"),
    )
    op.create_index("logins_by_user_id", "logins", ["user_id"])

    op.create_table(
        "takes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("brief", json, nullable=False),
        sa.Column("facts", json, nullable=False),
        sa.Column("versions", json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["takes.id"], name="takes_to_takes_parent_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="takes_to_songs_song_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="takes_key"),
        sa.UniqueConstraint("song_id", "number", name="takes_one_song_id_number"),
    )
    op.create_table(
        "assets",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=True),
        sa.Column("details", json, nullable=False),
        sa.Column("take_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["take_id"], ["takes.id"], name="assets_to_takes_take_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="assets_key"),
        sa.UniqueConstraint("path", name="assets_one_path"),
    )
    op.create_index("assets_by_owner", "assets", ["owner"])
    op.create_index("assets_by_sha256", "assets", ["sha256"])
    op.create_index("assets_by_take_id", "assets", ["take_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("assets")
    op.drop_table("takes")
    op.drop_table("logins")
    op.drop_table("workers")
    op.drop_table("users")
    op.drop_table("songs")
    op.drop_table("jobs")
