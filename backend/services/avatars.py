"""Avatars: a small picture of somebody, decoded and written anew like any upload, and seen by everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.db.models import Asset, User
from backend.db.session import Database
from backend.services import users
from backend.services.callers import Caller, Person, owner_of
from backend.services.errors import NotSignedIn
from backend.services.logins import Logins
from backend.services.media import AVATAR
from backend.services.pictures_kept import SentPicture, written_anew
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage


class Avatars:
    """Sets and removes the caller's own picture. ``kind`` says what it may be, and how it is written anew."""

    def __init__(
        self, database: Database, storage: LocalStorage, logins: Logins, kind: Kind, *, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._logins = database, storage, logins
        self._kind, self._clock = kind, clock

    def put(self, caller: Caller, sent: BinaryIO, file_name: str) -> Person:
        """Take a picture in place of the one until now.

        Raises
        ------
        WrongType, TooLarge
            if it is no picture, or more than a picture may be
        """
        user_id = caller.signed_in().id
        with (
            written_anew(self._storage, self._kind, SentPicture(sent, file_name), self._clock()) as picture,
            self._database.transaction() as session,
        ):
            user, before = self._without(session, user_id)
            user.avatar = picture.keep(session, owner_of(user_id), AVATAR)
            session.flush()
            person = self._logins.person(user)
        self._remove(before)
        return person

    def remove(self, caller: Caller) -> Person:
        """Be without a picture."""
        with self._database.transaction() as session:
            user, before = self._without(session, caller.signed_in().id)
            person = self._logins.person(user)
        self._remove(before)
        return person

    def _without(self, session: Session, user_id: int) -> tuple[User, str]:
        """Hold a user and take the picture away; the answer has the path that may be removed after all."""
        user = users.hold(session, user_id)
        if user is None:
            raise NotSignedIn("The account is closed.")
        before, user.avatar = user.avatar, ""
        session.execute(delete(Asset).where(Asset.path == before, Asset.kind == AVATAR))
        return user, before

    def _remove(self, stored: str) -> None:
        if stored:
            self._storage.remove(stored)
