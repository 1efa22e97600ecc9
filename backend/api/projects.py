"""Project files over HTTP: a song that was taken away comes back."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, identity, job_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.api.jobs import accepted, idempotency_key
from backend.services.errors import InvalidInput

door = Door("projects", "Songs from project files.")


class ProjectFile(Fields):
    """A project file, as downloads of songs give it; as the whole body of type application/json it is read, too."""

    file: FileStorage | None = Field(None, description="The file.", json_schema_extra={"format": "binary"})


@door.post(
    "/api/projects",
    access.guests.because("opening a project makes a song, as words do"),
    responses=answers({202: job_schemas.Accepted}, 402, 409),
)
def open_project(form: ProjectFile) -> Any:
    """Make a song of a project file, note for note as it stands there; a repeated `Idempotency-Key` gets the first."""
    content = (
        form.file.stream.read() if isinstance(form.file, SentFile) else request.get_data() if request.is_json else b""
    )
    if not content:
        raise InvalidInput.of({"file": ["No file was sent; send one as multipart field `file`, or as a JSON body."]})
    owner = identity.owner_or_guest()
    return accepted(services().creation.request_project(owner, content, idempotency_key=idempotency_key()))
