"""Takes over HTTP: the versions of a song, and the edits that make new ones."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from backend.api import access, identity, job_schemas, song_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Name
from backend.api.jobs import accepted, idempotency_key
from backend.api.singing_fields import MAX_HARMONIES, MAX_RESPELLED, LyricsText, VoiceName
from backend.api.songs import SongPath

door = Door("takes", "The takes of a song: every edit makes a new one, linked to the one it was made from.")

EXAMPLES = {
    "another lead in the second chorus": {"kind": "regenerate", "section": 4, "part": "lead"},
    "another candidate": {"kind": "compose", "seed": 2083455871},
    "a third of a verse varied": {"kind": "vary", "section": 1, "amount": 33},
    "a flute instead": {"kind": "instrument", "part": "lead", "instrument": "flute"},
    "three semitones up": {"kind": "transpose", "semitones": 3},
    "a slower bridge": {"kind": "tempo", "section": 3, "bpm": 84},
    "a verse as a jazz trio": {"kind": "style", "section": 1, "style": "jazz_trio"},
    "a louder chorus": {"kind": "energy", "section": 2, "energy": 0.95},
    "eight bars more": {"kind": "extend", "at": "end", "bars": 8},
    "a bridge": {"kind": "insert", "before": 4, "role": "bridge", "bars": 8, "energy": 0.4},
    "no intro": {"kind": "delete", "section": 0},
    "the chorus first": {"kind": "move", "section": 2, "before": 0},
    "the chorus again": {"kind": "duplicate", "section": 2},
    "the bass stays": {"kind": "freeze", "parts": ["bass"]},
    "another word": {"kind": "words", "line": 3, "text": "and waited by the door"},
    "another singer": {"kind": "singing", "voice": "hibari/female", "harmonies": ["third_above"]},
    "words for a song without": {"kind": "singing", "lyrics": "Carry me home\nCarry me home", "voice": "default"},
    "notes by hand": {
        "kind": "notes",
        "part": "lead",
        "from_bar": 8,
        "bars": 1,
        "notes": [{"start_beat": 32, "length_beats": 1.5, "pitch": 67, "velocity": 96}],
    },
}


class TakePath(SongPath):
    """One take of a song."""

    number: int = Field(ge=1, le=2**31 - 1)


class EditBody(Fields):
    """An edit. Which fields it has depends on its kind; one that the kind does not know is refused by name."""

    kind: Name = Field(
        description="regenerate, compose, vary, instrument, transpose, tempo, style, energy, extend, insert, delete, "
        "move, duplicate, freeze, notes, words or singing"
    )
    take: int | None = Field(None, ge=1, description="The take to begin with; the current one if none is named.")
    section: int | None = Field(None, description="Counted from 0, as the song goes.")
    part: str | None = Field(None, max_length=80, description="The id of a part.")
    seed: int | None = Field(None, description="The same edit and seed make the same take; drawn if none is given.")
    amount: float | None = Field(None, description="vary: percent of the bars.")
    chords: bool | None = Field(None, description="regenerate: other chords for the section, too.")
    instrument: str | None = Field(None, max_length=80, description="instrument: its name.")
    semitones: int | None = Field(None, description="transpose: -24 to 24.")
    bpm: float | None = Field(None, description="tempo: 40 to 240.")
    style: str | None = Field(None, max_length=80, description="style: its name, from /api/styles.")
    energy: float | None = Field(None, description="energy, insert: 0 to 1.")
    at: str | None = Field(None, max_length=20, description="extend: start, middle (after `section`) or end.")
    bars: int | None = Field(None, description="extend, insert, notes: how many.")
    before: int | None = Field(None, description="insert, move, duplicate: the place, counted from 0.")
    role: str | None = Field(None, max_length=20, description="insert: intro, verse, chorus, bridge, solo, ...")
    parts: list[str] | None = Field(None, description="freeze: ids of parts.")
    frozen: bool | None = Field(None, description="freeze: false lets go of them.")
    from_bar: int | None = Field(None, description="notes: the first bar to replace, counted from 0.")
    notes: list[dict[str, Any]] | None = Field(
        None,
        description="notes: each with start_beat (from the start of the song), length_beats, pitch and velocity. In a "
        "sung part also a `syllable` as in the project file or a `lyric` (a word, + for its next syllable, - to hold "
        "the one before), and a `touch`: vibrato_cents, vibrato_hz, vibrato_after_s, glide_s, scoop_cents, level_db, "
        "breath, formant, bend.",
    )
    line: int | None = Field(None, description="words: the line, counted from 0 as the song is sung.")
    text: str | None = Field(None, max_length=240, description="words: what is sung instead; empty leaves it out.")
    everywhere: bool | None = Field(None, description="words: true changes every line with the same words.")
    voice: VoiceName | None = Field(None, description="singing: a voice of /api/voices.")
    expression: Name | None = Field(None, description="singing: a way of singing, from /api/voices.")
    harmonies: list[Name] | None = Field(
        None, max_length=MAX_HARMONIES, description="singing: what is sung beside the melody; [] is nothing."
    )

    lyrics: LyricsText | None = Field(
        None,
        description="singing: words for the tune that is sung; where nobody sings, for that of `part`, else the lead.",
    )
    language: Name | None = Field(None, description="singing: the language of the lyrics; else that of the voice.")
    tessitura: list[int] | None = Field(
        None,
        description="singing: the lowest and highest pitch that come easily; those of the voice where one is named.",
    )
    compass: list[int] | None = Field(
        None,
        description="singing: the lowest and highest pitch that can be sung; those of the voice where one is named.",
    )
    respelled: list[list[str]] | None = Field(
        None, max_length=MAX_RESPELLED, description='words, notes: how words are spoken: [["Siobhan", "shi-vawn"]].'
    )

    model_config = ConfigDict(
        extra="allow",
        openapi_extra={  # type: ignore[typeddict-unknown-key]
            "examples": {name: {"value": value} for name, value in EXAMPLES.items()}
        },
    )


class TakeChange(Fields):
    """What may be changed about a take."""

    current: bool = Field(description="true: the song plays and shows this take from now on.")

    model_config = ConfigDict(openapi_extra={"example": {"current": True}})  # type: ignore[typeddict-unknown-key]


@door.get("/api/songs/<int:song_id>/takes", access.owners, responses=answers({200: song_schemas.Takes}))
def listing(path: SongPath) -> Any:
    """List the takes of one's own song as a tree: each names its parent and what was changed."""
    return {"success": True, **services().song_takes.listing(identity.caller(), path.song_id)}


@door.post("/api/songs/<int:song_id>/takes", access.owners, responses=answers({202: job_schemas.Accepted}, 402, 409))
def edit(path: SongPath, body: EditBody) -> Any:
    """Change a song by one edit: a job that makes a new take; a repeated `Idempotency-Key` gets the first job back."""
    wish = body.model_dump(exclude_unset=True, exclude={"take"})
    return accepted(
        services().edits.request(
            identity.caller(), path.song_id, wish, take=body.take, idempotency_key=idempotency_key()
        )
    )


@door.get(
    "/api/songs/<int:song_id>/takes/<int:number>", access.owners, responses=answers({200: song_schemas.TakeAnswer})
)
def show(path: TakePath) -> Any:
    """Show a take with its sections, chords, stems, files and brief."""
    return {"success": True, **services().song_takes.take(identity.caller(), path.song_id, path.number)}


@door.patch(
    "/api/songs/<int:song_id>/takes/<int:number>", access.owners, responses=answers({200: song_schemas.TakeAnswer}, 409)
)
def choose(path: TakePath, body: TakeChange) -> Any:
    """Choose the current take of a song."""
    return {"success": True, **services().song_takes.change(identity.caller(), path.song_id, path.number, body.current)}


@door.delete("/api/songs/<int:song_id>/takes/<int:number>", access.owners, responses=answers({204: None}, 409))
def delete(path: TakePath) -> Any:
    """Remove a take and its files for good; takes that were made from it stay."""
    services().song_takes.delete(identity.caller(), path.song_id, path.number)
    return "", 204
