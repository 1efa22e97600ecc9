"""Edits as JSON: read and checked to the last key, and written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from backend.studio.composer import instruments, schema, styles
from backend.studio.composer.edits.kinds import KINDS, Edit, SetInstrument, SetStyle
from backend.studio.errors import BadEdit, BadStyle

# More than a part of the longest song has.
MOST_NOTES = 6000


def read(document: Mapping[str, Any]) -> Edit:
    """Read an edit from JSON; null is the same as nothing.

    Raises
    ------
    BadEdit
        naming the kind, the key or the value that is wrong, and what is allowed
    """
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadEdit.of("kind", f"There is no edit {kind!r}; known are {', '.join(KINDS)}.")
    notes = document.get("notes")
    if isinstance(notes, list) and len(notes) > MOST_NOTES:
        raise BadEdit.of("notes", f"{len(notes)} notes were given; up to {MOST_NOTES} are allowed.")
    fields = {key: value for key, value in document.items() if key != "kind" and value is not None}
    try:
        return schema.read(KINDS[kind], fields, where=kind)
    except BadStyle as wrong:
        raise BadEdit.of("edit", wrong.message) from wrong


def to_document(edit: Edit) -> dict[str, Any]:
    """Write an edit as JSON; `read` reads it back."""
    return {"kind": edit.kind, **_plain(dataclasses.asdict(edit))}


def check(edit: Edit, *, sections: int, parts: Sequence[str]) -> None:
    """Refuse what a song of so many sections and these parts cannot be asked for.

    Raises
    ------
    BadEdit, UnknownName
        naming what was given and what there is
    """
    for field, what, most in (("section", "section", sections - 1), ("before", "place", sections)):
        given = getattr(edit, field, None)
        if given is not None and given > most:
            raise BadEdit.of(field, f"There is no {what} {given}; the song has 0..{most}.")
    alone = getattr(edit, "part", None)
    for part in (*getattr(edit, "parts", ()), *([alone] if alone else [])):
        if part not in parts:
            raise BadEdit.of("part", f"There is no part {part!r}; the song has {', '.join(parts)}.")
    if isinstance(edit, SetStyle):
        styles.find(edit.style)
    if isinstance(edit, SetInstrument):
        instruments.find(edit.instrument)


def seeded(edit: Edit, seed: int) -> Edit:
    """The same edit with a seed, where it has a place for one that is empty."""
    if getattr(edit, "seed", 0) is not None:
        return edit
    return dataclasses.replace(edit, **{"seed": seed})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
