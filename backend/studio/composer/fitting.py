"""Fitting a form to a length: which sections stay, how many bars each letter has, and at which tempo.

Sections of the same letter always have the same number of bars, because they are the same music. Leaving a section out
and stretching a letter both cost something; a table over all whole numbers of bars finds the cheapest way to each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.brief import Ending
from backend.studio.composer.asked.course import Demands
from backend.studio.composer.rules import Form, Row
from backend.studio.errors import BadForm

# How far the tempo may be bent where nobody asked for one: below the 5 % at which listeners begin to notice.
NUDGE = 0.04
# A song of an odd number of bars is rarer than one of four-bar groups.
ODDNESS = (0.0, 0.5, 0.25, 0.5)
# Frame sections may have any length; the others keep to the halves and doubles of theirs.
FREE_ROLES = ("intro", "outro")
# The fastest song of 300 s in the shortest meter (3/8 at 240 bpm) has 800 bars.
LIMIT = 840
# A section of more bars than this comes again instead of being stretched.
LONGEST = 16
# Losing a letter altogether is worse than losing one more return of it.
VARIETY = 0.8
ANYTHING = Demands()


@dataclass(frozen=True)
class Ring:
    """How long the end may ring: shortest, usual and longest seconds after the last bar line (negative: cut before)."""

    shortest: float
    usual: float
    longest: float


@dataclass(frozen=True)
class Fit:
    """Sections with their final lengths, the tempo, and what this choice costs."""

    rows: tuple[Row, ...]
    bpm: float
    cost: float


@dataclass(frozen=True)
class Step:
    """What can be done with one letter's sections, and the choice for each total number of bars."""

    places: tuple[int, ...]
    options: list[tuple[int, int, float]]
    choice: np.ndarray


def ring_of(ending: Ending, *, usual_s: float, bar_s: float, duration_s: float) -> Ring:
    """How long a song of that ending may sound after its last bar line."""
    if ending is Ending.FADE:
        return Ring(-bar_s, 0.0, 0.3)
    if ending is Ending.COLD:
        return Ring(0.3, 0.6, 0.9)
    # In a short song the last chord may not take more than a third of the time.
    usual = min(usual_s, duration_s / 3)
    return Ring(min(0.4, usual), usual, usual + max(1.5, bar_s / 2))


def fit(
    form: Form,
    *,
    duration_s: float,
    bpm: float,
    bar_beats: float,
    ring: Ring,
    held: bool,
    slow_bars: float,
    demands: Demands = ANYTHING,
) -> Fit:
    """Find the lengths and the tempo with which a form lasts so long.

    Parameters
    ----------
    ring : what may sound after the last bar
    held : the tempo was asked for and must not change
    slow_bars : how many bars longer the music takes because it slows down at its end
    demands : what was asked for to the bar; where it takes more time than there is, the song becomes longer

    Raises
    ------
    BadForm
        if the demands leave no way
    """
    bar_s = bar_beats * 60 / bpm
    best: tuple[float, int, float, tuple[Row, ...]] = (math.inf, 1, bpm, form.sections)
    for rows in [form.sections] if demands.all_rows else _repeats(form, wanted=demands.bars or duration_s / bar_s):
        costs, _ = _table(rows, demands)
        for total in _totals(costs, duration_s / bar_s, demands):
            tempo, cost = _timing(total + slow_bars, duration_s, bar_s=bar_s, bpm=bpm, ring=ring, held=held)
            cost += costs[total] + ODDNESS[total % 4]
            if cost < best[0]:
                best = (cost, total, tempo, rows)
    cost, total, tempo, rows = best
    if math.isinf(cost):
        raise BadForm(f"No form of {demands.bars or 'so few'} bars has all the sections that are asked for.")
    return Fit(_choose(rows, total, demands), tempo, cost)


def _totals(costs: np.ndarray, wanted: float, demands: Demands) -> Iterable[int]:
    """The lengths in bars that come into question."""
    if demands.bars:
        return (demands.bars,)
    possible = np.flatnonzero(np.isfinite(costs[1:])) + 1
    longest = max(wanted * (1 + NUDGE) + 2, possible[0] if len(possible) else 1)
    return [int(total) for total in possible if total <= longest]


def _repeats(form: Form, *, wanted: float) -> list[tuple[Row, ...]]:
    """The form with its loop played so often that it is long enough, and once less."""
    rows, (first, end) = form.sections, form.loop
    if first == end:
        inner = [place for place, row in enumerate(rows) if row.role not in FREE_ROLES] or [0]
        first, end = inner[0], inner[-1] + 1
    forms = [rows]
    while sum(row.bars for row in forms[-1]) < min(wanted, LIMIT):
        forms.append((*rows[:end], *rows[first:end] * len(forms), *rows[end:]))
    return forms[-2:]


def _timing(bars: float, duration_s: float, *, bar_s: float, bpm: float, ring: Ring, held: bool) -> tuple[float, float]:
    """The tempo for so many bars, and what it costs in bent tempo, odd ring and missed length."""
    wanted = max(duration_s - ring.usual, 0.1)
    bend = 1.0 if held else min(1 + NUDGE, max(1 - NUDGE, bars * bar_s / wanted))
    rings = duration_s - bars * bar_s / bend
    missed = max(ring.shortest - rings, rings - ring.longest, 0.0)
    return bpm * bend, 12 * abs(bend - 1) + 0.25 * abs(rings - ring.usual) + 20 * missed


def _options(rows: Sequence[Row], *, needed: bool, demands: Demands) -> list[tuple[int, int, float]]:
    """What can be done with the sections of one letter: (how many are played, bars each, cost)."""
    usual, costs = rows[0].bars, sorted(row.keep for row in rows)
    lengths = {usual, usual // 2, usual // 4, usual // 8, usual * 2 if usual * 2 <= LONGEST else usual} - {0}
    if rows[0].role in FREE_ROLES:
        lengths |= set(range(1, usual * 2))
    elif demands.bars:
        lengths |= set(range(max(1, usual // 2), usual * 2))
    letter = rows[0].letter
    unit, least = demands.units.get(letter, 1), len(rows) if demands.all_rows else demands.least.get(letter, 0)
    lengths = {-(-length // unit) * unit for length in lengths}
    if letter in demands.lengths:
        lengths = {demands.lengths[letter]}
    variety = 0.0 if rows[0].role in FREE_ROLES else VARIETY
    options = [] if needed or least else [(0, 0, sum(costs) + variety)]
    for count in range(max(1, least), len(rows) + 1):
        dropped = sum(costs[: len(rows) - count])
        options += [(count, bars, dropped + count * _stretch(bars, usual)) for bars in sorted(lengths)]
    return options


def _stretch(bars: int, usual: int) -> float:
    """What it costs to play a section longer or shorter: little for a half or a double, much beyond that."""
    odd = 0.25 if bars & (bars - 1) and bars != usual else 0.0
    return 0.6 * math.log2(bars / usual) ** 2 + odd


def _letters(rows: Sequence[Row]) -> dict[str, list[int]]:
    """The places of each letter's sections in the form."""
    letters: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        letters.setdefault(row.letter, []).append(place)
    return letters


def _table(rows: Sequence[Row], demands: Demands) -> tuple[np.ndarray, list[Step]]:
    """The cost of every total number of bars, and per letter which option led there."""
    costs = np.full(LIMIT + 1, np.inf)
    costs[0] = 0.0
    steps = []
    dearest = max(rows, key=lambda row: row.keep)
    for letter, places in _letters(rows).items():
        options = _options([rows[place] for place in places], needed=letter == dearest.letter, demands=demands)
        ways = np.full((len(options), LIMIT + 1), np.inf)
        for index, (count, bars, cost) in enumerate(options):
            taken = count * bars
            if taken <= LIMIT:
                ways[index, taken:] = costs[: LIMIT + 1 - taken] + cost
        choice = ways.argmin(axis=0)
        costs = ways[choice, np.arange(LIMIT + 1)]
        steps.append(Step(tuple(places), options, choice))
    return costs, steps


def _choose(rows: Sequence[Row], total: int, demands: Demands) -> tuple[Row, ...]:
    """The sections that make ``total`` bars at the lowest cost, in their order."""
    kept: dict[int, Row] = {}
    for step in reversed(_table(rows, demands)[1]):
        count, bars, _ = step.options[step.choice[total]]
        total -= count * bars
        dearest = sorted(step.places, key=lambda place: (-rows[place].keep, place))
        kept |= {place: replace(rows[place], bars=bars) for place in dearest[:count]}
    return tuple(kept[place] for place in sorted(kept))
