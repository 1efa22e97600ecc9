"""Who else may change what is in a playlist: invited by its owner, or come by a link."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from backend.db.library import Playlist, PlaylistMember
from backend.db.messages import Block
from backend.db.models import User
from backend.db.session import Database
from backend.db.upsert import insert
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotAllowed, NotFound
from backend.services.names import unguessable
from backend.services.playlists.documents import playlist_document
from backend.services.playlists.rights import hold, is_owner, visible

MAX_MEMBERS = 100
_MEMBERS = (
    select(User.id, User.username, User.avatar)
    .join(PlaylistMember, PlaylistMember.user_id == User.id)
    .where(PlaylistMember.playlist_id == bindparam("playlist_id"))
    .order_by(User.name_key)
)
_BLIND = {"synchronize_session": False}


class Members:
    """Invites people and lets them go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, caller: Caller, playlist_id: int) -> list[dict[str, Any]]:
        """The members of a playlist, by name; for its owner and for them.

        Raises
        ------
        NotFound, NotAllowed
            for others
        """
        with self._database.reading() as connection:
            row = visible(connection, caller, playlist_id)
            if not (row.is_member or is_owner(caller, row)):
                raise NotAllowed("Only its owner and its members may see who they are.")
            return [_document(member) for member in connection.execute(_MEMBERS, {"playlist_id": playlist_id})]

    def invite(self, caller: Caller, playlist_id: int, user_id: int) -> list[dict[str, Any]]:
        """Make somebody a member; the answer is all of them. Who blocked the caller is not found.

        Raises
        ------
        NotFound
            if there is no such user
        InvalidInput
            if it is the owner, or there are as many members as there may be
        """
        with self._database.transaction() as session:
            row = hold(session, caller, playlist_id)
            blocked = select(Block.user_id).where(Block.user_id == user_id, Block.blocked_id == row.user_id)
            known = select(User.id).where(User.id == user_id, User.closed_at.is_(None), ~blocked.exists())
            if session.scalar(known) is None:
                raise NotFound(f"There is no user {user_id}.")
            _join(session, row, user_id)
        return self.listing(caller, playlist_id)

    def let_go(self, caller: Caller, playlist_id: int, user_id: int) -> None:
        """Let a member go: the owner anybody, a member themselves. Fine if they are none.

        Raises
        ------
        NotFound, NotAllowed
            if the caller may not
        """
        with self._database.transaction() as session:
            hold(
                session,
                caller,
                playlist_id,
                lambda who, row: is_owner(who, row) or (who.person is not None and who.person.id == user_id),
            )
            which = (PlaylistMember.playlist_id == playlist_id, PlaylistMember.user_id == user_id)
            session.execute(delete(PlaylistMember).where(*which), execution_options=_BLIND)

    def open(self, caller: Caller, playlist_id: int) -> str:
        """Make a new token, by which whoever has it may join; the one until now is worthless."""
        token = unguessable(32)
        self._set_token(caller, playlist_id, token)
        return token

    def close(self, caller: Caller, playlist_id: int) -> None:
        """Let nobody join any more; members stay."""
        self._set_token(caller, playlist_id, None)

    def join(self, caller: Caller, token: str) -> dict[str, Any]:
        """Become a member by a token; the owner stays what they are.

        Raises
        ------
        NotFound
            if the token opens nothing
        """
        user_id = caller.signed_in().id
        with self._database.transaction() as session:
            found = session.scalar(select(Playlist.id).where(Playlist.token == token))
            row = session.execute(
                update(Playlist)
                .where(Playlist.id == found, Playlist.token == token)
                .values(name=Playlist.name)
                .returning(Playlist.id, Playlist.user_id),
                execution_options=_BLIND,
            ).first()
            if row is None:
                raise NotFound("This invitation is no longer good.")
            if row.user_id != user_id:
                _join(session, row, user_id)
            return playlist_document(caller, visible(session.connection(), caller, row.id))

    def _set_token(self, caller: Caller, playlist_id: int, token: str | None) -> None:
        with self._database.transaction() as session:
            hold(session, caller, playlist_id)
            session.execute(
                update(Playlist).where(Playlist.id == playlist_id).values(token=token), execution_options=_BLIND
            )


def _join(session: Session, row: Any, user_id: int) -> None:
    if user_id == row.user_id:
        raise InvalidInput.of({"user_id": ["The owner needs no invitation."]})
    there = select(func.count()).where(PlaylistMember.playlist_id == row.id, PlaylistMember.user_id != user_id)
    if (session.scalar(there) or 0) >= MAX_MEMBERS:
        raise InvalidInput.of({"user_id": [f"A playlist has up to {MAX_MEMBERS} members."]})
    new = insert(session, PlaylistMember).values(playlist_id=row.id, user_id=user_id)
    session.execute(new.on_conflict_do_nothing())


def _document(member: Any) -> dict[str, Any]:
    return {
        "user_id": member.id,
        "username": member.username,
        "avatar": f"/media/{member.avatar}" if member.avatar else None,
    }
