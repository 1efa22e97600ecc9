"""Music over HTTP: words in, a job out; and the music generator's own face."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from backend.api import access, identity, job_schemas, music_schemas
from backend.api.constraint_fields import Constrained
from backend.api.door import Door, answers, services
from backend.api.fields import Document, Fields, Name, SomeWords, Title, UploadName, Words, example, from_text
from backend.api.jobs import accepted, idempotency_key
from backend.api.singing_fields import Sung
from backend.services.briefs import MAX_STYLES
from backend.services.wishes import MAX_BPM, MAX_CANDIDATES, MAX_SECONDS, MAX_SEED, MIN_BPM, MIN_SECONDS, Use, Wishes

door = Door("music", "Songs from words.")

EXAMPLE = {
    "prompt": "dreamy lo-fi with a warm piano, no drums in the intro",
    "key": "D minor",
    "form": "intro 4, verse 8, chorus 8 x2, outro 4",
    "chords": {"verse": "Dm7 | G9 | Bbmaj7 | A7sus4 A7", "chorus": "Bbmaj7 | C | Dm7 | %"},
    "tempo_changes": [{"at": "chorus", "bpm": 84}],
    "roles": {"lead": "flute"},
    "energies": {"verse": 0.4, "chorus": 0.8},
}


Blend = Annotated[dict[Name, Annotated[float, Field(gt=0, le=1)]], BeforeValidator(from_text)]


def _upload(value: Any) -> Any:
    """A recording may be named alone; a form sends an object as text."""
    if isinstance(value, str):
        return from_text(value) if value.lstrip().startswith("{") else {"upload": value}
    return value


# What follows from a recording that plays along.
RECORDED = ("chords", "form", "bars", "tempo_changes", "duration", "meter")


class OwnAudio(Fields):
    """A recording of one's own."""

    upload: UploadName = Field(description="The id or the path that /api/upload/audio answered.")
    use: Literal["guide", "stem"] = Field(
        "guide", description="`guide` takes its tempo and key, `stem` lets it play along, bar by bar."
    )
    bpm: float | None = Field(None, ge=MIN_BPM, le=MAX_BPM, description="Its tempo; else it is listened for.")


class MusicWish(Constrained, Sung):
    """A song in words; what is not said is read from the words, else left to the style and the seed."""

    prompt: Words = ""
    duration: float | None = Field(None, ge=MIN_SECONDS, le=MAX_SECONDS, description="Seconds.")
    style: Name | None = Field(None, description="The name of a style, from /api/styles.")
    styles: Blend = Field(
        default_factory=dict, max_length=MAX_STYLES, description="Styles to blend, each with its weight."
    )
    tempo_bpm: float | None = Field(None, ge=MIN_BPM, le=MAX_BPM)
    key: Name | None = Field(None, json_schema_extra={"example": "D minor"})
    seed: int | None = Field(None, ge=0, le=MAX_SEED)
    title: Title | None = None
    engine: Name | None = Field(None, description="The name of an engine, from /api/engines.")
    candidates: int | None = Field(
        None, ge=1, le=MAX_CANDIDATES, description="So many songs are composed, and the best of them is made."
    )
    audio: Annotated[OwnAudio | None, BeforeValidator(_upload)] = Field(
        None, description="A recording to make the song with."
    )
    brief: Document | None = Field(None, description="A brief from /api/music/brief, perhaps edited, instead of words.")

    model_config = example(**EXAMPLE)

    @model_validator(mode="after")
    def _says_something(self) -> MusicWish:
        named = self.style or self.styles or self.chords or self.form or self.given or self.audio
        if self.audio and self.brief is not None:
            raise ValueError("Leave out `audio` where there is a `brief`, or the `brief` where there is `audio`")
        if self.audio and self.audio.use == "stem" and (set_ := [name for name in RECORDED if getattr(self, name)]):
            raise ValueError(f"A recording that plays along sets `{set_[0]}` itself: leave it out")
        if not (self.prompt or self.brief is not None or named or self.lyrics.strip()):
            raise ValueError("Say in `prompt` what you want to hear, choose a `style`, or send `lyrics`")
        return self

    def _known_bpm(self) -> float | None:
        """The tempo of the recording, if somebody said it: the song's is the same where it plays along."""
        if self.audio is None:
            return None
        return self.audio.bpm or (self.tempo_bpm if self.audio.use == "stem" else None)

    def to_wishes(self, owner: str) -> Wishes:
        """The request of an owner as the studio understands it."""
        return self.constrain(
            owner,
            prompt=self.prompt,
            duration_s=self.duration,
            style=self.style or None,
            styles=self.styles,
            tempo_bpm=self.tempo_bpm,
            key=self.key or None,
            seed=self.seed,
            title=self.title or None,
            engine=self.engine or None,
            brief=self.brief,
            candidates=self.candidates,
            singing=self.to_singing(),
            recording=self.audio
            and services().recordings.bring(owner, self.audio.upload, Use(self.audio.use), bpm=self._known_bpm()),
        )


class Generate(Fields):
    """The generator's request."""

    prompt: SomeWords = Field(description="What the music is like.")
    duration: int = Field(30, ge=MIN_SECONDS, le=MAX_SECONDS, description="Seconds.")

    model_config = example(prompt="relaxing piano melody for meditation", duration=60)


class TrackPath(Fields):
    """One track."""

    track_id: str = Field(max_length=40, json_schema_extra={"example": "track_a1b2c3d4"})


@door.post(
    "/api/music/brief",
    access.anyone.because("words are read while they are typed; nothing is kept"),
    responses=answers({200: music_schemas.BriefAnswer}),
)
def brief(body: MusicWish) -> Any:
    """Say what is understood of some words, and how the song would go, without making it."""
    return {"success": True, **services().creation.preview(body.to_wishes(identity.caller().owner))}


@door.post("/api/jobs/music", access.guests, responses=answers({202: job_schemas.Accepted}, 402, 409))
def make(body: MusicWish) -> Any:
    """Make a song; a repeated `Idempotency-Key` gets the first job back."""
    owner = identity.owner_or_guest()
    return accepted(services().creation.request_song(owner, body.to_wishes(owner), idempotency_key=idempotency_key()))


@door.post("/music/generate", access.guests, responses=answers({200: music_schemas.Generating}, 402, 409))
def generate(body: Generate) -> Any:
    """Make music from a prompt; no account is needed for a trial."""
    song = services().creation.request_song(
        identity.owner_or_guest(), Wishes(body.prompt, float(body.duration)), idempotency_key=idempotency_key()
    )
    return {
        "success": True,
        "message": f"Music generation started for prompt: '{body.prompt}'",
        "track_id": song.track_id,
        "prompt": body.prompt,
        "duration": body.duration,
        "estimated_processing_time": max(1, math.ceil((song.job.eta_queue_s or 0) + (song.job.eta_run_s or 0))),
        "status": "processing",
        "download_url": None,
    }


@door.get("/music/status/<track_id>", access.anyone, responses=answers({200: music_schemas.TrackStatus}))
def status(path: TrackPath) -> Any:
    """Say how far a track is; whoever knows its id may ask."""
    return {"success": True, **services().tracks.status(identity.known_caller(), path.track_id)}
