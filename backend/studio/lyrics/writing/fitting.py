"""Which fragments fit where in a rhythm, and which can stand before an end so that a line is full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.writing.fragments import CLAUSE, FACT, HOOK, LINE, SHORT, Fragment

# There are enough ways to fill a long line among this many.
MOST_FILLED = 1500
# A line of so many notes has room for two clauses, one of them with what it takes.
LONG_LINE = 9
WHOLE = frozenset({FACT, LINE, SHORT, HOOK})
# What an end of each kind may stand behind, where two follow each other.
BEFORE = {
    "place": ("time", "like"),
    "path": ("time", "like"),
    "state": ("place",),
    "time": ("place",),
    "thing": ("time",),
    "sound": ("time",),
}


@dataclass(frozen=True)
class Stock:
    """What lines of one song are made from."""

    ends: tuple[Fragment, ...]
    openings: tuple[Fragment, ...]
    leads: tuple[Fragment, ...]


@dataclass(frozen=True)
class Start:
    """What stands before an end: perhaps a small word, perhaps a beginning, perhaps a first end."""

    lead: Fragment
    opening: Fragment | None
    middle: Fragment | None = None


@dataclass
class Fit:
    """The fragments that fit one rhythm."""

    rhythm: Rhythm
    stock: Stock
    _starts: dict[tuple[int, str], list[Start]] = field(default_factory=dict)

    @cached_property
    def light(self) -> int:
        """The light notes as bits."""
        return sum(1 << place for place, beat in enumerate(self.rhythm) if not beat.strong)

    def fits(self, fragment: Fragment, at: int) -> bool:
        """Whether a fragment's main stresses fall on strong notes when it begins at a note."""
        return not (fragment.mask << at) & self.light

    @cached_property
    def ends(self) -> tuple[Fragment, ...]:
        """What the line may end with: whole lines of its size, and ends that leave room for something before them."""
        size = len(self.rhythm)
        return tuple(
            end
            for end in self.stock.ends
            if (end.size == size if end.kind in WHOLE else end.size <= size) and self.fits(end, size - end.size)
        )

    def starts(self, end: Fragment, *, goes_on: bool = False) -> list[Start]:
        """What may stand before an end so that the line is full; for whole lines one start with nothing in it.

        A line that ``goes_on`` with the one before it may be the end alone.
        """
        room = len(self.rhythm) - end.size
        if end.kind in WHOLE:
            return [Start(self.stock.leads[0], None)] if room == 0 else []
        if end.kind == CLAUSE:
            return self._before_clause(end, room)
        key = (room, f"{end.kind} {end.tense}")
        if key not in self._starts:
            found = [*self._opened(room, end.kind), *self._doubled(room, end.kind)]
            self._starts[key] = [start for start in found if _in_one_tense(start, end)]
        alone = room == 0 and goes_on
        return [*self._starts[key], Start(self.stock.leads[0], None)] if alone else self._starts[key]

    def _before_clause(self, clause: Fragment, room: int) -> list[Start]:
        """What may stand before a clause: nothing, a small word, or another clause told in the same tense."""
        key = (room, f"{clause.tense} {clause.joins}")
        if key not in self._starts:
            alone = [Start(lead, None) for lead, at in self._leads if at == room and not (lead.text and clause.joins)]
            found = [*self._clauses(room), *(self._filled(room) if len(self.rhythm) >= LONG_LINE else [])]
            self._starts[key] = [*alone, *(start for start in found if _in_one_tense(start, clause))]
        return [start for start in self._starts[key] if start.opening is None or start.opening.source != clause.source]

    def _clauses(self, room: int) -> list[Start]:
        return [
            Start(lead, opening)
            for lead, at in self._leads
            for opening in self._openings[at].get(room - at, ())
            if opening.is_clause and not (opening.joins and lead.text)
        ]

    def _opened(self, room: int, kind: str) -> list[Start]:
        return [
            Start(lead, opening)
            for lead, at in self._leads
            for opening in self._openings[at].get(room - at, ())
            if kind in opening.takes and not (opening.joins and lead.text)
        ]

    def _doubled(self, room: int, kind: str) -> list[Start]:
        """A beginning and a first end of another kind."""
        return [start for start in self._filled(room) if start.middle and kind in BEFORE.get(start.middle.kind, ())]

    def _filled(self, room: int) -> list[Start]:
        """A beginning and an end of the middle of the line that it takes."""
        return [
            Start(self.stock.leads[0], opening, middle)
            for size, openings in self._openings[0].items()
            for middle in self._middles.get((size, room - size), ())
            if middle.size > 1
            for opening in openings
            if middle.kind in opening.takes
        ][:MOST_FILLED]

    @cached_property
    def _leads(self) -> list[tuple[Fragment, int]]:
        return [(lead, lead.size) for lead in self.stock.leads if self.fits(lead, 0)]

    @cached_property
    def _openings(self) -> Mapping[int, Mapping[int, list[Fragment]]]:
        """Beginnings that fit, by where they begin and their size."""
        found: dict[int, dict[int, list[Fragment]]] = {at: defaultdict(list) for _, at in self._leads}
        for at, sizes in found.items():
            for opening in self.stock.openings:
                if self.fits(opening, at):
                    sizes[opening.size].append(opening)
        return found

    @cached_property
    def _middles(self) -> Mapping[tuple[int, int], list[Fragment]]:
        """First ends that fit, by where they begin and their size."""
        found: dict[tuple[int, int], list[Fragment]] = defaultdict(list)
        for at in self._openings[0]:
            for end in self.stock.ends:
                if (
                    end.kind not in WHOLE
                    and end.kind != CLAUSE
                    and at + end.size < len(self.rhythm)
                    and self.fits(end, at)
                ):
                    found[at, end.size].append(end)
        return found


def _in_one_tense(start: Start, end: Fragment) -> bool:
    parts = (start.opening, start.middle, end)
    return len({part.tense for part in parts if part} - {"any"}) < 2


def pick(rng: np.random.Generator, starts: Sequence[Start], most: int) -> list[Start]:
    """A few starts by chance, in no order of the tables."""
    if len(starts) <= most:
        return list(starts)
    return [starts[place] for place in rng.choice(len(starts), most, replace=False)]
