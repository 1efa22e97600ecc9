"""Which revision the tables have, read from SQLite without loading anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from backend.db.revisions import VERSIONS, newest

SQLITE = "sqlite:///"


def is_newest(database_url: str, versions: Path = VERSIONS) -> bool:
    """Tell whether a SQLite file has the newest revision; False where that cannot be seen, as on a server."""
    file = Path(database_url.removeprefix(SQLITE))
    if not database_url.startswith(SQLITE) or not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as tables:
            found = {row[0] for row in tables.execute("SELECT version_num FROM alembic_version")}
    except sqlite3.Error:
        return False
    return found == newest(versions)
