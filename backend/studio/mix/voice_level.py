"""How loud the singer is beside the band: measured where words are understood, while she sings.

Consonants and the second formants of vowels lie between 1 and 4 kHz (the band that carries most of the intelligibility
in ANSI S3.5); there a voice that is followed without effort stands a little above all that accompanies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log10

import numpy as np
from numpy.typing import NDArray

from backend.studio.analysis.levels import powers
from backend.studio.audio import SAMPLE_RATE, Audio, Stem
from backend.studio.mix.curve import HOP, Knots, blocks, knot_count
from backend.studio.mix.filters import Filter, high_pass, low_pass
from backend.studio.reels import let_go
from backend.studio.score import PlayedPart
from backend.studio.units import decibels_to_gain

BAND_HZ = (1000.0, 4000.0)
# The sections of a Butterworth filter of 48 dB an octave: pads have much just below the band.
STEEP = (0.5098, 0.6013, 0.9000, 2.5629)
STEP = SAMPLE_RATE // 10
# What is corrected; a voice that is farther off has nothing in the band, or the band is not playing.
MOST_DB = 15.0
# The band steps back a moment before the voice and comes forward when it has rung out; between two words it stays.
STEPS_BACK_S, COMES_BACK_S, TOGETHER_S = 0.12, 0.4, 0.9

Powers = NDArray[np.float64]


def notes_of(parts: Iterable[PlayedPart]) -> list[tuple[float, float]]:
    """When notes are sung, in seconds: where the level of a voice is heard."""
    return sorted((note.on_s, note.off_s) for part in parts for note in part.notes)


def sung_spans(parts: Iterable[PlayedPart]) -> list[tuple[float, float]]:
    """When somebody sings, in seconds, pauses of a breath included."""
    spans: list[tuple[float, float]] = []
    for on_s, off_s in notes_of(parts):
        if spans and on_s - spans[-1][1] < TOGETHER_S:
            spans[-1] = spans[-1][0], max(spans[-1][1], off_s)
        else:
            spans.append((on_s, off_s))
    return spans


def ducking(spans: Sequence[tuple[float, float]], frames: int, *, depth_db: float) -> Knots:
    """The gain curve of a part that steps back by ``depth_db`` during spans that `sung_spans` found."""
    times, levels = [0.0], [0.0]
    for on_s, off_s in spans:
        times += [on_s - STEPS_BACK_S, on_s, off_s, off_s + COMES_BACK_S]
        levels += [0.0, -depth_db, -depth_db, 0.0]
    at = np.arange(knot_count(frames)) * HOP / SAMPLE_RATE
    return (10 ** (np.interp(at, np.maximum.accumulate(times), levels) / 20)).astype(np.float32)


def over_db(voices: Sequence[Audio], band: Sequence[Audio], spans: Sequence[tuple[float, float]]) -> float | None:
    """How far voices stand above a band between 1 and 4 kHz while they sing; None where either is silent there."""
    if not voices or not band:
        return None
    ours, theirs = _powers(voices), _powers(band)
    at_s = (np.arange(len(ours)) + 0.5) * STEP / SAMPLE_RATE
    singing = np.zeros(len(ours), bool)
    for on_s, off_s in spans:
        singing |= (at_s >= on_s) & (at_s < off_s)
    mine, other = float(ours[singing].sum()), float(theirs[singing].sum())
    return 10 * log10(mine / other) if mine > 0 and other > 0 else None


def settle(
    stems: Sequence[Stem], sung: Sequence[Stem], spans: Sequence[tuple[float, float]], wanted_db: float
) -> float:
    """The gain in dB for all singers, so that those who have the melody stand ``wanted_db`` above the band.

    Parameters
    ----------
    stems : the band, without singers
    sung : those who have the melody
    """
    found = over_db([stem.audio for stem in sung], [stem.audio for stem in stems], spans)
    return 0.0 if found is None else float(np.clip(wanted_db - found, -MOST_DB, MOST_DB))


def raise_by(stems: Iterable[Stem], gain_db: float) -> None:
    """Raise stems by a gain, in place."""
    for stem in stems:
        np.multiply(stem.audio, np.float32(decibels_to_gain(gain_db)), out=stem.audio)
        let_go(stem.audio)


def _powers(stems: Sequence[Audio]) -> Powers:
    """The power of the sum of stems in each step, between 1 and 4 kHz."""
    low, high = ([part(hz, q=q) for q in STEEP] for part, hz in zip((high_pass, low_pass), BAND_HZ, strict=True))
    filters = Filter([*low, *high])
    found, rest = [], np.zeros((2, 0), np.float32)
    for block in blocks(stems[0].shape[1]):
        part = stems[0][:, block].copy()
        for stem in stems[1:]:
            part += stem[:, block]
        for stem in stems:
            let_go(stem[:, block])
        filters.process(part)
        rest = np.concatenate((rest, part), axis=1)
        found.append(powers(rest, STEP))
        rest = rest[:, rest.shape[1] // STEP * STEP :]
    return np.concatenate(found) if found else np.zeros(0)
