"""What the answers look like, for the API page; a test holds real answers against them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of an answer. Answers may grow: clients pass over what they do not know."""

    model_config = ConfigDict(extra="allow")


class Answer(Shape):
    """An answer that went well."""

    success: Literal[True] = True


class Problem(Shape):
    """A refusal: RFC 9457 with the field errors beside it."""

    model_config = ConfigDict(
        extra="allow",
        openapi_extra={  # type: ignore[typeddict-unknown-key]
            "example": {
                "success": False,
                "error": "A user with this email already exists.",
                "type": "about:blank",
                "title": "Invalid input",
                "status": 400,
                "detail": "A user with this email already exists.",
                "code": "validation",
                "errors": {"email": ["A user with this email already exists."]},
                "email": ["A user with this email already exists."],
                "request_id": "4f1c09a27be3",
            }
        },
    )

    success: Literal[False]
    error: str
    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: dict[str, list[str]] = {}
    request_id: str


class UserShape(Shape):
    """A user as they see themselves."""

    id: int
    username: str
    email: str
    full_name: str
    email_verified: bool
    is_admin: bool
    pending_email: str | None = Field(description="An address that becomes theirs once it is verified.")
    avatar: str | None = Field(json_schema_extra={"example": "/media/user_images/kq3f….webp"})


class UserAnswer(Answer, UserShape):
    """The user who is calling."""


class Registered(Answer):
    """A new account."""

    message: str = Field(json_schema_extra={"example": "User created. Check email for verification link."})
    detail: str
    user: UserShape


class LoggedIn(Answer):
    """A login: the key lives until logout, the access token for 15 minutes."""

    key: str = Field(json_schema_extra={"example": "ms_5Xk…"})
    access: str
    user: UserShape


class Said(Answer):
    """A sentence."""

    message: str


class AdminAnswer(Answer):
    """Whether the caller is the administrator."""

    admin: bool


class CsrfAnswer(Answer):
    """The token that goes into the header X-CSRFToken."""

    csrfToken: str  # noqa: N815 - the name that the printed client reads


class OutputShape(Shape):
    """A finished file."""

    kind: str = Field(json_schema_extra={"example": "master"})
    format: str = Field(json_schema_extra={"example": "mp3"})
    name: str
    url: str
    duration_s: float | None
    bytes: int
    sha256: str


class JobShape(Shape):
    """A piece of work."""

    id: str
    type: str
    status: Literal["queued", "started", "finished", "failed", "cancelled"]
    stage: str
    progress: float = Field(ge=0, le=1)
    queue_position: int | None
    eta_queue_s: float | None
    eta_run_s: float | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    attempt: int
    retry_of: str | None
    idempotency_key: str | None
    input: dict[str, Any]
    seed: int | None
    engine_requested: str | None
    engine_used: str | None
    fallback_reason: str | None
    outputs: list[OutputShape]
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    links: dict[str, str]


class JobAnswer(Answer, JobShape):
    """One job."""


class Paged(Answer):
    """A stretch of a list."""

    count: int
    next: str | None
    previous: str | None


class JobPage(Paged):
    """The caller's jobs, newest first."""

    results: list[JobShape]


class Accepted(Answer):
    """A song that will be made, and the job that makes it."""

    job_id: str
    song_id: int
    track_id: str
    status: str
    seed: int
    links: dict[str, str]


class QueueHealth(Answer):
    """How the work gets done: through a broker, or directly from the table."""

    redis: bool
    rq_enabled: bool
    workers: int
    mode: Literal["queue", "direct"]


class PlanShape(Shape):
    """The course that a song would take."""

    bars: int
    duration_s: float
    sections: list[dict[str, Any]]


class BriefAnswer(Answer):
    """What was understood, and the plan that follows from it."""

    brief: dict[str, Any]
    plan: PlanShape
    eta_s: float | None


class Generating(Answer):
    """The answer of the music generator."""

    message: str
    track_id: str
    prompt: str
    duration: float
    estimated_processing_time: int
    status: Literal["processing", "completed", "failed"]
    download_url: str | None


class TrackStatus(Answer):
    """How far a track is."""

    track_id: str
    status: Literal["processing", "completed", "failed"]
    progress: int = Field(ge=0, le=100)
    download_url: str | None


class GeneratedSong(Shape):
    """A song made from a prompt."""

    id: int
    prompt: str
    file_url: str = Field(json_schema_extra={"example": "/media/musicgen/calm_ambient_piano_24ab88e7.wav"})
    download_url: str = Field(json_schema_extra={"example": "/api/ai/generated-songs/5/download/"})
    created_at: str


class SongShape(Shape):
    """A song in a list."""

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
    strata: dict[str, str] | None
    track_id: str | None


class SongAnswer(Answer, SongShape):
    """One song; the detail adds sections, chords, stems, files and the brief."""


class SongPage(Paged):
    """Songs."""

    results: list[SongShape]


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


class UploadAnswer(Answer):
    """A stored upload."""

    id: str
    path: str = Field(json_schema_extra={"example": "storage/uploads/audio/kq3f….wav"})
    url: str
    bytes: int
    duration_s: float | None


class VoiceShape(Shape):
    """A voice. ``range`` is what it can sing, ``tessitura`` where it is at ease, both as MIDI pitches."""

    id: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    label: str
    engine: str
    languages: list[str] = Field(json_schema_extra={"example": ["en-US"]})
    range: list[int] = Field(json_schema_extra={"example": [48, 79]})
    tessitura: list[int] = Field(json_schema_extra={"example": [55, 72]})
    licence: str = Field(json_schema_extra={"example": "Apache-2.0"}, description="Of its weights.")
    credit: str
    speed: float = Field(description="Seconds of singing for each second of work on one core.")
    available: bool
    reason: str | None = Field(description="Why it cannot sing here, and what to type.")
    sample: str | None = Field(json_schema_extra={"example": "/api/voices/kokoro/af_heart/sample"})


class SyllableShape(Shape):
    """A syllable as it is sung; ``note`` is the MIDI pitch it begins on."""

    text: str
    start_s: float
    end_s: float
    note: int | None


class WordShape(Shape):
    """A word as it is sung."""

    text: str
    start_s: float
    end_s: float
    syllables: list[SyllableShape]


class LineShape(Shape):
    """A line of the words; ``section`` is the name of the section in which it is sung."""

    text: str
    section: str
    start_s: float
    end_s: float
    words: list[WordShape]


class SongWords(Answer):
    """What is sung in a take, by whom, and on which terms its voice may be used."""

    song_id: int
    take: int
    voice: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    language: str = Field(json_schema_extra={"example": "en-US"})
    licence: str = Field(json_schema_extra={"example": "Apache-2.0"})
    lines: list[LineShape]


class NamedShape(Shape):
    """Something to choose by name."""

    name: str = Field(json_schema_extra={"example": "third_above"})
    label: str = Field(json_schema_extra={"example": "Third above"})


class Voices(Answer):
    """Who can sing, in which ways, and what may be sung beside a melody."""

    voices: list[VoiceShape]
    expressions: list[NamedShape]
    harmonies: list[NamedShape]


class VoicePreview(Answer):
    """Where some words can be heard; ``ready`` if they were sung before."""

    voice: str = Field(json_schema_extra={"example": "kokoro/af_heart"})
    url: str = Field(json_schema_extra={"example": "/api/voices/auditions/8c1f….mp3"})
    ready: bool


class BankShort(Shape):
    """A voicebank, or a vocoder that banks share, in short; ``reason`` is why it cannot sing."""

    id: str = Field(json_schema_extra={"example": "synthia-3f2a9c1d"})
    kind: Literal["bank", "vocoder"]
    name: str
    languages: list[str]
    voices: list[str] = Field(json_schema_extra={"example": ["bank/synthia-3f2a9c1d/soft"]})
    available: bool
    reason: str | None
    added_at: str


class Banks(Answer):
    """The voicebanks that are here."""

    banks: list[BankShort]


class BankReport(BankShort):
    """What a bank can do: its models, curves and words, its terms, and what follows from what it lacks."""

    fingerprint: str
    left_out: list[str]
    terms: list[dict[str, str]] = []
    colours: list[dict[str, str]] = []
    models: list[dict[str, Any]] = []
    curves: dict[str, bool] = {}
    missing: list[dict[str, str]] = []
    speed: float | None = None


class BankAnswer(Answer):
    """One bank."""

    bank: BankReport


class Listing(Answer):
    """A whole list."""

    results: list[dict[str, Any]]


class Health(Answer):
    """What is alive."""

    status: Literal["ok", "degraded"]
    version: str
    renderer: str
    font: str
    engines: list[str]
    voices: list[str] = Field(json_schema_extra={"example": ["kokoro/af_heart"]}, description="Those that can sing.")
    redis: bool
    workers: int
    database: bool


class LyricSyllable(Shape):
    """A syllable as written."""

    text: str
    stress: Literal[0, 1, 2]


class LyricWord(Shape):
    """A word; one that is not known is read by guess."""

    text: str
    known: bool
    syllables: list[LyricSyllable]


class LyricLine(Shape):
    """A line, with its letter in the rhyme scheme and the notes that a melody has for it."""

    line: int
    text: str
    syllables: int
    stresses: str = Field(json_schema_extra={"example": "01010101"})
    rhyme: str
    rhymes: Literal["perfect", "near", ""]
    notes: int | None
    words: list[LyricWord]
    warnings: list[str]


class LyricSection(Shape):
    """A section."""

    role: str
    name: str
    instrumental: bool
    repeated: bool
    rhyme_scheme: str
    meter: str = Field(json_schema_extra={"example": "iambic tetrameter"})
    lines: list[LyricLine]


class LyricReport(Answer):
    """What was found out about lyrics."""

    sections: list[LyricSection]
    warnings: list[str]


class NewLyrics(LyricReport):
    """Lyrics that were written and are kept."""

    id: int
    title: str
    lyrics: str
    seed: int
    engine_used: Literal["composer", "llm"]
    fallback_reason: str | None


class MoreLyrics(LyricReport):
    """Lyrics with a section more."""

    lyrics: str


class RewrittenLine(Answer):
    """Lyrics with another line."""

    lyrics: str
    line: str
    alternatives: list[str]


class Rhyme(Shape):
    """A word that rhymes."""

    word: str
    kind: Literal["perfect", "near"]
    syllables: int
    stress: str


class Rhymes(Answer):
    """Words that rhyme."""

    rhymes: list[Rhyme]


class Synonym(Shape):
    """A word that can stand for another."""

    word: str
    syllables: int
    stress: str
    scans: bool


class Synonyms(Answer):
    """Words that can stand for another."""

    synonyms: list[Synonym]


class LyricThemes(Answer):
    """What the studio writes about, and who writes."""

    themes: list[dict[str, str]]
    moods: list[str]
    engine: Literal["composer", "llm"]


class LyricShort(Shape):
    """Lyrics in a list."""

    id: int
    title: str
    language: str
    version: int
    created_at: str
    updated_at: str


class LyricPage(Paged, Answer):
    """Some of the caller's lyrics."""

    results: list[LyricShort]


class LyricSheet(Answer, LyricShort):
    """Lyrics that are kept; ``timed`` where it is known when their lines are sung."""

    lyrics: str
    made_by: str
    timed: bool


class LyricVersionShort(Shape):
    """A version of lyrics in a list."""

    version: int
    made_by: str
    created_at: str


class LyricVersions(Answer):
    """The versions of lyrics."""

    results: list[LyricVersionShort]


class LyricVersion(Answer, LyricVersionShort):
    """A version of lyrics."""

    lyrics: str
