"""A demo library: songs of several artists in several styles, composed and played here, and their albums.

What is there already is left alone, so it may be asked for again and again. The songs are the administrator's where
there is one, else those of an account of the house that nobody can log in to.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db.library import Album
from backend.db.models import Song, User
from backend.db.session import Database
from backend.services import names
from backend.services.albums import HOUSE, album_named
from backend.services.artists import artist_named
from backend.services.callers import owner_of
from backend.services.composing import Composing
from backend.services.engines import Engines
from backend.services.spelling import name_key, sort_key
from backend.services.takes import next_number, show_take, take_of
from backend.services.tallies import recount, recount_of
from backend.services.wishes import Wishes, understand
from backend.storage.local import LocalStorage
from backend.studio.brief import Brief
from backend.studio.engine import MusicRequest

FILE = Path(__file__).with_suffix(".toml")
ACCOUNT, ADDRESS = "mini_studio", "house@mini-studio.invalid"
# No password has such a hash.
NO_PASSWORD = "house"
# Where a list is gone through again, its songs are composed anew.
SEED_STEP = 1000


@dataclass(frozen=True)
class Piece:
    """A song of the demo library. ``round`` counts how often the list was gone through before."""

    artist: str
    title: str
    style: str
    prompt: str
    seconds: float
    seed: int
    round: int = 0

    @property
    def file_name(self) -> str:
        """By what a song is known again."""
        digest = hashlib.sha256(f"{self.artist} {self.title} {self.round}".encode()).hexdigest()[:8]
        return f"demo_{names.slug(self.title)}_{digest}.wav"


class Demo:
    """Makes the demo library."""

    def __init__(
        self,
        database: Database,
        storage: LocalStorage,
        engines: Engines,
        composing: Composing,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._storage, self._engines = database, storage, engines
        self._composing, self._clock = composing, clock

    def songs(self, count: int, admin_email: str = "") -> Iterator[str]:
        """Make those of the first ``count`` songs that are not there yet; tells each title when it is there."""
        with self._database.transaction() as session:
            owner = _owner(session, admin_email, self._clock())
        for piece in pieces(count):
            with self._database.transaction() as session:
                is_there = session.scalar(select(Song.id).where(Song.file_name == piece.file_name))
            if not is_there:
                self._make(owner, piece)
                yield piece.title

    def albums(self, count: int) -> Iterator[str]:
        """Put the songs that are there on the first ``count`` albums; tells each title that was not there before."""
        for each in artists()[:count]:
            with self._database.transaction() as session:
                if title := self._album(session, each):
                    yield title

    def _make(self, owner: str, piece: Piece) -> None:
        """Compose and play a song and keep it, public from the beginning."""
        brief = self._composing.cast(understand(_wishes(piece), piece.seed, read=self._composing.read))
        choice = self._engines.choose(None)
        with self._storage.workspace() as folder:
            made = folder / "take"
            made.mkdir()
            result = choice.engine.run(MusicRequest(brief, made), lambda _stage, _done: None, lambda: False)
            with self._database.transaction() as session:
                song = _row(session, owner, piece, brief, genre=self._composing.labels[brief.style], now=self._clock())
                number = next_number(session, song.id)
                place = f"{names.folder(song.track_id)}/{number}"
                kept = result.score.plan.brief if result.score else brief
                take = take_of(kept, result, made, place, number=number, song=song, now=self._clock())
                song.takes.append(take)
                show_take(song, take, label=song.genre)
                recount(session, song)
                self._storage.adopt(made, place)

    def _album(self, session: Session, artist: Mapping[str, Any]) -> str | None:
        """The album of an artist, if songs of theirs are there; its title if it is new."""
        named = {piece.file_name: piece for piece in pieces(count_listed()) if piece.artist == artist["name"]}
        songs = {song.file_name: song for song in session.scalars(select(Song).where(Song.file_name.in_(named)))}
        if not songs:
            return None
        now = self._clock()
        artist_id = artist_named(session, artist["name"], now)
        which = (Album.owner == HOUSE, Album.artist_id == artist_id, Album.title_key == sort_key(artist["album"]))
        is_new = session.scalar(select(Album.id).where(*which)) is None
        album = session.get_one(Album, album_named(session, HOUSE, artist["album"], artist_id, now))
        album.release_year = artist["year"]
        for number, file_name in enumerate(named, start=1):
            if file_name in songs and songs[file_name].album_id is None:
                songs[file_name].album_id, songs[file_name].track_number = album.id, number
        recount_of(session, [album.id], [artist_id])
        return album.title if is_new else None


@cache
def artists() -> list[dict[str, Any]]:
    """The artists of `demo.toml`, each with an album and the songs on it."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["artists"]
    return found


def count_listed() -> int:
    """How many songs the list has."""
    return sum(len(artist["songs"]) for artist in artists())


def pieces(count: int) -> list[Piece]:
    """So many songs, an artist after the other in turn; where there are no more, the list once more, composed anew."""
    longest = max(len(artist["songs"]) for artist in artists())
    in_turn = [
        Piece(artist["name"], **artist["songs"][at])
        for at in range(longest)
        for artist in artists()
        if at < len(artist["songs"])
    ]
    return [_again(in_turn[index % len(in_turn)], index // len(in_turn)) for index in range(count)]


def _again(piece: Piece, turn: int) -> Piece:
    title = f"{piece.title} {turn + 1}" if turn else piece.title
    return Piece(piece.artist, title, piece.style, piece.prompt, piece.seconds, piece.seed + SEED_STEP * turn, turn)


def _wishes(piece: Piece) -> Wishes:
    return Wishes(piece.prompt, piece.seconds, style=piece.style, title=piece.title, seed=piece.seed)


def _owner(session: Session, admin_email: str, now: datetime) -> str:
    """Whose the songs are: the administrator's, if there is one, else the house's."""
    known = select(User.id).where(User.email == admin_email, User.closed_at.is_(None))
    found = session.scalar(known) if admin_email else None
    found = found or session.scalar(select(User.id).where(User.email == ADDRESS))
    if found is None:
        house = User(ACCOUNT, name_key(ACCOUNT), ADDRESS, NO_PASSWORD, now, full_name="Mini Studio")
        session.add(house)
        session.flush()
        found = house.id
    return owner_of(found)


def _row(session: Session, owner: str, piece: Piece, brief: Brief, *, genre: str, now: datetime) -> Song:
    song = Song(
        owner, piece.title, names.track_id(), piece.file_name, now, prompt=brief.prompt, genre=genre, public=True
    )
    song.title_key, song.artist_id = sort_key(piece.title), artist_named(session, piece.artist, now)
    session.add(song)
    session.flush()
    return song
