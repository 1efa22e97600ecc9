"""A delay in time with the song: repeats that cross from side to side and lose their lows and highs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer.schema import between
from backend.studio.mix.filters import Filter, high_pass, low_pass


@dataclass(frozen=True)
class EchoSetting:
    """A tempo delay: its time in beats, how much of each repeat comes back, and the band it keeps."""

    beats: Annotated[float, between(0.125, 4)] = 0.75
    feedback: Annotated[float, between(0, 0.8)] = 0.35
    high_pass_hz: Annotated[float, between(20, 2000)] = 250.0
    low_pass_hz: Annotated[float, between(500, 18_000)] = 4500.0


class Echo:
    """The delay of one stem. Linear: the echoes of two stems are the echo of their sum.

    Where it ``crosses``, what was left comes back right: each repeat stands opposite to the one before.
    """

    def __init__(
        self,
        setting: EchoSetting,
        *,
        amount: float,
        bpm: float,
        crosses: bool = True,
        sample_rate: int = SAMPLE_RATE,
    ) -> None:
        delay = max(1, round(setting.beats * 60 / bpm * sample_rate))
        self._line = np.zeros((2, delay), np.float32)
        self._at, self._sides = 0, slice(None, None, -1 if crosses else 1)
        self._amount, self._feedback = np.float32(amount), np.float32(setting.feedback)
        self._band = Filter([
            high_pass(setting.high_pass_hz, sample_rate=sample_rate),
            low_pass(setting.low_pass_hz, sample_rate=sample_rate),
        ])  # fmt: skip

    def process(self, audio: Audio) -> None:
        """Add the repeats to the next block, in place."""
        repeats = audio * self._amount
        self.repeat(repeats)
        audio += repeats

    def repeat(self, sound: Audio) -> None:
        """Turn the next block into its repeats, in place."""
        self._band.process(sound)
        start = 0
        while start < sound.shape[1]:
            start += self._step(sound[:, start:])

    def _step(self, sound: Audio) -> int:
        """Go on to the end of the block or of the line, whichever comes first."""
        frames: int = min(sound.shape[1], self._line.shape[1] - self._at)
        line, sent = self._line[:, self._at : self._at + frames], sound[:, :frames]
        back = line.copy()
        line[:] = sent + self._feedback * back[self._sides]
        sent[:] = back
        self._at = (self._at + frames) % self._line.shape[1]
        return frames
