"""Many songs at once, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from backend.api import access, identity, song_schemas
from backend.api.door import Door, answers, checked, services
from backend.api.fields import Document, Fields, Label, Line, Row, example
from backend.api.finding_fields import Wished
from backend.api.moments import Since
from backend.api.song_bodies import Tags
from backend.services.bulk import Action, Chosen, Deed

door = Door("bulk", "Many songs at once.")

MOST_IDS = 10_000


class BulkBody(Fields):
    """What is done to which songs: those of some `ids`, or all of a `query` with the fields of `GET /api/songs/`."""

    action: Literal["trash", "restore", "public", "private", "tag", "untag", "genre", "album"]
    ids: Annotated[list[Row], Field(max_length=MOST_IDS)] | None = None
    query: Document | None = Field(None, json_schema_extra={"example": {"q": "rain", "genre": "jazz"}})
    trashed_at: Since | None = Field(
        None, description="To restore what was put into the trash at once: the moment that was answered."
    )
    tags: Tags = Field([], description="To put on, or to take off.")
    genre: Label | None = None
    album: Line | None = Field(None, max_length=200, description="Empty: none.")
    album_id: Row | None = None

    model_config = example(action="tag", ids=[1, 2], tags=["beach"])


@door.post("/api/songs/bulk/", access.owners, responses=answers({200: song_schemas.BulkAnswer}))
def change_many(body: BulkBody) -> Any:
    """Change many of your songs at once: the trash and back, visibility, tags, genre, album."""
    wish = None if body.query is None else checked(Wished, body.query).wish()
    chosen = Chosen(None if body.ids is None else tuple(body.ids), wish, body.trashed_at)
    deed = Deed(Action(body.action), tuple(body.tags), body.genre, body.album, body.album_id)
    return {"success": True, **services().bulk.do(identity.caller(), deed, chosen)}
