"""Finding the notes of a phrase: many candidates are drawn at once, scored as a singer would, and the best is kept.

A line is written in scale degrees (0 is the tonic near middle C, 7 the octave above), so that it can be moved within a
key; each note is bent to the scale of the chord under it. Arrays have one row per candidate and one column per note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.composer import motifs
from backend.studio.score import Chord

CANDIDATES = 96
MIDDLE = 60
# What an interval of 0, 1, 2, ... semitones costs: steps are free, thirds cheap, a tritone and all beyond a sixth dear.
INTERVALS = np.array([0.28, 0.0, 0.0, 0.32, 0.36, 0.5, 1.8, 0.8, 1.8, 2.2, 4.0, 5.0, 2.5] + [12.0] * 116)
LEAP = 5
# How many candidates turn back after their leaps: real melodies do after three in five to nine in ten of them.
ANSWERED = 0.75
# A turned note may make the next interval a leap; two looks find nearly all of them.
TURNS = 2
# Beats: closer than the first is the same moment, longer than the second is long enough to hurt.
MOMENT, LONG = 1e-6, 1.0
# What it costs to lean once too often, or once too seldom.
LEANING = 1.8
# How often a strong note of a candidate is pulled to the chord, and how often any note strays from the contour.
PULLED, STRAYS = 0.8, 0.18
# How often a strong note of a candidate leans on the note after it.
LEANS = 0.15
# How far from its start a line may begin that has been sung before, in scale steps.
NEAR_START = (0, 0, 0, 0, -1, 1)

Taste = Callable[[np.ndarray], np.ndarray]
"""What somebody adds to the cost of lines: pitches [candidates, n] to costs [candidates]."""


@dataclass(frozen=True)
class Ground:
    """What a phrase stands on, note by note.

    ``onsets`` and ``lengths`` in beats [n]; ``strong`` [n]; ``scale`` semitones above C of each degree [n, 7];
    ``chord`` whether a pitch class belongs to the chord [n, 12]; ``rubs`` whether a pitch makes a minor second or ninth
    with the voicing [n, 128].
    """

    onsets: np.ndarray
    lengths: np.ndarray
    strong: np.ndarray
    scale: np.ndarray
    chord: np.ndarray
    rubs: np.ndarray

    def pitches(self, degrees: np.ndarray) -> np.ndarray:
        """The MIDI pitches of degrees [shape=(..., n)]."""
        octaves, steps = np.divmod(degrees, 7)
        found: np.ndarray = MIDDLE + 12 * octaves + self.scale[np.arange(self.size), steps]
        return found

    @property
    def size(self) -> int:
        return len(self.onsets)


@dataclass(frozen=True)
class Aim:
    """What a phrase is after: its register, where it comes from and where it comes to rest.

    ``before`` are the last pitches of the phrase before it, ``home`` is the weight of ending on the tonic, and
    ``leans`` how many strong beats should lean on a neighbour of the chord.
    """

    low: int
    high: int
    centre: float
    tonic: int
    before: tuple[int, ...] = ()
    home: float = 1.0
    leans: int = 0


def ground(
    rhythm: Sequence[tuple[float, float]], chords: Sequence[Chord], strong: Sequence[bool], *, tonic: int
) -> Ground:
    """Gather what the notes of a phrase stand on; ``chords`` has the chord under each of them."""
    chord = np.zeros((len(rhythm), 12), bool)
    rubs = np.zeros((len(rhythm), 128), bool)
    for index, under in enumerate(chords):
        chord[index, list(under.tones)] = True
        for pitch in under.voicing:
            rubs[index, [pitch - 13, pitch - 1, pitch + 1, pitch + 13]] = True
    # Each degree within an octave above the tonic, so that the scale ascends.
    scale = tonic + np.array([[(step - tonic) % 12 for step in under.scale] for under in chords])
    onsets, lengths = np.array(rhythm).T
    return Ground(onsets, lengths, np.array(strong), scale, chord, rubs)


def search(
    stand: Ground,
    contour: Sequence[int],
    aim: Aim,
    rng: np.random.Generator,
    *,
    strays: float = STRAYS,
    begun: int | None = None,
    taste: Taste | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Find the best line of a given contour: its degrees and its pitches.

    Parameters
    ----------
    strays : how often a note leaves the contour
    begun : the degree near which the line begins; None leaves it open
    taste : what is to be weighed beside what makes any melody good
    """
    degrees = _candidates(stand, contour, aim, rng, strays=strays, begun=begun)
    pitches = stand.pitches(degrees)
    cost = _cost(stand, pitches, aim)
    best = int((cost if taste is None else cost + taste(pitches)).argmin())
    return degrees[best], pitches[best]


def _candidates(
    stand: Ground, contour: Sequence[int], aim: Aim, rng: np.random.Generator, *, strays: float, begun: int | None
) -> np.ndarray:
    """Lines with about this contour, begun on many degrees, their strong notes mostly pulled to the chord."""
    size = stand.size
    more = rng.choice(motifs.STEPS, size=(CANDIDATES, size), p=motifs.STEP_WEIGHTS)
    steps = np.tile(np.diff(np.array(contour[:size]), prepend=contour[0]), (CANDIDATES, 1))
    if steps.shape[1] < size:
        steps = np.hstack([steps, more[:, steps.shape[1] :]])
    stray = rng.random((CANDIDATES, size)) < strays
    steps = np.where(stray, more, steps)
    around = round((aim.centre - MIDDLE - aim.tonic % 12) * 7 / 12)
    if begun is None:
        steps[:, 0] = around + rng.integers(-4, 5, CANDIDATES)
    else:
        steps[:, 0] = begun + rng.choice(NEAR_START, CANDIDATES)
    degrees = np.cumsum(steps, axis=1)
    pulled = rng.random((CANDIDATES, size)) < np.where(stand.strong, PULLED, 0.15)
    leaning = np.zeros((CANDIDATES, size), bool)
    leaning[:, :-1] = stand.strong[:-1] & (rng.random((CANDIDATES, size - 1)) < LEANS)
    # Who leans falls or rises by step to a tone of the chord.
    pulled[:, 1:] |= leaning[:, :-1]
    placed = np.where(pulled, degrees + _pull(stand, degrees), degrees)
    resolution = np.roll(placed, -1, axis=1) + rng.choice([1, 1, -1], (CANDIDATES, size))
    answering = rng.random(CANDIDATES) < ANSWERED
    return _turned(stand, _smooth(stand, np.where(leaning, resolution, placed)), answering)


def _smooth(stand: Ground, degrees: np.ndarray) -> np.ndarray:
    """The same lines; what would rub against the chord for long goes to the nearest tone of it."""
    exposed = (stand.onsets % 1 < MOMENT) | (stand.lengths >= LONG)
    rubbing = stand.rubs[np.arange(stand.size), np.clip(stand.pitches(degrees), 0, 127)] & exposed
    found: np.ndarray = np.where(rubbing, degrees + _pull(stand, degrees), degrees)
    return found


def _turned(stand: Ground, degrees: np.ndarray, answering: np.ndarray) -> np.ndarray:
    """The same lines, those of ``answering`` [candidates] turned back by step after leaps, with no leap at the end."""
    if stand.size < 3:
        return degrees
    degrees = degrees.copy()
    for _ in range(TURNS):
        moves = np.diff(stand.pitches(degrees), axis=1)
        onward = (moves[:, :-1] * moves[:, 1:] >= 0) | (np.abs(moves[:, 1:]) >= LEAP)
        hanging = (np.abs(moves[:, :-1]) >= LEAP) & onward & answering[:, None]
        degrees[:, 2:] = np.where(hanging, degrees[:, 1:-1] - np.sign(moves[:, :-1]), degrees[:, 2:])
    before, end = stand.pitches(degrees)[:, -2:].T
    last = end - before
    degrees[:, -1] -= np.where(np.abs(last) >= LEAP, np.sign(last) * np.maximum(np.abs(last) // 2 - 1, 0), 0)
    return degrees


def _pull(stand: Ground, degrees: np.ndarray) -> np.ndarray:
    """How many degrees each note is from the nearest tone of its chord."""
    notes = np.arange(stand.size)
    moves = np.array([0, -1, 1, -2, 2])
    tried = degrees[None, :, :] + moves[:, None, None]
    fits = stand.chord[notes, stand.pitches(tried) % 12]
    found: np.ndarray = moves[fits.argmax(axis=0)]
    return found


def _cost(stand: Ground, pitches: np.ndarray, aim: Aim) -> np.ndarray:
    notes = np.arange(stand.size)
    inside = stand.chord[notes, pitches % 12]
    moves = np.diff(pitches, axis=1)
    led = np.hstack([np.tile(np.array(aim.before, int), (len(pitches), 1)), pitches])
    total: np.ndarray = (
        _motion(np.diff(led, axis=1)) + _register(pitches, aim) + _rest(pitches[:, -1], inside[:, -1], aim)
    )
    leaning, wrong = _leaning(stand, inside, moves)
    total += wrong + LEANING * np.abs(leaning.sum(axis=1) - aim.leans)
    return total


def _motion(moves: np.ndarray) -> np.ndarray:
    """Steps before leaps, no note three times."""
    size = np.abs(moves)
    cost = INTERVALS[size].sum(axis=1)
    if moves.shape[1] > 1:
        cost += 0.8 * ((size[:, :-1] == 0) & (size[:, 1:] == 0)).sum(axis=1)
    found: np.ndarray = cost
    return found


def _register(pitches: np.ndarray, aim: Aim) -> np.ndarray:
    outside = np.maximum(aim.low - pitches, 0) + np.maximum(pitches - aim.high, 0)
    span = pitches.max(axis=1) - pitches.min(axis=1)
    flat = np.maximum(4 - span, 0) * (pitches.shape[1] > 3) + np.maximum(span - 13, 0)
    # A melody has one summit, rather late than early.
    summit = (pitches == pitches.max(axis=1, keepdims=True)).sum(axis=1) - 1
    off_centre = np.abs(pitches.mean(axis=1) - aim.centre)
    cost: np.ndarray = 2.0 * outside.sum(axis=1) + 0.7 * flat + 0.15 * summit + 0.3 * off_centre
    return cost


def _leaning(stand: Ground, inside: np.ndarray, moves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tones outside the chord: which of them lean on a strong beat and resolve by step, and what the others cost."""
    outside = ~inside
    by_step = np.zeros_like(inside)
    by_step[:, :-1] = (np.abs(moves) <= 2) & (moves != 0)
    resolved = by_step.copy()
    resolved[:, :-1] &= inside[:, 1:]
    stuck = outside & stand.strong & ~resolved
    loose = outside & ~stand.strong & ~by_step
    long = outside & (stand.lengths >= 1.5) & ~resolved
    cost: np.ndarray = 4.0 * stuck.sum(axis=1) + 0.9 * loose.sum(axis=1) + 1.2 * long.sum(axis=1)
    return outside & stand.strong & resolved, cost


def _rest(last: np.ndarray, inside: np.ndarray, aim: Aim) -> np.ndarray:
    """Where a phrase comes to rest: in the chord, and the nearer home the better."""
    above = (last - aim.tonic) % 12
    away = np.where(above == 0, 0.0, np.where(np.isin(above, (3, 4, 7)), 0.6, 1.5))
    cost: np.ndarray = 3.0 * ~inside + aim.home * away
    return cost
