"""How loud a sound is, measured while it goes by."""

from __future__ import annotations

from math import inf, log10

import numpy as np

from backend.studio.audio import Audio
from backend.studio.mix.curve import HOP
from backend.studio.mix.loudness import STEPS_PER_S, gated_lufs, step_powers
from backend.studio.mix.true_peak import near_peaks

# So much is gathered before it is measured: a second of it is measured twice.
GATHERED_S = 15
# Frames that a look between the samples needs on either side.
EDGE = 2 * HOP


class Meter:
    """Integrated loudness (ITU-R BS.1770-5), true peak and highest sample of a sound of any length.

    Parameters
    ----------
    sides : 1 for a sound that one loudspeaker plays: its two sides are equal, and only one is heard
    """

    def __init__(self, sample_rate: int, *, sides: int = 2) -> None:
        self._rate, self._sides, self._step = sample_rate, sides, max(1, sample_rate // STEPS_PER_S)
        self._gathered: list[Audio] = []
        self._frames, self._early = 0, 0
        self._powers: list[float] = []
        self._edge = np.zeros((sides, 2 * EDGE), np.float32)
        self._peak = self.highest = 0.0

    def hear(self, block: Audio) -> None:
        """Hear the next block, shape (2, n)."""
        heard = block[: self._sides].copy()
        self.highest = max(self.highest, float(np.abs(heard).max(initial=0.0)))
        self._look(heard)
        self._gathered.append(heard)
        self._frames += heard.shape[1]
        if self._frames >= GATHERED_S * self._rate:
            self._measure()

    @property
    def lufs(self) -> float:
        """The loudness of what was heard until now; minus infinity where nothing is above -70 LUFS."""
        self._measure()
        powers = np.array(self._powers)
        if not len(powers) and self._frames:
            powers = step_powers(np.concatenate(self._gathered, axis=1), self._rate, threads=1)
        return gated_lufs(powers)

    @property
    def peak_db(self) -> float:
        """The true peak in dBTP; minus infinity for silence."""
        after = np.zeros((self._sides, EDGE), np.float32)
        highest = max(self._peak, self._highest_in(np.concatenate((self._edge, after), axis=1)))
        return 20 * log10(highest) if highest > 0 else -inf

    def _look(self, heard: Audio) -> None:
        window = np.concatenate((self._edge, heard), axis=1)
        self._peak = max(self._peak, self._highest_in(window))
        self._edge = window[:, -2 * EDGE :]

    def _highest_in(self, window: Audio) -> float:
        """The true peak of what stands between the edges of a window."""
        levels = near_peaks(window, max(self._peak, self.highest))
        return float(levels[EDGE // HOP : -EDGE // HOP].max(initial=0.0))

    def _measure(self) -> None:
        """Measure the whole steps of what was gathered; the last second of it is heard once more with what follows."""
        sound = np.concatenate([np.zeros((self._sides, 0), np.float32), *self._gathered], axis=1)
        steps = sound.shape[1] // self._step
        if steps > self._early:
            found = step_powers(sound[:, : steps * self._step], self._rate, threads=1)
            self._powers += found[self._early :].tolist()
            again = min(steps, STEPS_PER_S)
            self._gathered = [sound[:, (steps - again) * self._step :]]
            self._early, self._frames = again, self._gathered[0].shape[1]
