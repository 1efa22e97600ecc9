"""What the answers about songs, takes and downloads look like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, RootModel

from backend.api.schemas import Answer, Paged, Shape


class StrataShape(Shape):
    """Where the shape of a song is drawn from: how loud each stem is over time."""

    url: str = Field(json_schema_extra={"example": "/media/songs/track_a1b2c3d4/1/peaks.json"})


class GainShape(Shape):
    """What players level a song by: ReplayGain 2.0 in dB, and the peak as a linear factor."""

    gain_db: float = Field(json_schema_extra={"example": -4.02})
    peak: float | None = Field(json_schema_extra={"example": 0.891251})


class SongShape(Shape):
    """A song in a list. `image` is a picture that it was given, `artwork` that or a cover drawn of its waveform."""

    id: int
    user: str
    title: str
    duration: str = Field(json_schema_extra={"example": "00:01:00"})
    duration_s: float
    file: str | None
    genre: str
    style: str
    play_count: int
    like_count: int
    public: bool
    created_at: str
    state: Literal["pending", "ready", "failed"]
    key: str | None
    tempo_bpm: float | None
    meter: str | None
    seed: int | None
    prompt: str
    strata: StrataShape | None
    origin: Literal["generated", "uploaded"]
    artist: str
    artist_id: int | None
    album: str | None
    album_id: int | None
    track_number: int | None
    image: str | None
    artwork: str = Field(json_schema_extra={"example": "http://localhost:8000/media/song_images/7-1.png"})
    waveform: str | None
    mood: str
    tags: list[str]
    liked: bool
    stars: int | None
    gain: GainShape | None
    track_id: str | None
    job_id: str | None


class SongAnswer(Answer, SongShape):
    """One song; the detail adds lyrics, sections, chords, stems, files and the brief."""


class Heard(Shape):
    """A listen."""

    song: str = Field(json_schema_extra={"example": "Lo-fi Chill"})
    song_id: int
    played_at: str


class History(RootModel[list[Heard]]):
    """Listens, the newest first."""


class CountedWord(Shape):
    """A genre or a tag, and how many songs have it."""

    name: str = Field(json_schema_extra={"example": "lofi"})
    song_count: int


class WordList(Answer):
    """Genres or tags, those of most songs first."""

    results: list[CountedWord]


class Undo(Shape):
    """What to send to take back what was done."""

    action: Literal["restore"]
    trashed_at: str


class BulkAnswer(Answer):
    """How many songs it was done to."""

    count: int
    undo: Undo | None


class SongPage(Paged):
    """Songs."""

    results: list[SongShape]


class PlayableForm(Shape):
    """A form in which a song can be heard; what is not ``ready`` is made while it is heard."""

    format: str = Field(json_schema_extra={"example": "opus"})
    bitrate_kbps: int
    media_type: str = Field(json_schema_extra={"example": "audio/ogg; codecs=opus"})
    bytes: int | None
    ready: bool
    skip_samples: int = Field(description="What a decoder gives before the sound, where the file does not say so.")
    url: str


class Playback(Answer):
    """How a song is played; ``gain_db`` and ``peak`` are ReplayGain 2.0, a gain and a linear peak."""

    song_id: int
    title: str
    duration_s: float
    gain_db: float | None
    peak: float | None
    expires_at: str | None
    url: str = Field(json_schema_extra={"example": "/api/songs/1/stream/?sig=1.1780118163.Zk3…"})
    forms: list[PlayableForm]


class TakeShape(Shape):
    """A take in the tree of a song: where it came from, what was asked for, and what changed."""

    number: int
    parent: int | None
    is_current: bool
    created_at: str
    text: str = Field(json_schema_extra={"example": "chorus 2: new lead"})
    changed: dict[str, list[str]] = Field(json_schema_extra={"example": {"sections": ["B2"], "parts": ["lead"]}})
    edit: dict[str, Any] | None = Field(
        json_schema_extra={"example": {"kind": "regenerate", "section": 4, "part": "lead", "seed": 7}}
    )
    seed: int
    duration_s: float | None
    file: str | None
    loudness_lufs: float | None
    bytes: int
    url: str = Field(json_schema_extra={"example": "/api/songs/7/takes/2"})


class PendingTake(Shape):
    """A take that is being made."""

    job_id: str
    parent: int
    edit: dict[str, Any]
    status: str
    progress: float


class Takes(Answer):
    """All takes of a song, in the order in which they were made, and the edits that are still under way."""

    song_id: int
    current: int | None
    results: list[TakeShape]
    pending: list[PendingTake]


class TakeAnswer(Answer, TakeShape):
    """One take; the detail adds sections, chords, stems, files and the brief."""


class DownloadShape(Shape):
    """Something to take away; ``bytes`` is null until it was made once, ``ready`` says that no job is needed."""

    id: str = Field(json_schema_extra={"example": "opus"})
    group: Literal["song", "stems", "notes", "project"]
    label: str = Field(json_schema_extra={"example": "Opus"})
    hint: str = Field(json_schema_extra={"example": "smallest"})
    format: str = Field(json_schema_extra={"example": "opus"})
    name: str = Field(json_schema_extra={"example": "night_trains.opus"})
    bytes: int | None
    ready: bool
    url: str = Field(json_schema_extra={"example": "/api/songs/7/downloads/opus?take=1"})


class Downloads(Answer):
    """All that can be taken away from a take."""

    song_id: int
    take: int
    results: list[DownloadShape]


class DownloadPending(Answer):
    """A download that is being made: ask for it again when the job is finished."""

    message: str = Field(json_schema_extra={"example": "Opus is being made; ask again in a moment."})
    job_id: str
    status: str
    links: dict[str, str]
