"""Searching everything at once: songs, albums, artists, playlists and people, a few of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, bindparam, false, or_, select, true

from backend.db.folding import WORDS, Says
from backend.db.library import Album, Artist, Playlist, PlaylistMember
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.directory import called
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Mask
from backend.services.finding.cards import Numbers as Column
from backend.services.finding.choosing import choose
from backend.services.finding.said import Where
from backend.services.finding.search import shown
from backend.services.finding.wishes import Scope, Wish
from backend.services.song_documents import media_url

_ARTISTS = select(Artist).where(Artist.id.in_(bindparam("ids", expanding=True)))
_ALBUMS = (
    select(Album.id, Album.title, Album.release_year, Album.image, Artist.name.label("artist"))
    .join(Artist, Artist.id == Album.artist_id)
    .where(Album.id.in_(bindparam("ids", expanding=True)))
)
_MEMBER = select(PlaylistMember.playlist_id).where(PlaylistMember.user_id == bindparam("user_id"))
_PLAYLISTS = (
    select(Playlist.id, Playlist.name, Playlist.cover, Playlist.is_public, User.username)
    .join(User, User.id == Playlist.user_id)
    .where(
        Says(Playlist.name, WORDS),
        or_(Playlist.is_public, Playlist.user_id == bindparam("user_id"), Playlist.id.in_(_MEMBER)),
    )
    .order_by(Playlist.id.desc())
    .limit(bindparam("limit"))
)


def _people(*, to_users: bool) -> Any:
    """Those whose profile is public, and to users everybody who is here."""
    here = and_(User.closed_at.is_(None), User.disabled_at.is_(None))
    return (
        select(User.id, User.username, User.full_name, User.avatar)
        .where(here, called(), or_(User.public_profile, true() if to_users else false()))
        .order_by(User.name_key)
        .limit(bindparam("limit"))
    )


_PEOPLE = {is_user: _people(to_users=is_user) for is_user in (False, True)}


@dataclass(frozen=True)
class Numbers:
    """What says some words, as the numbers of songs, albums and artists, the best first."""

    songs: list[int]
    albums: list[int]
    artists: list[int]


class Everything:
    """Looks everywhere at once."""

    def __init__(self, database: Database, box: CardBox) -> None:
        self._database, self._box = database, box

    def search(self, caller: Caller, words: str, *, limit: int) -> dict[str, list[dict[str, Any]]]:
        """Find the first few songs, albums, artists, playlists and people that say some words."""
        with self._database.reading() as connection:
            found = self._numbers(connection, caller, words)
            return {
                "songs": shown(connection, caller, found.songs[:limit]),
                "albums": _albums(connection, found.albums[:limit]),
                "artists": _artists(connection, found.artists[:limit]),
                "playlists": _playlists(connection, caller, words, limit),
                "people": _persons(connection, caller, words, limit),
            }

    def numbers(self, caller: Caller, words: str) -> Numbers:
        """Find all songs, albums and artists that say some words, by their numbers."""
        with self._database.reading() as connection:
            return self._numbers(connection, caller, words)

    def _numbers(self, connection: Connection, caller: Caller, words: str) -> Numbers:
        cards = self._box.cards(connection)
        choice = choose(connection, cards, caller, Wish(Scope.ALL, words), places=(Where.ALBUM, Where.ARTIST))
        songs: list[int] = cards["id"][choice.ordered(None)].tolist()
        albums, artists = (
            _most(cards[column], choice.masks["scope"] & choice.said[where])
            for where, column in ((Where.ALBUM, "album_id"), (Where.ARTIST, "artist_id"))
        )
        return Numbers(songs, albums, artists)


def _most(things: Column, rows: Mask) -> list[int]:
    """Albums or artists by how many of the rows are theirs: who has no song that the caller may see is not told."""
    found = things[rows]
    counts = np.bincount(found[found > 0])
    return [int(one) for one in np.argsort(-counts, kind="stable") if counts[one]]


def _albums(connection: Connection, ids: list[int]) -> list[dict[str, Any]]:
    rows = {row.id: row for row in connection.execute(_ALBUMS, {"ids": ids})}
    return [
        {
            "id": one,
            "title": rows[one].title,
            "artist": rows[one].artist,
            "release_year": rows[one].release_year,
            "image": media_url(rows[one].image) if rows[one].image else None,
        }
        for one in ids
        if one in rows
    ]


def _artists(connection: Connection, ids: list[int]) -> list[dict[str, Any]]:
    rows = {row.id: row for row in connection.execute(_ARTISTS, {"ids": ids})}
    return [
        {"id": one, "name": rows[one].name, "image": media_url(rows[one].image) if rows[one].image else None}
        for one in ids
        if one in rows
    ]


def _playlists(connection: Connection, caller: Caller, words: str, limit: int) -> list[dict[str, Any]]:
    user_id = caller.person.id if caller.person else 0
    rows = connection.execute(_PLAYLISTS, {"words": words.strip(), "user_id": user_id, "limit": limit})
    return [
        {
            "id": row.id,
            "name": row.name,
            "user": row.username,
            "is_public": row.is_public,
            "cover_image": media_url(row.cover) if row.cover else None,
        }
        for row in rows
    ]


def _persons(connection: Connection, caller: Caller, words: str, limit: int) -> list[dict[str, Any]]:
    rows = connection.execute(_PEOPLE[caller.person is not None], {"words": words.strip(), "limit": limit})
    return [
        {
            "id": row.id,
            "username": row.username,
            "full_name": row.full_name,
            "avatar": media_url(row.avatar) if row.avatar else None,
        }
        for row in rows
    ]
