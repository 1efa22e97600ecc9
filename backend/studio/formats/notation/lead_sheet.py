"""The lead sheet of a song: its melody, one note at a time, under chords and section names, on paper."""

from __future__ import annotations

from dataclasses import replace

from backend.studio.formats.notation import musicxml
from backend.studio.score import Family, Note, Part, Plan, Score

# Where nothing sings, the sheet still has its bars, chords and sections.
NOBODY = Part("melody", "Melody", "", "lead", Family.VOICE, 0, 0, ())


def write_lead_sheet(score: Score, *, title: str, composer: str = "") -> str:
    """Write the lead sheet of a score as MusicXML."""
    plan = score.plan
    part = replace(musicxml.melody_part(score) or NOBODY, name="")
    part = replace(part, notes=_one_at_a_time(part.notes, plan))
    over = musicxml.merged(musicxml.section_marks(plan), musicxml.chord_symbols(plan))
    return musicxml.document([musicxml.write_part(part, plan, over)], title=title, composer=composer)


def _one_at_a_time(notes: tuple[Note, ...], plan: Plan) -> tuple[Note, ...]:
    """The highest of the notes that begin together, each until the next one begins."""
    highest: dict[float, Note] = {}
    for note in sorted(notes, key=lambda note: (note.start_beat, note.pitch)):
        highest[note.start_beat] = note
    tune = list(highest.values())
    nexts = [*(note.start_beat for note in tune), plan.end_beat][1:]
    return tuple(
        replace(note, length_beats=min(note.length_beats, until - note.start_beat))
        for note, until in zip(tune, nexts, strict=True)
        if until > note.start_beat
    )
