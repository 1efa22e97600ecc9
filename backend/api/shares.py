"""Links to songs, albums and playlists over HTTP, and what they open."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api import access, identity, share_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, Line, Row, example
from backend.api.paging import PageQuery, absolute, paged
from backend.api.playlists import with_covers
from backend.api.song_addresses import with_addresses
from backend.services.moments import read_moment

door = Door("shares", "Links that open a song, an album or a playlist without login; public profiles.")

MAX_SHARED = 500


class NewShare(Fields):
    """What to share, and until when."""

    kind: Literal["song", "album", "playlist"]
    id: Row
    expires_at: str | None = Field(
        None,
        max_length=40,
        description="ISO 8601, with its zone; the link lasts until it is revoked where none is named.",
    )
    description: Line = Field("", max_length=200)

    model_config = example(kind="song", id=1, description="The demo")


class SharePath(Fields):
    """One link."""

    share_id: int


class TokenPath(Fields):
    """What a link ends with."""

    token: str = Field(max_length=40)


class SharedQuery(PageQuery):
    """Which stretch of what is shared."""

    page_size: int = Field(100, ge=1, le=MAX_SHARED, description="How many a page.")


class ProfilePath(Fields):
    """Somebody by their name."""

    username: Label = Field(json_schema_extra={"example": "clara"})


@door.get("/api/shares/", access.users, responses=answers({200: share_schemas.SharePage}))
def listing(query: PageQuery) -> Any:
    """List your links, the newest first."""
    page = services().shares.page(identity.caller(), number=query.page, size=query.page_size)
    return paged(page.count, [_with_links(share) for share in page.results], query)


@door.post("/api/shares/", access.users, responses=answers({201: share_schemas.ShareAnswer}, 404))
def make(body: NewShare) -> Any:
    """Make a link to a song, an album or a playlist that you may see."""
    expires_at = read_moment("expires_at", body.expires_at) if body.expires_at else None
    made = services().shares.make(
        identity.caller(), body.kind, body.id, expires_at=expires_at, description=body.description
    )
    return {"success": True, **_with_links(made)}, 201


@door.delete("/api/shares/<int:share_id>/", access.users, responses=answers({204: None}))
def revoke(path: SharePath) -> Any:
    """End a link, and with it all addresses of files that it gave out."""
    services().shares.revoke(identity.caller(), path.share_id)
    return "", 204


@door.get(
    "/api/shared/<token>/",
    access.anyone.because("whoever has a link may see what it opens"),
    responses=answers({200: share_schemas.SharedThing}),
)
def opened(path: TokenPath, query: SharedQuery) -> Any:
    """Show what a link opens; the visit is counted."""
    found = services().shares.open(path.token, number=query.page, size=query.page_size)
    songs = with_addresses(found["songs"])
    cover = absolute(found["cover_image"]) if found["cover_image"] else None
    page = paged(found["count"], songs, query)
    links = {name: page[name] for name in ("next", "previous")}
    return {"success": True, **found, **links, "cover_image": cover, "songs": songs}


@door.get(
    "/api/profiles/<username>/",
    access.anyone.because("people choose to show it to everybody"),
    responses=answers({200: share_schemas.Profile}),
)
def profile(path: ProfilePath, query: PageQuery) -> Any:
    """Show somebody's public profile: who they are, their public songs and playlists."""
    found = services().profiles.profile(identity.caller(), path.username, number=query.page, size=query.page_size)
    songs = with_addresses(found["songs"])
    page = paged(found["song_count"], songs, query)
    links = {name: page[name] for name in ("next", "previous")}
    return {"success": True, **found, **links, "songs": songs, "playlists": with_covers(found["playlists"])}


def _with_links(share: dict[str, Any]) -> dict[str, Any]:
    return {**share, **{name: absolute(share[name]) for name in ("url", "embed_url")}}
