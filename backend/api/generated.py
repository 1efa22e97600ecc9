"""Songs from prompts, as AudioNova's clients ask for them."""

from __future__ import annotations

import re
import time
from typing import Any, cast

from flask import Response, current_app, jsonify, request
from pydantic import Field

from backend.api import access, identity, media, music_schemas, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, SomeWords, example
from backend.api.jobs import idempotency_key
from backend.api.paging import absolute
from backend.api.streams import Places
from backend.services.errors import Busy, InvalidInput, NotReady
from backend.services.wishes import Wishes

door = Door("generated songs", "Songs made from prompts, one address for all of their life.")

# The printed request has no duration; half a minute is what the music generator makes, too.
DURATION_S = 30.0
LONGEST_WAIT_S = 60
LOOK_S = 0.1


class Prompt(Fields):
    """A prompt."""

    prompt: SomeWords

    model_config = example(prompt="calm ambient piano")


class GeneratedChange(Fields):
    """What may be said about a song that is there."""

    prompt: SomeWords | None = None
    file_url: str | None = Field(None, max_length=1000, description="May be sent back as it is, not changed.")

    model_config = example(prompt="Generate an upbeat pop track")


class GeneratedPath(Fields):
    """One generated song."""

    song_id: int


class WaitQuery(Fields):
    """Whether to wait for the music."""

    wait: int = Field(0, ge=0, le=LONGEST_WAIT_S, description="Seconds to wait for the file at most.")


@door.post(
    "/api/ai/generate/",
    access.users,
    responses=answers({202: music_schemas.GeneratedAnswer, 200: music_schemas.GeneratedAnswer}, 402, 409),
)
def generate(query: WaitQuery, body: Prompt) -> Any:
    """Make a song from a prompt; its address is known at once, the file follows."""
    caller = identity.caller()
    song = services().creation.request_song(
        caller.owner, Wishes(body.prompt, DURATION_S), idempotency_key=idempotency_key()
    )
    wait_s = query.wait or _preferred_wait_s()
    done = bool(wait_s) and _await(lambda: services().generated.is_ready(caller, song.song_id), wait_s)
    document = services().generated.song(caller, song.song_id)
    return {"success": True, **document, "job_id": song.job.id}, 200 if done else 202


@door.get(
    "/api/ai/generated-songs/",
    access.owners,
    responses=answers({200: music_schemas.GeneratedSongs}),
)
def listing() -> Response:
    """List the caller's generated songs, newest first."""
    songs = services().generated.songs(identity.caller())
    answer = jsonify(songs)
    answer.headers["X-Total-Count"] = str(len(songs))
    answer.headers["Link"] = f'<{absolute(request.path)}>; rel="first"'
    return answer


@door.get(
    "/api/ai/generated-songs/<int:song_id>/", access.owners, responses=answers({200: music_schemas.GeneratedAnswer})
)
def show(path: GeneratedPath) -> Any:
    """Show a generated song."""
    return {"success": True, **services().generated.song(identity.caller(), path.song_id)}


@door.put(
    "/api/ai/generated-songs/<int:song_id>/", access.owners, responses=answers({200: music_schemas.GeneratedAnswer})
)
def replace(path: GeneratedPath, body: GeneratedChange) -> Any:
    """Change the words that a generated song goes by."""
    return _changed(path.song_id, body)


@door.patch(
    "/api/ai/generated-songs/<int:song_id>/", access.owners, responses=answers({200: music_schemas.GeneratedAnswer})
)
def change(path: GeneratedPath, body: GeneratedChange) -> Any:
    """Change some of what a generated song goes by."""
    return _changed(path.song_id, body)


@door.delete("/api/ai/generated-songs/<int:song_id>/", access.owners, responses=answers({204: None}))
def delete(path: GeneratedPath) -> Any:
    """Put a generated song into the trash."""
    caller = identity.caller()
    services().song_changes.throw_away(caller, services().generated.song(caller, path.song_id)["id"])
    return "", 204


@door.get(
    "/api/ai/generated-songs/<int:song_id>/download/",
    access.owners,
    responses=answers({200: media.FILE, 206: media.FILE, 202: schemas.Said}, 409, 416),
)
def download(path: GeneratedPath) -> Any:
    """Send the WAV file as an attachment; 202 and when to come back while it is being made."""
    caller = identity.caller()
    try:
        file, name = services().generated.file(caller, path.song_id)
    except NotReady as not_yet:
        return {"success": True, "message": not_yet.message}, 202, {"Retry-After": "1"}
    return media.send(file, as_attachment=True, name=name)


def _changed(song_id: int, body: GeneratedChange) -> Any:
    caller = identity.caller()
    stored = services().generated.song(caller, song_id)["file_url"]
    if body.file_url is not None and body.file_url not in (stored, absolute(stored)):
        raise InvalidInput.of({"file_url": [f"The file stays where it is: {stored}."]})
    document = services().generated.rename(caller, song_id, body.prompt)
    urls = {name: absolute(document[name]) for name in ("file_url", "download_url")}
    return {"success": True, **document, **urls}


def _preferred_wait_s() -> int:
    """Read ``Prefer: wait=60`` (RFC 7240)."""
    match = re.search(r"\bwait=(\d{1,3})\b", request.headers.get("Prefer", ""))
    return min(int(match[1]), LONGEST_WAIT_S) if match else 0


def _await(is_done: Any, longest_s: float) -> bool:
    """Wait until something is done, in one of the places for streams: each wait holds a thread."""
    places, who = cast(Places, current_app.extensions["streams"]), identity.counted_as()
    try:
        places.take(who)
    except Busy:
        return False
    try:
        until = time.monotonic() + longest_s
        while not (done := is_done()) and time.monotonic() < until:
            time.sleep(LOOK_S)
        return bool(done)
    finally:
        places.leave(who)
