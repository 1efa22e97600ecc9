"""Playlists as players see and change them: by places in the list, where the studio goes by entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from backend.db.library import PlaylistSong
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import InvalidInput
from backend.services.players import ids
from backend.services.players.catalogue import Catalogue, Document, values_of
from backend.services.players.statements import IS_THERE
from backend.services.playlists.lists import MAX_PLAYLISTS, Whose
from backend.services.playlists.order import MAX_SONGS
from backend.services.playlists.room import Playlists

_COUNTS = (
    select(
        PlaylistSong.playlist_id,
        func.count().label("songs"),
        func.coalesce(func.sum(Song.duration_s), 0.0).label("duration_s"),
    )
    .join(Song, Song.id == PlaylistSong.song_id)
    .where(PlaylistSong.playlist_id.in_(bindparam("ids", expanding=True)), IS_THERE)
    .group_by(PlaylistSong.playlist_id)
)


class PlayerPlaylists:
    """Lists, opens and changes playlists."""

    def __init__(self, database: Database, playlists: Playlists, catalogue: Catalogue) -> None:
        self._database, self._playlists, self._catalogue = database, playlists, catalogue

    def listing(self, caller: Caller) -> list[Document]:
        """One's own playlists, those that one may add to, and the public ones of others."""
        found = self._playlists.lists.page(caller, Whose.ALL, size=MAX_PLAYLISTS).results
        found += self._playlists.lists.page(caller, None, size=MAX_PLAYLISTS).results
        each = {playlist["id"]: playlist for playlist in found}
        with self._database.reading() as connection:
            rows = connection.execute(_COUNTS, values_of(caller, ids=list(each))).all() if each else []
        counts = {row.playlist_id: (row.songs, row.duration_s) for row in rows}
        return [
            _document(one, *(self._smart(caller, number) if one["is_smart"] else counts.get(number, (0, 0.0))))
            for number, one in each.items()
        ]

    def opened(self, caller: Caller, number: int) -> Document:
        """A playlist with its songs.

        Raises
        ------
        NotFound
            if it is not there, or not for this caller
        """
        opened = self._playlists.lists.opened(caller, number, number=1, size=MAX_SONGS)
        songs = self._catalogue.songs_by_id(caller, [song["id"] for song in opened["songs"]])
        return {**_document(opened, len(songs), opened["duration_s"]), "entry": songs}

    def make(self, caller: Caller, name: str, songs: Sequence[int]) -> Document:
        """Make a playlist of some songs.

        Raises
        ------
        NotFound
            if one of them is not there, or not for this caller; then nothing is made
        """
        with self._database.transaction() as session:
            self._playlists.entries.check_seen(session, caller, songs)
        made = self._playlists.lists.make(caller, {"name": name})
        if songs:
            self._playlists.entries.add(caller, made["id"], songs)
        return self.opened(caller, made["id"])

    def replace(self, caller: Caller, number: int, name: str, songs: Sequence[int]) -> Document:
        """Let a playlist hold some songs, and be called otherwise where there is a name."""
        now = self._playlists.lists.playlist(caller, number)
        self._playlists.entries.replace(caller, number, songs, since=datetime.fromisoformat(now["changed_at"]))
        if name:
            self._playlists.lists.change(caller, number, {"name": name})
        return self.opened(caller, number)

    def change(
        self, caller: Caller, number: int, wishes: Mapping[str, Any], *, add: Sequence[int], take_out: Sequence[int]
    ) -> None:
        """Change what ``wishes`` name, take out the songs at some places, and put songs in at the end.

        Raises
        ------
        InvalidInput
            if there is no song at a place
        NotFound, NotAllowed
            if it is not the caller's to change
        """
        if take_out:
            there = self._playlists.lists.opened(caller, number, number=1, size=MAX_SONGS)["songs"]
            if max(take_out) >= len(there):
                raise InvalidInput(f"There is no song at place {max(take_out)}; there are {len(there)}, from 0 on.")
            self._playlists.entries.take_out(caller, number, [there[place]["entry_id"] for place in set(take_out)])
        if add:
            self._playlists.entries.add(caller, number, add)
        if wishes or not (add or take_out):
            self._playlists.lists.change(caller, number, wishes)

    def remove(self, caller: Caller, number: int) -> None:
        """Remove a playlist."""
        self._playlists.lists.remove(caller, number)

    def _smart(self, caller: Caller, number: int) -> tuple[int, float]:
        opened = self._playlists.lists.opened(caller, number, number=1, size=1)
        return opened["count"], opened["duration_s"]


def _document(playlist: Mapping[str, Any], songs: int, duration_s: float) -> Document:
    return {
        "id": ids.playlist(playlist["id"]),
        "name": playlist["name"],
        "comment": playlist["description"],
        "owner": playlist["user"],
        "public": playlist["is_public"],
        "songCount": songs,
        "duration": round(duration_s),
        "created": playlist["created_at"],
        "changed": playlist["changed_at"],
        "coverArt": ids.playlist(playlist["id"]),
        "readonly": not playlist["can_edit"],
    }
