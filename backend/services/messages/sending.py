"""Writing to somebody: who may, what a message may hold, and in which order messages get their numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.db.messages import Block, Message
from backend.db.models import User
from backend.db.session import Database
from backend.services.callers import Caller, Person
from backend.services.errors import Conflict, InvalidInput, NotAllowed, NotFound
from backend.services.messages.attached import SongLinks
from backend.services.messages.inbox import Inbox

MAX_LENGTH = 4000


class Sending:
    """Takes what people write."""

    def __init__(self, database: Database, inbox: Inbox, links: SongLinks, *, clock: Callable[[], datetime]) -> None:
        self._database, self._inbox, self._links, self._clock = database, inbox, links, clock

    def send(self, caller: Caller, receiver: int, content: str, *, song_id: int | None = None) -> dict[str, Any]:
        """Write to somebody; ``content`` is clean, and may be empty where a song comes with it.

        Raises
        ------
        InvalidInput
            if there are neither words nor a song, or it is to oneself
        NotFound
            if there is no such person or song
        Conflict
            if the receiver's account is disabled
        NotAllowed
            if one of the two has blocked the other, or a stranger is written to from an unverified address
        """
        me = caller.signed_in()
        if not content and song_id is None:
            raise InvalidInput.of({"content": ["Write something, or attach a song."]})
        if receiver == me.id:
            raise InvalidInput.of({"receiver": ["You cannot write to yourself."]})
        with self._database.transaction() as session:
            self._check(session, me, receiver)
            if song_id is not None:
                self._links.check(session, caller, song_id)
            message = Message(me.id, receiver, content, self._clock(), song_id)
            session.add(message)
            session.flush()
            sent = message.id
        return self._inbox.message(caller, sent)

    def _check(self, session: Session, me: Person, receiver: int) -> None:
        # Both are held until the message is there: to each of the two, messages come in the order of their numbers.
        two = select(User).where(User.id.in_([me.id, receiver]), User.closed_at.is_(None)).order_by(User.id)
        found = {user.id: user for user in session.scalars(two.with_for_update(key_share=True))}
        if receiver not in found:
            raise NotFound(f"There is no user {receiver}.")
        if me.id not in found or found[me.id].disabled_at:
            raise NotAllowed("Your account is disabled.")
        name = found[receiver].username
        if found[receiver].disabled_at:
            raise Conflict(f"The account of {name} is disabled; nobody would read this.")
        if _blocks(session, me.id, receiver):
            raise NotAllowed(f"You have blocked {name}; unblock them first.")
        if _blocks(session, receiver, me.id):
            raise NotAllowed(f"{name} takes no messages from you.")
        if not me.email_verified and not _knows(session, receiver, me.id):
            raise NotAllowed(f"Verify your address before you write to people who have not written to you, as {name}.")


def _blocks(session: Session, who: int, whom: int) -> bool:
    return bool(session.scalar(select(exists().where(Block.user_id == who, Block.blocked_id == whom))))


def _knows(session: Session, sender: int, receiver: int) -> bool:
    return bool(session.scalar(select(exists().where(Message.sender_id == sender, Message.receiver_id == receiver))))
