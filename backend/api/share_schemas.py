"""What the answers about shared things and public profiles look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.playlist_schemas import PlaylistShape
from backend.api.schemas import Answer, Paged, Shape
from backend.api.song_schemas import SongShape

LINK = "http://localhost:8000/share/kq3f7c2m5n6p"


class ShareShape(Shape):
    """A link that opens something to whoever has it."""

    id: int
    kind: Literal["song", "album", "playlist"]
    thing_id: int
    title: str = Field(description="What the thing is called; empty if it is gone.")
    token: str
    url: str = Field(json_schema_extra={"example": LINK})
    embed_url: str = Field(json_schema_extra={"example": LINK.replace("share", "embed")})
    description: str
    created_at: str
    expires_at: str | None
    is_over: bool
    visits: int
    visited_at: str | None


class ShareAnswer(Answer, ShareShape):
    """One link."""


class SharePage(Paged):
    """One's own links."""

    results: list[ShareShape]


class SharedThing(Answer):
    """What a link opens. The addresses of its files work without login for as long as the link does."""

    kind: Literal["song", "album", "playlist"]
    title: str
    user: str
    description: str
    created_at: str
    expires_at: str | None
    cover_image: str | None
    count: int
    next: str | None
    previous: str | None
    duration_s: float
    songs: list[SongShape]


class Profile(Answer):
    """What somebody shows of themselves; `songs` is a page of their public ones, the newest first."""

    id: int
    username: str
    full_name: str
    about: str
    avatar: str | None
    since: str
    song_count: int
    play_count: int
    like_count: int
    playlist_count: int
    next: str | None
    previous: str | None
    songs: list[SongShape]
    playlists: list[PlaylistShape]
