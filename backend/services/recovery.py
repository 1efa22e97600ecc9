"""A forgotten password: a letter with a link, and a new password by it.

Nothing here looks whether an address is known before it answers: the letter's job finds that out.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from backend.db.models import User
from backend.db.session import Database
from backend.services import spelling, users
from backend.services.errors import InvalidInput
from backend.services.logins import Logins
from backend.services.mail.links import Links, Purpose
from backend.services.mail.post import Post
from backend.services.passwords import Passwords


class Recovery:
    """Gives people a new password who forgot theirs."""

    def __init__(self, database: Database, *, passwords: Passwords, logins: Logins, links: Links, post: Post) -> None:
        self._database, self._passwords, self._logins = database, passwords, logins
        self._links, self._post = links, post

    def ask(self, email: str) -> None:
        """Send a link to an address, if somebody has an account with it; the caller does not learn that.

        Raises
        ------
        InvalidInput
            if nobody could have such an address
        """
        to = spelling.address(email)
        if not spelling.is_address(to):
            raise InvalidInput.of({"email": [users.NO_ADDRESS]})
        with self._database.transaction() as session:
            letter = self._post.put(session, "reset", to)
        self._post.send(letter)

    def reset(self, token: str, password: str, repeated: str) -> None:
        """Choose a new password by a link, which ends with that, as do all sessions and keys.

        Who can read the letter has shown to own the address, but the letter may be old: a change of address that
        waits is called off.

        Raises
        ------
        InvalidInput
            if the link is dead, or with what is wrong with the password
        """
        with self._database.transaction() as session:
            self._user(session, token)
        if wrong := users.password_problems(password, repeated):
            raise InvalidInput.of(wrong)
        kept = self._passwords.hash(password)
        with self._database.transaction() as session:
            user = self._user(session, token, held=True)
            user.password_hash, user.pending_email = kept, None
            self._logins.revoke_all(session, user.id)

    def _user(self, session: Session, token: str, *, held: bool = False) -> User:
        user_id = self._links.user_id(Purpose.RESET, token)
        found = users.hold(session, user_id) if held else session.get(User, user_id)
        return self._links.check(Purpose.RESET, token, found)
