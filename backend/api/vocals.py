"""Vocals over HTTP: words in, a voice out."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import identity, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Name, Title, example
from backend.api.jobs import accepted, idempotency_key
from backend.api.singing_fields import Sung
from backend.services.creation import VOCALS
from backend.services.wishes import MAX_BPM, MAX_SEED, MIN_BPM, Wishes

door = Door("vocals", "Words that are sung.")


class VocalRequest(Sung):
    """Words, and who sings them how; without a melody one is composed. What is not said is left to the style."""

    bpm: float | None = Field(None, ge=MIN_BPM, le=MAX_BPM, description="Beats per minute; else as the style has it.")
    key: Name | None = Field(None, json_schema_extra={"example": "D minor"})
    style: Name | None = Field(None, description="The name of a style, from /api/styles: what the melody is like.")
    engine: Name = Field("", description="An engine of /api/voices: the best of its voices, where none is named.")
    seed: int | None = Field(None, ge=0, le=MAX_SEED, description="The same request and seed give the same bytes.")
    title: Title | None = None

    model_config = example(lyrics="Hello world", voice="default", bpm=120)

    def to_wishes(self) -> Wishes:
        """The request as the studio understands it."""
        return Wishes(
            style=self.style or None,
            tempo_bpm=self.bpm,
            key=self.key or None,
            seed=self.seed,
            title=self.title or None,
            singing=self.to_singing(alone=True, engine=self.engine),
        )


@door.post("/api/jobs/vocals", responses=answers({202: schemas.Accepted}, 401, 402, 403, 409, 422))
def make(body: VocalRequest) -> Any:
    """Have words sung; the job's `result.path` is the voice. A repeated `Idempotency-Key` gets the first job back."""
    owner = identity.owner_or_guest()
    return accepted(
        services().creation.request_song(owner, body.to_wishes(), kind=VOCALS, idempotency_key=idempotency_key())
    )
