"""Voicebanks over HTTP: singers that the administrator brings."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask import request
from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import bank_schemas, csrf, identity, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.services import banks
from backend.services.errors import InvalidInput

door = Door("banks", "DiffSinger voicebanks: singers of one's own.")

# What a form adds to the file in it.
AROUND = 2**16


class BankFile(Fields):
    """The zip of a bank."""

    file: FileStorage | None = Field(None, description="The zip.", json_schema_extra={"format": "binary"})


class BankPath(Fields):
    """One bank."""

    bank: str = Field(max_length=120, json_schema_extra={"example": "synthia-3f2a9c1d"})


@door.before_request
def only_the_administrator_sends() -> None:
    """Refuse others before a byte of a large body is read."""
    if request.method not in csrf.SAFE:
        banks.administer(identity.caller())
        request.max_content_length = services().settings.max_bank_mb * 2**20 + AROUND


@door.get("/api/banks", responses=answers({200: bank_schemas.Banks}))
def listing() -> Any:
    """List the voicebanks, and the vocoders that they share."""
    return {"success": True, "banks": services().banks.listing()}


@door.post("/api/banks", responses=answers({201: bank_schemas.BankAnswer}, 401, 403, 409, 413, 415, 422, 503))
def add(form: BankFile) -> Any:
    """Bring a voicebank, or a vocoder for several, as a zip: it sings a little, and can be chosen at once."""
    file = form.file
    if not isinstance(file, SentFile):
        raise InvalidInput.of({"file": ["No file was sent; send the zip of a bank as multipart field `file`."]})
    added = services().banks.bring(identity.caller(), cast(BinaryIO, file.stream), file.filename or "")
    return {"success": True, "bank": added}, 201


@door.get("/api/banks/<bank>", responses=answers({200: bank_schemas.BankAnswer}, 404))
def show(path: BankPath) -> Any:
    """Say what a bank can do, what it lacks and what follows from that, and on which terms it may be used."""
    return {"success": True, "bank": services().banks.show(path.bank)}


@door.delete("/api/banks/<bank>", responses=answers({200: schemas.Said}, 401, 403, 404))
def remove(path: BankPath) -> Any:
    """Remove a bank; songs keep what it sang."""
    services().banks.dismiss(identity.caller(), path.bank)
    return {"success": True, "message": f"{path.bank} is removed."}
