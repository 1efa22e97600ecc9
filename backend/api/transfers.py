"""Large files over HTTP, piece by piece: the tus protocol 1.0 with creation, checksum, expiration, termination.

.. [1] tus - resumable upload protocol, version 1.0.0, https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, BinaryIO, cast

from flask import Response, jsonify, request
from flask_openapi3.models import RawModel
from pydantic import Field

from backend.api import access, identity, upload_schemas
from backend.api.door import Door, answers, services
from backend.api.errors import problem
from backend.api.fields import Fields, plain_text
from backend.services import checksums
from backend.services.errors import InvalidInput, WrongType
from backend.services.transfers import Standing

door = Door("transfers", "Large files, piece by piece (tus 1.0).")

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
PIECE = "application/offset+octet-stream"
# Requests of the protocol name its version; whoever only looks need not.
SPOKEN = ("POST", "HEAD", "PATCH", "DELETE")
MAX_METADATA, MAX_DIGITS = 4096, 15


class Piece(RawModel):
    """Some bytes."""

    mimetypes = [PIECE]  # noqa: RUF012 - as the library declares it


class TransferPath(Fields):
    """One file that is on its way."""

    transfer: str = Field(max_length=40)


@door.before_request
def speak_the_protocol() -> Response | None:
    """Refuse other versions of the protocol, and let a piece be as large as a request may be.

    What is somebody else's is not found, whatever is spoken.
    """
    if transfer := (request.view_args or {}).get("transfer", ""):
        services().transfers.show(identity.caller(), transfer)
    if request.method in SPOKEN and request.headers.get("Tus-Resumable") != VERSION:
        given = request.headers.get("Tus-Resumable")
        return problem(412, f"Tus-Resumable is {given!r}; it has to be {VERSION}.", "tus_version")
    if request.method == "PATCH":
        request.max_content_length = services().transfers.piece_bytes
    return None


@door.after_request
def say_what_is_spoken(answer: Response) -> Response:
    """Name the protocol in each answer, and all that is known of it where somebody asks."""
    answer.headers["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS" or answer.status_code == 412:
        answer.headers["Tus-Version"] = VERSION
        answer.headers["Tus-Extension"] = EXTENSIONS
        answer.headers["Tus-Max-Size"] = str(services().transfers.max_bytes)
        answer.headers["Tus-Checksum-Algorithm"] = ",".join(checksums.ALGORITHMS)
    return answer


@door.post(
    "/api/upload/resumable",
    access.users,
    responses=answers({201: upload_schemas.TransferAnswer}, 400, 409, 412, 413, 415),
)
def begin() -> Any:
    """Begin a file: `Upload-Length` in bytes; `Upload-Metadata` has its `filename` and its `kind` (else audio)."""
    metadata = _metadata(request.headers.get("Upload-Metadata", ""))
    file_name = plain_text(metadata.get("filename") or metadata.get("name", ""))[:255]
    kind = metadata.get("kind", "audio")
    standing = services().transfers.begin(identity.caller(), kind, file_name, _number("Upload-Length"))
    answer = _told(standing)
    answer.status_code = 201
    answer.headers["Location"] = f"/api/upload/resumable/{standing.id}"
    return answer


@door.get("/api/upload/resumable", access.users, responses=answers({200: upload_schemas.Transfers}))
def listing() -> Any:
    """List the files that were begun and are not whole yet."""
    return {"success": True, "results": services().transfers.unfinished(identity.caller())}


@door.get(
    "/api/upload/resumable/<transfer>", access.users, responses=answers({200: upload_schemas.TransferAnswer}, 412)
)
def show(path: TransferPath) -> Any:
    """Say how far a file is; once it is whole, its job tells what became of it. `HEAD` says it in headers alone."""
    return _told(services().transfers.show(identity.caller(), path.transfer))


@door.patch(
    "/api/upload/resumable/<transfer>",
    access.users,
    responses=answers({204: None}, 409, 412, 413, 415, 423),
)
def append(path: TransferPath, raw: Piece) -> Any:
    """Send the next piece, of up to one request: it begins at `Upload-Offset`; `Upload-Checksum` has it checked."""
    if raw.mimetype != PIECE:
        raise WrongType(f"A piece is sent as {PIECE}, not as {raw.mimetype[:80]!r}.")
    checksum = checksums.read(raw.headers.get("Upload-Checksum", ""))
    offset, sent = _number("Upload-Offset"), cast(BinaryIO, raw.stream)
    standing = services().transfers.append(identity.caller(), path.transfer, offset, sent, checksum)
    return _marked(Response(status=204), standing)


@door.delete("/api/upload/resumable/<transfer>", access.users, responses=answers({204: None}, 412))
def abandon(path: TransferPath) -> Any:
    """Give a file up, with all that has come of it."""
    services().transfers.abandon(identity.caller(), path.transfer)
    return Response(status=204)


def _told(standing: Standing) -> Response:
    return _marked(jsonify(success=True, **standing.to_dict()), standing)


def _marked(answer: Response, standing: Standing) -> Response:
    answer.headers["Upload-Offset"] = str(standing.offset)
    answer.headers["Upload-Length"] = str(standing.length)
    answer.headers["Upload-Expires"] = standing.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _number(name: str) -> int:
    """A header that is a whole number."""
    given = request.headers.get(name, "")
    if given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS:
        return int(given)
    raise InvalidInput.of({name: [f"{name} is {given[:40]!r}; it has to be a whole number of bytes."]})


def _metadata(written: str) -> dict[str, str]:
    """Read ``key <base64>, key <base64>``."""
    try:
        pairs = [pair.strip().partition(" ") for pair in written[:MAX_METADATA].split(",") if pair.strip()]
        return {key: base64.b64decode(value, validate=True).decode() for key, _, value in pairs}
    except (binascii.Error, UnicodeDecodeError):
        raise InvalidInput.of({"Upload-Metadata": ["It holds a value that is no text in base64."]}) from None
