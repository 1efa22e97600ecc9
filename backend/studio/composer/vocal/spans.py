"""Which bars of a section a line takes: lines cut into what one breath can sing, and breaths shared out among bars.

The cheapest way is found by a table over all whole numbers of bars: words should come about as fast as the way of
singing likes, lines of a section should be alike, and a line of two bars should begin where pairs of bars do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

import numpy as np

from backend.studio.composer.vocal.manners import Manner
from backend.studio.composer.vocal.wording import Line
from backend.studio.units import Meter

# So long may a breath be, in seconds of singing at an easy pace, and as many syllables at most.
BREATH_S, MOST_IN_BREATH = 7.5, 20
# What it costs to part a line where a clause begins, between two words, and inside a word.
CLAUSE, BETWEEN, INSIDE = 0.0, 3.0, 20.0
# Whole numbers of bars that one breath may be given, and those that may be usual in a section.
BARS, USUAL = (1, 2, 3, 4, 6, 8), (1, 2, 4)
# What it costs to be slower or faster than the aim by an octave of speed, unlike the others, off the pairs of bars.
SLOW, FAST, UNLIKE, CROOKED = 2.0, 4.0, 0.9, 0.4
# Three and six bars make songs that limp, where nobody asked for them.
LIMPING = 0.6
# Bars that are left over at the end of a section are for the band: each costs a little, many a little more.
LEFT, MANY_LEFT, FEW = 0.15, 0.6, 2
# What is left of a line for the breath after it, in beats.
PAUSE = 0.5
FINEST = 0.25
# By how much words may come faster than is good, where there is no time; a tempo is bent by less than the margin.
HURRY, MARGIN = 1.25, 1.1


@dataclass(frozen=True)
class Breath:
    """Syllables ``first:end`` of a line, sung in the bars from ``bar`` on, counted from the start of the section."""

    line: Line
    first: int
    end: int
    bar: int
    bars: int

    @property
    def size(self) -> int:
        """How many notes it needs."""
        return self.end - self.first + sum(self.line.holds[self.first : self.end])


@dataclass(frozen=True)
class Pace:
    """How fast a section goes and how it is sung; ``hurry`` is by how much words may come faster than is good."""

    meter: Meter
    bpm: float
    manner: Manner
    hurry: float = HURRY

    @property
    def bar_s(self) -> float:
        return self.meter.beats_per_bar * 60 / self.bpm

    def holds(self, size: int, bars: int) -> bool:
        """Whether so many notes have room in so many bars at all."""
        room = bars * self.meter.beats_per_bar - PAUSE
        return size <= room / FINEST and size <= self.hurry * self.manner.most * room * 60 / self.bpm

    def cost(self, size: int, bars: int) -> float:
        """How little so many notes suit so many bars."""
        if not self.holds(size, bars):
            return np.inf
        speed = size / (bars * self.bar_s)
        away = log2(speed / self.manner.aim)
        hasty = 6.0 * max(0.0, speed / self.manner.most - 1)
        return (FAST if away > 0 else SLOW) * away**2 + hasty


def natural(lines: Sequence[Line], pace: Pace, *, unit: int = 1, most: int = 64) -> int:
    """How many bars lines need by themselves, a multiple of ``unit``; 0 if ``most`` are too few.

    Sections of four bars and their multiples are the rule, of two the exception.
    """
    found = prices(lines, pace, most)
    totals = [total for total in range(unit, most + 1, unit) if np.isfinite(found[total])]
    return min(totals, key=lambda total: float(found[total]), default=0)


def prices(lines: Sequence[Line], pace: Pace, most: int) -> np.ndarray:
    """What it costs lines to have 0 to ``most`` bars [most + 1]."""
    best = _table([breath.size for line in lines for breath in cut(line, pace.manner)], pace, most)[0].min(axis=0)
    return np.array([_left_over(best, total)[0] + _odd(total) for total in range(most + 1)])


def lay(lines: Sequence[Line], bars: int, pace: Pace) -> list[Breath]:
    """Share so many bars out among lines; those at the end that find no room are left out, of a single line its end."""
    pieces = [(line, *ends) for line in lines for ends in _ends(line, pace.manner)]
    sizes = [end - first + sum(line.holds[first:end]) for line, first, end in pieces]
    needed = np.cumsum([_least(size, pace) for size in sizes])
    count = int(np.searchsorted(needed, bars, side="right"))
    # A line is sung whole or not at all, where there are others.
    while 0 < count < len(pieces) and pieces[count][0] is pieces[count - 1][0] and pieces[count][0] is not lines[0]:
        count -= 1
    if not count:
        return _begun(lines[0], bars, pace)
    table, ways = _table(sizes[:count], pace, bars)
    usual = int(np.argmin([_left_over(row, bars)[0] for row in table]))
    return _placed(pieces[:count], ways[usual], _left_over(table[usual], bars)[1])


def _begun(line: Line, bars: int, pace: Pace) -> list[Breath]:
    """As many words of a line as so few bars can have."""
    ends = [at for at, syllable in enumerate(line.syllables) if syllable.index == 0][1:]
    fitting = [end for end in ends if pace.holds(end + sum(line.holds[:end]), bars)]
    return [Breath(line, 0, fitting[-1], 0, bars)] if fitting else []


def _least(size: int, pace: Pace) -> int:
    """How many bars a breath needs at the very least."""
    return next((bars for bars in BARS if pace.holds(size, bars)), BARS[-1])


def cut(line: Line, manner: Manner) -> list[Breath]:
    """A line as one or several breaths, without a place yet."""
    return [Breath(line, first, end, 0, 0) for first, end in _ends(line, manner)]


def _ends(line: Line, manner: Manner) -> list[tuple[int, int]]:
    """Where the breaths of a line begin and end: about equal ones, parted at commas and between words."""
    limit = min(MOST_IN_BREATH, round(manner.aim * BREATH_S))
    count = ceil(line.size / (limit * 1.15))
    if count < 2:
        return [(0, len(line.syllables))]
    sizes = np.cumsum([0, *(1 + held for held in line.holds)])
    cuts = [0]
    for number in range(1, count):
        wanted = line.size * number / count
        places = range(cuts[-1] + 1, len(line.syllables) - (count - number) + 1)
        cuts.append(min(places, key=lambda at: abs(sizes[at] - wanted) + _parting(line, at)))
    return list(zip(cuts, [*cuts[1:], len(line.syllables)], strict=True))


def _parting(line: Line, at: int) -> float:
    if at in line.breaths:
        return CLAUSE
    return BETWEEN if line.syllables[at].index == 0 else INSIDE


def _table(sizes: Sequence[int], pace: Pace, most: int) -> tuple[np.ndarray, list[list[np.ndarray]]]:
    """What every number of bars costs [usual, 0..most], and for each usual the choices that led there."""
    rows, ways = [], []
    totals = np.arange(most + 1)
    prices = {size: [pace.cost(size, bars) for bars in BARS] for size in set(sizes)}
    for usual in USUAL:
        best = np.full(most + 1, np.inf)
        best[0] = 0.0
        chosen = []
        for size in sizes:
            offers = np.full((len(BARS), most + 1), np.inf)
            for index, bars in enumerate(BARS):
                if bars <= most and np.isfinite(prices[size][index]):
                    crooked = CROOKED * (totals[: most + 1 - bars] % min(bars, 2) > 0)
                    price = prices[size][index] + UNLIKE * (bars != usual) + LIMPING * (bars % 3 == 0)
                    offers[index, bars:] = best[: most + 1 - bars] + crooked + price
            choice = offers.argmin(axis=0)
            best = offers[choice, totals]
            chosen.append(choice)
        rows.append(best)
        ways.append(chosen)
    return np.array(rows), ways


def _left_over(best: np.ndarray, bars: int) -> tuple[float, int]:
    """The cheapest number of bars that is not more than there are: (cost, bars)."""
    left = bars - np.arange(bars + 1)
    cost = best[: bars + 1] + LEFT * left + MANY_LEFT * np.maximum(left - FEW, 0)
    at = int(cost.argmin())
    return float(cost[at]), at


def _odd(total: int) -> float:
    return 0.0 if total % 4 == 0 else 0.7 if total % 2 == 0 else 2.0


def _placed(pieces: Sequence[tuple[Line, int, int]], ways: Sequence[np.ndarray], total: int) -> list[Breath]:
    found = []
    for (line, first, end), choice in zip(reversed(pieces), reversed(ways), strict=True):
        bars = BARS[choice[total]]
        total -= bars
        found.append(Breath(line, first, end, total, bars))
    return found[::-1]
