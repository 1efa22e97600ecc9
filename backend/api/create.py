"""Songs from one form over HTTP: a description, a recording, or both."""

from __future__ import annotations

from typing import Any, BinaryIO, Literal, cast

from flask import current_app, request
from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, identity, upload_schemas
from backend.api.door import Door, answers, checked, given_fields, services
from backend.api.fields import Fields, Title, Words
from backend.api.jobs import idempotency_key
from backend.services.wishes import Use

door = Door("create", "Songs from one form.")


class Description(Fields):
    """What the song is like; `description` and `prompt` are the same."""

    description: Words = ""
    prompt: Words = ""
    name: Title | None = None
    use: Literal["guide", "stem"] = Field(
        "guide", description="Of a recording: `guide` takes its tempo and key, `stem` lets it play along."
    )


class CreateForm(Description):
    """A description, a recording, or both; `audio` and `file` are the same."""

    audio: FileStorage | None = Field(None, description=".wav, .mp3, .flac", json_schema_extra={"format": "binary"})
    file: FileStorage | None = Field(None, description="The same.", json_schema_extra={"format": "binary"})


@door.before_request
def let_recordings_in() -> None:
    """Let the form be as large as a request may be."""
    request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"]


@door.post(
    "/api/create/",
    access.guests,
    responses=answers({201: upload_schemas.NewSong}, 402, 409, 415, 503),
)
def create(form: CreateForm) -> Any:
    """Make a song; the answer has its id, its name and an open address: of the recording, else of the song to come."""
    words = checked(Description, given_fields())
    sound = next((file for file in (form.audio, form.file) if isinstance(file, SentFile) and file.filename), None)
    made = services().submissions.make(
        identity.owner_or_guest(),
        words.description or words.prompt,
        name=words.name or "",
        sound=cast(BinaryIO, sound.stream) if sound else None,
        file_name=(sound.filename or "") if sound else "",
        use=Use(words.use),
        idempotency_key=idempotency_key(),
    )
    return {"success": True, **made}, 201
