"""Other words for a line, and another singer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backend.studio.composer import seating, whole
from backend.studio.composer.edits import edited
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import SetSinging, SetWords
from backend.studio.composer.vocal import from_score, harmonies, layering, refitting, singers, spans, wording
from backend.studio.composer.vocal.refitting import Room
from backend.studio.composer.vocal.spans import Pace
from backend.studio.composer.vocal.wording import Line
from backend.studio.errors import BadEdit, StudioError
from backend.studio.score import Note, Part, Plan, Score, Section
from backend.studio.singing import HARMONIES, HARMONY, PREFIX, SingingWish, respelled

ALONG = (harmonies.AD_LIBS,)
OCTAVES = (0, 12, -12, 24, -24)


def set_words(score: Score, edit: SetWords) -> Edited:
    """Sing other words in a line: what stays the same keeps its notes, and so does a word with as many syllables."""
    part = _vocal(score)
    sung = from_score.by_line(part.line)
    if edit.line not in sung:
        raise BadEdit.of("line", f"There is no line {edit.line}; the song has 0..{max(sung, default=-1)}.")
    wish = respelled(score.plan.brief.singing, edit.respelled)
    new = _read(edit.text, edit.line, wish)
    lines = _alike(sung, edit.line) if edit.everywhere else [edit.line]
    notes = dict(sung)
    for number in lines:
        notes[number] = _refitted(sung, number, new, score) if new else []
    whole = [note for number in notes for note in notes[number]]
    loose = [
        note for note in part.line if note.start_beat < min((own[0].start_beat for own in sung.values()), default=0)
    ]
    changed = replace(part, notes=tuple(sorted([*loose, *whole], key=lambda note: note.start_beat)))
    if not changed.notes:
        raise BadEdit.of("text", "Nothing would be left to be sung.")
    made = _with(replace(score, plan=_with_singing(score.plan, wish)), changed)
    made = from_score.with_text(made, changed=dict.fromkeys(lines, edit.text)) if new else from_score.renumbered(made)
    keys = dict.fromkeys(_section(score, sung[number]).key for number in lines)
    text = f"line {edit.line + 1}: {_short(edit.text)}" if new else f"line {edit.line + 1} left out"
    return Edited(made, tuple(keys), (part.id,), text)


def set_singing(score: Score, edit: SetSinging) -> Edited:
    """Let somebody else sing, in another way, or more of them."""
    part, old = _vocal(score), score.plan.brief.singing
    if unknown := [name for name in edit.harmonies or () if name not in HARMONIES]:
        raise BadEdit.of("harmonies", f"{unknown[0]!r} is no harmony; known are {', '.join(HARMONIES)}.")
    wish = replace(
        old,
        voice=old.voice if edit.voice is None else edit.voice,
        expression=old.expression if edit.expression is None else edit.expression,
        harmonies=old.harmonies if edit.harmonies is None else tuple(dict.fromkeys(edit.harmonies)),
        tessitura=old.tessitura if edit.tessitura is None else edit.tessitura,
        compass=old.compass if edit.compass is None else edit.compass,
    )
    if wish == old:
        raise BadEdit.of("voice", "Nothing would be sung otherwise; name another voice, expression or harmonies.")
    octave = _octave(part, singers.tessitura(wish)) if wish.tessitura != old.tessitura else 0
    parts = tuple(_sung_by(each, wish, octave) if each.is_sung else each for each in score.parts)
    made = replace(score, plan=_with_singing(score.plan, wish), parts=parts)
    sung = tuple(each.id for each in parts if each.is_sung)
    return Edited(made, (), sung, _told(old, wish, octave), new_parts=sung if wish.voice != old.voice else ())


def sung_along(before: Score, after: Score) -> Score:
    """The score after an edit, those who sing along following the lead where it sings otherwise than before."""
    lead, old = from_score.lead_vocal(after), from_score.lead_vocal(before)
    is_same = old and lead and old.line == lead.line and before.plan.brief.singing == after.plan.brief.singing
    if lead is None or is_same:
        return after
    setting = seating.of_score(after, whole.seeds_of(after.plan))
    others = [part for part in after.parts if part.role == HARMONY]
    found = harmonies.followed(others, lead.line, setting, old.line if old else ())
    played = [part for part in after.parts if part.role != HARMONY and part.id != lead.id]
    made = replace(after, parts=(lead, *(part for part in found if part.notes), *played))
    return replace(made, plan=replace(made.plan, sections=tuple(_layered(made))))


def _layered(score: Score) -> Iterator[Section]:
    """The sections with those who sing in them now."""
    sections = score.plan.sections
    sung = [index for index, section in enumerate(sections) if from_score.notes(score, section)]
    here = {part.id for part in score.parts if part.is_sung}
    gone = {id_ for section in sections for id_ in section.layers if id_ in ALONG or id_.startswith(HARMONY)} | here
    for index, section in enumerate(sections):
        singing = layering.singers_of(index, sections, sung, score.plan.brief) if index in sung else ()
        kept = tuple(id_ for id_ in section.layers if id_ not in gone)
        yield replace(section, layers=(*(id_ for id_ in singing if id_ in here), *kept))


def _vocal(score: Score) -> Part:
    part = from_score.lead_vocal(score)
    if part is None:
        raise BadEdit.of("kind", "Nobody sings in this song.")
    return edited.movable(score, part.id)


def _read(text: str, number: int, wish: SingingWish) -> Line | None:
    """The new line; None where it is to be left out."""
    if not text.strip():
        return None
    try:
        line = wording.read(text, number, wish.language, wish.respelled)
    except StudioError as wrong:
        raise BadEdit.of("text", wrong.message) from wrong
    if not line.syllables:
        raise BadEdit.of("text", f"{text[:40]!r} holds nothing that can be sung.")
    return line


def _alike(sung: dict[int, list[Note]], number: int) -> list[int]:
    """The lines with the same words as one."""

    def told(notes: Sequence[Note]) -> list[tuple[str, int]]:
        return [(note.syllable.word.lower(), note.syllable.index) for note in notes if note.syllable]

    return [other for other, notes in sung.items() if told(notes) == told(sung[number])]


def _refitted(sung: dict[int, list[Note]], number: int, line: Line, score: Score) -> list[Note]:
    """The notes of a line with its new words; it may begin where it began and go on until the next line."""
    plan, notes = score.plan, sung[number]
    section = _section(score, notes)
    zero = plan.start_beat(section)
    later = [own[0].start_beat for own in sung.values() if own[0].start_beat > notes[-1].start_beat]
    stop = min([*later, zero + section.bars * plan.meter.beats_per_bar])
    last = notes[-1].start_beat + notes[-1].length_beats
    room = Room(zero, notes[0].start_beat, max(last, stop - spans.PAUSE))
    pace = Pace(plan.meter, plan.tempo.bpm_at(zero), singers.manner(plan.brief, section.role))
    try:
        return refitting.refit(notes, line.numbered(number), pace, room)
    except StudioError as wrong:
        raise BadEdit.of("text", wrong.message) from wrong


def _section(score: Score, notes: Sequence[Note]) -> Section:
    return score.plan.sections[score.plan.section_index(notes[0].start_beat)]


def _with(score: Score, changed: Part) -> Score:
    return replace(score, parts=tuple(changed if part.id == changed.id else part for part in score.parts))


def _with_singing(plan: Plan, wish: SingingWish) -> Plan:
    return replace(plan, brief=replace(plan.brief, singing=wish))


def _octave(part: Part, tessitura: tuple[int, int]) -> int:
    """By how many octaves a tune moves so that its singer is strained least."""
    low, high = tessitura

    def strain(octave: int) -> tuple[int, int]:
        pitches = [note.pitch + octave for note in part.notes]
        return sum(max(low - pitch, pitch - high, 0) for pitch in pitches), abs(octave)

    return min(OCTAVES, key=strain)


def _sung_by(part: Part, wish: SingingWish, octave: int) -> Part:
    notes = tuple(replace(note, pitch=note.pitch + octave) for note in part.notes)
    return replace(part, notes=notes, voice=PREFIX + wish.voice)


def _told(old: SingingWish, new: SingingWish, octave: int) -> str:
    """What is sung otherwise, in a line."""
    said = [f"sung by {new.voice}"] if new.voice != old.voice else []
    said += [f"an octave {'higher' if octave > 0 else 'lower'}"] if octave else []
    said += [f"as {new.expression or 'the style has it'}"] if new.expression != old.expression else []
    if new.harmonies != old.harmonies:
        said.append(f"with {', '.join(HARMONIES[name].lower() for name in new.harmonies) or 'nobody beside the lead'}")
    return f"vocals: {', '.join(said)}" if said else "vocals: as before"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
