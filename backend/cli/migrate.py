"""The command that brings the database up to date."""

from __future__ import annotations

import click

from backend import config
from backend.db.session import Database, TablesNotReady


@click.command()
def migrate() -> None:
    """Bring the tables to the newest revision; run.py does it at each start."""
    config.keep_private()
    database = Database(config.load().database_url)
    try:
        database.migrate()
    except TablesNotReady as wrong:
        raise click.ClickException(str(wrong)) from wrong
    database.close()
