"""Rests of the whole band: where there is no chord (N.C.), only melody and drums go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.score import MOMENT, Chord, Note

# Those who go on without a chord.
UNACCOMPANIED = ("lead", "drums")


def kept(notes: Sequence[Note], role: str, harmony: Sequence[Chord]) -> list[Note]:
    """The notes of a part without those where there is no chord; what rings into such a place ends there."""
    silent = [(chord.start_beat, chord.end_beat) for chord in harmony if chord.is_silent]
    if not silent or role in UNACCOMPANIED:
        return list(notes)
    found = []
    for note in notes:
        if any(start - MOMENT <= note.start_beat < end - MOMENT for start, end in silent):
            continue
        end = min([start for start, _ in silent if start > note.start_beat] + [note.start_beat + note.length_beats])
        found.append(replace(note, length_beats=min(note.length_beats, end - note.start_beat)))
    return found
