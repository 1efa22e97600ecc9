"""Inventing people, artists, albums and songs: rows of values, the same for the same seed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from backend.services.callers import owner_of
from backend.services.names import unguessable
from backend.services.spelling import name_key, sort_key

Row = dict[str, Any]
Numbers = NDArray[Any]
WORDS = Path(__file__).with_name("words.toml")
SONGS_PER_ARTIST, SONGS_PER_ALBUM = 20, 10
PLAYS_PER_SONG, LIKES_PER_USER, PLAYLISTS_PER_USER, SONGS_PER_PLAYLIST = 3, 100, 3, 20
# Of all songs so many are public, and so many are the editor's picks.
PUBLIC, PICKED = 0.9, 0.002
# What is heard is heard unevenly: by Zipf's law with this exponent over the songs in an order of chance.
ZIPF = 0.8
YEARS = 4


@dataclass(frozen=True)
class Scale:
    """How big a library is, from which numbers its rows go on, and what time it is there."""

    songs: int
    users: int
    now: datetime
    first: dict[str, int]

    @property
    def artists(self) -> int:
        return max(1, self.songs // SONGS_PER_ARTIST)

    @property
    def albums(self) -> int:
        return max(1, self.songs // SONGS_PER_ALBUM)


@dataclass(frozen=True)
class Heard:
    """What was played and liked: parallel arrays of songs, users and seconds ago, counted from 0."""

    plays: tuple[Numbers, Numbers, Numbers]
    likes: tuple[Numbers, Numbers]


@cache
def words() -> dict[str, list[str]]:
    """What names are put together of."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


class Inventor:
    """Puts words together by chance."""

    def __init__(self, rng: Generator, scale: Scale) -> None:
        self._rng, self.scale = rng, scale

    def some(self, kind: str) -> str:
        """One word of a kind, filled in where it has gaps."""
        choices = words()[kind]
        chosen = choices[int(self._rng.integers(len(choices)))]
        if "{" not in chosen:
            return chosen
        parts = ("first", "second", "given", "family", "mood", "genre")
        return chosen.format(**{part: self.some(part) for part in parts if f"{{{part}}}" in chosen})

    def title(self) -> str:
        """A title of a song or an album."""
        return f"{self.some('first')} {self.some('second')}{self.some('end')}"

    def ago(self, days: float) -> datetime:
        """A moment in the last days, rather later than earlier."""
        return self.scale.now - timedelta(days=float(days * self._rng.random() ** 2))

    def users(self, password_hash: str) -> Iterator[Row]:
        """People; whoever knows no password for the hash cannot log in as them."""
        first = self.scale.first["users"]
        for user_id in range(first, first + self.scale.users):
            name = f"{self.some('given')} {self.some('family')}"
            username = f"{name.replace(' ', '.')}.{user_id}"
            yield {
                "id": user_id,
                "username": username,
                "name_key": name_key(username),
                "email": f"listener{user_id}@example.org",
                "password_hash": password_hash,
                "created_at": self.ago(365 * YEARS),
                "full_name": name,
                "public_profile": self._rng.random() < 0.5,
            }

    def artists(self) -> Iterator[Row]:
        """Bands and people; their numbers make their names their own."""
        first = self.scale.first["artists"]
        for artist_id in range(first, first + self.scale.artists):
            name = f"{self.some('band')} {artist_id}"
            yield {"id": artist_id, "name": name, "name_key": sort_key(name), "created_at": self.ago(365 * YEARS)}

    def albums(self) -> Iterator[Row]:
        """Albums, as many of each artist."""
        first = self.scale.first["albums"]
        for number in range(self.scale.albums):
            title = self.title()
            yield {
                "id": first + number,
                "title": title,
                "title_key": sort_key(title),
                "artist_id": self.scale.first["artists"] + number % self.scale.artists,
                "created_at": self.ago(365 * YEARS),
                "release_year": self.scale.now.year - int(self._rng.integers(0, 30)),
            }

    def songs(self, patterns: list[Row], heard: Heard) -> Iterator[Row]:
        """Songs: those of an album have its artist and a genre in common; each sounds as one of the patterns."""
        plays = np.bincount(heard.plays[0], minlength=self.scale.songs)
        likes = np.bincount(heard.likes[0], minlength=self.scale.songs)
        genres = words()["genre"]
        for number in range(self.scale.songs):
            album = number % self.scale.albums
            title, track = self.title(), f"track_{unguessable()}"
            song: Row = {
                **patterns[number % len(patterns)],
                "id": self.scale.first["songs"] + number,
                "owner": owner_of(self.scale.first["users"] + number % self.scale.users),
                "title": title,
                "title_key": sort_key(title),
                "track_id": track,
                "file_name": f"{track}.wav",
                "created_at": self.ago(365 * YEARS),
                "genre": genres[album % len(genres)],
                "mood": self.some("mood"),
                "key": f"{self.some('tonic')} {self.some('mode')}",
                "tempo_bpm": round(min(max(self._rng.normal(112, 26), 50.0), 220.0), 1),
                "prompt": self.some("prompt"),
                "lyrics": "\n".join(self.some("line") for _ in range(int(self._rng.integers(0, 12)))),
                "artist_id": self.scale.first["artists"] + album % self.scale.artists,
                "album_id": self.scale.first["albums"] + album,
                "track_number": number // self.scale.albums + 1,
                "public": bool(self._rng.random() < PUBLIC),
                "play_count": int(plays[number]),
                "like_count": int(likes[number]),
                "featured_at": self.ago(90) if self._rng.random() < PICKED else None,
            }
            yield song

    def heard(self) -> Heard:
        """Who played and liked what: a few songs much, most of them seldom."""
        songs, users = self.scale.songs, self.scale.users
        weights = 1.0 / np.arange(1, songs + 1) ** ZIPF
        order, shares = self._rng.permutation(songs), np.cumsum(weights / weights.sum())

        def drawn(number: int) -> Numbers:
            return order[np.minimum(np.searchsorted(shares, self._rng.random(number)), songs - 1)]

        plays = PLAYS_PER_SONG * songs
        pairs = np.stack((drawn(LIKES_PER_USER * users), np.repeat(np.arange(users), LIKES_PER_USER)), axis=1)
        liked = np.unique(pairs, axis=0)
        ago_s = 365 * 86400 * self._rng.random(plays) ** 2
        return Heard((drawn(plays), self._rng.integers(0, users, plays), ago_s), (liked[:, 0], liked[:, 1]))
