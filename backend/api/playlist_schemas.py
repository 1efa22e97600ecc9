"""What the answers about playlists look like."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape
from backend.api.song_schemas import SongShape

MOMENT = "2025-05-30T09:21:19.019503Z"


class PlaylistShape(Shape):
    """A playlist; what is null is not for the caller, or not fixed, as the number of songs of a smart one."""

    id: int
    name: str = Field(json_schema_extra={"example": "Evening Vibes"})
    is_public: bool
    cover_image: str = Field(json_schema_extra={"example": "http://localhost:8000/media/covers/playlist_3_k3f9.webp"})
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    changed_at: str = Field(description="Of its last change; send it back as `If-Match` to change only this state.")
    description: str
    user: str
    is_mine: bool
    is_collaborative: bool
    can_edit: bool = Field(description="Whether the caller may change what is in it.")
    is_smart: bool
    rule: dict[str, Any] | None
    song_count: int | None


class PlaylistAnswer(Answer, PlaylistShape):
    """One playlist."""


class PlaylistPage(Paged):
    """Playlists."""

    results: list[PlaylistShape]


class PlacedSong(SongShape):
    """A song with its place in a playlist; the entry tells it from the same song at another place."""

    entry_id: int | None
    position: int
    added_at: str | None
    added_by: str | None


class UnseenEntry(Shape):
    """What an editor put in that the owner of the playlist cannot see; its entry is taken out as any."""

    entry_id: int
    position: int
    added_at: str
    added_by: str | None


class OpenedPlaylist(PlaylistAnswer):
    """A playlist and a page of its songs in order; `count` and `duration_s` are of all that one may see.

    `unseen` is for its owner alone.
    """

    count: int
    next: str | None
    previous: str | None
    duration_s: float
    songs: list[PlacedSong]
    unseen: list[UnseenEntry]


class OperatorShape(Shape):
    """An operator, and what it is given: `text`, `texts`, `number`, `pair`, `moment`, `days` or `yes_no`."""

    name: str = Field(json_schema_extra={"example": "at_least"})
    value: str = Field(json_schema_extra={"example": "number"})


class FieldShape(Shape):
    """Something that a rule may ask about songs; numbers lie between `low` and `high`."""

    name: str = Field(json_schema_extra={"example": "tempo"})
    label: str = Field(json_schema_extra={"example": "Tempo"})
    kind: str = Field(json_schema_extra={"example": "number"})
    unit: str = Field(json_schema_extra={"example": "bpm"})
    low: float | None
    high: float | None
    choices: list[str]
    operators: list[OperatorShape]


class RuleLimits(Shape):
    """How many conditions a rule may have, how deep its groups may stand in each other, how many songs it may find."""

    conditions: int
    depth: int
    songs: int


class RuleFields(Answer):
    """What rules are made of."""

    fields: list[FieldShape]
    orders: list[str] = Field(json_schema_extra={"example": ["date", "-date", "random"]})
    limits: RuleLimits


class RulePreview(Answer):
    """What a rule finds now; `songs` are the first of them."""

    count: int
    duration_s: float
    songs: list[PlacedSong]


class EntryShape(Shape):
    """A song's place in a playlist."""

    id: int
    playlist: str = Field(json_schema_extra={"example": "clam"})
    song: str = Field(json_schema_extra={"example": "clam lo-fi beat"})
    playlist_id: int
    song_id: int
    position: int
    added_at: str


class EntryAnswer(Answer, EntryShape):
    """One entry."""


class EntryPage(Paged):
    """Entries."""

    results: list[EntryShape]


class UndoShape(Shape):
    """What to send to `PUT /api/playlists/{id}/songs/` to have things as they were."""

    songs: list[int]
    entries: list[int]
    changed_at: str


class ChangedEntry(EntryAnswer):
    """An entry that was changed, and what would undo that."""

    changed_at: str
    undo: UndoShape


class PlaceShape(Shape):
    """Where an entry is now."""

    id: int
    position: int


class ChangedList(Answer):
    """What became of a playlist: where the entries are now that were named, and what would undo it."""

    playlist_id: int
    changed_at: str
    song_count: int
    entries: list[PlaceShape]
    undo: UndoShape


class MemberShape(Shape):
    """Somebody who may change what is in a playlist."""

    user_id: int
    username: str
    avatar: str | None


class MemberList(Answer):
    """The members of a playlist."""

    results: list[MemberShape]


class Invitation(Answer):
    """What opens a collaborative playlist to whoever has it, until it is closed or made anew."""

    token: str
    url: str = Field(json_schema_extra={"example": "http://localhost:8000/playlists/join/kq3f…"})
