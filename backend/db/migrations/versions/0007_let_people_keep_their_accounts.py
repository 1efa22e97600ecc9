"""Keep what people may change of their accounts: a new address, a picture, keys, refresh tokens, an end."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

users = sa.table(
    "users", sa.column("id", sa.Integer), sa.column("username", sa.String), sa.column("name_key", sa.String)
)


def upgrade() -> None:
    """Go forward."""
    op.add_column("users", sa.Column("name_key", sa.String(length=320), nullable=True))
    op.add_column("users", sa.Column("pending_email", sa.String(length=254), nullable=True))
    op.add_column("users", sa.Column("avatar", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("users", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    _spell_names()
    with op.batch_alter_table("users") as table:
        table.alter_column("name_key", existing_type=sa.String(length=320), nullable=False)
        table.create_unique_constraint("users_one_name_key", ["name_key"])
    op.add_column("logins", sa.Column("kind", sa.String(length=8), nullable=False, server_default="session"))
    op.add_column("logins", sa.Column("refresh_hash", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("logins") as table:
        table.drop_column("refresh_hash")
        table.drop_column("kind")
    with op.batch_alter_table("users") as table:
        table.drop_constraint("users_one_name_key", type_="unique")
        for name in ("closed_at", "avatar", "pending_email", "name_key"):
            table.drop_column(name)


def _spell_names() -> None:
    """Give each name the one spelling by which it is told apart; of two that became alike the later one is numbered."""
    connection, seen = op.get_bind(), set()
    for row in connection.execute(sa.select(users.c.id, users.c.username).order_by(users.c.id)).all():
        key = unicodedata.normalize("NFKC", row.username).casefold()
        key = key if key not in seen else f"{key} {row.id}"
        seen.add(key)
        connection.execute(users.update().where(users.c.id == row.id).values(name_key=key))
