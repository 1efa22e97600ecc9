"""Downloads over HTTP: what can be taken away from a song."""

from __future__ import annotations

from typing import Any

from flask import Response
from pydantic import Field
from werkzeug.http import dump_options_header

from backend.api import access, identity, media, song_schemas
from backend.api.door import Door, answers, services
from backend.api.songs import SongPath, TakeQuery
from backend.services.exports import Archive, Pending

door = Door("downloads", "What can be taken away from a song: sound, stems, notes, the project.")

AS_SONG = access.anyone.because("whoever may hear a song may take it away")
# Three minutes of music are encoded in one to six seconds.
COME_BACK_S = "1"


class DownloadPath(SongPath):
    """One download of a song."""

    download: str = Field(max_length=40, json_schema_extra={"example": "opus"})


class DownloadQuery(TakeQuery):
    """Of which take, and how."""

    download: bool = Field(False, description="As an attachment.")


@door.get(
    "/api/songs/<int:song_id>/downloads",
    AS_SONG,
    responses=answers({200: song_schemas.Downloads}),
)
def listing(path: SongPath, query: TakeQuery) -> Any:
    """List what can be taken away from a song."""
    return {"success": True, **services().exports.listing(identity.known_caller(), path.song_id, query.take)}


@door.get(
    "/api/songs/<int:song_id>/downloads/<download>",
    AS_SONG,
    responses=answers({200: media.FILE, 206: media.FILE, 202: song_schemas.DownloadPending}, 409, 416, 503),
)
def download(path: DownloadPath, query: DownloadQuery) -> Any:
    """Send a download; 202, the job that makes it and when to come back where that takes more than a moment."""
    found = services().exports.get(identity.known_caller(), path.song_id, path.download, query.take)
    if isinstance(found, Pending):
        return _pending(found)
    if isinstance(found, Archive):
        return _streamed(found)
    return media.send(found, as_attachment=query.download)


def _pending(made: Pending) -> Any:
    message = f"{made.title} is being made; ask again in a moment."
    answer = {"success": True, "message": message, "job_id": made.job_id, "status": made.status, "links": made.links}
    return answer, 202, {"Retry-After": COME_BACK_S}


def _streamed(archive: Archive) -> Response:
    answer = Response(archive.pieces(), mimetype=archive.media_type)
    answer.content_length = archive.length
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": archive.name})
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Accept-Ranges"] = "none"
    return answer
