"""The command that brings the database up to date."""

from __future__ import annotations

import click

from backend import config
from backend.db.session import Database


@click.command()
def migrate() -> None:
    """Bring the tables to the newest revision; run.py does it at each start."""
    database = Database(config.load().database_url)
    database.migrate()
    database.close()
