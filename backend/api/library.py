"""Everything of one's own in one list, over HTTP."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, identity, library_schemas, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, SomeLabel, example
from backend.api.paging import PageQuery, paged
from backend.services.asset_library import KINDS

door = Door("library", "Everything of one's own.")


class ItemPath(Fields):
    """One thing."""

    item: str = Field(max_length=60, json_schema_extra={"example": "song-7"})


class ItemQuery(PageQuery):
    """Which things."""

    kind: Label = Field("", description=f"One of {', '.join(KINDS)}.")
    q: Label = Field("", description="A part of their names.")


class ItemName(Fields):
    """What a thing is called."""

    name: SomeLabel

    model_config = example(name="Harbour Lights")


@door.get("/api/library", access.users, responses=answers({200: library_schemas.ItemPage}))
def listing(query: ItemQuery) -> Any:
    """List songs, stems, voices, notes, uploads, words and pictures of your own, the newest first."""
    page = services().asset_library.page(
        identity.caller(), kind=query.kind, words=query.q, number=query.page, size=query.page_size
    )
    return paged(page.count, page.results, query)


@door.get("/api/library/<item>", access.owners, responses=answers({200: library_schemas.ItemAnswer}))
def show(path: ItemPath) -> Any:
    """Show one of them."""
    return {"success": True, **services().asset_library.item(identity.caller(), path.item)}


@door.patch("/api/library/<item>", access.owners, responses=answers({200: library_schemas.ItemAnswer}, 409))
def rename(path: ItemPath, body: ItemName) -> Any:
    """Call one of them otherwise; parts of a song have the song's name."""
    return {"success": True, **services().asset_library.rename(identity.caller(), path.item, body.name)}


@door.delete("/api/library/<item>", access.owners, responses=answers({200: schemas.Said}, 409))
def remove(path: ItemPath) -> Any:
    """Put a song into the trash, or remove an upload, a picture or words."""
    services().asset_library.remove(identity.caller(), path.item)
    return {"success": True, "message": "It is removed."}
