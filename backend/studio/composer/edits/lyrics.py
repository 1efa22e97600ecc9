"""Other words for a line, and another singer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backend.studio.composer import seating, whole
from backend.studio.composer.edits import edited
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import SetSinging, SetWords
from backend.studio.composer.vocal import (
    from_score,
    harmonies,
    layering,
    laying,
    refitting,
    singers,
    spans,
    wording,
    writing,
)
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


def check(edit: SetWords, wish: SingingWish) -> None:
    """Refuse a line that nobody could sing, before the score of the song is read.

    Raises
    ------
    BadEdit
        naming what cannot be sung
    """
    _read(edit.text, edit.line, respelled(wish, edit.respelled))


def set_singing(score: Score, edit: SetSinging) -> Edited:
    """Let somebody else sing, in another way, or more of them."""
    if edit.lyrics is not None:
        return _worded(score, edit)
    part, old = _vocal(score), score.plan.brief.singing
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
    octave = _octave(part.notes, singers.tessitura(wish)) if wish.tessitura != old.tessitura else 0
    parts = tuple(_sung_by(each, wish, octave) if each.is_sung else each for each in score.parts)
    made = replace(score, plan=_with_singing(score.plan, wish), parts=parts)
    sung = tuple(each.id for each in parts if each.is_sung)
    return Edited(made, (), sung, _told(old, wish, octave), new_parts=sung if wish.voice != old.voice else ())


def _worded(score: Score, edit: SetSinging) -> Edited:
    """Lay words onto the tune that is sung, or that somebody plays."""
    known = from_score.lead_vocal(score)
    player = edited.movable(score, known.id) if known else _tune(score, edit.part)
    wish = _wish(score.plan.brief.singing, edit)
    try:
        lines = [line for verse in wording.verses(wish) for line in verse.lines]
    except StudioError as wrong:
        raise BadEdit.of("lyrics", wrong.message) from wrong
    plan = _with_singing(score.plan, wish)
    pace = Pace(plan.meter, plan.tempo.bpm_at(0.0), singers.manner(plan.brief, "verse"))
    laid = laying.lay(player.notes, lines, pace, [plan.start_beat(section) for section in plan.sections])
    sung = [note for note in laid.notes if any(start <= note.start_beat < stop for start, stop in laid.spans)]
    if not sung:
        raise BadEdit.of("lyrics", f"There is nothing to sing, or {player.name.lower()} has no notes for it.")
    octave = _octave(sung, singers.tessitura(wish))
    plain = tuple(replace(note, pitch=note.pitch + octave, tags=note.tags) for note in sung)
    made = replace(known, notes=plain, voice=PREFIX + wish.voice) if known else writing.part(plain, plan.brief)
    rest = replace(player, notes=tuple(note for note in player.notes if not _is_under(note, laid.spans)))
    others = [rest if part.id == player.id else part for part in score.parts]
    parts = [made if part.id == made.id else part for part in score.parts] if known else [made, *others]
    text = f"{_lines(len(lines) - len(laid.left_out))} sung by {wish.voice}"
    text += f", {_lines(len(laid.left_out))} left out" if laid.left_out else ""
    done = replace(score, plan=plan, parts=tuple(part for part in parts if part.notes))
    return Edited(done, (), (made.id, *(() if known else (player.id,))), text, new_parts=(made.id,))


def _wish(old: SingingWish, edit: SetSinging) -> SingingWish:
    """What is sung after an edit that brings words."""
    said = {
        name: value
        for name in ("voice", "expression", "harmonies", "tessitura", "compass", "lyrics", "language")
        if (value := getattr(edit, name)) is not None
    }
    return respelled(replace(old, alone=False, **said), edit.respelled)


def _tune(score: Score, named: str | None) -> Part:
    """The part whose tune is to be sung."""
    if named is not None:
        return edited.movable(score, named)
    lead = next((part for part in score.parts if part.role == "lead" and not part.frozen), None)
    if lead is None:
        played = ", ".join(part.id for part in score.parts if not part.is_drums)
        raise BadEdit.of("part", f"Nobody plays a lead that could be sung; name the part to be sung: {played}.")
    return lead


def _is_under(note: Note, spans: Sequence[tuple[float, float]]) -> bool:
    return any(start < note.start_beat + note.length_beats and note.start_beat < stop for start, stop in spans)


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


def _octave(notes: Sequence[Note], tessitura: tuple[int, int]) -> int:
    """By how many octaves a tune moves so that its singer is strained least."""
    low, high = tessitura

    def strain(octave: int) -> tuple[int, int]:
        pitches = [note.pitch + octave for note in notes]
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


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
