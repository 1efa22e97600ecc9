"""Music players, and a small library for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_player import Player, token_login


@pytest.fixture
def password(clara) -> str:
    """An app password of Clara's."""
    return clara.post("/api/auth/app-passwords/", json={"name": "telephone"}).json["password"]


@pytest.fixture
def player(client, password) -> Player:
    """Clara's player."""
    return Player(client, token_login("clara", password))


@pytest.fixture
def roberts_player(client, robert) -> Player:
    made = robert.post("/api/auth/app-passwords/", json={"name": "kitchen"}).json["password"]
    return Player(client, token_login("robert", made))


@pytest.fixture
def library(studio, clara, robert, make_song) -> Callable[..., int]:
    """Put a finished song into the library; the answer is its number."""
    from datetime import UTC, datetime

    from sqlalchemy import select

    from backend.db.library import Album, Artist
    from backend.db.models import Song

    def put(
        title: str,
        *,
        by: str = "Clara",
        on: str = "",
        track: int | None = None,
        whose=clara,
        public: bool = True,
        **more,
    ):
        song_id = make_song(whose, title=title)["song_id"]
        now = datetime.now(UTC)
        with studio.database.transaction() as session:
            song = session.get_one(Song, song_id)
            artist = session.scalar(select(Artist).where(Artist.name_key == by.casefold()))
            if artist is None:
                artist = Artist(by, by.casefold(), now)
                session.add(artist)
                session.flush()
            song.artist_id, song.album_id, song.public = artist.id, None, public
            if on:
                album = session.scalar(select(Album).where(Album.title == on))
                if album is None:
                    album = Album(on, on.casefold(), artist.id, now, release_year=2020)
                    session.add(album)
                    session.flush()
                song.album_id, song.track_number = album.id, track
            for name, value in more.items():
                setattr(song, name, value)
        return song_id

    return put
