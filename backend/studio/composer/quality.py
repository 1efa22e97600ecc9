"""The quality report that lies beside a song: its measures, what misses its band, and whom it won against."""

from __future__ import annotations

from typing import Any

from backend.studio.composer import blend, check
from backend.studio.composer.check import Report
from backend.studio.composer.contest import Candidate, Contest
from backend.studio.score import Score

DIGITS = 3


def document(score: Score, contest: Contest | None = None) -> dict[str, Any]:
    """Describe what was measured on a score as JSON values; ``contest`` is the one that it won."""
    found = _measured(check.judge(score, blend.style_of(score.plan.brief)))
    won = {"why": contest.why, "candidates": [_entry(entry) for entry in contest.candidates]} if contest else {}
    return {**found, "ranked_by": list(check.RANKED), **won}


def _entry(entry: Candidate) -> dict[str, Any]:
    return {
        "number": entry.number,
        "seed": entry.seed,
        "faults": round(entry.faults, DIGITS),
        "off_middle": round(entry.off_middle, DIGITS),
        **_measured(entry.report),
    }


def _measured(report: Report) -> dict[str, Any]:
    return {
        "measures": {name: round(value, DIGITS) for name, value in report.measures.items()},
        "missed": {name: [round(number, DIGITS) for number in missed] for name, missed in report.missed.items()},
    }
