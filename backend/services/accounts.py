"""Accounts: sign up, log in, log out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.db.models import User
from backend.db.session import Database
from backend.services import passwords, spelling, users
from backend.services.access_tokens import AccessTokens
from backend.services.callers import Caller, Person, owner_of
from backend.services.credits import Credits
from backend.services.errors import InvalidInput
from backend.services.logins import Logins
from backend.services.mail.post import Post
from backend.services.passwords import Passwords
from backend.services.refreshing import Refreshing
from backend.services.trial import Trial

DISABLED = "This account is disabled. Ask the administrator of this studio."


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
    """The answer to a login: the person, the key of the login, and short-lived tokens for access and refreshing."""

    person: Person
    login_id: str
    key: str
    access: str
    refresh: str


class Accounts:
    """Everything about having an account."""

    def __init__(
        self,
        database: Database,
        *,
        passwords: Passwords,
        logins: Logins,
        refreshing: Refreshing,
        tokens: AccessTokens,
        trial: Trial,
        credits: Credits,
        post: Post,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._passwords, self._clock = database, passwords, clock
        self.logins, self.tokens, self._trial, self._post = logins, tokens, trial, post
        self._refreshing, self._credits = refreshing, credits

    def sign_up(self, form: SignUp) -> Person:
        """Make an account, and have its address verified by a letter.

        Raises
        ------
        InvalidInput
            with every wrong field at once
        """
        email = spelling.address(form.email)
        self._check(form, email)
        kept = self._passwords.hash(form.password)
        for _ in range(2):
            try:
                person, letter = self._make(form, email, kept)
            except IntegrityError:
                # Somebody was faster. If it was the name that we made of the address, another one will do.
                self._check(form, email)
            else:
                self._post.send(letter)
                return person
        raise InvalidInput.of({"email": [users.TAKEN]})

    def log_in(self, email: str, password: str, *, name: str = "", guest: Caller | None = None) -> SignedIn:
        """Open a login; what the guest of this browser made goes to the account.

        Raises
        ------
        InvalidInput
            with the same words for an unknown address and a wrong password; who knows the password of an account that
            is disabled is told so
        """
        with self._database.transaction() as session:
            found = session.scalar(select(User).where(User.email == spelling.address(email)))
            user_id, kept = (found.id, found.password_hash) if found else (None, None)
            is_disabled = found is not None and found.disabled_at is not None
        if not self._passwords.matches(kept, password) or user_id is None:
            raise _wrong_login()
        if is_disabled:
            raise InvalidInput.of({"non_field_errors": [DISABLED]})
        better = self._passwords.hash(password) if kept and self._passwords.is_outdated(kept) else kept
        with self._database.transaction() as session:
            # Whoever chose another password or was disabled meanwhile has no logins, and none must begin after that.
            still = update(User).where(User.id == user_id, User.password_hash == kept, User.disabled_at.is_(None))
            if session.scalar(still.values(password_hash=better).returning(User.id)) is None:
                raise _wrong_login()
            user = session.get_one(User, user_id)
            login = self.logins.open(session, user.id, name=name)
            session.flush()
            refresh = self._refreshing.begin(session, login.id)
            person = self.logins.person(user)
            if guest and guest.guest_key:
                self._trial.hand_over(session, guest, owner_of(person.id))
        return SignedIn(person, login.id, login.key, self.tokens.write(person.id, login.id), refresh)

    def refresh(self, token: str) -> tuple[Person, str, str]:
        """Take a refresh token; the answer is whose it is, an access token and the refresh token that comes next.

        Raises
        ------
        NotSignedIn
            if it is not valid; one that was used before ends its login
        """
        login_id, after = self._refreshing.turn(token)
        caller = self.logins.caller_with_id(login_id) or Caller()
        person = caller.signed_in()
        return person, self.tokens.write(person.id, login_id), after

    def log_out(self, caller: Caller) -> None:
        """End the login that the caller presented, with its key, cookie and access tokens."""
        if caller.login_id:
            self.logins.revoke(caller.login_id)

    def take_over(self, email: str, password: str) -> bool:
        """Give an account a new password, end its logins and call off a new address; False when nobody has this one.

        Raises
        ------
        InvalidInput
            if the password is too weak
        """
        if weak := passwords.problems(password):
            raise InvalidInput.of({"password": weak})
        kept = self._passwords.hash(password)
        theirs = update(User).where(User.email == spelling.address(email))
        change = theirs.values(password_hash=kept, pending_email=None).returning(User.id)
        with self._database.transaction() as session:
            user_id = session.scalar(change)
            if user_id is not None:
                self.logins.revoke_all(session, user_id)
        return user_id is not None

    def confirm(self, email: str) -> bool:
        """Take an address as verified; False when nobody has it."""
        verified_now = func.coalesce(User.email_verified_at, self._clock())
        which = update(User).where(User.email == spelling.address(email))
        with self._database.transaction() as session:
            confirmed = session.execute(which.values(email_verified_at=verified_now).returning(User.id))
            return confirmed.first() is not None

    def caller_with_token(self, token: str) -> Caller | None:
        """Who presents this access token or key."""
        login_id = self.tokens.login_id(token) if token.count(".") == 2 else None
        return self.logins.caller_with_id(login_id) if login_id else self.logins.caller_with_key(token)

    def _check(self, form: SignUp, email: str) -> None:
        with self._database.transaction() as session:
            if wrong := self._problems(session, form, email):
                raise InvalidInput.of(wrong)

    def _make(self, form: SignUp, email: str, kept: str) -> tuple[Person, str | None]:
        with self._database.transaction() as session:
            name = spelling.username(form.username) or _free_username(session, email)
            key = spelling.name_key(name)
            user = User(name, key, email, kept, self._clock(), full_name=form.full_name.strip()[: users.MAX_FULL_NAME])
            session.add(user)
            session.flush()
            if self._credits.enabled:
                self._credits.give_due(session, owner_of(user.id))
            return self.logins.person(user), self._post.put(session, "verify", email, user.id)

    def _problems(self, session: Session, form: SignUp, email: str) -> users.Problems:
        wrong = users.address_problems(session, email)
        if name := spelling.username(form.username):
            wrong |= users.name_problems(session, name)
        if weak := passwords.problems(form.password):
            wrong["password" if form.repeated is None else "password1"] = weak
        if form.repeated is not None and form.repeated != form.password:
            wrong["password2"] = ["The two passwords do not match."]
        return wrong


def _wrong_login() -> InvalidInput:
    return InvalidInput.of({"non_field_errors": ["Invalid email or password."]})


def _free_username(session: Session, email: str) -> str:
    """The part before the @, with a random ending where that name is taken."""
    wished = "".join(sign for sign in email.partition("@")[0] if spelling.is_username(sign))[:60] or "musician"
    taken = session.scalar(select(User.id).where(User.name_key == spelling.name_key(wished)))
    return f"{wished}_{secrets.token_hex(4)}" if taken else wished
