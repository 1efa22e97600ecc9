"""Who is calling: a key or an access token in a header, the session cookie, the guest's cookie, or nobody."""

from __future__ import annotations

from typing import cast

from flask import Flask, Request, Response, g, request
from flask_login import LoginManager, current_user

from backend.api.door import services
from backend.services.accounts import SignedIn
from backend.services.addresses import place_of
from backend.services.callers import NOBODY, Caller, Person
from backend.services.errors import NotSignedIn
from backend.services.logins import IDLE_EXPIRY

SESSION, GUEST, REFRESH = "session", "guest", "refresh"
REFRESH_PATH = "/api/auth/token/refresh"
GUEST_LASTS_S = 365 * 24 * 3600
SCHEMES = ("bearer", "token")
# Music players bring credentials of another kind, which `api.rest` looks at; no cookie opens anything there.
PLAYERS = "/rest/"
# Whoever is refused has made nothing to come back to.
REFUSALS = 400


class BadToken(NotSignedIn):
    """Credentials were presented, and they are not valid."""

    code = "bad_token"


def install(app: Flask) -> None:
    """Let Flask-Login ask us who is calling."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = lambda: NOBODY
    manager.request_loader(_load)
    manager.init_app(app)
    app.after_request(_keep_guest)


def caller() -> Caller:
    """Who is calling.

    Raises
    ------
    BadToken
        if the credentials in the header are not valid: saying so is better than treating the caller as a stranger
    """
    found = known_caller()
    if g.get("bad_token"):
        raise BadToken("Invalid or expired token.")
    return found


def known_caller() -> Caller:
    """Who is calling, as far as we know; a stranger where the credentials are not valid."""
    return cast(Caller, current_user._get_current_object())


def call_as(caller: Caller) -> None:
    """Let this request be another caller's from now on."""
    g._login_user = caller


def person() -> Person:
    """Return the signed-in person who is calling, or refuse."""
    return caller().signed_in()


def counted_as() -> str:
    """Under which name the caller is counted: a user as themselves, others by where they come from."""
    found = known_caller()
    return found.owner if found.person else place_of(request.remote_addr or "")


def owner_or_guest() -> str:
    """Under which name the caller owns what is made now; a stranger becomes a guest and gets a cookie."""
    found = caller()
    if not found.owner:
        again = request.headers.get("Idempotency-Key", "")
        found = g.new_guest = services().trial.new_guest(request.remote_addr or "", again=again)
        call_as(found)
    return found.owner


def guest() -> Caller | None:
    """The guest that this browser was until now."""
    return services().trial.guest_with_cookie(request.cookies.get(GUEST, ""))


def is_by_cookie() -> bool:
    """Whether the browser sent the caller's credentials by itself, as it does for requests of foreign pages too."""
    return bool(known_caller().owner) and g.get("authority") == "cookie"


def set_session(response: Response, login: SignedIn) -> None:
    """Let the browser keep the login."""
    _set_cookie(response, SESSION, login.key, max_age=int(IDLE_EXPIRY.total_seconds()))
    set_refresh(response, login.refresh)
    if GUEST in request.cookies:
        response.delete_cookie(GUEST, httponly=True, samesite="Lax", secure=request.is_secure)


def set_refresh(response: Response, token: str) -> None:
    """Let the browser keep a refresh token, and send it to no other address than the one that takes it."""
    _set_cookie(response, REFRESH, token, max_age=int(IDLE_EXPIRY.total_seconds()), path=REFRESH_PATH)


def clear_session(response: Response) -> None:
    """Let the browser forget the login."""
    response.delete_cookie(SESSION, httponly=True, samesite="Lax", secure=request.is_secure)
    response.delete_cookie(REFRESH, httponly=True, samesite="Lax", secure=request.is_secure, path=REFRESH_PATH)


def _load(request: Request) -> Caller | None:
    if request.path.startswith(PLAYERS):
        return None
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in SCHEMES:
        g.authority = "header"
        found = services().accounts.caller_with_token(value.strip())
        g.bad_token = found is None
        return found
    g.authority = "cookie"
    if (key := request.cookies.get(SESSION)) and (found := services().accounts.logins.caller_with_key(key)):
        return found
    return guest()


def _keep_guest(response: Response) -> Response:
    if (guest := g.get("new_guest")) and response.status_code < REFUSALS:
        _set_cookie(response, GUEST, services().trial.cookie(guest), max_age=GUEST_LASTS_S)
    return response


def _set_cookie(response: Response, name: str, value: str, *, max_age: int, path: str = "/") -> None:
    response.set_cookie(
        name, value, max_age=max_age, path=path, httponly=True, samesite="Lax", secure=request.is_secure
    )
