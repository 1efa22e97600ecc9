"""Voicing: each chord is voiced once for the whole band, so that voices move little and nothing rubs.

The best way through all candidates of all chords is found by dynamic programming (Viterbi).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from backend.studio.composer.theory import tones_of
from backend.studio.score import Chord

# Below this pitch (C3) thirds turn to mud, so close intervals belong above it.
LOWEST_THIRD = 48
REACH = 15
RUB, MUD = 50.0, 6.0
# Two hands, or three strings and a half: a tenth and a bit.
WIDEST = 17
# A voice should not jump by more than a fourth.
EASY_MOVE = 5


def voice(
    chords: Sequence[Chord], *, voices: int, centre: int, previous: tuple[int, ...] = ()
) -> list[tuple[int, ...]]:
    """Voice a row of chords, each with ``voices`` pitches above the bass, starting near ``previous``."""
    if not chords:
        return []
    options = [_options(chord.root, chord.quality, voices, centre) for chord in chords]
    costs = [own for _, own in options]
    total, back = costs[0].copy(), []
    if len(previous) == voices:
        total += _moves(np.array([previous]), options[0][0])[0]
    for (before, _), (after, own) in pairwise(options):
        ways = total[:, None] + _moves(before, after)
        back.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + own
    path = [int(total.argmin())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return [tuple(int(pitch) for pitch in options[i][0][at]) for i, at in enumerate(reversed(path))]


def _moves(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What it costs to go from each voicing before to each after [shape=(before, after)]."""
    steps = after[None, :, :] - before[:, None, :]
    size = np.abs(steps)
    outer = steps[:, :, 0] * steps[:, :, -1] > 0
    fifths = (before[:, None, -1] - before[:, None, 0]) % 12 == (after[None, :, -1] - after[None, :, 0]) % 12
    parallel = outer & fifths & np.isin((before[:, -1] - before[:, 0]) % 12, (0, 7))[:, None]
    cost: np.ndarray = size.sum(axis=2) + 5.0 * np.maximum(size.max(axis=2) - EASY_MOVE, 0) + 2.0 * parallel
    return cost


@cache
def _options(root: int, quality: str, voices: int, centre: int) -> tuple[np.ndarray, np.ndarray]:
    """All voicings of a chord [shape=(options, voices)], and what each costs by itself."""
    found: set[tuple[int, ...]] = set()
    for chosen in _chosen(tones_of(quality), voices):
        tones = [(root + tone) % 12 for tone in chosen]
        for turn in range(len(tones)):
            found |= set(_positions(_stacked(tones[turn:] + tones[:turn], centre - REACH), centre))
    pitches = np.array(sorted(found))
    return pitches, np.array([_own_cost(shape, centre) for shape in pitches.tolist()])


def _chosen(tones: tuple[int, ...], voices: int) -> list[list[int]]:
    """The tones to be voiced: the bass has the root, so it can go, then a fifth; root or fifth may be doubled."""
    chosen = list(tones)
    for spare in (0, 7):
        if len(chosen) > voices and spare in chosen:
            chosen.remove(spare)
    chosen = chosen[:voices]
    doubles: list[int] = [tone for tone in (0, 7) if tone in tones]
    return [chosen + (doubles[turn:] + doubles[:turn])[: voices - len(chosen)] for turn in range(len(doubles))]


def _stacked(classes: Sequence[int], lowest: int) -> list[int]:
    """Pitches in close position, from the lowest upwards."""
    pitches: list[int] = []
    floor = lowest
    for pitch_class in classes:
        pitches.append(floor + (pitch_class - floor) % 12)
        floor = pitches[-1] + 1
    return pitches


def _positions(close: list[int], centre: int) -> list[tuple[int, ...]]:
    """A close voicing and its open (drop-2) form in every octave near the centre."""
    dropped = sorted([*close[:-2], close[-2] - 12, close[-1]])
    shapes = [[pitch + shift for pitch in shape] for shape in (close, dropped) for shift in (0, 12, 24)]
    clear = [shape for shape in shapes if len(set(shape)) == len(shape)]
    near = [shape for shape in clear if shape[0] >= centre - REACH and shape[-1] <= centre + REACH]
    return [tuple(shape) for shape in near or clear]


def _own_cost(shape: Sequence[int], centre: int) -> float:
    gaps = [high - low for index, low in enumerate(shape) for high in shape[index + 1 :]]
    rubs = sum(gap in (1, 13) for gap in gaps)
    mud = sum(low < LOWEST_THIRD and high - low < 5 for low, high in pairwise(shape))
    wide = max(shape[-1] - shape[0] - WIDEST, 0)
    return RUB * rubs + MUD * mud + 0.5 * abs(sum(shape) / len(shape) - centre) + wide
