"""What people type, against what must be heard in it: the table of prompts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from backend.studio.brief import Brief
from backend.studio.composer import styles
from backend.studio.composer.prompt import read
from backend.studio.units import spell

PROMPTS = tomllib.loads(Path(__file__).with_name("prompts.toml").read_text(encoding="utf-8"))["prompt"]
BRIEFS = {row["text"]: read(row["text"], seed=7) for row in PROMPTS}
HIGH, LOW = 0.6, 0.4


def misheard(row: dict[str, Any], brief: Brief) -> dict[str, tuple[object, object]]:
    """The stated fields that were not met: what was expected and what was heard."""
    heard = {name: _heard(name, brief, row[name]) for name in row if name not in ("text", "unresolved")}
    return {name: (row[name], value) for name, value in heard.items() if value != row[name]}


def _heard(name: str, brief: Brief, expected: Any) -> object:
    """One field of a brief, written as in the table; a range that holds, or a share that is near, counts as met."""
    weights = {share.name: round(share.weight, 3) for share in brief.styles}
    written: dict[str, Any] = {
        "style": brief.style,
        "styles": weights,
        "tempo": brief.tempo_bpm,
        "key": f"{spell(brief.tonic, tonic=brief.tonic, mode=brief.mode)} {brief.mode}",
        "tonic": spell(brief.tonic, tonic=brief.tonic, mode=brief.mode),
        "mode": brief.mode,
        "meter": str(brief.meter),
        "duration": brief.duration_s,
        "bars": brief.bars,
        "only": brief.only,
        "ending": str(brief.form.ending),
        "title": brief.title,
        "only_in": {absence.what: _left_in(brief, absence.what) for absence in brief.absences},
    }
    if name in ("tempo", "duration") and isinstance(expected, list):
        return expected if expected[0] <= written[name] <= expected[1] else written[name]
    if name == "styles":
        near = weights.keys() == expected.keys() and all(
            abs(weights[style] - share) <= 0.05 for style, share in expected.items()
        )
        return expected if near else weights
    if name in ("instruments", "without"):
        found = list(brief.instruments) if name == "instruments" else [_absence(absence) for absence in brief.absences]
        return expected if sorted(found) == sorted(expected) else found
    if name == "mood":
        return {part: _side(getattr(brief.mood, part)) for part in expected}
    return {role: _course(brief, role, wish) for role, wish in expected.items()} if name == "form" else written[name]


def _absence(absence: Any) -> str:
    return f"{absence.what} in {absence.section_role}" if absence.section_role else absence.what


def _left_in(brief: Brief, what: str) -> str:
    """The sections of the style in which something may play."""
    barred = {absence.section_role for absence in brief.absences if absence.what == what}
    roles = {row.role for form in styles.find(brief.style).forms for row in form.sections}
    return " ".join(sorted(roles - barred))


def _side(value: float) -> str:
    return "high" if value > HIGH else "low" if value < LOW else f"between ({value})"


def _course(brief: Brief, role: str, wish: str) -> object:
    if wish in ("high", "low"):
        energy = dict(brief.form.energies).get(role)
        return None if energy is None else _side(energy)
    factor = dict(brief.form.lengths).get(role, 1.0)
    held = {
        "out": role in brief.form.left_out,
        "wanted": role in brief.form.wanted,
        "long": factor > 1,
        "short": factor < 1,
    }
    return wish if held[wish] else f"not {wish}"


def test_at_least_95_percent_of_the_stated_fields_are_heard():
    stated = sum(len(row) - 1 - ("unresolved" in row) for row in PROMPTS)
    missed = {row["text"]: wrong for row in PROMPTS if (wrong := misheard(row, BRIEFS[row["text"]]))}
    share = 1 - sum(map(len, missed.values())) / stated
    assert share >= 0.95, missed


@pytest.mark.parametrize("row", PROMPTS, ids=lambda row: row["text"][:40].encode("ascii", "replace").decode())
def test_exactly_what_is_not_understood_is_said(row):
    said = [[item.words, item.kind] for item in BRIEFS[row["text"]].unresolved]
    assert said == row.get("unresolved", [])
