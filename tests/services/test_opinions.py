"""Likes and stars, on both kinds of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.db.library import Artist, Opinion
from backend.db.models import Song
from backend.services.callers import NOBODY
from backend.services.errors import InvalidInput, NotFound, NotSignedIn
from backend.services.moments import utcnow
from backend.services.opinions import Thought, thoughts


@pytest.fixture
def caller(studio, clara):
    return studio.accounts.caller_with_token(clara.environ_base["HTTP_AUTHORIZATION"].split()[1])


@pytest.fixture
def stranger(studio, robert):
    return studio.accounts.caller_with_token(robert.environ_base["HTTP_AUTHORIZATION"].split()[1])


@pytest.fixture
def song(clara, make_song):
    return make_song(clara)["song_id"]


def likes(studio, song_id):
    with studio.database.transaction() as session:
        return session.get_one(Song, song_id).like_count


def thought(studio, caller, song_id):
    with studio.database.reading() as connection:
        return thoughts(connection, caller.person.id, "song", [song_id]).get(song_id, Thought())


def test_liking_twice_counts_once_and_so_does_unliking(studio, caller, song):
    for _ in range(2):
        studio.opinions.like(caller, "song", song)
    assert likes(studio, song) == 1 and thought(studio, caller, song).liked_at
    for _ in range(2):
        studio.opinions.unlike(caller, "song", song)
    assert likes(studio, song) == 0 and thought(studio, caller, song) == Thought()


def test_whoever_likes_at_once_from_several_places_counts_once(studio, caller, song):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: studio.opinions.like(caller, "song", song), range(8)))
    assert likes(studio, song) == 1


def test_stars_and_likes_leave_each_other_alone(studio, caller, song):
    studio.opinions.rate(caller, "song", song, 4)
    studio.opinions.like(caller, "song", song)
    studio.opinions.rate(caller, "song", song, 0)
    assert thought(studio, caller, song).liked_at and thought(studio, caller, song).stars is None
    studio.opinions.unlike(caller, "song", song)
    with studio.database.transaction() as session:
        assert session.query(Opinion).count() == 0


@pytest.mark.parametrize("stars", [-1, 6])
def test_there_are_five_stars(studio, caller, song, stars):
    with pytest.raises(InvalidInput, match=rf"{stars} stars are outside 0\.\.5"):
        studio.opinions.rate(caller, "song", song, stars)


def test_what_one_may_not_see_one_cannot_like(studio, stranger, song):
    with pytest.raises(NotFound, match=f"no song {song}"):
        studio.opinions.like(stranger, "song", song)
    with pytest.raises(NotFound, match="no album 9"):
        studio.opinions.rate(stranger, "album", 9, 3)
    with pytest.raises(NotSignedIn):
        studio.opinions.like(NOBODY, "song", song)


def test_an_artist_is_seen_once_a_song_of_theirs_is_public(studio, clara, caller, stranger, song):
    with studio.database.transaction() as session:
        artist = session.query(Artist).one().id
    with pytest.raises(NotFound):
        studio.opinions.like(stranger, "artist", artist)
    studio.opinions.like(caller, "artist", artist)
    clara.patch(f"/api/songs/{song}", json={"public": True})
    studio.opinions.like(stranger, "artist", artist)


def test_a_closed_account_takes_its_likes_with_it(studio, clara, robert, stranger, song):
    clara.patch(f"/api/songs/{song}", json={"public": True})
    studio.opinions.like(stranger, "song", song)
    closed = robert.post("/api/auth/delete-account/", json={"password": "correct horse"})
    assert closed.status_code == 200, closed.text
    assert likes(studio, song) == 0


def test_a_song_that_is_gone_leaves_no_likes_to_the_next_of_its_number(studio, clara, caller, song):
    studio.opinions.like(caller, "song", song)
    with studio.database.transaction() as session:
        session.get_one(Song, song).deleted_at = utcnow().replace(year=2020)
    studio.songs.empty_trash()
    with studio.database.transaction() as session:
        assert session.query(Opinion).count() == 0
