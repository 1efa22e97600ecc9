"""The key that chords or notes are in, where nobody said it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from backend.studio.composer.chord_symbols import Symbol
from backend.studio.composer.theory import MODES

# How stable each degree of a key sounds: Krumhansl and Kessler, "Tracing the dynamic changes in perceived tonal
# organization", Psychological Review 89, 1982.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
# What the first and the last chord add to the key they would be home in, in units of correlation.
FIRST, LAST = 0.12, 0.18


def of_chords(lines: Iterable[Iterable[tuple[Symbol, float]]]) -> tuple[int, str] | None:
    """The key of lines of (chord, length in beats): tonic 0..11 and ``major`` or ``minor``; None without chords."""
    classes = np.zeros(12)
    bonus: dict[tuple[int, str], float] = {}
    for line in lines:
        sounding = [(symbol, length) for symbol, length in line if not symbol.is_silent]
        for symbol, length in sounding:
            for tone in symbol.tones:
                classes[(symbol.root + tone) % 12] += length * (2.0 if tone == 0 else 1.0)
        for symbol, weight in ((sounding[0][0], FIRST), (sounding[-1][0], LAST)) if sounding else ():
            mode = "minor" if 3 in symbol.tones and 4 not in symbol.tones else "major"
            bonus[symbol.root, mode] = bonus.get((symbol.root, mode), 0.0) + weight
    return best(classes, bonus)


def best(classes: np.ndarray, bonus: dict[tuple[int, str], float]) -> tuple[int, str] | None:
    """The key whose profile the weights of the pitch classes [12] resemble most."""
    if not classes.any():
        return None
    scores: dict[tuple[int, str], float] = {}
    for mode, profile in (("major", MAJOR), ("minor", MINOR)):
        for tonic in range(12):
            # Constant weights correlate with nothing.
            fit = float(np.corrcoef(np.roll(profile, tonic), classes)[0, 1]) if np.ptp(classes) else 0.0
            inside = classes[[(tonic + step) % 12 for step in MODES[mode]]].sum() / classes.sum()
            scores[tonic, mode] = fit + 0.5 * inside + bonus.get((tonic, mode), 0.0)
    return max(scores, key=lambda key: scores[key])
