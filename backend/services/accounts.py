"""Accounts: sign up, log in, log out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.db.models import Login, User
from backend.db.session import Database
from backend.services import passwords
from backend.services.access_tokens import AccessTokens
from backend.services.callers import Caller, Person, owner_of
from backend.services.errors import InvalidInput
from backend.services.logins import Logins
from backend.services.passwords import Passwords
from backend.services.trial import Trial

# Good enough to catch slips; whether an address exists only a mail can tell.
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
MAX_EMAIL = 254
USERNAME = re.compile(r"[\w.+-]{1,80}")
TAKEN = "A user with this email already exists."


@dataclass(frozen=True)
class SignUp:
    """What somebody fills in; ``username`` empty: one is made from the address; ``repeated`` None: asked for once."""

    email: str
    password: str
    username: str = ""
    full_name: str = ""
    repeated: str | None = None


@dataclass(frozen=True)
class SignedIn:
    """The answer to a login: the person, the key of the login and a short-lived access token."""

    person: Person
    login_id: str
    key: str
    access: str


class Accounts:
    """Everything about having an account."""

    def __init__(
        self,
        database: Database,
        *,
        passwords: Passwords,
        logins: Logins,
        tokens: AccessTokens,
        trial: Trial,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._passwords, self._clock = database, passwords, clock
        self.logins, self.tokens, self._trial = logins, tokens, trial

    def sign_up(self, form: SignUp) -> Person:
        """Make an account.

        Raises
        ------
        InvalidInput
            with every wrong field at once
        """
        email = form.email.strip().lower()
        with self._database.transaction() as session:
            if wrong := self._problems(session, form, email):
                raise InvalidInput.of(wrong)
        kept = self._passwords.hash(form.password)
        try:
            with self._database.transaction() as session:
                name = form.username.strip() or _free_username(session, email)
                user = User(name, email, kept, self._clock(), full_name=form.full_name.strip()[:150])
                session.add(user)
                session.flush()
                return self.logins.person(user)
        except IntegrityError as somebody_was_faster:
            raise InvalidInput.of({"email": [TAKEN]}) from somebody_was_faster

    def log_in(self, email: str, password: str, *, name: str = "", guest: Caller | None = None) -> SignedIn:
        """Open a login; what the guest of this browser made goes to the account.

        Raises
        ------
        InvalidInput
            with the same words for an unknown address and a wrong password
        """
        with self._database.transaction() as session:
            found = session.scalar(select(User).where(User.email == email.strip().lower()))
            user_id, kept = (found.id, found.password_hash) if found else (None, None)
        if not self._passwords.matches(kept, password) or user_id is None:
            raise InvalidInput.of({"non_field_errors": ["Invalid email or password."]})
        better = self._passwords.hash(password) if kept and self._passwords.is_outdated(kept) else kept
        with self._database.transaction() as session:
            user = session.get_one(User, user_id)
            user.password_hash = better or user.password_hash
            login = self.logins.open(session, user.id, name=name)
            person = self.logins.person(user)
            if guest and guest.guest_key:
                self._trial.hand_over(session, guest, owner_of(person.id))
        return SignedIn(person, login.id, login.key, self.tokens.write(person.id, login.id))

    def log_out(self, caller: Caller) -> None:
        """End the login that the caller presented, with its key, cookie and access tokens."""
        if caller.login_id:
            self.logins.revoke(caller.login_id)

    def take_over(self, email: str, password: str) -> bool:
        """Give an account a new password and end its logins; False when nobody has the address.

        Raises
        ------
        InvalidInput
            if the password is too weak
        """
        if weak := passwords.problems(password):
            raise InvalidInput.of({"password": weak})
        kept = self._passwords.hash(password)
        change = update(User).where(User.email == email.strip().lower()).values(password_hash=kept).returning(User.id)
        with self._database.transaction() as session:
            user_id = session.scalar(change)
            if user_id is not None:
                session.execute(update(Login).where(Login.user_id == user_id).values(revoked_at=self._clock()))
        return user_id is not None

    def confirm(self, email: str) -> bool:
        """Take an address as verified; False when nobody has it."""
        verified_now = func.coalesce(User.email_verified_at, self._clock())
        which = update(User).where(User.email == email.strip().lower())
        with self._database.transaction() as session:
            confirmed = session.execute(which.values(email_verified_at=verified_now).returning(User.id))
            return confirmed.first() is not None

    def caller_with_token(self, token: str) -> Caller | None:
        """Who presents this access token or key."""
        login_id = self.tokens.login_id(token) if token.count(".") == 2 else None
        return self.logins.caller_with_id(login_id) if login_id else self.logins.caller_with_key(token)

    def _problems(self, session: Session, form: SignUp, email: str) -> dict[str, list[str]]:
        wrong: dict[str, list[str]] = {}
        if not EMAIL.fullmatch(email) or len(email) > MAX_EMAIL:
            wrong["email"] = ["Enter a valid email address."]
        elif session.scalar(select(User.id).where(User.email == email)):
            wrong["email"] = [TAKEN]
        username = form.username.strip()
        if username and not USERNAME.fullmatch(username):
            wrong["username"] = ["Username may have up to 80 letters, digits and . + - _ only."]
        elif username and session.scalar(select(User.id).where(func.lower(User.username) == username.lower())):
            wrong["username"] = ["A user with this username already exists."]
        if weak := passwords.problems(form.password):
            wrong["password" if form.repeated is None else "password1"] = weak
        if form.repeated is not None and form.repeated != form.password:
            wrong["password2"] = ["The two passwords do not match."]
        return wrong


def _free_username(session: Session, email: str) -> str:
    """The part before the @, with a random ending where that name is taken."""
    wished = re.sub(r"[^\w.+-]", "", email.partition("@")[0])[:60] or "musician"
    taken = session.scalar(select(User.id).where(func.lower(User.username) == wished.lower()))
    return f"{wished}_{secrets.token_hex(4)}" if taken else wished
