"""Voicebanks over HTTP: singers that the administrator brings."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask import request
from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, bank_schemas, csrf, identity, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.services.errors import InvalidInput

door = Door("banks", "DiffSinger voicebanks: singers of one's own.")

TERMS = access.anyone.because("who sings, and on which terms, is for everybody")
# What a form adds to the file in it.
AROUND = 2**16


class BankFile(Fields):
    """The zip of a bank."""

    file: FileStorage | None = Field(None, description="The zip.", json_schema_extra={"format": "binary"})


class BankPath(Fields):
    """One bank."""

    bank: str = Field(max_length=120, json_schema_extra={"example": "synthia-3f2a9c1d"})


@door.before_request
def let_banks_be_large() -> None:
    """Let a body be as large as a bank; all but the administrator have been turned away by now."""
    if request.method not in csrf.SAFE:
        request.max_content_length = services().settings.max_bank_mb * 2**20 + AROUND


@door.get(
    "/api/banks",
    TERMS,
    responses=answers({200: bank_schemas.Banks}),
)
def listing() -> Any:
    """List the voicebanks, and the vocoders that they share."""
    return {"success": True, "banks": services().banks.listing()}


@door.post("/api/banks", access.admins, responses=answers({201: bank_schemas.BankAnswer}, 409, 415, 503))
def add(form: BankFile) -> Any:
    """Bring a voicebank, or a vocoder for several, as a zip: it sings a little, and can be chosen at once."""
    file = form.file
    if not isinstance(file, SentFile):
        raise InvalidInput.of({"file": ["No file was sent; send the zip of a bank as multipart field `file`."]})
    added = services().banks.bring(identity.caller(), cast(BinaryIO, file.stream), file.filename or "")
    return {"success": True, "bank": added}, 201


@door.get(
    "/api/banks/<bank>",
    TERMS,
    responses=answers({200: bank_schemas.BankAnswer}),
)
def show(path: BankPath) -> Any:
    """Say what a bank can do, what it lacks and what follows from that, and on which terms it may be used."""
    return {"success": True, "bank": services().banks.show(path.bank)}


@door.delete("/api/banks/<bank>", access.admins, responses=answers({200: schemas.Said}))
def remove(path: BankPath) -> Any:
    """Remove a bank; songs keep what it sang."""
    services().banks.dismiss(identity.caller(), path.bank)
    return {"success": True, "message": f"{path.bank} is removed."}
