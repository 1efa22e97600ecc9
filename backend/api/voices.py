"""Voices over HTTP: who can sing, and how it sounds."""

from __future__ import annotations

import time
from typing import Annotated, Any, cast

from flask import Response, current_app
from pydantic import Field

from backend.api import access, media, voice_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Name, SomeWords, example
from backend.api.identity import counted_as
from backend.api.singing_fields import VoiceName
from backend.api.streams import Places
from backend.services.errors import Conflict, NotReady
from backend.services.media import StoredFile
from backend.services.voices import MAX_TEXT
from backend.services.wishes import DEFAULT_VOICE

door = Door("voices", "Who can sing here.")

HEARD_FIRST = access.anyone.because("voices are heard before anybody signs in; nothing is kept that is anybody's")
# An audition is sung in well under a second by a worker that is free; whoever waits longer asks again.
LONGEST_WAIT_S, LOOK_S = 10.0, 0.04


class VoicePath(Fields):
    """One voice."""

    voice: str = Field(max_length=120, json_schema_extra={"example": "kokoro/af_heart"})


class AuditionPath(Fields):
    """One audition."""

    audition: str = Field(max_length=60)


class Preview(Fields):
    """Some words, and who sings them."""

    text: Annotated[SomeWords, Field(max_length=MAX_TEXT)]
    voice: VoiceName = DEFAULT_VOICE
    language: Name = ""
    expression: Name = ""

    model_config = example(text="Sing me a song of morning light", voice="default", expression="ballad")


@door.get("/api/voices", access.anyone, responses=answers({200: voice_schemas.Voices}))
def listing() -> Any:
    """List the voices with their ranges, languages and licences, the ways of singing, and the harmonies."""
    return {"success": True, **services().voices.listing()}


@door.get(
    "/api/voices/<path:voice>/sample",
    HEARD_FIRST,
    responses=answers({200: media.FILE, 206: media.FILE}, 409, 416, 503),
)
def sample(path: VoicePath) -> Response:
    """Play a voice; the first time it is asked for it is sung on the spot."""
    return media.send(_awaited(services().voices.sample(path.voice)))


@door.post(
    "/api/voices/preview",
    HEARD_FIRST,
    responses=answers({200: voice_schemas.VoicePreview}),
)
def preview(body: Preview) -> Any:
    """Have some words sung by a voice; `url` plays them as soon as they are there."""
    asked = services().voices.audition(
        body.text, body.voice or DEFAULT_VOICE, language=body.language, expression=body.expression
    )
    return {"success": True, **asked}


@door.get(
    "/api/voices/auditions/<audition>",
    access.anyone.because("the address is a secret of whoever asked"),
    responses=answers({200: media.FILE, 206: media.FILE}, 409, 416, 503),
)
def audition(path: AuditionPath) -> Response:
    """Play what `POST /api/voices/preview` asked for; the answer waits until it is sung."""
    return media.send(_awaited(path.audition))


def _awaited(name: str) -> StoredFile:
    """An audition, in one of the places for streams while it is being made: each wait holds a thread."""
    voices = services().voices
    if found := voices.find(name):
        return found
    places, who = cast(Places, current_app.extensions["streams"]), counted_as()
    places.take(who)
    try:
        until = time.monotonic() + LONGEST_WAIT_S
        while (found := voices.find(name)) is None and time.monotonic() < until:
            if why := voices.failure(name):
                raise Conflict(why)
            time.sleep(LOOK_S)
    finally:
        places.leave(who)
    if found is None:
        raise NotReady("It is being sung; ask again in a moment.")
    return found
