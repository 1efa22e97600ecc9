"""The trash keeps songs for thirty days."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from backend.db.models import Asset, Song
from backend.services.moments import utcnow
from backend.services.names import folder


@contextmanager
def statements(studio):
    """What the database is asked for in the block."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    with studio.database.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def thrown_away(clara, studio, make_song):
    def throw_away(ago):
        song_id = make_song(clara)["song_id"]
        with studio.database.transaction() as session:
            session.execute(update(Song).where(Song.id == song_id).values(deleted_at=utcnow() - ago))
            return studio.storage.root / folder(session.get_one(Song, song_id).track_id)

    return throw_away


def test_after_thirty_days_songs_are_gone_with_their_files(studio, thrown_away):
    old, young = thrown_away(timedelta(days=31)), thrown_away(timedelta(days=29))
    assert studio.songs.empty_trash() == 1
    assert not old.exists()
    assert young.exists()


def test_a_full_trash_is_emptied_in_portions_without_asking_for_each_song(studio, thrown_away, monkeypatch):
    monkeypatch.setattr("backend.services.songs.AT_ONCE", 2)
    places = [thrown_away(timedelta(days=31)) for _ in range(3)]
    with statements(studio) as asked:
        assert studio.songs.empty_trash() == 3
    assert not any(place.exists() for place in places)
    about_assets = [one for one in asked if one.startswith("SELECT") and "FROM assets" in one]
    assert len(about_assets) <= 3


def test_rows_of_files_go_with_their_song(studio, thrown_away):
    thrown_away(timedelta(days=31))
    studio.songs.empty_trash()
    with studio.database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Asset)) == 0


def test_what_is_not_in_the_trash_stays(studio, clara, make_song):
    make_song(clara)
    assert studio.songs.empty_trash() == 0
    assert clara.get("/api/songs/").json["count"] == 1


def test_throwing_away_leaves_emptying_to_the_sweep(studio, clara, thrown_away, make_song):
    old = thrown_away(timedelta(days=31))
    assert clara.delete(f"/api/songs/{make_song(clara)['song_id']}/").status_code == 204
    assert old.exists()
    studio.tidy()
    assert not old.exists()


def test_the_trash_is_looked_at_once_an_hour(studio, thrown_away):
    studio.tidy()
    old = thrown_away(timedelta(days=31))
    studio.tidy()
    assert old.exists()


def test_downloads_of_a_removed_song_go_with_it(studio, clara, thrown_away):
    kept = studio.storage.root / "exports" / "old.flac"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch()
    long_ago = (utcnow() - timedelta(days=31)).timestamp()
    os.utime(kept, (long_ago, long_ago))
    thrown_away(timedelta(days=31))
    studio.tidy()
    assert not kept.exists()
