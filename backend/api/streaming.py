"""Streaming over HTTP: a song in the form that is asked for, and the addresses that play it without headers."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from flask import Response, request
from pydantic import Field

from backend.api import access, identity, media, song_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Name
from backend.api.songs import SongPath
from backend.services.streaming import MOST_KBPS, MOST_START_S, Flow, Wish

door = Door("streaming", "Songs to hear: in the form and size that a player wants.")

AS_SONG = access.anyone.because("whoever may hear a song, or has a permit of theirs, may have it streamed")


class FormQuery(Fields):
    """In which form."""

    format: Name = Field("", description="`original`, `flac`, `wav`, `mp3` or `opus`; empty: what plays everywhere.")
    bitrate: int = Field(0, ge=0, le=MOST_KBPS, description="The most kbit/s; 0: as many as there are.")
    start: float = Field(0.0, ge=0.0, le=MOST_START_S, description="From this whole second on; it is encoded for that.")
    sig: str = Field("", max_length=100, description="A permit, as `playback` gives them.")


@door.get("/api/songs/<int:song_id>/playback/", AS_SONG, responses=answers({200: song_schemas.Playback}))
def playback(path: SongPath) -> Any:
    """Say how to play a song: addresses for `<audio>`, which sends no headers, levels, and what to skip for no gaps."""
    return {"success": True, **services().streaming.playback(identity.known_caller(), path.song_id)}


@door.get(
    "/api/songs/<int:song_id>/stream/",
    AS_SONG,
    responses=answers({200: media.FILE, 206: media.FILE}, 409, 416, 503),
)
def stream(path: SongPath, query: FormQuery) -> Response:
    """Stream a song: a kept file, in ranges, or one that is made while it is heard; its beginning is a listen."""
    wish = Wish(query.format.lower(), query.bitrate, query.start)
    return played(identity.known_caller(), path.song_id, wish, permit=query.sig)


def played(caller: Any, song_id: int, wish: Wish, *, permit: str = "", listener: str = "") -> Response:
    """Answer with a song in the form that is wanted, and count the listen."""
    may_follow = request.method == "GET" and not media.wants_a_part() and media.FOLLOWERS.acquire(blocking=False)
    with ExitStack() as unless_heard:
        if may_follow:
            unless_heard.callback(media.FOLLOWERS.release)
        found = services().streaming.open(caller, song_id, replace(wish, is_whole=not may_follow), permit=permit)
        if isinstance(found, Flow):
            unless_heard.callback(found.growing.close)
        if not wish.start_s:
            media.count_listen(found, listener)
        if isinstance(found, Flow):
            unless_heard.pop_all()  # the answer lets go of both at its end
            return media.flow(found)
    return media.send(found)
