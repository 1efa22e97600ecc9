"""The chords under notes that somebody brought.

Where the notes make chords they are read off them; a melody or a bass alone is harmonised on the style's own graph. In
both cases the best way through all bars is found by dynamic programming (Viterbi): every chord pays for the notes that
do not fit it, strong beats and long notes counting more, and every change for how far it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.brief import Brief
from backend.studio.composer import grid, theory
from backend.studio.composer.harmony import Span, tonality_of
from backend.studio.composer.rules import HarmonyRules, Tonality
from backend.studio.composer.theory import MODES, Numeral
from backend.studio.constraints import Given
from backend.studio.units import Meter

CHORDAL = ("chords", "pad", "arp")
# Kinds of chords that notes are read as, and what the rarer ones cost.
KINDS = {
    "major": 0.0, "minor": 0.0, "7": 0.12, "m7": 0.12, "maj7": 0.15, "dim": 0.25, "m7b5": 0.3, "sus4": 0.3,
    "aug": 0.45, "6": 0.3, "dim7": 0.35, "sus2": 0.4,
}  # fmt: skip
# What a strange note costs against what one of the chord's brings, and a chord tone that nobody plays.
STRANGE, ABSENT = 1.3, 0.18
# What it costs to change the chord, half-way through a bar and on its first beat; foreign chords cost more to enter.
CHANGE, ON_BAR, FOREIGN = 0.34, 0.16, 0.25
# The bass is worth so much to the chord whose lowest tone it plays; more where there is little else to go by.
BASS, LEADING_BASS = 0.35, 1.5
# Harmonising: a strong note counts so much more; a step that the graph does not know; cadences at the ends of phrases
# and of all.
STRONG, UNKNOWN, PHRASE_BARS, HALF_HOME, HOME = 2.0, 2.6, 4, 0.8, 4.0
# A chord that stays for longer than this, in bars, is dull.
DULL = 0.5
TINY = 1e-6


@dataclass(frozen=True)
class Slot:
    """A stretch that has one chord: its beats, the weight of each pitch class in it [12], and its bass [12]."""

    start: float
    length: float
    weights: np.ndarray
    bass: np.ndarray
    begins_bar: bool


def spans(brief: Brief, rules: HarmonyRules) -> list[Span]:
    """The chords under everything that was given, from the start of the song to where it ends; empty without it."""
    pitched = [given for given in brief.given if given.role != "drums"]
    if not pitched:
        return []
    slots = _slots(pitched, brief.meter)
    if any(given.role in CHORDAL for given in pitched) or len(pitched) > 2:
        chords = _read(slots, brief)
    else:
        chords = _harmonised(slots, brief, tonality_of(rules, brief.mode))
    return [Span(slot.start, slot.length, chord) for slot, chord in zip(slots, chords, strict=True)]


def _slots(pitched: Sequence[Given], meter: Meter) -> list[Slot]:
    """Half bars where a bar has halves, else whole ones."""
    bar, pulse = meter.beats_per_bar, grid.pulse_beats(meter)
    pulses = round(bar / pulse)
    step = bar / 2 if pulses % 2 == 0 and pulses > 1 and bar >= 3 else bar
    end = max(given.end_beat for given in pitched)
    count = int(np.ceil(np.ceil(end / bar - TINY) * bar / step - TINY))
    weights, bass = np.zeros((count, 12)), np.zeros((count, 12))
    strong = set(np.round(np.array(grid.strong_beats(meter)), 3).tolist())
    for given in pitched:
        for start, length, pitch, _ in given.notes:
            heavy = STRONG if round(start % bar, 3) in strong else 1.0
            first, last = int((start + TINY) // step), int((start + length - TINY) // step)
            for index in range(first, min(last, count - 1) + 1):
                inside = min(start + length, (index + 1) * step) - max(start, index * step)
                # Long notes count less than their length: they are often held over.
                weights[index, pitch % 12] += np.sqrt(max(inside, 0.0)) * (heavy if index == first else 1.0)
                if given.role == "bass":
                    bass[index, pitch % 12] += inside * heavy
    return [
        Slot(index * step, step, weights[index], bass[index], (index * step) % bar < TINY) for index in range(count)
    ]


def _read(slots: Sequence[Slot], brief: Brief) -> list[Numeral]:
    """Chords read off the notes themselves."""
    scale = {(brief.tonic + step) % 12 for step in MODES[brief.mode]}
    candidates = [_numeral(root, kind, brief.tonic) for root in range(12) for kind in KINDS]
    prior = np.array(
        [KINDS[chord.quality] + FOREIGN * (not set(_sounding(chord, brief.tonic)) <= scale) for chord in candidates]
    )
    own = np.array([_misfit(slot, candidates, brief.tonic) + prior for slot in slots])
    stay = 1.0 - np.eye(len(candidates))
    steps = [stay * (ON_BAR if slot.begins_bar else CHANGE) for slot in slots]
    return [candidates[at] for at in _best(own, steps)]


def _harmonised(slots: Sequence[Slot], brief: Brief, tonality: Tonality) -> list[Numeral]:
    """Chords of the style that go with a single line, resting at phrase ends and at home at the end."""
    romans = list(tonality.edges)
    candidates = [theory.in_mode(theory.numeral(roman), brief.mode) for roman in romans]
    own = np.array([_misfit(slot, candidates, brief.tonic, bass=LEADING_BASS) for slot in slots])
    home = np.array([chord.root != 0 for chord in candidates], float)
    rest = np.array([chord.function not in ("T", "D") for chord in candidates], float)
    bars = [sum(slot.begins_bar for slot in slots[: index + 1]) for index in range(len(slots))]
    ends = [index + 1 == len(slots) or slots[index + 1].begins_bar for index in range(len(slots))]
    for index, (bar, is_end) in enumerate(zip(bars, ends, strict=True)):
        if is_end and bar % PHRASE_BARS == 0:
            own[index] += HALF_HOME * rest
    own[-1] += HOME * home
    own[0] += HALF_HOME * home
    moves = _graph(romans, tonality.edges)
    steps = [moves + (0.0 if slot.begins_bar else CHANGE) * (1.0 - np.eye(len(romans))) for slot in slots]
    return [candidates[at] for at in _best(own, steps)]


def _graph(romans: Sequence[str], edges: Mapping[str, Mapping[str, float]]) -> np.ndarray:
    """What each step on the style's graph costs [from, to]: the likelier the cheaper; to stay is a little dull."""
    cost = np.full((len(romans), len(romans)), UNKNOWN)
    for index, roman in enumerate(romans):
        whole = sum(edges[roman].values())
        for following, weight in edges[roman].items():
            cost[index, romans.index(following)] = -np.log(weight / whole) * 0.4
        cost[index, index] = DULL
    return cost


def _misfit(slot: Slot, candidates: Sequence[Numeral], tonic: int, *, bass: float = BASS) -> np.ndarray:
    """What each chord pays for the notes of a slot [candidates]: for strange ones, absent tones, another bass."""
    whole = slot.weights.sum()
    if whole < TINY:
        return np.zeros(len(candidates))
    heard = slot.weights / whole
    low = slot.bass / slot.bass.sum() if slot.bass.sum() > TINY else slot.bass
    costs = []
    for chord in candidates:
        tones = list(_sounding(chord, tonic))
        strange = 1.0 - heard[tones].sum()
        absent = sum(heard[tone] < 0.04 for tone in tones)
        costs.append(STRANGE * 2 * strange + ABSENT * absent - bass * low[(tonic + chord.root) % 12])
    return np.array(costs)


def _sounding(chord: Numeral, tonic: int) -> tuple[int, ...]:
    return tuple((tonic + tone) % 12 for tone in chord.tones)


def _numeral(root: int, kind: str, tonic: int) -> Numeral:
    """A chord on a pitch class, relative to the tonic."""
    return theory.on_root((root - tonic) % 12, kind)


def _best(own: np.ndarray, steps: Sequence[np.ndarray]) -> list[int]:
    """The cheapest way through all slots: ``own`` [slots, candidates], ``steps`` [from, to] into each slot."""
    total, back = own[0].copy(), []
    for index in range(1, len(own)):
        ways = total[:, None] + steps[index]
        back.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + own[index]
    path = [int(total.argmin())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return path[::-1]
