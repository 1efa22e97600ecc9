"""Best of several: the same brief composed with several seeds, ranked by the composer's own ear.

The ranking looks at `check.RANKED` alone: first at how far a song lies outside its ranges, then at how far from their
middle. The other measures are reported beside it and decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from backend.studio import children
from backend.studio.brief import MAX_CANDIDATES, MAX_SEED, Brief
from backend.studio.composer import blend, check, whole
from backend.studio.composer.check import Report
from backend.studio.composer.seeds import Seeds
from backend.studio.errors import ParameterOutOfRange
from backend.studio.parallel import Progress

# Fewer than this are composed sooner than other processes are started.
FEW = 3
# Distances from the middle of a range, in widths: what differs by less is the same.
DIGITS = 4


@dataclass(frozen=True)
class Candidate:
    """One song of a contest. ``off_middle`` is how far its ranked measures lie from the middle of their ranges."""

    number: int
    seed: int
    faults: float
    off_middle: float
    report: Report

    @property
    def merit(self) -> tuple[float, float, int]:
        """What candidates are sorted by, best first."""
        return round(self.faults, DIGITS), round(self.off_middle, DIGITS), self.number


@dataclass(frozen=True)
class Contest:
    """The candidates, best first. ``why`` says in a sentence what the winner is better at."""

    candidates: tuple[Candidate, ...]
    why: str

    @property
    def winner(self) -> Candidate:
        return self.candidates[0]


def hold(brief: Brief, count: int, *, processes: int = 2, report: Progress | None = None) -> Contest:
    """Compose a brief with its own seed and with others that follow from it, and rank the songs.

    Raises
    ------
    ParameterOutOfRange
        if ``count`` is not 1..16
    """
    if not 1 <= count <= MAX_CANDIDATES:
        raise ParameterOutOfRange(f"{count} candidates are asked for; 1 to {MAX_CANDIDATES} are allowed.")
    enter = partial(_candidate, brief)
    seeds = list(enumerate(_seeds(brief.seed, count), start=1))
    if count < FEW or processes < 2:
        entered = [enter(entry) for entry in seeds]
    else:
        entered = children.each(enter, seeds, processes=processes, report=report)
    ranked = sorted(entered, key=lambda candidate: candidate.merit)
    return Contest(tuple(ranked), _why(ranked))


def with_seed(brief: Brief, seed: int) -> Brief:
    """The brief of one candidate: made again with it, it is the same song."""
    return replace(brief, seed=seed)


def _seeds(seed: int, count: int) -> list[int]:
    """The first seed is the brief's own, so that one candidate is the song itself."""
    others = Seeds(seed).rng("contest").integers(0, MAX_SEED, size=MAX_CANDIDATES, endpoint=True)
    return [seed, *(int(other) for other in others)][:count]


def _candidate(brief: Brief, entry: tuple[int, int]) -> Candidate:
    number, seed = entry
    own = with_seed(brief, seed)
    score = whole.compose(own)
    style = blend.style_of(own)
    report = check.judge(score, style)
    ranked = check.judge(score, style, check.RANKED)
    return Candidate(number, seed, ranked.faults, _off_middle(ranked.measures, style.bars), report)


def _off_middle(measures: Mapping[str, float], bars: Mapping[str, check.Range]) -> float:
    away = []
    for name, value in measures.items():
        low, high = bars.get(name, check.BARS[name])
        away.append(abs(value - (low + high) / 2) / max(high - low, check.NARROW))
    return sum(away) / len(away) if away else 0.0


def _why(ranked: Sequence[Candidate]) -> str:
    best, *rest = ranked
    if not rest:
        return "The only candidate."
    outside = [name for name in best.report.missed if name in check.RANKED]
    heard = (
        f"outside its range in {', '.join(map(_spoken, outside))}" if outside else "inside every range it is ranked by"
    )
    worse = [candidate for candidate in rest if candidate.faults > best.faults + 10**-DIGITS]
    if len(worse) == len(rest):
        return f"Candidate {best.number} is {heard}; all others miss more."
    nearest = "lies nearest to the middle of the ranges"
    return f"Candidate {best.number} is {heard} and {nearest} among the {len(ranked) - len(worse)} that miss no more."


def _spoken(name: str) -> str:
    return name.replace("_", " ")
