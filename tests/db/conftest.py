"""The memory, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest

from backend.db.session import Database


@pytest.fixture(params=databases.KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty_url(databases_there: databases.Sqlite | databases.Postgres, tmp_path: Path) -> str:
    """The address of a database without tables."""
    return databases_there.fresh(tmp_path, migrated=False)


@pytest.fixture
def database(databases_there: databases.Sqlite | databases.Postgres, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables."""
    database = Database(databases_there.fresh(tmp_path))
    yield database
    database.close()
