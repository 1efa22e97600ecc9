"""One's own uploads over HTTP: listed, shown, renamed, removed."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api import access, identity, schemas, upload_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, SomeLabel, example
from backend.api.paging import PageQuery, paged

door = Door("uploads", "What was uploaded.")


class UploadPath(Fields):
    """One upload."""

    upload: str = Field(max_length=40)


class UploadQuery(PageQuery):
    """Which uploads."""

    kind: Literal["", "audio", "midi", "image"] = ""
    q: Label = Field("", description="A part of their names.")


class NewName(Fields):
    """What an upload is called; its ending stays."""

    name: SomeLabel

    model_config = example(name="harbour take 2")


@door.get("/api/uploads", access.users, responses=answers({200: upload_schemas.UploadPage}))
def listing(query: UploadQuery) -> Any:
    """List the caller's uploads, the newest first, with what was found out about the recordings among them."""
    page = services().collection.page(
        identity.caller(), kind=query.kind, words=query.q, number=query.page, size=query.page_size
    )
    return paged(page.count, page.results, query)


@door.get("/api/uploads/<upload>", access.owners, responses=answers({200: upload_schemas.UploadAnswer}))
def show(path: UploadPath) -> Any:
    """Show an upload, and the analysis of a recording: peaks, loudness, tempo, key, chords, tags."""
    return {"success": True, **services().collection.show(identity.caller(), path.upload)}


@door.patch("/api/uploads/<upload>", access.owners, responses=answers({200: upload_schemas.UploadAnswer}))
def rename(path: UploadPath, body: NewName) -> Any:
    """Call an upload otherwise."""
    return {"success": True, **services().collection.rename(identity.caller(), path.upload, body.name)}


@door.delete("/api/uploads/<upload>", access.owners, responses=answers({200: schemas.Said}))
def remove(path: UploadPath) -> Any:
    """Remove an upload; songs that were made with it keep what they have of it."""
    services().collection.remove(identity.caller(), path.upload)
    return {"success": True, "message": "The upload is removed."}


@door.post("/api/uploads/<upload>/analysis", access.owners, responses=answers({202: upload_schemas.UploadAnswer}, 409))
def analyse(path: UploadPath) -> Any:
    """Have a recording looked through again whose analysis failed."""
    return {"success": True, **services().collection.analyse(identity.caller(), path.upload)}, 202
