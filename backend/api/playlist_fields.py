"""What requests about playlists may say."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, BinaryIO, cast

from flask import request
from pydantic import BeforeValidator, Field, StringConstraints
from werkzeug.datastructures import FileStorage as SentFile

from backend.api.fields import Document, Fields, Row, Title, example, from_text, plain_text
from backend.api.paging import PageQuery
from backend.services.moments import read_moment
from backend.services.pictures_kept import SentPicture
from backend.services.playlists.lists import Whose
from backend.services.playlists.order import MAX_SONGS

MAX_DESCRIPTION = 2000
# A playlist of usual length comes as one page.
OPENED_SIZE, MAX_OPENED_SIZE = 500, 1000

Description = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_DESCRIPTION),
    BeforeValidator(lambda text: plain_text(text) if isinstance(text, str) else text),
]
# In a form a list is sent as JSON text.
Rows = Annotated[list[Row], Field(max_length=MAX_SONGS), BeforeValidator(from_text)]
Position = Annotated[int, Field(ge=0, le=MAX_SONGS)]
Moment = Annotated[str, StringConstraints(max_length=40)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | Row
SINCE = Field(None, description="The state that is meant; if it is no longer that, nothing is changed. As `If-Match`.")


class PlaylistPath(Fields):
    """One playlist."""

    playlist_id: int


class MemberPath(PlaylistPath):
    """One member of a playlist."""

    user_id: int


class EntryPath(Fields):
    """One entry of a playlist."""

    entry_id: int


class CoverPath(Fields):
    """One cover."""

    name: str = Field(max_length=100, json_schema_extra={"example": "playlist_3_k3f9.webp"})


class PlaylistQuery(PageQuery):
    """Which playlists."""

    whose: Whose = Field(Whose.MINE, description="Own ones, those of others that one is a member of, or both.")


class OpenedQuery(PageQuery):
    """Which stretch of a playlist."""

    page_size: int = Field(OPENED_SIZE, ge=1, le=MAX_OPENED_SIZE, description="How many a page.")


class EntryQuery(PageQuery):
    """Which entries."""

    playlist: str | None = Field(None, min_length=1, max_length=200, description="Of one playlist: its name or number.")


class Since(Fields):
    """Which state a change is meant for."""

    changed_at: Moment | None = SINCE


class PlaylistChange(Since):
    """What a playlist is like; what is left out stays. `name` and `title` are the same."""

    name: Title | None = None
    title: Title | None = None
    is_public: bool | None = None
    is_collaborative: bool | None = Field(None, description="Whether its members may change what is in it.")
    description: Description | None = None
    rule: Document | None = Field(
        None, description="What a smart one holds, see `/api/playlists/fields/`; `null` makes it an ordinary one again."
    )
    cover_image: Annotated[str, StringConstraints(max_length=1000)] | None = Field(
        None, description="A picture, as a file of a multipart form: PNG, JPEG or WebP. `null` takes it away."
    )

    model_config = example(name="Evening Vibes", is_public=True)

    def wishes(self) -> dict[str, Any]:
        """What was said, as the services want it."""
        said = self.model_dump(exclude_unset=True, exclude={"title", "cover_image", "changed_at"})
        wishes = {name: value for name, value in said.items() if value is not None}
        if name := self.name or self.title:
            wishes["name"] = name
        if "rule" in self.model_fields_set:
            wishes["rule"] = self.rule
        if "cover_image" in self.model_fields_set and self.cover_image is None:
            wishes["cover"] = None
        return wishes


class TriedRule(Fields):
    """A rule that is being built."""

    rule: Document

    model_config = example(rule={"all": [{"field": "tempo", "operator": "at_least", "value": 100}], "limit": 20})


class NewEntry(Fields):
    """A song for a playlist, each by its name or its number; of several with a name your newest is meant."""

    playlist: Named
    song: Named
    position: Position | None = Field(None, description="Its place, from 0; the end where none is named.")

    model_config = example(playlist="clam", song="clam lo-fi beat")


class EntryChange(Fields):
    """What an entry is to be; what is left out stays."""

    playlist: Named | None = None
    song: Named | None = None
    position: Position | None = None

    model_config = example(playlist="clam", song="clam lo-fi beat")


class AddedSongs(Since):
    """Songs by their numbers, and the place of the first of them."""

    songs: Rows
    position: Position | None = Field(None, description="From 0; the end where none is named.")

    model_config = example(songs=[2, 1], position=0)


class AllSongs(Since):
    """All songs of a playlist in order, by their numbers."""

    songs: Rows
    entries: Rows = Field([], description="The entries that the songs had, where that is known, as in an `undo`.")

    model_config = example(songs=[1, 2], changed_at="2025-05-30T09:21:19.019503Z")


class Move(Since):
    """Entries, and the place of the first of them afterwards; the others follow it as they are named."""

    entries: Annotated[Rows, Field(min_length=1)]
    to: Position

    model_config = example(entries=[12], to=0)


class TakenOut(Since):
    """Entries to take out."""

    entries: Annotated[Rows, Field(min_length=1)]

    model_config = example(entries=[12])


class Invited(Fields):
    """Somebody by their number."""

    user_id: Row

    model_config = example(user_id=3)


class JoinToken(Fields):
    """The token of an invitation."""

    token: str = Field(min_length=1, max_length=40)

    model_config = example(token="kq3f7c2m5n6p")


def since(body: Since) -> datetime | None:
    """The state that a change is meant for, from ``If-Match`` or the body.

    Raises
    ------
    InvalidInput
        if it is no moment
    """
    said = body.changed_at or request.headers.get("If-Match", "").removeprefix("W/").strip('" ')
    return read_moment("changed_at", said) if said and said != "*" else None


def sent_cover() -> SentPicture | None:
    """The picture of a multipart form, if there is one."""
    file: SentFile | None = request.files.get("cover_image")
    return SentPicture(cast(BinaryIO, file.stream), file.filename or "") if file and file.filename else None
