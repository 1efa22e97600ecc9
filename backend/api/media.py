"""Stored files over HTTP, in ranges."""

from __future__ import annotations

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any, cast
from urllib.parse import quote

from flask import Response, current_app, request
from pydantic import Field
from werkzeug.utils import send_file

from backend.api import access, identity
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.services.callers import Caller
from backend.services.growing import Growing
from backend.services.media import RESERVED, StoredFile
from backend.services.streaming import Flow
from backend.stretches import Stretch

door = Door("media", "Stored files.")

# Files never change under one address; an hour keeps a song that was made private from staying around.
KEPT_S = 3600
POLICY = "default-src 'none'; sandbox"
# A drawing styles its lines itself; still nothing in it may run or be fetched.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Whoever hears a song while it is made keeps a thread; so many at once, of 32 in a process.
FOLLOWERS = BoundedSemaphore(8)
FILE: Any = {
    "description": "The file, or the part of it asked for",
    "content": {f"{kind}/*": {} for kind in ("audio", "image", "text", "application")},
}


class Following:
    """The body of an answer that grows; its place among `FOLLOWERS` is free again once it is closed."""

    def __init__(self, growing: Growing) -> None:
        self._growing, self._is_open = growing, True

    def __iter__(self) -> Iterator[bytes]:
        return self._growing.pieces()

    def close(self) -> None:
        """Let go of the file."""
        if self._is_open:
            self._is_open = False
            self._growing.close()
            FOLLOWERS.release()


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


def count_listen(file: StoredFile | Flow, listener: str = "") -> None:
    """Count whoever begins to hear a song at its beginning; ``listener`` where the request itself does not say who."""
    if file.plays and request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        services().plays.begin(file.plays, listener or identity.counted_as())


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
    _let_leave(cast(Response, answer), file)
    answer.cache_control.no_cache = None
    if file.is_public:
        answer.cache_control.public = True
    else:
        answer.cache_control.private = True
    answer.cache_control.max_age = KEPT_S
    answer.headers["Cross-Origin-Resource-Policy"] = "same-site"
    answer.headers["Content-Security-Policy"] = DRAWING if file.media_type == "image/svg+xml" else POLICY
    return cast(Response, answer)


def flow(song: Flow) -> Response:
    """Answer with a song while it is made: nobody knows yet how long it will be, and none of it may be asked for."""
    answer = Response(Following(song.growing), mimetype=song.media_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Accept-Ranges"] = "none"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-site"
    return answer


def wants_a_part() -> bool:
    """Whether only a part is asked for, of which one must know where it lies in the whole."""
    return request.headers.get("Range", "bytes=0-") != "bytes=0-"


def _let_leave(answer: Response, file: StoredFile) -> None:
    """Have the file sent by the proxy in front, where it can, else straight from the disk."""
    if answer.status_code not in (200, 206):
        return
    cast(Any, answer.response).close()  # the file, which nobody reads here
    if prefix := current_app.config["X_ACCEL_REDIRECT"]:
        inside = file.place.relative_to(services().storage.root)
        answer.headers["X-Accel-Redirect"] = f"{prefix}{quote(str(inside))}"
        answer.status_code = 200
        for name in ("Content-Range", "Content-Length"):
            answer.headers.pop(name, None)
        answer.response = []
    elif answer.content_length is not None:
        answer.response = Stretch(file.place, answer.content_range.start or 0, answer.content_length)


def _environ() -> dict[str, Any]:
    """The request as it came, but several ranges at once are passed over, as RFC 9110 allows: the whole is sent."""
    if "," not in request.headers.get("Range", ""):
        return request.environ
    return {name: value for name, value in request.environ.items() if name != "HTTP_RANGE"}
