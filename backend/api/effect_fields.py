"""What may be said of effects."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from backend.api.fields import Fields, Name, Row, UploadName, example, from_text
from backend.services.effects import MOST, EffectsWish, SourceWish

Effect = dict[str, Any]


class EffectsRequest(Fields):
    """A sound, and what is to be put over it: `effects` or the name of a `preset`."""

    path: UploadName = Field("", description="The path that an upload, or an earlier result, answered.")
    asset_id: UploadName = Field("", description="Or its id.")
    song_id: Row | None = Field(None, description="Or a song of one's own.")
    take: int | None = Field(None, ge=1, le=2**31 - 1, description="One of its takes; else the current one.")
    stem: Name = Field("", description="One of its stems, by the id or the name of the part; else the whole song.")
    effects: Annotated[list[Any], BeforeValidator(from_text)] = Field(
        default_factory=list,
        max_length=MOST,
        description="Effects in their order: `type`, its parameters from /api/effects, `mix` 0 to 1, `bypass`.",
    )
    preset: Name = Field("", description="The name of a preset, from /api/effects.")
    bpm: float | None = Field(
        None, ge=20, le=400, description="The tempo for effects in time with the music; else the song's, else 120."
    )
    keep_length: bool = Field(False, description="Leave out what rings on after the end.")
    channels: int | None = Field(None, ge=1, le=2, description="Mono or stereo; else as the sound is.")
    format: Literal["wav", "flac"] = Field("wav", description="Of 24 bits.")

    model_config = example(
        path="storage/uploads/audio/kq3f….wav",
        effects=[
            {"type": "eq", "low_cut_hz": 90, "high_db": 2},
            {"type": "compressor", "threshold_db": -20, "ratio": 3},
            {"type": "reverb", "size": 0.6, "mix": 0.25},
        ],
    )

    def to_wish(self) -> EffectsWish:
        """The request as the studio understands it."""
        return EffectsWish(
            SourceWish(self.path, self.asset_id, self.song_id, self.take, self.stem),
            tuple(self.effects),
            self.preset,
            self.bpm,
            self.keep_length,
            self.channels,
            self.format,
        )
