"""What a brief wishes for the course of a song, worked into the style's forms and into the chosen sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.brief import Brief, FormWish
from backend.studio.composer.asked import course, places
from backend.studio.composer.rules import Form, Row
from backend.studio.composer.styles import Style

# How much of the difference between the mood that was asked for and the style's own reaches the sections.
MOOD_REACH = 0.5
# Sections that were wished for and are not in the form come as so many bars, at an energy of their own.
WISHED_BARS, WISHED_ENERGY = 8, 0.5
# What was wished for is not left out, unless there is no time for anything else.
WISHED_KEEP = 3.0


def forms(style: Style, brief: Brief) -> list[Form]:
    """The sections that were written down; else the style's forms, without what was wished away and with the rest."""
    if brief.form.rows:
        return [Form(course.rows(brief.form.rows, style))]
    return [_completed(_wished(form, brief.form), brief) for form in style.forms]


def felt(rows: Sequence[Row], brief: Brief, style: Style) -> tuple[Row, ...]:
    """The sections at the energy that the mood and the wishes give them."""
    wishes = dict(brief.form.energies)
    shift = MOOD_REACH * (brief.mood.energy - style.mood.energy)
    found = []
    for row, number in zip(rows, places.numbers(rows), strict=True):
        asked = places.narrowest(brief.energies, row, number)
        energy = wishes.get(row.role, min(1.0, max(0.0, row.energy + shift)))
        found.append(replace(row, energy=asked.value if asked else energy))
    return tuple(found)


def _completed(form: Form, brief: Brief) -> Form:
    """The form with the sections that the brief says something about and that it has not or not often enough."""
    rows = list(form.sections)
    for where in course.named(brief):
        while where.role and sum(row.role == where.role for row in rows) < max(1, where.number):
            known = next((row for row in rows if row.role == where.role), None)
            new = known or Row(where.role, where.role.upper(), WISHED_BARS, course.ENERGIES[where.role])
            rows.insert(_place(where.role, rows), new)
    return replace(form, sections=tuple(rows), loop=form.loop if len(rows) == len(form.sections) else (0, 0))


def _wished(form: Form, wish: FormWish) -> Form:
    rows = [row for row in form.sections if row.role not in wish.left_out] or list(form.sections)
    changed = len(rows) < len(form.sections)
    for role in dict.fromkeys((*wish.wanted, *dict(wish.energies))):
        if all(row.role != role for row in rows):
            rows.insert(_place(role, rows), Row(role, role.upper(), WISHED_BARS, WISHED_ENERGY))
            changed = True
    lengths, named = dict(wish.lengths), {*wish.wanted, *dict(wish.energies), *dict(wish.lengths)}
    letters = {row.letter for row in rows}
    wished = tuple(
        replace(
            row,
            changes=row.changes if row.changes in letters else "",
            bars=max(1, round(row.bars * lengths.get(row.role, 1.0))),
            keep=row.keep + WISHED_KEEP * (row.role in named),
        )
        for row in rows
    )
    return replace(form, sections=wished, loop=(0, 0) if changed else form.loop)


def _place(role: str, rows: Sequence[Row]) -> int:
    """Where a section belongs: at an end, or before the last return of the main one."""
    if role == "intro":
        return 0
    return len(rows) if role == "outro" else max(len(rows) - 2, 0)
