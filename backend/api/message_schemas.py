"""What the answers about people and their messages look like."""

from __future__ import annotations

from pydantic import Field

from backend.api.people_schemas import ADDRESS, MOMENT
from backend.api.schemas import Answer, Paged, Shape


class PersonShape(Shape):
    """Somebody as others see them."""

    id: int
    username: str
    full_name: str = Field(description="Empty for those not signed in, unless the profile is public.")
    about: str
    avatar: str | None = Field(json_schema_extra={"example": "/media/user_images/kq3f….webp"})
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    email: str | None = Field(
        None, description="For the administrator and oneself alone.", json_schema_extra={"example": ADDRESS}
    )


class ListedPerson(PersonShape):
    """Somebody in the list."""

    is_blocked: bool


class PersonAnswer(Answer, PersonShape):
    """Somebody."""


class PersonPage(Paged):
    """People by name."""

    results: list[ListedPerson]


class SongWithMessage(Shape):
    """A song that came with a message."""

    id: int
    title: str
    duration_s: float
    public: bool
    url: str = Field(description="Where it is heard: signed, for a day, and as long as the message stands.")


class MessageShape(Shape):
    """A message as one of its two sees it."""

    id: int
    sender: int
    sender_name: str
    receiver: int
    receiver_name: str
    content: str
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    read_at: str | None
    is_mine: bool
    song: SongWithMessage | None


class MessageAnswer(Answer, MessageShape):
    """A message."""


class MessagePage(Paged):
    """Messages."""

    results: list[MessageShape]


class TalkedTo(Shape):
    """With whom a conversation is."""

    id: int
    username: str
    full_name: str
    avatar: str | None
    active: bool


class ConversationShape(Shape):
    """A conversation: with whom, what was said last, and how much of it was not read."""

    user: TalkedTo
    unread: int
    blocked: bool
    last_message: MessageShape
    last_at: str


class Conversations(Paged):
    """Conversations, what was last said first; ``unread`` counts over all of them."""

    unread: int
    results: list[ConversationShape]


class MarkedRead(Answer):
    """How many messages were new."""

    read: int


class BlockedPerson(Shape):
    """Somebody whom one does not hear."""

    id: int
    username: str
    avatar: str | None
    blocked_at: str


class Blocked(Answer):
    """Whom one does not hear."""

    count: int
    results: list[BlockedPerson]


class ReportAnswer(Answer):
    """A report that was taken."""

    id: int
    kind: str
    thing: int
    created_at: str
