"""What people change of their own account: name, address, password; each address is verified by a letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.db.models import User
from backend.db.session import Database
from backend.services import spelling, users
from backend.services.artists import display_name, follow_name
from backend.services.callers import Caller, Person
from backend.services.errors import Conflict, InvalidInput, NotSignedIn
from backend.services.logins import Logins
from backend.services.mail.links import Links, Purpose
from backend.services.mail.post import Post
from backend.services.passwords import Passwords


class Profile:
    """Changes accounts for those whose they are."""

    def __init__(
        self,
        database: Database,
        *,
        passwords: Passwords,
        logins: Logins,
        links: Links,
        post: Post,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._passwords, self._logins = database, passwords, logins
        self._links, self._post, self._clock = links, post, clock

    def verify(self, token: str) -> Person:
        """Take an address as verified by the link that was sent there; a new one becomes theirs with that.

        Raises
        ------
        InvalidInput
            if the link is dead, or somebody else has the address meanwhile
        """
        user_id = self._links.user_id(Purpose.VERIFY, token)
        try:
            with self._database.transaction() as session:
                user = self._links.check(Purpose.VERIFY, token, users.hold(session, user_id))
                user.email, user.pending_email = user.pending_email or user.email, None
                user.email_verified_at = self._clock()
                session.flush()
                return self._logins.person(user)
        except IntegrityError as taken:
            raise InvalidInput.of({"email": [users.TAKEN]}) from taken

    def send_link(self, caller: Caller) -> str:
        """Send a new link to the address that waits to be verified; the answer is that address.

        Raises
        ------
        Conflict
            if none does
        """
        with self._database.transaction() as session:
            user = self._held(session, caller)
            if user.to_verify is None:
                raise Conflict("Your address is verified already.")
            to, letter = user.to_verify, self._post.put(session, "verify", user.to_verify, user.id)
        self._post.send(letter)
        return to

    def describe(self, caller: Caller, wishes: Mapping[str, Any]) -> Person:
        """Change ``username``, ``full_name``, ``about`` or ``public_profile``; songs by their name follow it."""
        try:
            with self._database.transaction() as session:
                user = self._held(session, caller)
                called = display_name(session, caller.owner)
                if "username" in wishes:
                    name = spelling.username(wishes["username"])
                    if wrong := users.name_problems(session, name, own_id=user.id):
                        raise InvalidInput.of(wrong)
                    user.username, user.name_key = name, spelling.name_key(name)
                user.full_name = wishes.get("full_name", user.full_name)[: users.MAX_FULL_NAME]
                user.about = wishes.get("about", user.about)
                user.public_profile = wishes.get("public_profile", user.public_profile)
                session.flush()
                follow_name(session, caller.owner, called, self._clock())
                return self._logins.person(user)
        except IntegrityError as somebody_was_faster:
            raise InvalidInput.of({"username": [users.NAME_TAKEN]}) from somebody_was_faster

    def move(self, caller: Caller, email: str, password: str) -> Person:
        """Ask for another address; it becomes theirs once it is verified. One's own calls a change off.

        The address until now is told, so that its owner may still choose a new password.
        """
        to = spelling.address(email)
        kept = self.proven(caller, password)
        with self._database.transaction() as session:
            user = self._held(session, caller, kept=kept)
            if wrong := users.address_problems(session, to, own_id=user.id):
                raise InvalidInput.of(wrong)
            user.pending_email = None if to == user.email else to
            letters = []
            if user.to_verify:
                letters.append(self._post.put(session, "verify", user.to_verify, user.id))
            if user.pending_email:
                letters.append(self._post.put(session, "moving", user.email))
            person = self._logins.person(user)
        for letter in letters:
            self._post.send(letter)
        return person

    def change_password(self, caller: Caller, old: str, new: str, repeated: str | None) -> None:
        """Choose another password; all other sessions and all keys end, as does any change of address that waits."""
        kept = self.proven(caller, old, field="current_password")
        if wrong := users.password_problems(new, repeated):
            raise InvalidInput.of(wrong)
        hashed = self._passwords.hash(new)
        with self._database.transaction() as session:
            user = self._held(session, caller, kept=kept)
            user.password_hash, user.pending_email = hashed, None
            self._logins.revoke_all(session, user.id, but=caller.login_id)
            letter = self._post.put(session, "password", user.email)
        self._post.send(letter)

    def proven(self, caller: Caller, password: str, *, field: str = "password") -> str:
        """Have callers show that they know their password; the answer is its hash.

        Raises
        ------
        InvalidInput
            if they do not
        """
        user_id = caller.signed_in().id
        with self._database.transaction() as session:
            user = session.get(User, user_id)
            kept = user.password_hash if user else None
        if not self._passwords.matches(kept, password) or kept is None:
            raise InvalidInput.of({field: ["This is not your password."]})
        return kept

    def _held(self, session: Session, caller: Caller, *, kept: str | None = None) -> User:
        """The caller's row, if it is still there and the password that was shown is still theirs."""
        user = users.hold(session, caller.signed_in().id)
        if user is None or kept not in (None, user.password_hash):
            raise NotSignedIn("The account has changed meanwhile; log in again.")
        return user
