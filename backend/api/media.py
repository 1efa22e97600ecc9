"""Stored files over HTTP, in ranges."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, request
from pydantic import Field
from werkzeug.utils import send_file

from backend.api import access, identity
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.services.callers import Caller
from backend.services.media import RESERVED, StoredFile

door = Door("media", "Stored files.")

# Files never change under one address; an hour keeps a song that was made private from staying around.
KEPT_S = 3600
POLICY = "default-src 'none'; sandbox"
# A drawing styles its lines itself; still nothing in it may run or be fetched.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
FILE: Any = {
    "description": "The file, or the part of it asked for",
    "content": {f"{kind}/*": {} for kind in ("audio", "image", "text", "application")},
}


class MediaPath(Fields):
    """One stored file."""

    stored: str = Field(max_length=300, json_schema_extra={"example": "songs/track_a1b2c3d4/1/master.mp3"})


class MediaQuery(Fields):
    """How the file is wanted."""

    download: bool = Field(False, description="As an attachment.")
    sig: str = Field("", max_length=400, description="A signed permission, which expires or ends with a song.")


@door.get(
    "/media/<path:stored>",
    access.anyone.because("the row of the file decides"),
    responses=answers({200: FILE, 206: FILE}, 416),
)
def stored(path: MediaPath, query: MediaQuery) -> Response:
    """Send a stored file, or a part of it."""
    caller = reader(path.stored, query.sig)
    if cover := services().covers.at(caller, path.stored):
        return send(cover, as_attachment=query.download)
    if path.stored.startswith(RESERVED):
        file = services().media.reserved(caller, path.stored.removeprefix(RESERVED), query.sig)
    else:
        file = services().media.find(caller, path.stored, query.sig)
        if not query.download:
            count_listen(file)
    return send(file, as_attachment=query.download)


def reader(stored: str, signature: str) -> Caller:
    """As whom a file is read: whoever made the link that gave its address out, else whoever is calling."""
    return services().shares.reader(stored, signature) or identity.known_caller()


def count_listen(file: StoredFile) -> None:
    """Count whoever begins to hear a song at its beginning."""
    if file.plays and request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        services().plays.begin(file.plays, identity.counted_as())


def send(file: StoredFile, *, as_attachment: bool = False, name: str | None = None) -> Response:
    """Answer with a file: ranges, entity tag, and a type that no browser reads as a page or a script."""
    answer = send_file(
        file.place,
        _environ(),
        mimetype=file.media_type,
        as_attachment=as_attachment,
        download_name=name or file.name,
        etag=file.sha256,
        conditional=True,
        response_class=Response,
    )
    answer.cache_control.no_cache = None
    if file.is_public:
        answer.cache_control.public = True
    else:
        answer.cache_control.private = True
    answer.cache_control.max_age = KEPT_S
    answer.headers["Cross-Origin-Resource-Policy"] = "same-site"
    answer.headers["Content-Security-Policy"] = DRAWING if file.media_type == "image/svg+xml" else POLICY
    return cast(Response, answer)


def _environ() -> dict[str, Any]:
    """The request as it came, but several ranges at once are passed over, as RFC 9110 allows: the whole is sent."""
    if "," not in request.headers.get("Range", ""):
        return request.environ
    return {name: value for name, value in request.environ.items() if name != "HTTP_RANGE"}
