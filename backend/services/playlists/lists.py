"""Playlists themselves: list, make, rename, open, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from backend.db.library import Playlist, PlaylistMember
from backend.db.session import Database
from backend.services import users
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotSignedIn
from backend.services.finding.search import Page
from backend.services.pictures_kept import SentPicture
from backend.services.playlists import rules
from backend.services.playlists.contents import contents, ruled, unseen
from backend.services.playlists.covers import Covers
from backend.services.playlists.documents import playlist_document
from backend.services.playlists.rights import LISTING, VIEWER, hold, touch, unchanged, viewer, visible
from backend.services.playlists.smart import Picker
from backend.services.share_ends import end_shares

MAX_PLAYLISTS = 2000
CHANGEABLE = ("name", "is_public", "is_collaborative", "description", "rule")


class Whose(StrEnum):
    """Which playlists are listed: one's own, those of others that one is a member of, or both."""

    MINE = "mine"
    SHARED = "shared"
    ALL = "all"


_OWN = Playlist.user_id == VIEWER
_JOINED = exists().where(PlaylistMember.playlist_id == Playlist.id, PlaylistMember.user_id == VIEWER)
_WHICH: dict[Whose | None, Any] = {
    Whose.MINE: _OWN,
    Whose.SHARED: _JOINED,
    Whose.ALL: or_(_OWN, _JOINED),
    None: Playlist.is_public.is_(True),
}
# Counted, and listed with the newest first; the values are ``viewer``, ``size`` and ``before``.
_PAGES = {
    whose: (
        select(func.count()).select_from(Playlist).where(which),
        LISTING.where(which).order_by(Playlist.id.desc()).limit(bindparam("size")).offset(bindparam("before")),
    )
    for whose, which in _WHICH.items()
}


class Lists:
    """The playlists that a caller may see and change."""

    def __init__(self, database: Database, covers: Covers, picker: Picker, *, clock: Callable[[], datetime]) -> None:
        self._database, self._covers, self._picker, self._clock = database, covers, picker, clock

    def page(self, caller: Caller, whose: Whose | None = None, *, number: int = 1, size: int = 20) -> Page:
        """List playlists, the newest first; None: everybody's public ones."""
        counting, listing = _PAGES[whose]
        values = {"viewer": viewer(caller)}
        with self._database.reading() as connection:
            count = connection.execute(counting, values).scalar_one()
            rows = connection.execute(listing, {**values, "size": size, "before": (number - 1) * size})
            return Page(count, [playlist_document(caller, row) for row in rows])

    def playlist(self, caller: Caller, playlist_id: int) -> dict[str, Any]:
        """One playlist without its songs."""
        with self._database.reading() as connection:
            return playlist_document(caller, visible(connection, caller, playlist_id))

    def opened(self, caller: Caller, playlist_id: int, *, number: int, size: int) -> dict[str, Any]:
        """A playlist and a page of its songs in order, each with its place; ``count`` is of those that one may see, and
        ``unseen`` what its owner may take out without seeing it.
        """
        with self._database.reading() as connection:
            row = visible(connection, caller, playlist_id)
            first, now = (number - 1) * size, self._clock()
            found = contents(connection, caller, row, picker=self._picker, now=now, first=first, size=size)
            document = playlist_document(caller, row)
            hidden = unseen(connection, caller, row)
        whole = {"count": found.count, "duration_s": found.duration_s}
        return {**document, **whole, "songs": found.songs, "unseen": hidden}

    def preview(self, caller: Caller, rule: Any, *, size: int = 20) -> dict[str, Any]:
        """What a smart playlist of the caller's would hold: how many songs, how long, and the first of them.

        Raises
        ------
        InvalidInput
            if it is no rule
        """
        asked = rules.read(rule)
        with self._database.reading() as connection:
            who, now = viewer(caller), self._clock()
            found = ruled(connection, caller, asked, who, 0, picker=self._picker, now=now, first=0, size=size)
            return {"count": found.count, "duration_s": found.duration_s, "songs": found.songs}

    def make(self, caller: Caller, wishes: Mapping[str, Any], cover: SentPicture | None = None) -> dict[str, Any]:
        """Make a playlist of a ``name`` and what else is `CHANGEABLE`.

        Raises
        ------
        InvalidInput
            without a name, or with more playlists than one may have
        """
        if not wishes.get("name"):
            raise InvalidInput.of({"name": ["A playlist needs a name: 1 to 200 characters."]})
        _check_rule(wishes)
        now = self._clock()
        with self._covers.taken(caller, cover) as picture, self._database.transaction() as session:
            user_id = caller.signed_in().id
            if users.hold(session, user_id) is None:
                raise NotSignedIn("The account is closed.")
            _check_room(session, user_id)
            kept = {name: wishes[name] for name in CHANGEABLE if name in wishes}
            playlist = Playlist(user_id=user_id, created_at=now, changed_at=now, **kept)
            session.add(playlist)
            session.flush()
            if picture:
                playlist.cover = picture.keep(session, playlist.id)
                session.flush()
            return playlist_document(caller, visible(session.connection(), caller, playlist.id))

    def change(
        self,
        caller: Caller,
        playlist_id: int,
        wishes: Mapping[str, Any],
        cover: SentPicture | None = None,
        *,
        since: datetime | None = None,
    ) -> dict[str, Any]:
        """Change what is named in ``wishes``; ``cover`` None there takes the picture away.

        Raises
        ------
        Conflict
            if the playlist was changed after ``since``
        """
        _check_rule(wishes)
        changes = {name: wishes[name] for name in CHANGEABLE if name in wishes}
        with self._covers.taken(caller, cover) as picture, self._database.transaction() as session:
            row = hold(session, caller, playlist_id)
            unchanged(row, since)
            before = row.cover if picture or "cover" in wishes else ""
            if picture or before:
                changes["cover"] = picture.keep(session, playlist_id) if picture else ""
            if changes:
                touch(session, row, self._clock(), **changes)
            self._covers.forget(session, before)
            document = playlist_document(caller, visible(session.connection(), caller, playlist_id))
        self._covers.remove(before)
        return document

    def remove(self, caller: Caller, playlist_id: int) -> None:
        """Remove a playlist; its songs stay where they are."""
        with self._database.transaction() as session:
            row = hold(session, caller, playlist_id)
            session.execute(
                delete(Playlist).where(Playlist.id == row.id), execution_options={"synchronize_session": False}
            )
            end_shares(session, "playlist", [playlist_id])
            self._covers.forget(session, row.cover)
        self._covers.remove(row.cover)


def _check_rule(wishes: Mapping[str, Any]) -> None:
    if wishes.get("rule") is not None:
        rules.read(wishes["rule"])


def _check_room(session: Session, user_id: int) -> None:
    count = session.scalar(select(func.count()).select_from(Playlist).where(Playlist.user_id == user_id)) or 0
    if count >= MAX_PLAYLISTS:
        raise InvalidInput(f"You have {count} playlists; up to {MAX_PLAYLISTS} are kept for an account.")
