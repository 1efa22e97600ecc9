"""One edit applied to one score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from backend.studio.composer import rewriting
from backend.studio.composer.edits import course, kinds, lyrics, moods, recolouring, renewing
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import Edit
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
    kinds.SetWords: lyrics.set_words,
    kinds.SetSinging: lyrics.set_singing,
}


# Those after which others who sing along have to follow the lead.
RETUNING = (kinds.Regenerate, kinds.Vary, kinds.Transpose, kinds.SetNotes, kinds.SetWords, kinds.SetSinging)


def apply(score: Score, edit: Edit) -> Edited:
    """Change a score by an edit whose seed is given; the same score and edit give the same change.

    Raises
    ------
    BadEdit
        if the song has no such section or part, or the change cannot be made to it
    UnknownName
        if a style or an instrument is not there
    """
    edited = HOW[type(edit)](score, edit)
    if isinstance(edit, RETUNING):
        edited = replace(edited, score=lyrics.sung_along(score, edited.score))
    if not edited.sections:
        return edited
    before, after = (_heard(one, edited.sections) for one in (score, edited.score))
    touched = (id_ for id_ in dict.fromkeys((*before, *after)) if before.get(id_) != after.get(id_))
    return replace(edited, parts=tuple(touched))


def _heard(score: Score, keys: Sequence[str]) -> dict[str, list[Any]]:
    """What each part plays in some sections, beats counted from their starts."""
    plan = score.plan
    found: dict[str, list[Any]] = {}
    for section in plan.sections:
        if section.key not in keys:
            continue
        for part in score.parts:
            start, own = plan.start_beat(section), rewriting.notes_in(part, plan, section)
            notes = [(section.key, replace(note, start_beat=note.start_beat - start)) for note in own]
            found.setdefault(part.id, []).extend(notes)
    return {id_: notes for id_, notes in found.items() if notes}
