"""Cross-site requests: whatever changes something by the authority of a cookie must come from our own pages.

Evidence, in this order: ``Sec-Fetch-Site`` of the browser; an ``Origin`` that is our own address; a signed token that
only our own pages can read (double submit), from an origin on the list.

.. [1] OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "Fetch Metadata headers" and "Signed Double-Submit
   Cookie".
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, Response, current_app, request
from itsdangerous import BadSignature, Signer

from backend.api.identity import is_by_cookie, known_caller
from backend.services.errors import NotAllowed

COOKIE, HEADER = "csrftoken", "X-CSRFToken"
SAFE = ("GET", "HEAD", "OPTIONS")
# These ask for a password or the end of a link: a foreign page does not know it, and cannot make the browser add it.
# Refreshing asks for an own or listed origin instead of a token.
OPEN = (
    "auth.log_in",
    "auth.register",
    "auth.registration",
    "auth.refresh",
    "letters.forgot_password",
    "letters.reset_password",
)


class CrossSite(NotAllowed):
    """A request that a foreign page may have made in the caller's name."""

    code = "csrf"


def install(app: Flask) -> None:
    """Check every request that changes something."""
    app.before_request(check)


def check() -> None:
    """Let a request pass that changes nothing, proves its authority itself, or comes from our own pages.

    Raises
    ------
    CrossSite
        otherwise
    """
    if request.method in SAFE or request.endpoint in (None, *OPEN) or not is_by_cookie():
        return
    if not (is_from_our_pages() or (_is_listed(request.headers.get("Origin")) and _has_token())):
        raise CrossSite(
            f"This request came from another site, or without its token: get one from /api/csrf/, send it as {HEADER}."
        )


def is_from_our_pages() -> bool:
    """Whether the browser says that one of our own pages, or the person at the address line, made the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def may_keep_cookies() -> bool:
    """Whether a login may set cookies. A foreign page could sign its visitors in as somebody else."""
    origin = request.headers.get("Origin")
    return origin is None or is_from_our_pages() or origin in current_app.config["LISTED_ORIGINS"]


def refuse_foreign() -> None:
    """Refuse what the browser says to come from a page that is neither ours nor on the list.

    Raises
    ------
    CrossSite
        then
    """
    is_silent = request.headers.get("Origin") is None
    if is_silent and request.headers.get("Sec-Fetch-Site") not in (None, "same-origin", "none"):
        raise CrossSite("This request came from another site.")
    if not may_keep_cookies():
        raise CrossSite(f"This request came from {request.headers['Origin']!r}, which is not on the list.")


def give_token(response: Response, login_id: str | None = None) -> str:
    """Set the token cookie, bound to the caller's login, and return the token."""
    token = _signer(login_id).sign(secrets.token_urlsafe(16)).decode()
    response.set_cookie(COOKIE, token, samesite="Lax", secure=request.is_secure)
    return token


def _has_token() -> bool:
    sent, kept = request.headers.get(HEADER, ""), request.cookies.get(COOKIE, "")
    if not sent or not hmac.compare_digest(sent.encode(), kept.encode()):
        return False
    try:
        _signer(None).unsign(sent)
    except BadSignature:
        return False
    return True


def _is_listed(origin: str | None) -> bool:
    """Programs that are no browsers send no Origin; pages always do when they change something."""
    return origin is None or origin in current_app.config["LISTED_ORIGINS"]


def _signer(login_id: str | None) -> Signer:
    bound_to = known_caller().login_id if login_id is None else login_id
    return Signer(str(current_app.secret_key), salt=f"csrf:{bound_to}")
