"""The composer's own ear: the ranges in which a song's measures should lie, and a report that says where they do not.

The ranges come from 10 multitrack pop and rock songs, 30 chorales, 8 quartet movements and 120 folk songs, measured
with the same definitions (docs/musicality.md), and from random notes, which most of them refuse. No range is wider
than from the 5th to the 95th percentile of real music. A style may set its own in ``bars``, with their source.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.studio.composer import metrics
from backend.studio.composer.styles import Style
from backend.studio.score import Score

Range = tuple[float, float]

BARS: Mapping[str, Range] = {
    "steps": (0.40, 0.75),
    "repeats": (0.0, 0.40),
    "wide_leaps": (0.0, 0.05),
    "widest_leap": (0, 12),
    "compass": (9, 24),
    "leaps_answered": (0.6, 1.0),
    "strong_chord_tones": (0.75, 0.97),
    "leans_resolved": (1.0, 1.0),
    "melody_reuse": (0.25, 0.70),
    "rhythm_reuse": (0.70, 1.0),
    "returns": (0.80, 1.0),
    "sameness": (0.0, 0.30),
    "chorus_lift": (1.0, 12.0),
    "comes_home": (1.0, 1.0),
    "clash_beats": (0.0, 0.10),
    "voice_moves": (0.1, 7.0),
    "outside": (0.0, 0.03),
    "key_correlation": (0.78, 0.96),
    "groove": (0.75, 0.979),
    "density_variation": (0.20, 0.60),
    "polyphony": (2.0, 7.0),
    "velocity_spread": (8.0, 26.8),
}
# A range is never counted as narrower than this, so that a measure of one value has a distance too.
NARROW = 0.1
# The measures by which one melody is preferred to another. The others are never looked at while composing, so that
# they say something about the music: answered leaps, reuse, the way home, clashes, key, arc and the rest.
RANKED = (
    "steps", "repeats", "wide_leaps", "widest_leap", "compass", "strong_chord_tones", "leans_resolved",
    "rhythm_reuse", "sameness", "chorus_lift",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What was measured, and what lies outside its range: {measure: (value, lowest, highest)}."""

    measures: Mapping[str, float]
    missed: Mapping[str, tuple[float, float, float]]

    @property
    def faults(self) -> float:
        """How far the song is from its ranges: each missed measure counts one and its distance in widths."""
        return sum(1 + _distance(*missed) for missed in self.missed.values())


def judge(score: Score, style: Style, names: Sequence[str] = tuple(BARS)) -> Report:
    """Measure a song against the ranges of its style, by all measures or by those that are named."""
    found = metrics.measures(score, names)
    ranges = {**BARS, **style.bars}
    missed = {
        name: (value, *ranges[name])
        for name, value in found.items()
        if not ranges[name][0] - 1e-9 <= value <= ranges[name][1] + 1e-9
    }
    return Report(found, missed)


def _distance(value: float, lowest: float, highest: float) -> float:
    width = max(highest - lowest, NARROW)
    return math.tanh(max(lowest - value, value - highest) / width)
