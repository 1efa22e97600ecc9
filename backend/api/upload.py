"""Uploads over HTTP: files of up to one request."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, identity, upload_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.services.errors import InvalidInput

door = Door("upload", "Files of one's own: sound, MIDI, pictures.")

GOOD = {200: upload_schemas.StoredUpload, 201: upload_schemas.StoredUpload}


class Upload(Fields):
    """One file."""

    file: FileStorage | None = Field(None, description="The file.", json_schema_extra={"format": "binary"})


@door.post("/api/upload/audio", access.users, responses=answers(GOOD, 415, 503))
def audio(form: Upload) -> Any:
    """Store a sound: .wav, .mp3 or .flac; a job looks through it. The same file again is answered with the first."""
    return _stored("audio", form)


@door.post("/api/upload/midi", access.users, responses=answers(GOOD, 415, 503))
def midi(form: Upload) -> Any:
    """Store notes: MIDI (.mid, .midi), MusicXML (.musicxml, .xml, .mxl) or a DiffSinger script (.ds).

    Where libresvip is installed, also a project of a singing editor (.ust, .ustx, .svp, .vsqx).
    """
    return _stored("midi", form)


@door.post("/api/upload/image", access.users, responses=answers(GOOD, 415, 503))
def image(form: Upload) -> Any:
    """Store a picture: .png, .jpg, .jpeg or .webp; it is decoded and written anew."""
    return _stored("image", form)


def _stored(kind: str, form: Upload) -> Any:
    file = form.file
    if not isinstance(file, SentFile):
        raise InvalidInput.of({"file": ["No file was sent; send one as multipart field `file`."]})
    stored = services().uploads.take(identity.caller(), kind, cast(BinaryIO, file.stream), file.filename or "")
    return {"success": True, **stored}, 200 if stored["duplicate"] else 201
