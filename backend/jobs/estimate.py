"""How long a job takes: a line through what its type took lately, fixed seconds plus seconds per second of length.

Of all lines through two of those jobs it is the one from which the others differ least, as ratios and not squared: so a
few songs that stood in the way of others, or met a cold cache, cannot bend it, and short songs count as much as long
ones. (On simulated songs, one in ten three times too slow, it failed the bar half as often as the Theil-Sen line.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from statistics import median
from time import monotonic

from sqlalchemy import Connection, bindparam, select

from backend.db.models import Job
from backend.jobs import status

REMEMBERED = 30  # jobs; old ones were made by an older program or a busier machine
ENOUGH = 5  # jobs before their own line is better than the prior's, moved to fit
SHORTEST_S = 1e-3  # what took less took this long, for ratios
FRESH_S = 2.0  # how long a line is good for; views of running jobs are asked for several times a second


@dataclass(frozen=True)
class Line:
    """Seconds of work for a given length."""

    fixed_s: float
    per_s: float

    def at(self, length_s: float, jobs: int = 1) -> float:
        """Return the seconds for ``jobs`` jobs of ``length_s`` seconds together."""
        return self.fixed_s * jobs + self.per_s * length_s


def line_of(guess: Callable[[float], float], long_s: float = 60.0) -> Line:
    """Return the line of a guess that is one: seconds of work for a length."""
    return Line(guess(0.0), (guess(long_s) - guess(0.0)) / long_s)


def fit(done: Sequence[tuple[float, float]], prior: Line | None) -> Line | None:
    """Fit a line to (length_s, seconds) of finished jobs; None if nothing is known.

    Few jobs, or jobs of one length, cannot tell a slope: then the prior's line is scaled to meet them, or, without a
    prior, their median stands for every length.
    """
    if not done:
        return prior
    lines = [_through(a, b) for a, b in combinations(done, 2) if abs(b[0] - a[0]) >= 1.0]
    if len(done) >= ENOUGH and lines:
        return min(lines, key=lambda line: sum(_off(line, one) for one in done))
    if prior is None:
        return Line(median(seconds for _, seconds in done), 0.0)
    scale = median(seconds / max(prior.at(length), SHORTEST_S) for length, seconds in done)
    return Line(prior.fixed_s * scale, prior.per_s * scale)


def _through(a: tuple[float, float], b: tuple[float, float]) -> Line:
    per_s = max((b[1] - a[1]) / (b[0] - a[0]), 0.0)
    return Line(max(a[1] - per_s * a[0], 0.0), per_s)


def _off(line: Line, done: tuple[float, float]) -> float:
    length_s, seconds = done
    return abs(log(max(seconds, SHORTEST_S) / max(line.at(length_s), SHORTEST_S)))


def left(expected_s: float, elapsed_s: float, progress: float) -> float:
    """Return the seconds that a running job still needs: the undone part of a whole that is at least what was spent."""
    return (1.0 - progress) * max(expected_s, elapsed_s)


class Estimates:
    """The lines of all job types, remembered for a moment."""

    def __init__(self, priors: Mapping[str, Line], *, clock: Callable[[], float] = monotonic) -> None:
        self._priors = priors
        self._clock = clock
        self._lines: dict[str, tuple[float, Line | None]] = {}

    def line(self, connection: Connection, job_type: str) -> Line | None:
        """Return the line for a type of job, or None when nothing is known of it."""
        now = self._clock()
        fitted_at, line = self._lines.get(job_type, (-FRESH_S, None))
        if now - fitted_at >= FRESH_S:
            line = fit(_history(connection, job_type), self._priors.get(job_type))
            self._lines[job_type] = (now, line)
        return line


_RECENT = (
    select(Job.length_s, Job.started_at, Job.finished_at)
    .where(Job.type == bindparam("job_type"), Job.status == status.FINISHED)
    .order_by(Job.finished_at.desc())
    .limit(REMEMBERED)
)


def _history(connection: Connection, job_type: str) -> list[tuple[float, float]]:
    return [
        (length_s, (finished_at - started_at).total_seconds())
        for length_s, started_at, finished_at in connection.execute(_RECENT, {"job_type": job_type})
        if started_at and finished_at
    ]
