"""Playlist-song relations: single entries, by the names or the numbers of playlist and song.

A name that fits several things stands for the caller's newest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from operator import add
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, String, bindparam, cast, func, select, union, update
from sqlalchemy.orm import Session

from backend.db.library import Playlist, PlaylistMember, PlaylistSong
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotFound
from backend.services.finding.card_box import CardBox
from backend.services.finding.choosing import cards_within
from backend.services.finding.scopes import within
from backend.services.finding.search import Page
from backend.services.finding.wishes import Scope
from backend.services.playlists import order
from backend.services.playlists.documents import entry_document
from backend.services.playlists.entries import Entries
from backend.services.playlists.rights import VIEWER, changeable, is_editor, viewer, visible
from backend.services.spelling import sort_key

Named = str | int
"""The name or the number of something."""

# The caller's playlists, by two indexes.
_OWN = union(
    select(Playlist.id).where(Playlist.user_id == VIEWER),
    select(PlaylistMember.playlist_id).where(PlaylistMember.user_id == VIEWER),
)
_OWN_PLAYLIST = (
    select(Playlist.id)
    .where(Playlist.name == bindparam("name"), Playlist.id.in_(_OWN))
    .order_by((Playlist.user_id == VIEWER).desc(), Playlist.id.desc())
    .limit(1)
)
_SONG_BY_TITLE = {
    scope: select(Song.id)
    .where(Song.title_key == bindparam("key"), Song.title == bindparam("name"), within(scope, is_admin=False))
    .order_by(Song.id.desc())
    .limit(1)
    for scope in (Scope.MINE, Scope.PUBLIC)
}
# One text is read much faster than rows: the numbers of playlist, place, entry and song of each.
_NUMBERS = (PlaylistSong.playlist_id, PlaylistSong.position, PlaylistSong.id, PlaylistSong.song_id)
_TEXTS: Sequence[ColumnElement[str]] = [cast(number, String) + "," for number in _NUMBERS]
_TOLD = select(func.aggregate_strings(reduce(add, _TEXTS), ""))
_PLACES = {
    False: _TOLD.where(PlaylistSong.playlist_id.in_(_OWN)),
    True: _TOLD.where(PlaylistSong.playlist_id == bindparam("playlist_id")),
}
_PLACE = select(PlaylistSong.playlist_id).where(PlaylistSong.id == bindparam("entry"))


class Relations:
    """Single entries, for those who may see or change their playlists."""

    def __init__(self, database: Database, box: CardBox, entries: Entries) -> None:
        self._database, self._box, self._entries = database, box, entries

    def page(self, caller: Caller, playlist: Named | None = None, *, number: int = 1, size: int = 20) -> Page:
        """List what is in the caller's playlists, or in one that they may see."""
        with self._database.reading() as connection:
            playlist_id = None if playlist is None else self._playlist(connection, caller, playlist)
            ids = self._seen(connection, caller, playlist_id)
            asked = {"entries": ids[(number - 1) * size :][:size], "owner": caller.owner}
            rows = connection.execute(_some(caller.is_admin), asked).all() if asked["entries"] else []
            return Page(len(ids), [entry_document(row) for row in rows])

    def entry(self, caller: Caller, entry: int) -> dict[str, Any]:
        """One entry.

        Raises
        ------
        NotFound
            if there is none, or the caller may not see its playlist or its song
        """
        with self._database.reading() as connection:
            return self._document(connection, caller, entry)

    def add(self, caller: Caller, playlist: Named, song: Named, position: int | None = None) -> dict[str, Any]:
        """Put a song into a playlist, at its end where no place is named."""
        with self._database.reading() as connection:
            playlist_id, song_id = self._playlist(connection, caller, playlist), self._song(connection, caller, song)
        with self._database.transaction() as session:
            held = self._entries.held(session, caller, playlist_id)
            done = self._entries.put(session, caller, held, [song_id], position)
            return self._answer(session, caller, done["entries"][0]["id"], done)

    def change(self, caller: Caller, entry: int, wishes: Mapping[str, Any]) -> dict[str, Any]:
        """Let an entry be another ``song``, stand at another ``position``, or go to the end of another ``playlist``."""
        with self._database.reading() as connection:
            here = self._place(connection, caller, entry)
            changeable(caller, visible(connection, caller, here), is_editor)
            there = self._playlist(connection, caller, wishes["playlist"]) if "playlist" in wishes else here
            song_id = self._song(connection, caller, wishes["song"]) if "song" in wishes else None
        with self._database.transaction() as session:
            # Always in one order, so that two who move things to and fro do not wait for each other.
            held = {each: self._entries.held(session, caller, each) for each in sorted({here, there})}
            if entry not in held[here].order:
                raise _missing(entry)
            if song_id is not None:
                self._entries.check_seen(session, caller, [song_id])
                _set(session, entry, song_id=song_id)
            if there != here:
                _set(session, entry, playlist_id=there)
                rest = [each for each in held[here].order if each != entry]
                self._entries.arrange(session, held[here], rest, ())
            others = [each for each in held[there].order if each != entry]
            place = held[here].order.index(entry) if there == here else len(others)
            now = order.inserted(others, [entry], wishes.get("position", place))
            made = [order.Entry(entry, 0, -1)] if there != here else []
            done = self._entries.arrange(session, held[there], now, [entry], made=made)
            return self._answer(session, caller, entry, done)

    def remove(self, caller: Caller, entry: int) -> dict[str, Any]:
        """Take an entry out; the answer has what would undo it."""
        with self._database.reading() as connection:
            here = self._place(connection, caller, entry)
        return self._entries.take_out(caller, here, [entry])

    def _seen(self, connection: Connection, caller: Caller, playlist_id: int | None) -> list[int]:
        """The entries of one playlist or of all of the caller's, in order; the cards know which songs they may see."""
        values = {"viewer": viewer(caller), "playlist_id": playlist_id}
        told = connection.scalar(_PLACES[playlist_id is not None], values)
        lists, places, entries, songs = np.fromstring((told or "").rstrip(","), "i8", sep=",").reshape(-1, 4).T
        cards = self._box.cards(connection)
        seen = cards.among(songs, cards_within(cards, caller, Scope.ALL))
        order = np.lexsort((entries, places, lists))
        found: list[int] = entries[order[seen[order]]].tolist()
        return found

    def _answer(self, session: Session, caller: Caller, entry: int, done: Mapping[str, Any]) -> dict[str, Any]:
        document = self._document(session.connection(), caller, entry)
        return {**document, "changed_at": done["changed_at"], "undo": done["undo"]}

    def _document(self, connection: Connection, caller: Caller, entry: int) -> dict[str, Any]:
        visible(connection, caller, self._place(connection, caller, entry))
        values = {"viewer": viewer(caller), "owner": caller.owner, "entry": entry}
        row = connection.execute(_one(caller.is_admin), values).first()
        if row is None:
            raise _missing(entry)
        return entry_document(row)

    def _place(self, connection: Connection, caller: Caller, entry: int) -> int:
        """In which playlist an entry is that the caller may see."""
        playlist_id = connection.scalar(_PLACE, {"entry": entry})
        try:
            return int(visible(connection, caller, playlist_id or 0).id)
        except NotFound as unseen:
            raise _missing(entry) from unseen

    def _playlist(self, connection: Connection, caller: Caller, named: Named) -> int:
        values = {"name": str(named), "viewer": viewer(caller)}
        found = None if isinstance(named, int) else connection.scalar(_OWN_PLAYLIST, values)
        return found or int(visible(connection, caller, _number(named, "playlist")).id)

    def _song(self, connection: Connection, caller: Caller, named: Named) -> int:
        if isinstance(named, str):
            values = {"key": sort_key(named), "name": named, "owner": caller.owner}
            for scope in (Scope.MINE, Scope.PUBLIC):
                if found := connection.scalar(_SONG_BY_TITLE[scope], values):
                    return int(found)
        return _number(named, "song")


@cache
def _some(is_admin: bool) -> Any:
    some = _rows(is_admin).where(PlaylistSong.id.in_(bindparam("entries", expanding=True)))
    return some.order_by(PlaylistSong.playlist_id, PlaylistSong.position, PlaylistSong.id)


@cache
def _one(is_admin: bool) -> Any:
    return _rows(is_admin).where(PlaylistSong.id == bindparam("entry"))


def _rows(is_admin: bool) -> Any:
    columns = (
        PlaylistSong.id,
        PlaylistSong.playlist_id,
        PlaylistSong.song_id,
        PlaylistSong.position,
        PlaylistSong.added_at,
        Playlist.name.label("playlist"),
        Song.title.label("song"),
    )
    joined = select(*columns).join_from(PlaylistSong, Playlist).join(Song, Song.id == PlaylistSong.song_id)
    return joined.where(within(Scope.ALL, is_admin))


def _set(session: Session, entry: int, **values: int) -> None:
    change = update(PlaylistSong).where(PlaylistSong.id == entry).values(**values)
    session.execute(change, execution_options={"synchronize_session": False})


def _number(named: Named, what: str) -> int:
    if isinstance(named, str) and not named.isdecimal():
        raise InvalidInput.of({what: [f"There is no {what} called {named[:80]!r} among what you may use."]})
    number = int(named)
    if not 0 < number < 2**31:
        raise NotFound(f"There is no {what} {number}.")
    return number


def _missing(entry: int) -> NotFound:
    return NotFound(f"There is no playlist song {entry}.")
