"""A made-up library is one that people could have made: it plays, it is found, and its counts are true."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from backend.db.library import Album, Artist, Opinion, Play, PlaylistSong
from backend.db.models import Song, User
from backend.services.callers import NOBODY
from backend.services.errors import Conflict
from backend.services.finding.wishes import Scope, Wish
from backend.services.moments import utcnow
from backend.services.seeding.filling import BigLibrary

SONGS, USERS = 120, 8


@pytest.fixture
def big(studio):
    return BigLibrary(studio.database, studio.storage, clock=utcnow)


@pytest.fixture
def library(studio, clara, make_song, big):
    """A made-up library around one song of Clara's."""
    big.fill([make_song(clara)["song_id"]], songs=SONGS, users=USERS, seed=1)
    return studio


def counted(studio, *columns):
    with studio.database.reading() as connection:
        return connection.execute(select(*columns)).all()


def test_as_many_are_there_as_were_asked_for(library):
    assert counted(library, func.count(Song.id)) == [(SONGS + 1,)]
    assert counted(library, func.count(User.id)) == [(USERS + 1,)]
    assert counted(library, func.count(PlaylistSong.id)) == [(USERS * 3 * 20,)]


def test_each_song_plays(library, client):
    public = [one for one in counted(library, Song.id, Song.public) if one.public]
    heard = {client.get(f"/api/songs/{one.id}/play/").data for one in public if one.id % 20 == 0}
    assert len(heard) == 1
    assert heard != {b""}


def test_each_song_shows_its_shape(library, client):
    song = client.get("/api/songs/?scope=public&page_size=1").json["results"][0]
    assert "stems" in client.get(song["waveform"]).json
    assert client.get(song["artwork"]).mimetype == "image/png"
    assert "-0.png" not in song["artwork"], "version 0 is a cover of nothing"


def test_what_is_counted_is_there(library):
    plays = dict(counted(library, Play.song_id, func.count().over(partition_by=Play.song_id)))
    likes = dict(counted(library, Opinion.thing_id, func.count().over(partition_by=Opinion.thing_id)))
    for song in counted(library, Song.id, Song.play_count, Song.like_count):
        assert (song.play_count, song.like_count) == (plays.get(song.id, 0), likes.get(song.id, 0))
    public = counted(library, func.count(Song.id).filter(Song.public, Song.artist_id.is_not(None)))
    assert counted(library, func.sum(Artist.song_count)) == public
    assert counted(library, func.sum(Album.song_count)) != [(0,)]


def test_it_is_found_by_its_words_and_goes_on(library, clara, make_song):
    title = counted(library, Song.title, Song.public)[-1].title
    found = library.finding.page(NOBODY, Wish(Scope.PUBLIC, title), size=200)
    assert all(song["title"] == title for song in found.results[:1])
    make_song(clara, title="Brand new")
    assert [song["title"] for song in clara.get("/api/songs/?q=brand+new").json["results"]] == ["Brand new"]


def test_the_same_seed_makes_the_same_names(big, studio, clara, make_song):
    pattern = make_song(clara)["song_id"]
    for _ in range(2):
        big.fill([pattern], songs=10, users=2, seed=5)
    names = [song.title for song in sorted(counted(studio, Song.id, Song.title))[1:]]
    assert names[:10] == names[10:]
    assert len(set(names)) > 5


def test_a_library_that_people_use_is_left_alone(big, clara, make_song):
    big.check_empty()
    make_song(clara)
    with pytest.raises(Conflict, match="holds 1 songs"):
        big.check_empty()
