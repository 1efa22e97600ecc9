"""What there is to choose from."""

from __future__ import annotations

from typing import Any

from backend.api import access, catalogue_schemas, schemas
from backend.api.door import Door, answers, services

door = Door("catalogue", "Styles, instruments and engines.")


@door.get("/api/styles", access.anyone, responses=answers({200: catalogue_schemas.Styles}))
def styles() -> Any:
    """List the styles, with the words that call them and their tempi."""
    return {"success": True, "results": services().styles()}


@door.get(
    "/api/instruments",
    access.anyone.because("what there is to choose from"),
    responses=answers({200: catalogue_schemas.Instruments}),
)
def instruments() -> Any:
    """List the instruments, with the roles that suit them."""
    return {"success": True, "results": services().instruments()}


@door.get("/api/engines", access.anyone, responses=answers({200: schemas.Listing}))
def engines() -> Any:
    """List the engines: what each can do, what its music costs, and why it cannot run here, if so."""
    found = services().engines.documents()
    return {"success": True, "results": [{**one, "price": services().credits.price_of(one["name"])} for one in found]}
