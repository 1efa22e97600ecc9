"""Key and chords of a recording: which pitch classes sound on each beat, and which chords go through them.

Chroma from the peaks of the spectrum between 75 Hz, above kicks, and 2000 Hz; chords are major and minor triads,
followed through the song by the Viterbi algorithm with a liking for staying and for the chords of the key (as [1]_ and
many since).

.. [1] Sheh, Ellis, "Chord Segmentation and Recognition using EM-Trained Hidden Markov Models", ISMIR 2003.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from backend.studio.analysis.onsets import RATE
from backend.studio.composer.asked import key as keys
from backend.studio.composer.theory import MODES
from backend.studio.units import spell

WINDOW = 8192
LOWEST_HZ, HIGHEST_HZ, BASS_HZ = 75.0, 2000.0, 250.0
# What the root counts for in the bass, beside the triad.
BASS_WEIGHT = 0.35
# What it costs to leave a chord, and to go to one outside the key.
CHANGE, OUTSIDE = 0.10, 0.08
# What a chord says of the key beside the sounds of its bar.
CHORD_WEIGHT = 0.15
# All triads: root, and whether minor.
NAMES = [(root, minor) for minor in (False, True) for root in range(12)]

Chroma = NDArray[np.float64]


def chroma(sound: NDArray[np.float32], borders_s: NDArray[np.float64]) -> tuple[Chroma, Chroma]:
    """The pitch classes between each two borders, of all and of the bass [shape=(spans, 12)], each row summing to 1.

    Parameters
    ----------
    sound : mono, `RATE` frames a second
    borders_s : ascending times; what lies between two of them is heard as one
    """
    classes, is_bass = _classes()
    shape = np.hanning(WINDOW).astype(np.float32)
    rows = np.zeros((len(borders_s) - 1, 12)), np.zeros((len(borders_s) - 1, 12))
    for span, (start, end) in enumerate(pairwise(borders_s.tolist())):
        for piece in _pieces(sound, start, end):
            power = np.square(np.abs(rfft(piece * shape)))[: len(classes)]
            peaks = np.zeros(len(power))
            top = (power[1:-1] > power[:-2]) & (power[1:-1] >= power[2:])
            peaks[1:-1][top] = np.sqrt(power[1:-1][top])
            for into, own in zip(rows, (classes >= 0, is_bass), strict=True):
                into[span] += np.bincount(classes[own], peaks[own], 12)
    return _shares(rows[0]), _shares(rows[1])


def key(found: Chroma, bass: Chroma) -> tuple[int, str]:
    """The key of a song: tonic 0..11, and major or minor; the chords that it begins and ends with may be home.

    Parameters
    ----------
    found, bass : pitch classes of its bars
    """
    classes, bonus = found.sum(axis=0), dict[tuple[int, str], float]()
    sounding = found.any(axis=1)
    if not sounding.any():
        return 0, "major"
    course = [NAMES[at] for at in _course(_fits(found[sounding], bass[sounding]))]
    for root, minor in course:
        classes += CHORD_WEIGHT * _triad(root, minor)
    for (root, minor), weight in ((course[0], keys.FIRST), (course[-1], keys.LAST)):
        home = root, "minor" if minor else "major"
        bonus[home] = bonus.get(home, 0.0) + weight
    return keys.best(classes, bonus) or (0, "major")


def chords(found: Chroma, bass: Chroma, tonic: int, mode: str) -> list[str]:
    """The chord of each row, as a symbol such as ``Am``; ``N.C.`` where nothing sounds."""
    fit = _fits(found, bass)
    scale = {(tonic + step) % 12 for step in MODES[mode]}
    at_home = [{root, (root + (3 if minor else 4)) % 12, (root + 7) % 12} <= scale for root, minor in NAMES]
    fit -= OUTSIDE * (1 - np.array(at_home, float))
    course = _course(fit)
    silent = found.sum(axis=1) == 0
    return [
        "N.C." if quiet else spell(NAMES[at][0], tonic=tonic, mode=mode) + ("m" if NAMES[at][1] else "")
        for at, quiet in zip(course, silent.tolist(), strict=True)
    ]


def _fits(found: Chroma, bass: Chroma) -> Chroma:
    """How well each triad fits each row [shape=(rows, 24)]."""
    heard = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
    triads = np.stack([_triad(root, minor) for root, minor in NAMES])
    fit: Chroma = heard @ triads.T + BASS_WEIGHT * bass[:, [root for root, _ in NAMES]]
    return fit


def _course(fit: NDArray[np.float64]) -> list[int]:
    """The best way through the rows, each change costing ``CHANGE``."""
    best, came = fit[0].copy(), []
    for row in fit[1:]:
        leap = int(np.argmax(best))
        jumped = best[leap] - CHANGE > best
        came.append(np.where(jumped, leap, np.arange(len(best))))
        best = np.where(jumped, best[leap] - CHANGE, best) + row
    at = [int(np.argmax(best))]
    for step in reversed(came):
        at.append(int(step[at[-1]]))
    return at[::-1]


def _triad(root: int, minor: bool) -> NDArray[np.float64]:
    row = np.zeros(12)
    row[[root, (root + (3 if minor else 4)) % 12, (root + 7) % 12]] = 1.0, 0.8, 0.8
    found: NDArray[np.float64] = row / np.linalg.norm(row)
    return found


def _pieces(sound: NDArray[np.float32], start_s: float, end_s: float) -> list[NDArray[np.float32]]:
    """Windows that lie within a span as far as it is long enough."""
    first, last = round(start_s * RATE), round(end_s * RATE)
    starts = range(first, max(first + 1, last - WINDOW // 2), WINDOW // 2)
    pieces = (sound[begin : begin + WINDOW] for begin in starts)
    return [piece for piece in pieces if len(piece) == WINDOW]


def _classes() -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The pitch class of each frequency bin up to the highest, -1 where none is heard; and which are the bass."""
    hertz = np.arange(int(HIGHEST_HZ * WINDOW / RATE)) * RATE / WINDOW
    heard = hertz >= LOWEST_HZ
    found = np.full(len(hertz), -1)
    found[heard] = np.rint(69 + 12 * np.log2(hertz[heard] / 440)).astype(int) % 12
    return found, heard & (hertz < BASS_HZ)


def _shares(rows: Chroma) -> Chroma:
    found: Chroma = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12)
    return found
