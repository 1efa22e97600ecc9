"""Run migrations on the application's database: ``python3 run.py flask db upgrade``."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import JSON

from backend.db import search_index
from backend.db.alone import alone
from backend.db.columns import UtcDateTime

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine
options = {**migrate.configure_args, "target_metadata": migrate.db.metadata, "compare_type": True}
options["include_object"] = search_index.is_kept_elsewhere


def render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what the database sees, so that old migrations need none of our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return "json"
    return False


if context.is_offline_mode():
    context.configure(url=engine.url, literal_binds=True, **options)
    with context.begin_transaction():
        context.run_migrations()
else:
    with alone(engine), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A table that is changed is made anew there: dropping the old one must not take along what hangs on it.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            # And triggers of other tables may name it, while it is not there.
            connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
            connection.commit()
            connection.detach()  # else somebody else would get this connection, without foreign keys
        context.configure(connection=connection, render_item=render, **options)
        with context.begin_transaction():
            context.run_migrations()
            search_index.renew(connection)
