"""Hard constraints as people send them: texts, objects and lists, made into the studio's own values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from backend.services.errors import InvalidInput, StudioError
from backend.studio.composer.asked import form_text, places
from backend.studio.constraints import (
    EVERYWHERE,
    Casting,
    ChordLine,
    Constraints,
    FormRow,
    Level,
    OwnSeed,
    TempoChange,
)

T = TypeVar("T")


def read(
    *,
    chords: str | Mapping[str, str] | None = None,
    form: str | Sequence[Mapping[str, Any]] | None = None,
    bars: int | None = None,
    tempo_changes: Sequence[Mapping[str, Any]] = (),
    roles: Mapping[str, str | Sequence[str]] | None = None,
    energies: Mapping[str, float] | None = None,
    density: float | Mapping[str, float] | None = None,
    seeds: Sequence[Mapping[str, Any]] = (),
) -> Constraints:
    """Make constraints of what was sent.

    Parameters
    ----------
    chords : a line for the whole song, or lines by section
    form : sections as text, or one by one
    roles : the instrument of a role, or several
    density : how full the whole song is, or its sections, 0..1

    Raises
    ------
    InvalidInput
        naming the field that cannot be read
    """
    lines = {EVERYWHERE: chords} if isinstance(chords, str) else chords or {}
    levels = {EVERYWHERE: density} if isinstance(density, int | float) else density or {}
    return Constraints(
        chords=tuple(ChordLine(_where("chords", where), text) for where, text in lines.items()),
        form=_named("form", lambda: _form(form)),
        bars=bars or 0,
        tempo_changes=tuple(TempoChange(**change) for change in tempo_changes),
        roles=tuple(Casting(role, name) for role, names in (roles or {}).items() for name in _each(names)),
        energies=tuple(Level(_where("energies", where), float(value)) for where, value in (energies or {}).items()),
        density=tuple(Level(_where("density", where), float(value)) for where, value in levels.items()),
        seeds=tuple(OwnSeed(**seed) for seed in seeds),
    )


def _form(form: str | Sequence[Mapping[str, Any]] | None) -> tuple[FormRow, ...]:
    if isinstance(form, str):
        return form_text.read(form) if form.strip() else ()
    return tuple(FormRow(**{**row, "role": places.role_of(row["role"]) or row["role"]}) for row in form or ())


def _where(field: str, where: str) -> str:
    """The name of sections in one spelling."""
    return _named(field, lambda: str(places.place(where)))


def _each(names: str | Sequence[str]) -> Sequence[str]:
    return (names,) if isinstance(names, str) else names


def _named(field: str, read_it: Callable[[], T]) -> T:
    try:
        return read_it()
    except StudioError as wrong:
        raise InvalidInput.of({field: [wrong.message]}) from wrong
