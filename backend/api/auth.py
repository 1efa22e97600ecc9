"""Accounts over HTTP: sign up, log in, refresh, log out."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from pydantic import Field

from backend.api import access, csrf, errors, identity, people_schemas, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, Line, example
from backend.services.accounts import SignUp
from backend.services.devices import device_name
from backend.services.errors import NotSignedIn

door = Door("auth", "Accounts: sign up, log in, log out.")

WELCOME = "User created. Check email for verification link."
EXAMPLE = {"username": "clara", "email": "clara@example.com", "password": "correct horse"}


class Registration(Fields):
    """A new account: ``username, email, password`` or ``email, password1, password2, full_name``."""

    username: Label = ""
    email: Line = ""
    password: str = Field("", max_length=1000)
    password1: str = Field("", max_length=1000)
    password2: str | None = Field(None, max_length=1000)
    full_name: Line = ""

    model_config = example(**EXAMPLE)

    def to_sign_up(self) -> SignUp:
        """The one form behind both."""
        password = self.password or self.password1
        repeated = self.password2 if self.password2 is not None or not self.password1 else ""
        return SignUp(self.email, password, self.username, self.full_name, None if self.password else repeated)


class Credentials(Fields):
    """An address and its password."""

    email: Line
    password: str = Field(max_length=1000)

    model_config = example(email="clara@example.com", password="correct horse")


@door.post("/api/auth/register/", access.anyone, responses=answers({201: people_schemas.Registered}))
def register(body: Registration) -> Any:
    """Sign up with a name, an address and a password; a letter with a link goes to the address."""
    return _registered(body)


@door.post("/api/auth/registration/", access.anyone, responses=answers({201: people_schemas.Registered}))
def registration(body: Registration) -> Any:
    """Sign up with an address and a repeated password; the name is made from the address."""
    return _registered(body)


@door.post("/api/auth/login/", access.anyone, responses=answers({200: people_schemas.LoggedIn}))
def log_in(body: Credentials) -> Response:
    """Log in; the answer holds a key and an access token, the cookies a session and a refresh token for the browser."""
    is_ours = csrf.may_keep_cookies()
    login = services().accounts.log_in(
        body.email,
        body.password,
        name=device_name(request.user_agent.string),
        guest=identity.guest() if is_ours else None,
    )
    answer = jsonify(success=True, key=login.key, access=login.access, user=login.person.to_dict())
    if is_ours:
        identity.set_session(answer, login)
        csrf.give_token(answer, login.login_id)
    return answer


@door.post("/api/auth/token/refresh/", access.refresh_cookie, responses=answers({200: people_schemas.Refreshed}))
def refresh() -> Response:
    """Get a new access token for the refresh cookie, which is used up and followed by the next one.

    There is no body. A token that was used before ends the whole login: it was stolen, or is what was stolen from.
    """
    csrf.refuse_foreign()
    try:
        person, access, after = services().accounts.refresh(request.cookies.get(identity.REFRESH, ""))
    except NotSignedIn as over:
        answer = errors.refused(over)
        identity.clear_session(answer)
        return answer
    answer = jsonify(success=True, access=access, user=person.to_dict())
    identity.set_refresh(answer, after)
    return answer


@door.post("/api/auth/logout/", access.users, responses=answers({200: schemas.Said}))
def log_out() -> Response:
    """Log out: the key, the cookies and the access tokens of this login end here."""
    services().accounts.log_out(identity.caller())
    answer = jsonify(success=True, message="Logged out.", detail="Logged out.")
    identity.clear_session(answer)
    return answer


@door.get("/api/csrf/", access.anyone, responses=answers({200: people_schemas.CsrfAnswer}))
def csrf_token() -> Response:
    """Set the cookie ``csrftoken`` and give its value, for clients that send it back as X-CSRFToken."""
    answer = jsonify(success=True)
    token = csrf.give_token(answer)
    answer.set_data(jsonify(success=True, csrfToken=token).get_data())
    return answer


def _registered(body: Registration) -> Any:
    person = services().accounts.sign_up(body.to_sign_up())
    return {"success": True, "message": WELCOME, "detail": WELCOME, "user": person.to_dict()}, 201
