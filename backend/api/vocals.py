"""Vocals over HTTP: words in, a voice out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from backend.api import access, identity, job_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Name, Row, Title, UploadName, example, from_text
from backend.api.jobs import accepted, idempotency_key
from backend.api.singing_fields import Sung
from backend.services.creation import VOCALS
from backend.services.errors import InvalidInput
from backend.services.materials import Reference
from backend.services.wishes import MAX_BPM, MAX_SEED, MIN_BPM, Recording, Use, Wishes

door = Door("vocals", "Words that are sung.")


def _track(value: Any) -> Any:
    """An upload may be named alone; a form sends an object as text."""
    if isinstance(value, str):
        return from_text(value) if value.lstrip().startswith("{") else {"upload": value}
    return value


class BackingTrack(Fields):
    """A recording to sing over."""

    upload: UploadName = Field(description="The id or the path that /api/upload/audio answered.")
    bpm: float | None = Field(None, ge=MIN_BPM, le=MAX_BPM, description="Its tempo; else it is listened for.")


class Melody(Fields):
    """A melody to sing: an upload with notes, or that of a song of one's own."""

    upload: UploadName = Field("", description="The id or the path that /api/upload/midi answered.")
    track: int | None = Field(None, ge=0, le=63, description="Which of its tracks, from 0; else the one that fits.")
    song_id: Row | None = Field(None, description="A song of one's own, instead of an upload.")
    take: int | None = Field(None, ge=1, le=2**31 - 1, description="One of its takes; else the current one.")


class VocalRequest(Sung):
    """Words, and who sings them how; without a melody one is composed. What is not said is left to the style."""

    bpm: float | None = Field(None, ge=MIN_BPM, le=MAX_BPM, description="Beats per minute; else as the style has it.")
    key: Name | None = Field(None, json_schema_extra={"example": "D minor"})
    style: Name | None = Field(None, description="The name of a style, from /api/styles: what the melody is like.")
    engine: Name = Field("", description="An engine of /api/voices: the best of its voices, where none is named.")
    seed: int | None = Field(None, ge=0, le=MAX_SEED, description="The same request and seed give the same bytes.")
    title: Title | None = None
    melody: Annotated[Melody | None, BeforeValidator(_track)] = Field(
        None, description="The notes to sing the words to; without one they are composed."
    )
    backing: Annotated[BackingTrack | None, BeforeValidator(_track)] = Field(
        None, description="What is sung over: its tempo, bars, key and chords are the song's."
    )

    model_config = example(lyrics="Hello world", voice="default", bpm=120)

    def to_wishes(self, owner: str) -> Wishes:
        """The request of an owner as the studio understands it."""
        return Wishes(
            style=self.style or None,
            tempo_bpm=self.bpm,
            key=self.key or None,
            seed=self.seed,
            title=self.title or None,
            singing=self.to_singing(alone=True, engine=self.engine),
            brought=_brought(owner, self.melody) if self.melody else (),
            recording=_recorded(owner, self.backing, self.bpm) if self.backing else None,
        )


def _recorded(owner: str, backing: BackingTrack, bpm: float | None) -> Recording:
    return services().recordings.bring(owner, backing.upload, Use.OVER, bpm=backing.bpm or bpm)


def _brought(owner: str, melody: Melody) -> Any:
    """The melody as the composer takes it."""
    if melody.song_id is not None:
        return (services().materials.melody_of(identity.caller(), melody.song_id, melody.take),)
    try:
        return services().materials.bring(owner, [Reference(melody.upload, "melody", melody.track)])
    except InvalidInput as refusal:
        raise InvalidInput.of({"melody": refusal.fields.get("given", [refusal.message])}) from refusal


@door.post("/api/jobs/vocals", access.users, responses=answers({202: job_schemas.Accepted}, 402, 404, 409))
def make(body: VocalRequest) -> Any:
    """Have words sung; the job's `result.path` is the voice. A repeated `Idempotency-Key` gets the first job back."""
    owner = identity.caller().owner
    return accepted(
        services().creation.request_song(owner, body.to_wishes(owner), kind=VOCALS, idempotency_key=idempotency_key())
    )
