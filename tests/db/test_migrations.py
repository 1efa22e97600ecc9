"""The tables that migrations make are the tables that the models describe."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from backend.config import PROJECT_ROOT
from backend.db import credits, library, messages, models, players, search_index
from backend.db.session import Base, Database, TablesNotReady, memory

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TABLES = Base.metadata.tables
assert {credits.CreditAccount, library.Play, messages.Message, players.PlayQueue} <= {
    mapper.class_ for mapper in Base.registry.mappers
}


def test_the_models_have_no_table_that_no_migration_makes(database):
    with database.transaction() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"compare_type": True, "include_object": search_index.is_kept_elsewhere}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_a_name_that_a_later_migration_can_use(database):
    with database.transaction() as session:
        tables = inspect(session.connection())
        for table in TABLES:
            unnamed = [one for one in tables.get_unique_constraints(table) if not one["name"]]
            assert unnamed == []


def go_back(database, revision):
    database.lend(application := Flask("nobody"))
    with application.app_context():
        downgrade(revision=revision)
        memory.engine.dispose()


def test_migrations_go_back_and_forth(database):
    go_back(database, "base")
    with database.transaction() as session:
        assert set(inspect(session.connection()).get_table_names()) == {"alembic_version"}
    database.migrate()
    with database.transaction() as session:
        assert set(TABLES) <= set(inspect(session.connection()).get_table_names())


def test_what_hangs_on_a_table_survives_its_change(database):
    with database.transaction() as session:
        song = models.Song("user:1", "Rain", "track_1", "rain.mp3", NOW)
        song.takes.append(models.Take(1, 7, {}, {}, {}, NOW))
        session.add(song)
    go_back(database, "0001")
    database.migrate()
    with database.transaction() as session:
        assert session.query(models.Song).one().takes[0].seed == 7


def test_whoever_comes_first_makes_the_tables_and_the_others_wait(empty_url):
    program = "import sys; from backend.db.session import Database; Database(sys.argv[1]).migrate()"
    argv = [sys.executable, "-c", program, empty_url]
    running = [subprocess.Popen(argv, cwd=PROJECT_ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    database = Database(empty_url)
    with database.transaction() as session:
        assert set(TABLES) <= set(inspect(session.connection()).get_table_names())
    database.close()


def test_tables_of_a_newer_program_are_left_alone_and_named(database):
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TablesNotReady, match=r"another version of this program.*9999"):
        database.migrate()


def test_a_database_that_cannot_be_opened_is_said(tmp_path):
    (tmp_path / "studio.db").write_text("This is no database." * 100)
    with pytest.raises(TablesNotReady, match="does not answer as it should"):
        Database(f"sqlite:///{tmp_path / 'studio.db'}").migrate()


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


def test_takes_are_counted_on_from_those_there_are(database):
    with database.transaction() as session:
        for title, numbers in (("Rain", (1, 4)), ("Snow", ())):
            song = models.Song("user:1", title, f"track_{title}", f"{title}.mp3", NOW)
            song.takes.extend(models.Take(number, 7, {}, {}, {}, NOW) for number in numbers)
            session.add(song)
    go_back(database, "0004")
    database.migrate()
    with database.transaction() as session:
        assert [song.last_take for song in session.query(models.Song).order_by(models.Song.title)] == [4, 0]


def test_songs_that_are_there_get_what_they_are_found_by(database):
    brief = {"tempo_bpm": 96.0, "key": "D minor", "singing": {"lyrics": "Hello"}}
    with database.transaction() as session:
        for name in ("clara", "robert"):
            session.add(models.User(name, name, f"{name}@example.com", "", NOW, full_name="Clara Schumann"))
        session.flush()
        for title, owner in (("Ｒain", "user:1"), ("Snow", "user:2"), ("Guest's", "guest:x")):
            song = models.Song(owner, title, f"track_{title}", f"{title}.mp3", NOW, current_take=1, public=True)
            song.state = "ready"
            song.takes.append(models.Take(1, 7, brief, {"loudness_lufs": -14.0, "true_peak_dbtp": -1.0}, {}, NOW))
            session.add(song)
    go_back(database, "0010")
    database.migrate()
    with database.transaction() as session:
        rain, snow, guests = session.query(models.Song).order_by(models.Song.id)
        assert (rain.title_key, rain.tempo_bpm, rain.key, rain.lyrics) == ("rain", 96.0, "D minor", "Hello")
        assert (rain.gain_db, rain.peak) == (-4.0, pytest.approx(0.891251, abs=1e-6))
        artist = session.query(library.Artist).one()
        assert (artist.name, artist.song_count) == ("Clara Schumann", 2)
        assert (rain.artist_id, snow.artist_id, guests.artist_id) == (artist.id, artist.id, None)
        session.add(library.Artist("Next", "next", NOW))
