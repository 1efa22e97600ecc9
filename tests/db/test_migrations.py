"""The tables that migrations make are the tables that the models describe."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from backend.db import models
from backend.db.session import Base, Database

TABLES = Base.metadata.tables


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'studio.db'}")
    database.migrate()
    yield database
    database.close()


def test_the_models_have_no_table_that_no_migration_makes(database):
    with database.transaction() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_a_name_that_a_later_migration_can_use(database):
    with database.transaction() as session:
        tables = inspect(session.connection())
        for table in TABLES:
            unnamed = [one for one in tables.get_unique_constraints(table) if not one["name"]]
            assert unnamed == []


def test_migrations_go_back_and_forth(database):
    with database._holder.app_context():
        downgrade(revision="base")
    with database.transaction() as session:
        assert set(inspect(session.connection()).get_table_names()) == {"alembic_version"}
    database.migrate()
    with database.transaction() as session:
        assert set(TABLES) <= set(inspect(session.connection()).get_table_names())


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_can_be_said_in_postgresql(table):
    assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_a_song_is_kept_with_its_zone(database):
    from datetime import UTC, datetime, timedelta, timezone

    abroad = datetime(2026, 11, 21, 5, tzinfo=timezone(timedelta(hours=1)))
    with database.transaction() as session:
        session.add(models.Song("user:1", "Rain", "track_1", "rain.mp3", abroad))
    with database.transaction() as session:
        assert session.query(models.Song).one().created_at == datetime(2026, 11, 21, 4, tzinfo=UTC)
