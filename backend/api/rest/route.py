"""The one address of all calls, ``/rest/<call>``, by GET or as a form, with or without ``.view`` behind it."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from pydantic import Field
from werkzeug.datastructures import MultiDict

from backend.api import access
from backend.api.app_passwords import door
from backend.api.door import answers
from backend.api.fields import Fields
from backend.api.rest import (  # noqa: F401 - each enters its calls into the table
    about,
    browse,
    hearing,
    lists,
    media,
    playlists,
    search,
    system,
)
from backend.api.rest.answers import GENERIC, NOT_ALLOWED, NOT_FOUND, Refused, failed, good
from backend.api.rest.calls import CALLS, Given
from backend.api.rest.login import caller_of
from backend.services.callers import NOBODY
from backend.services.errors import NotAllowed, NotFound, NotSignedIn, StudioError

PREFIX = "/rest/"
ITS_OWN = access.anyone.because("the protocol has credentials of its own, and says itself that they are wrong")
CODES: dict[type[StudioError], int] = {NotFound: NOT_FOUND, NotAllowed: NOT_ALLOWED, NotSignedIn: NOT_ALLOWED}
ANSWER: Any = {
    "description": "An answer of the OpenSubsonic protocol, whose own description says what is in it; or a file",
    "content": {
        "application/json": {"schema": {"type": "object"}},
        **{kind: {} for kind in ("text/xml", "application/javascript", "audio/*", "image/*")},
    },
}


class CallPath(Fields):
    """A call."""

    call: str = Field(max_length=60, json_schema_extra={"example": "ping"})


@door.get("/rest/<call>", ITS_OWN, responses=answers({200: ANSWER, 206: ANSWER, 404: ANSWER}, 416))
def asked(path: CallPath) -> Response:
    """Answer a music player (OpenSubsonic): `u`, `t` and `s` of an app password, or `apiKey`, come with the call."""
    return _answer(path.call)


@door.post("/rest/<call>", ITS_OWN, responses=answers({200: ANSWER, 206: ANSWER, 404: ANSWER}, 416))
def posted(path: CallPath) -> Response:
    """Answer a music player that sends a form, as GET does."""
    return _answer(path.call)


def _answer(named: str) -> Response:
    found = CALLS.get(named.removesuffix(".view"))
    if found is None:
        return failed(Refused(GENERIC, f"There is no call {named!r} here."), 404)
    try:
        given = Given(MultiDict(request.values))
        content = found.answer(NOBODY if found.is_open else caller_of(given), given)
    except Refused as refusal:
        return failed(refusal)
    except StudioError as refusal:
        code = next((code for kind, code in CODES.items() if isinstance(refusal, kind)), GENERIC)
        return failed(Refused(code, refusal.message))
    return content if isinstance(content, Response) else good(content)
