"""What the answers about uploads look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.schemas import Answer, Paged, Shape


class AnalysisShape(Shape):
    """What was found out about a recording, once its job is finished; ``unheard`` is why it has no tempo."""

    status: Literal["queued", "started", "finished", "failed", "cancelled"]
    job_id: str | None
    duration_s: float | None = None
    sample_rate: int | None = None
    channels: int | None = None
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    peaks: list[int] = Field([], description="Magnitudes 0..255 of full scale, up to 400 of them.")
    tags: dict[str, str] = Field({}, json_schema_extra={"example": {"title": "Harbour", "artist": "Mara"}})
    tempo_bpm: float | None = None
    key: str | None = Field(None, json_schema_extra={"example": "A minor"})
    first_bar_s: float | None = None
    clarity: float | None = Field(None, description="How clear the pulse is, 0..1.")
    chords: list[str] = Field([], description="A chord for each bar from the first one.")
    unheard: str | None = None


class UploadShape(Shape):
    """An upload."""

    id: str
    kind: Literal["audio", "midi", "image"]
    format: str = Field(json_schema_extra={"example": "wav"})
    path: str = Field(json_schema_extra={"example": "storage/uploads/audio/kq3f….wav"})
    url: str
    name: str
    bytes: int
    duration_s: float | None
    created_at: str
    analysis: AnalysisShape | None = Field(description="Of recordings.")


class UploadAnswer(Answer, UploadShape):
    """One upload."""


class StoredUpload(UploadAnswer):
    """An upload that was sent; ``duplicate`` if the same file was here already, and this is that one."""

    duplicate: bool


class UploadPage(Paged):
    """The caller's uploads, the newest first."""

    results: list[UploadShape]


class TransferShape(Shape):
    """How far a file is that comes in pieces; once it is whole, the ``result`` of its job is the upload."""

    id: str
    kind: str
    name: str
    offset: int
    length: int
    expires_at: str
    job_id: str | None
    piece_bytes: int = Field(description="How large a piece may be.")


class TransferAnswer(Answer, TransferShape):
    """One file that comes in pieces."""


class Transfers(Answer):
    """The files that were begun and are not whole yet."""

    results: list[TransferShape]


class NewSong(Answer):
    """A song that will be made; its address is open to whoever has it, until the song is deleted."""

    id: int
    name: str
    url: str = Field(json_schema_extra={"example": "/media/uploads/audio/kq3f….wav?sig=…"})
    job_id: str
    track_id: str
