"""The rhythm of a line, made from its words: stressed syllables on the beats, the others between them.

All ways of setting the syllables on a grid of sixteenths are weighed at once: what a place costs for a syllable of its
stress, what the time to the next one costs, and what is left for the last. The cheapest way is the rhythm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backend.studio.composer import grid
from backend.studio.composer.vocal.spans import FINEST, Breath, Pace
from backend.studio.singing import Syllable
from backend.studio.units import Meter

# How much weight a place has: the bar, its halves, its pulses, what lies half way between them, the rest.
BAR, HALF, PULSE, BETWEEN, FINE = range(5)
# The main stress of a word.
MAIN = 2
# What each place costs for a syllable without stress, with the lesser and with the main stress. The accents of speech
# and of the bar fall together in nearly all songs (Temperley and Temperley, "Stress-meter alignment in French vocal
# music", JASA 134, 2013, find 90 % in English song).
PLACES = np.array([
    [1.6, 1.1, 0.5, 0.0, 0.6],
    [0.0, 0.0, 0.0, 0.7, 1.8],
    [-0.6, -0.5, 0.0, 2.6, 4.0],
])  # fmt: skip
# Below this tempo the half of a pulse is felt as a light beat; sixteenths that are quicker than this are hurried.
SLOW_BPM, HURRIED_S, HURRY = 80.0, 0.14, 1.5
# A stressed syllable takes longer than the others.
WEIGHTS = np.array([0.85, 1.0, 1.25])
# What it costs to be held twice as long as wanted, to be too quick, to begin late by a pulse.
UNEVEN, QUICK, LATE = 1.0, 8.0, 0.3
# How long the last syllable should have at least, and as much as one likes, in beats; less costs.
LAST, LAST_WANTED, SHORT_LAST = 0.5, 1.5, 1.2
# A place that lines before have used, or that the motif has, is preferred by so much; chance is as strong as this.
KNOWN, CHANCE = 0.35, 0.2
# A line may begin so many pulses before its bars do, and this long after the last syllable of the one before has begun.
PICKUP, AFTER_S = 1.0, 0.55
# Where syllables come closer than this share of a pulse, half a pulse is what one counts.
DOUBLE_TIME = 0.45


def levels(places: np.ndarray, meter: Meter, *, doubled: bool = False) -> np.ndarray:
    """How much weight places in beats have, as an index of the costs; ``doubled`` counts half pulses as pulses."""
    bar, pulse = meter.beats_per_bar, 0.5 if doubled else grid.pulse_beats(meter)
    within = np.mod(places, bar)
    found = np.full(len(places), FINE)
    found[np.isclose(np.mod(within, 0.25 if doubled else 0.5), 0)] = BETWEEN
    found[np.isclose(np.mod(within, pulse), 0)] = PULSE
    for strong in grid.strong_beats(meter):
        found[np.isclose(within, strong)] = HALF
    found[np.isclose(within, 0)] = BAR
    return found


def stresses(syllables: Sequence[Syllable]) -> list[int]:
    """The stress of each syllable as it is sung: of three light ones in a row the middle one is lifted.

    So it is in verse (Attridge, "The Rhythms of English Poetry", 1982: promotion).
    """
    found = [syllable.stress for syllable in syllables]
    for at in range(1, len(found) - 1):
        if found[at - 1] == found[at] == found[at + 1] == 0:
            found[at] = 1
    return found


@dataclass(frozen=True)
class Window:
    """When the notes of a breath may begin, in beats from the start of its bars, and what is preferred.

    ``start`` is below 0 where the line before leaves room for a pickup; ``end`` is where the next one begins. ``liked``
    is what chance adds to the cost of each place of two bars, sixteenths [n]; ``known`` are the places that lines
    before have used.
    """

    start: float
    end: float
    liked: np.ndarray = field(default_factory=lambda: np.zeros(1))
    known: frozenset[float] = frozenset()


def onsets(breath: Breath, pace: Pace, window: Window) -> list[float]:
    """Where the notes of a breath begin, in beats from the start of its bars."""
    notes = _weights(breath)
    first = max(window.start, -PICKUP * grid.pulse_beats(pace.meter) if notes[0] < MAIN else 0.0)
    places = np.arange(np.ceil(first / FINEST), np.floor((window.end - LAST) / FINEST) + 1) * FINEST
    if len(places) < len(notes):
        places = np.linspace(max(window.start, 0.0), window.end - FINEST, len(notes))
    costs = _costs(places, notes, pace, window)
    return [float(places[at]) for at in _cheapest(places, notes, costs, window, pace)]


def marks(breath: Breath) -> list[Syllable | None]:
    """What each note of a breath begins: its syllable, or nothing where one is held."""
    own = slice(breath.first, breath.end)
    pairs = zip(breath.line.syllables[own], breath.line.holds[own], strict=True)
    return [None if held else syllable for syllable, holds in pairs for held in range(holds + 1)]


def _weights(breath: Breath) -> list[int]:
    """The stress of each note of a breath."""
    own = slice(breath.first, breath.end)
    pairs = zip(stresses(breath.line.syllables[own]), breath.line.holds[own], strict=True)
    return [0 if held else stress for stress, holds in pairs for held in range(holds + 1)]


def _costs(places: np.ndarray, notes: Sequence[int], pace: Pace, window: Window) -> np.ndarray:
    """What every place costs for every note [notes, places]."""
    even = pace.manner.fill * (places[-1] - places[0]) / len(notes)
    level = levels(places, pace.meter, doubled=even < DOUBLE_TIME * grid.pulse_beats(pace.meter))
    table = PLACES.copy()
    if pace.bpm < SLOW_BPM:
        table[:, BETWEEN] = 0.5 * (table[:, PULSE] + table[:, BETWEEN])
    if FINEST * 60 / pace.bpm < HURRIED_S:
        table[:, FINE] += HURRY
    own = table[np.array(notes)][:, level]
    shared = window.liked[np.rint(places / FINEST).astype(int) % len(window.liked)]
    shared = shared - KNOWN * np.array([place in window.known for place in places.tolist()])
    found: np.ndarray = own + shared
    return found


def _cheapest(places: np.ndarray, notes: Sequence[int], costs: np.ndarray, window: Window, pace: Pace) -> list[int]:
    """The places of the notes for which costs and unevenness together are least."""
    pulse, beat_s, begin = grid.pulse_beats(pace.meter), 60 / pace.bpm, max(window.start, 0.0)
    even = min(pace.manner.fill * (window.end - begin) / len(notes), 2 * pulse)
    gaps = places[None, :] - places[:, None]
    ahead = gaps > 0
    octaves = np.log2(np.where(ahead, gaps, 1.0))
    quick = QUICK * (gaps * beat_s < pace.manner.quick_s)
    total = costs[0] + LATE * np.maximum(places - begin, 0) / pulse
    back = []
    for stress, cost in zip(notes, costs[1:], strict=False):
        uneven = UNEVEN * (octaves - np.log2(even * WEIGHTS[stress])) ** 2 + quick
        ways = total[:, None] + np.where(ahead, uneven, np.inf)
        back.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + cost
    left = np.maximum(window.end - FINEST - places, FINEST)
    total = total + SHORT_LAST * np.log2(np.minimum(left, LAST_WANTED) / LAST_WANTED) ** 2
    path = [int(total.argmin())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return path[::-1]
