"""What an administrator changes by being one is written down, at the one door that all of it goes through.

Power over what is not theirs is given for an act alone: without one an administrator changes things as anybody.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, g, request

from backend.api import identity
from backend.api.door import FORMS, services
from backend.services.desk.acts import Deed

READING = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Write acts down before they are done, and their outcome after."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    if request.method in READING or not identity.known_caller().is_admin:
        return
    caller, acts = identity.known_caller(), services().desk.acts
    view = current_app.view_functions.get(request.endpoint or "")
    letter = view.access.letter if view is not None and hasattr(view, "access") else ""
    deed = Deed(request.endpoint or "", request.view_args or {}, _fields(), g.get("request_id", ""))
    if letter == "X" or (letter == "O" and acts.is_of_another(caller, deed)):
        g.act = acts.begin(caller, deed)
    else:
        identity.call_as(caller.as_anybody())


def _end(response: Response) -> Response:
    if act := g.pop("act", None):
        services().desk.acts.end(act, response.status_code)
    return response


def _fields() -> dict[str, Any]:
    """The fields of the body, whatever becomes of them; files are not read."""
    if request.mimetype in FORMS:
        return dict(request.form) if request.mimetype == FORMS[0] else {}
    body = request.get_json(silent=True) if request.is_json else None
    return body if isinstance(body, dict) else {}
