"""One edit applied to one score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from backend.studio.composer.edits import course, kinds, moods, recolouring, renewing
from backend.studio.composer.edits.kinds import Edit
from backend.studio.composer.edits.writing import Edited
from backend.studio.score import Score

HOW: Mapping[type[Edit], Callable[[Score, Any], Edited]] = {
    kinds.Regenerate: renewing.regenerate,
    kinds.Compose: renewing.compose,
    kinds.Vary: renewing.vary,
    kinds.SetInstrument: recolouring.set_instrument,
    kinds.Transpose: recolouring.transpose,
    kinds.SetTempo: moods.set_tempo,
    kinds.SetStyle: moods.set_style,
    kinds.SetEnergy: moods.set_energy,
    kinds.Extend: course.extend,
    kinds.Insert: course.insert,
    kinds.Delete: course.delete,
    kinds.Move: course.move,
    kinds.Duplicate: course.duplicate,
    kinds.Freeze: recolouring.freeze,
    kinds.SetNotes: recolouring.set_notes,
}


def apply(score: Score, edit: Edit) -> Edited:
    """Change a score by an edit whose seed is given; the same score and edit give the same change.

    Raises
    ------
    BadEdit
        if the song has no such section or part, or the change cannot be made to it
    UnknownName
        if a style or an instrument is not there
    """
    return HOW[type(edit)](score, edit)
