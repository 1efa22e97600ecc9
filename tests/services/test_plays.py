"""Listens are counted once, and remembered; on both kinds of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.db.library import Album, Artist, Play
from backend.db.models import Song
from backend.services.moments import utcnow
from backend.services.plays import WINDOW, Plays


@pytest.fixture
def song(clara, make_song):
    song_id = make_song(clara, title="Rain")["song_id"]
    clara.patch(f"/api/songs/{song_id}", json={"public": True})
    return song_id


@pytest.fixture
def caller(studio, clara):
    return studio.accounts.caller_with_token(clara.environ_base["HTTP_AUTHORIZATION"].split()[1])


def plays(studio, song_id):
    with studio.database.transaction() as session:
        return session.get_one(Song, song_id).play_count


def test_two_processes_count_a_listen_once(studio, song):
    another = Plays(studio.database, clock=utcnow)
    with ThreadPoolExecutor(4) as pool:
        counted = list(pool.map(lambda each: each.begin(song, "198.51.100.7"), [studio.plays, another] * 4))
    assert sum(counted) == plays(studio, song) == 1


def test_a_listen_counts_again_when_the_window_is_over(studio, song):
    now = utcnow()
    assert studio.plays.begin(song, "user:1", at=now)
    assert not studio.plays.begin(song, "user:1", at=now + WINDOW - timedelta(seconds=1))
    assert studio.plays.begin(song, "198.51.100.7", at=now)
    assert studio.plays.begin(song, "user:1", at=now + WINDOW)


def test_album_and_artist_count_what_is_public(studio, clara, song):
    with studio.database.transaction() as session:
        artist = session.query(Artist).one()
        album = Album("Storms", "storms", artist.id, utcnow())
        session.add(album)
        session.flush()
        session.get_one(Song, song).album_id = album.id
    studio.plays.begin(song, "here")
    clara.patch(f"/api/songs/{song}", json={"public": False})
    studio.plays.begin(song, "there")
    clara.patch(f"/api/songs/{song}", json={"public": True})
    with studio.database.transaction() as session:
        assert session.query(Artist).one().play_count == session.query(Album).one().play_count == 2
        assert session.query(Artist).one().song_count == session.query(Album).one().song_count == 1


def test_the_history_has_the_newest_first_and_only_what_is_still_seen(studio, clara, caller, make_song, song):
    other = make_song(clara, title="Snow")["song_id"]
    now = utcnow()
    studio.plays.begin(song, caller.owner, at=now)
    studio.plays.begin(other, caller.owner, at=now + timedelta(seconds=1))
    studio.plays.begin(other, "198.51.100.7", at=now)
    history = studio.plays.history(caller, 1, 20)
    assert (history.count, [each["song"] for each in history.results]) == (2, ["Snow", "Rain"])
    assert studio.plays.history(caller, 2, 1).results[0]["song_id"] == song
    clara.delete(f"/api/songs/{other}")
    assert [each["song"] for each in studio.plays.history(caller, 1, 20).results] == ["Rain"]


def test_nothing_is_counted_of_a_song_that_is_not_there(studio):
    assert not studio.plays.begin(99, "here")
    with studio.database.transaction() as session:
        assert session.query(Play).count() == 0
