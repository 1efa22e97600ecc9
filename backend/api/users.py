"""People over HTTP: who is here, what was written between them and oneself, and blocking."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, identity, message_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, Row, example
from backend.api.paging import PageQuery, paged

door = Door("users", "Other people.")


class PersonPath(Fields):
    """One person."""

    person_id: int


class PeopleQuery(PageQuery):
    """Which people."""

    q: Label = Field("", description="A part of their names.")


class ReadUntil(Fields):
    """Up to which message; all without it."""

    up_to: Row | None = None

    model_config = example(up_to=12)


@door.get("/api/users/", access.users, responses=answers({200: message_schemas.PersonPage}))
def listing(query: PeopleQuery) -> Any:
    """List everybody but yourself by name; addresses are shown to the administrator alone."""
    count, people = services().directory.page(identity.caller(), words=query.q, number=query.page, size=query.page_size)
    return paged(count, people, query)


@door.get("/api/users/<int:person_id>/", access.anyone, responses=answers({200: message_schemas.PersonAnswer}))
def show(path: PersonPath) -> Any:
    """Show somebody."""
    return {"success": True, **services().directory.user(identity.known_caller(), path.person_id)}


@door.get("/api/users/<int:person_id>/messages/", access.users, responses=answers({200: message_schemas.MessagePage}))
def messages(path: PersonPath, query: PageQuery) -> Any:
    """List what you and somebody wrote to each other, newest first; nothing is marked as read by it."""
    count, found = services().messages.inbox.conversation(
        identity.caller(), path.person_id, number=query.page, size=query.page_size
    )
    return paged(count, found, query)


@door.post(
    "/api/users/<int:person_id>/messages/read/", access.users, responses=answers({200: message_schemas.MarkedRead})
)
def read(path: PersonPath, body: ReadUntil) -> Any:
    """Say that you have read what somebody wrote to you, up to a message if you name one."""
    count = services().messages.inbox.read_all(identity.caller(), path.person_id, up_to=body.up_to)
    return {"success": True, "read": count}


@door.put("/api/users/<int:person_id>/block/", access.users, responses=answers({204: None}))
def block(path: PersonPath) -> Any:
    """Get no more messages from somebody; what they wrote stays, and they hear nothing of yours with it."""
    services().messages.blocks.block(identity.caller(), path.person_id)
    return "", 204


@door.delete("/api/users/<int:person_id>/block/", access.users, responses=answers({204: None}))
def unblock(path: PersonPath) -> Any:
    """Let somebody write to you again."""
    services().messages.blocks.unblock(identity.caller(), path.person_id)
    return "", 204
