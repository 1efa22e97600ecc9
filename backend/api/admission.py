"""At the door: whom a route lets in is made good before a byte of its body is read."""

from __future__ import annotations

from flask import Flask, current_app, request

from backend.api import identity
from backend.api.access import anyone


def install(app: Flask) -> None:
    """Turn away whom a route does not let in."""
    app.before_request(_admit)


def _admit() -> None:
    access = getattr(current_app.view_functions.get(request.endpoint or ""), "access", anyone)
    if access.letter in "UOX" and request.method != "OPTIONS":
        access.admit(identity.caller())
