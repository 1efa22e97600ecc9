"""Messages over HTTP: one's own, those with somebody, and as they come."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Literal

from flask import Response, request
from pydantic import Field

from backend.api import access, identity, media, message_schemas, streams
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Line, Row, example
from backend.api.message_fields import NewMessage
from backend.api.paging import PageQuery, paged
from backend.services.messages import live
from backend.services.reports import Kind

door = Door("messages", "What people write to each other, and what they report.")

LONGEST_NUMBER = 10


class ListQuery(PageQuery):
    """Which messages."""

    unread: bool = Field(False, description="Only those to you that were not read yet.")
    after: int | None = Field(
        None, ge=0, le=2**31 - 1, description="Only those after this number, the oldest first: for looking again."
    )


class MessagePath(Fields):
    """One message."""

    message_id: int


class Signature(Fields):
    """The signature of an address."""

    sig: str = Field("", max_length=300)


class StreamQuery(Fields):
    """Where to go on."""

    after: int | None = Field(None, ge=0, le=2**31 - 1, description="The last message that is known already.")


class NewReport(Fields):
    """What is to be looked at, and why."""

    kind: Literal["message", "song", "playlist", "user"]
    thing: Row = Field(description="The number of the message, song, playlist or user.")
    reason: Line = Field("", description="Why.")

    model_config = example(kind="user", thing=1, reason="Writes the same to everybody")


@door.get("/api/messages/", access.users, responses=answers({200: message_schemas.MessagePage}))
def listing(query: ListQuery) -> Any:
    """List your messages in both directions, newest first; with `after` what came since, oldest first."""
    inbox, caller = services().messages.inbox, identity.caller()
    if query.after is not None:
        found = inbox.after(caller, query.after, size=query.page_size)
        return {"success": True, "count": len(found), "next": None, "previous": None, "results": found}
    count, found = inbox.page(caller, number=query.page, size=query.page_size, unread=query.unread)
    return paged(count, found, query)


@door.post("/api/messages/", access.users, responses=answers({201: message_schemas.MessageAnswer}, 404, 409))
def send(body: NewMessage) -> Any:
    """Write to somebody, with a song of yours or a public one if you like."""
    sending = services().messages.sending
    sent = sending.send(identity.caller(), body.to(), body.content or body.text, song_id=body.song_id)
    return {"success": True, **sent}, 201


@door.get("/api/messages/conversations/", access.users, responses=answers({200: message_schemas.Conversations}))
def conversations(query: PageQuery) -> Any:
    """List with whom you write, what was said last, and how much of it you have not read."""
    found = services().messages.inbox.conversations(identity.caller(), number=query.page, size=query.page_size)
    talks, unread, results = found
    return {**paged(talks, results, query), "unread": unread}


@door.get(
    "/api/messages/events",
    access.users,
    responses=answers(
        {
            200: {
                "description": "Events named `hello`, `message` and `unread`, numbered by the last message",
                "content": {"text/event-stream": {}},
            }
        },
        503,
    ),
)
def events(query: StreamQuery) -> Response:
    """Stream messages as they come; `Last-Event-ID`, or `after`, takes up where one left."""
    caller, studio = identity.caller(), services()
    last = request.headers.get("Last-Event-ID", "")
    seen = int(last) if last.isdecimal() and len(last) < LONGEST_NUMBER else query.after
    is_alive = partial(_is_alive, studio.accounts.logins.caller_with_id, caller.login_id)
    happening = live.follow(studio.messages.inbox, caller, is_alive, seen=seen)
    return streams.answer(happening, _told, kind=streams.MESSAGES)


@door.get("/api/messages/<int:message_id>/", access.users, responses=answers({200: message_schemas.MessageAnswer}))
def show(path: MessagePath) -> Any:
    """Show a message."""
    return {"success": True, **services().messages.inbox.message(identity.caller(), path.message_id)}


@door.delete("/api/messages/<int:message_id>/", access.users, responses=answers({204: None}))
def delete(path: MessagePath) -> Any:
    """Take a message from your list; the other keeps theirs, but a song that came with it can be heard no more."""
    services().messages.inbox.remove(identity.caller(), path.message_id)
    return "", 204


@door.post(
    "/api/messages/<int:message_id>/read/", access.users, responses=answers({200: message_schemas.MessageAnswer})
)
def read(path: MessagePath) -> Any:
    """Say that you have read a message."""
    return {"success": True, **services().messages.inbox.mark_read(identity.caller(), path.message_id)}


@door.get(
    "/api/messages/<int:message_id>/song/",
    access.anyone.because("a player sends no headers: the address is signed, and ends with the message"),
    responses=answers({200: media.FILE, 206: media.FILE}, 404, 416),
)
def song(path: MessagePath, query: Signature) -> Response:
    """Play the song that came with a message; by its signed address without credentials, for a day."""
    file = services().messages.links.open(identity.known_caller(), path.message_id, query.sig)
    media.count_listen(file)
    return media.send(file)


@door.get("/api/blocks/", access.users, responses=answers({200: message_schemas.Blocked}))
def blocks() -> Any:
    """List whom you have blocked."""
    found = services().messages.blocks.listing(identity.caller())
    return {"success": True, "count": len(found), "results": found}


@door.post("/api/reports/", access.users, responses=answers({201: message_schemas.ReportAnswer}, 404))
def report(body: NewReport) -> Any:
    """Ask the administrator to look at a message, song, playlist or person; what it says now is kept with it."""
    return {
        "success": True,
        **services().reports.report(identity.caller(), Kind(body.kind), body.thing, body.reason),
    }, 201


def _is_alive(find: Any, login_id: str) -> bool:
    return find(login_id) is not None


def _told(event: live.Event) -> str:
    return f"id: {event.seen}\nevent: {event.kind}\ndata: {json.dumps(event.told)}\n\n"
