"""Songs in playlists: put in, moved, taken out, one or many, by the owner and by members side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import Conflict, NotFound
from backend.services.finding.scopes import within
from backend.services.finding.wishes import Scope
from backend.services.moments import iso
from backend.services.playlists import order
from backend.services.playlists.rights import hold, is_editor, lock, touch, unchanged, viewer

_SEEN = {
    is_admin: select(Song.id).where(
        Song.id.in_(bindparam("songs", expanding=True)), within(Scope.ALL, is_admin=is_admin)
    )
    for is_admin in (False, True)
}


@dataclass(frozen=True)
class Held:
    """A playlist whose contents are being changed: its row, and its entries in order as they were."""

    row: Any
    rows: Sequence[order.Entry]

    @property
    def order(self) -> list[int]:
        return [entry.id for entry in self.rows]

    @property
    def songs(self) -> list[int]:
        return [entry.song_id for entry in self.rows]


class Entries:
    """Changes what is in playlists. Each change is answered with what would undo it."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def add(
        self,
        caller: Caller,
        playlist_id: int,
        songs: Sequence[int],
        *,
        at: int | None = None,
        since: datetime | None = None,
    ) -> dict[str, Any]:
        """Put songs in, the first of them at place ``at``, at the end where none is named.

        Raises
        ------
        NotFound
            if the caller may not see one of the songs
        """
        with self._database.transaction() as session:
            held = self.held(session, caller, playlist_id, since)
            return self.put(session, caller, held, songs, at)

    def move(
        self, caller: Caller, playlist_id: int, chosen: Sequence[int], to: int, *, since: datetime | None = None
    ) -> dict[str, Any]:
        """Move entries, side by side in the order in which they are named, the first of them to place ``to``."""
        with self._database.transaction() as session:
            held = self.held(session, caller, playlist_id, since)
            return self.arrange(session, held, order.moved(held.order, chosen, to), chosen)

    def take_out(
        self, caller: Caller, playlist_id: int, gone: Sequence[int], *, since: datetime | None = None
    ) -> dict[str, Any]:
        """Take entries out."""
        with self._database.transaction() as session:
            held = self.held(session, caller, playlist_id, since)
            rest = order.moved(held.order, gone, 0)[len(set(gone)) :]
            order.remove(session, gone)
            return self.arrange(session, held, rest, ())

    def replace(
        self,
        caller: Caller,
        playlist_id: int,
        songs: Sequence[int],
        *,
        meant: Sequence[int] = (),
        since: datetime,
    ) -> dict[str, Any]:
        """Let a playlist hold these songs in this order; what stays keeps its entry, and so when it was added, by whom.

        ``meant`` names the entries that the songs had, as an ``undo`` does. What others put in and the caller cannot
        see stays where it is.
        """
        with self._database.transaction() as session:
            held = self.held(session, caller, playlist_id, since)
            kept = order.matched(held.rows, songs, meant)
            new = [song for song, entry in zip(songs, kept, strict=True) if entry is None]
            self.check_seen(session, caller, new)
            seen = self._seen(session, caller, held.songs)
            unseen = {entry.id for entry in held.rows if entry.song_id not in seen}
            gone = set(held.order) - set(kept) - unseen
            order.remove(session, list(gone))
            made = order.add(session, playlist_id, new, self._by(caller), first=len(held.rows))
            fresh = (entry.id for entry in made)
            now_there = [next(fresh) if entry is None else entry for entry in kept]
            return self.arrange(session, held, order.with_unseen(now_there, held.order, unseen), now_there, made=made)

    def close_gaps(self) -> None:
        """Close the gaps that songs left which were removed for good."""
        with self._database.reading() as connection:
            found = order.with_gaps(connection)
        for playlist_id in found:
            with self._database.transaction() as session:
                lock(session, playlist_id)
                rows = order.entries(session.connection(), playlist_id)
                order.write(session, rows, [row.id for row in rows])

    def held(self, session: Session, caller: Caller, playlist_id: int, since: datetime | None = None) -> Held:
        """Hold a playlist whose contents the caller may change.

        Raises
        ------
        NotFound, NotAllowed
            if they may not
        Conflict
            if it was changed after ``since``, or is made by a rule
        """
        row = hold(session, caller, playlist_id, is_editor)
        if row.rule is not None:
            raise Conflict("A smart playlist is made by its rule; change the rule.")
        unchanged(row, since)
        return Held(row, order.entries(session.connection(), playlist_id))

    def put(self, session: Session, caller: Caller, held: Held, songs: Sequence[int], at: int | None) -> dict[str, Any]:
        """Put songs into a held playlist."""
        self.check_seen(session, caller, songs)
        made = order.add(session, held.row.id, songs, self._by(caller), first=len(held.rows))
        new = [entry.id for entry in made]
        return self.arrange(session, held, order.inserted(held.order, new, at), new, made=made)

    def arrange(
        self,
        session: Session,
        held: Held,
        now: Sequence[int],
        about: Sequence[int],
        *,
        made: Sequence[order.Entry] = (),
    ) -> dict[str, Any]:
        """Write a new order down; the answer tells the places of the entries that the change was ``about``.

        ``made`` are the entries that are new in it.
        """
        order.write(session, [*held.rows, *made], now)
        moment = iso(touch(session, held.row, self._clock()))
        places = {entry: place for place, entry in enumerate(now)}
        return {
            "playlist_id": held.row.id,
            "changed_at": moment,
            "song_count": len(now),
            "entries": [{"id": entry, "position": places[entry]} for entry in dict.fromkeys(about)],
            "undo": {"songs": held.songs, "entries": held.order, "changed_at": moment},
        }

    def _by(self, caller: Caller) -> dict[str, Any]:
        return {"added_at": self._clock(), "added_by": viewer(caller)}

    def check_seen(self, session: Session, caller: Caller, songs: Sequence[int]) -> None:
        """Refuse songs that the caller may not see.

        Raises
        ------
        NotFound
            naming the first of them
        """
        unseen = set(songs) - self._seen(session, caller, songs)
        if unseen:
            raise NotFound(f"There is no song {min(unseen)}.")

    @staticmethod
    def _seen(session: Session, caller: Caller, songs: Sequence[int]) -> set[int]:
        values = {"songs": list(set(songs)), "owner": caller.owner}
        return set(session.scalars(_SEEN[caller.is_admin], values)) if songs else set()
