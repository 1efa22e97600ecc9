"""How long a job takes: a line through what its type took lately, fixed seconds plus seconds per second of length.

The line is Theil's and Sen's: the median of the slopes of all pairs, then the median of what is left. A song that
stood in the way of another one, or met a cold cache, cannot bend it.

.. [1] P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from time import monotonic

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db.models import Job
from backend.jobs import status

REMEMBERED = 40  # jobs; old ones were made by an older program or a busier machine
ENOUGH = 5  # jobs before their own line is better than the prior's, moved to fit
FRESH_S = 2.0  # how long a line is good for; views of running jobs are asked for several times a second


@dataclass(frozen=True)
class Line:
    """Seconds of work for a given length."""

    fixed_s: float
    per_s: float

    def at(self, length_s: float, jobs: int = 1) -> float:
        """Return the seconds for ``jobs`` jobs of ``length_s`` seconds together."""
        return self.fixed_s * jobs + self.per_s * length_s


def fit(done: Sequence[tuple[float, float]], prior: Line | None) -> Line | None:
    """Fit a line to (length_s, seconds) of finished jobs; None if nothing is known.

    Few jobs, or jobs of one length, cannot tell a slope: then the prior's line is scaled to meet them, or, without a
    prior, their median stands for every length.
    """
    if not done:
        return prior
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(done, 2) if abs(b[0] - a[0]) >= 1.0]
    if len(done) >= ENOUGH and slopes:
        per_s = max(median(slopes), 0.0)
        return Line(max(median(seconds - per_s * length for length, seconds in done), 0.0), per_s)
    if prior is None:
        return Line(median(seconds for _, seconds in done), 0.0)
    scale = median(seconds / max(prior.at(length), 1e-3) for length, seconds in done)
    return Line(prior.fixed_s * scale, prior.per_s * scale)


def left(expected_s: float, elapsed_s: float, progress: float) -> float:
    """Return the seconds that a running job still needs: the undone part of a whole that is at least what was spent."""
    return (1.0 - progress) * max(expected_s, elapsed_s)


class Estimates:
    """The lines of all job types, remembered for a moment."""

    def __init__(self, priors: Mapping[str, Line], *, clock: Callable[[], float] = monotonic) -> None:
        self._priors = priors
        self._clock = clock
        self._lines: dict[str, tuple[float, Line | None]] = {}

    def line(self, session: Session, job_type: str) -> Line | None:
        """Return the line for a type of job, or None when nothing is known of it."""
        now = self._clock()
        fitted_at, line = self._lines.get(job_type, (-FRESH_S, None))
        if now - fitted_at >= FRESH_S:
            line = fit(_history(session, job_type), self._priors.get(job_type))
            self._lines[job_type] = (now, line)
        return line


def _history(session: Session, job_type: str) -> list[tuple[float, float]]:
    recent = (
        select(Job.length_s, Job.started_at, Job.finished_at)
        .where(Job.type == job_type, Job.status == status.FINISHED)
        .order_by(Job.finished_at.desc())
        .limit(REMEMBERED)
    )
    return [
        (length_s, (finished_at - started_at).total_seconds())
        for length_s, started_at, finished_at in session.execute(recent)
        if started_at and finished_at
    ]
