"""Other instruments, other pitches, notes by hand, and parts that are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from backend.studio.composer import arrange, instruments, rewriting
from backend.studio.composer.asked import moving
from backend.studio.composer.edits import edited, words
from backend.studio.composer.edits.chords import moved
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import Freeze, HandNote, SetInstrument, SetNotes, Transpose
from backend.studio.composer.instruments import Instrument
from backend.studio.composer.part_rules import LANES
from backend.studio.composer.vocal import by_hand, from_score, singers
from backend.studio.errors import BadEdit, StudioError
from backend.studio.score import MOMENT, Chord, Note, Part, Plan, Score
from backend.studio.singing import SingingWish, Syllable, Touch, respelled

OCTAVES = (0, 12, -12, 24, -24)


def set_instrument(score: Score, edit: SetInstrument) -> Edited:
    """Give a part to another instrument; what it cannot reach moves by octaves."""
    part, other = edited.movable(score, edit.part), instruments.find(edit.instrument)
    if part.is_sung:
        raise BadEdit.of("part", f"{part.name} are sung; another voice comes with an edit of the kind 'singing'.")
    if other.is_drums != part.is_drums:
        message = f"{other.label} cannot play {part.name}: drums are for drum kits, and drum kits for drums."
        raise BadEdit.of("instrument", message)
    notes = _on_kit(part, other) if other.is_drums else _within(part.notes, other)
    given = arrange.at(replace(part, notes=notes), other)
    text = f"{words.part(score, part.id)}: {other.label.lower()} instead of {part.detail.lower()}"
    return Edited(_with(score, given), (), (part.id,), text, new_parts=(part.id,))


def transpose(score: Score, edit: Transpose) -> Edited:
    """Move notes: with the key of the song, with the chords of a section, or those of a part alone."""
    by, plan = edit.semitones, score.plan
    indices = range(len(plan.sections)) if edit.section is None else [edit.section]
    section = None if edit.section is None else edited.section_at(plan, edit.section)
    if edit.part is not None:
        edited.movable(score, edit.part)
    start = plan.start_beat(section) if section else 0.0
    stop = start + section.bars * plan.meter.beats_per_bar if section else plan.end_beat + 1
    chosen = [p for p in score.parts if edit.part in (None, p.id) and not p.is_drums and not p.frozen]
    if edit.part is None:
        if section is None:
            roles = {part.role for part in chosen if part.given}
            plan = replace(plan, brief=moving.transposed(plan.brief, by, given_roles=roles))
        plan = _moved_chords(plan, by, start, stop)
    moves = {part.id: by + _eased(part, by, start, stop, plan.brief.singing) * (edit.part is None) for part in chosen}
    done = {part.id: _transposed(part, moves[part.id], start, stop) for part in chosen}
    parts = tuple(done.get(part.id, part) for part in score.parts)
    what = f"{words.part(score, edit.part)} " if edit.part else ""
    text = words.told(score, edit.section, f"{what}{'up' if by >= 0 else 'down'} by {abs(by)} semitones")
    return Edited(replace(score, plan=plan, parts=parts), words.keys(score, indices), tuple(done), text)


def freeze(score: Score, edit: Freeze) -> Edited:
    """Keep parts from later edits, or let go of them."""
    if not edit.parts:
        raise BadEdit.of("parts", "No part was named.")
    named = {edited.find(score, id_).id for id_ in edit.parts}
    parts = tuple(replace(part, frozen=edit.frozen) if part.id in named else part for part in score.parts)
    text = f"{', '.join(words.part(score, id_) for id_ in edit.parts)}: {'frozen' if edit.frozen else 'let go'}"
    return Edited(replace(score, parts=parts), (), (), text)


def set_notes(score: Score, edit: SetNotes) -> Edited:
    """Put notes by hand in the place of a part's own."""
    part, plan, bar = edited.movable(score, edit.part), score.plan, score.plan.meter.beats_per_bar
    if edit.from_bar >= plan.bars:
        raise BadEdit.of("from_bar", f"There is no bar {edit.from_bar}; the song has 0..{plan.bars - 1}.")
    last = plan.bars if edit.bars is None else min(plan.bars, edit.from_bar + edit.bars)
    start, stop = edit.from_bar * bar, last * bar
    for note in edit.notes:
        if not start - MOMENT <= note.start_beat < stop - MOMENT:
            raise BadEdit.of("notes", f"A note begins on beat {note.start_beat:g}, outside {start:g}..{stop:g}.")
    wish = respelled(plan.brief.singing, edit.respelled)
    plan = replace(plan, brief=replace(plan.brief, singing=wish))
    changed = rewriting.replaced(part, start, stop, _by_hand(edit.notes, part, plan, start))
    if not changed.notes:
        raise BadEdit.of("notes", f"Part {part.id!r} would have no note left.")
    first, end = plan.section_index(start), plan.section_index(stop - bar / 2)
    text = f"{words.part(score, part.id)}: bars {edit.from_bar + 1} to {last} by hand"
    made = _with(replace(score, plan=plan), changed)
    made = from_score.renumbered(made) if part.is_sung else made
    return Edited(made, words.keys(score, range(first, end + 1)), (part.id,), text)


def _by_hand(given: Iterable[HandNote], part: Part, plan: Plan, start: float) -> list[Note]:
    """The notes that somebody wrote; of two on one key at once the longer one."""
    struck: dict[tuple[float, int], HandNote] = {}
    for one in sorted(given, key=lambda one: (one.start_beat, one.pitch, -one.length_beats)):
        struck.setdefault((one.start_beat, one.pitch), one)
    wrote = list(struck.values())
    notes = [_written(one, plan) for one in wrote]
    if not any(one.is_sung for one in wrote):
        return notes
    if not part.is_sung:
        raise BadEdit.of("notes", f"Part {part.id!r} is played; only what is sung has syllables and touches.")
    before = [note.syllable.line for note in part.line if note.syllable and note.start_beat < start]
    try:
        return by_hand.lay(notes, [one.lyric for one in wrote], plan.brief.singing, before[-1] if before else 0)
    except StudioError as wrong:
        raise BadEdit.of("notes", wrong.message) from wrong


def _written(given: HandNote, plan: Plan) -> Note:
    length = min(given.length_beats, plan.end_beat - given.start_beat)
    syllable = Syllable(**vars(given.syllable)) if given.syllable else None
    touch = Touch(**vars(given.touch)) if given.touch else None
    return Note(given.start_beat, length, given.pitch, given.velocity, ("hand",), syllable, touch)


def _with(score: Score, changed: Part) -> Score:
    return replace(score, parts=tuple(changed if part.id == changed.id else part for part in score.parts))


def _within(notes: tuple[Note, ...], instrument: Instrument) -> tuple[Note, ...]:
    """All notes moved by the same octaves, so that most can be played, and the others by octaves of their own."""

    def missed(octave: int) -> tuple[int, int]:
        return sum(not instrument.low <= note.pitch + octave <= instrument.high for note in notes), abs(octave)

    shift = min(OCTAVES, key=missed)
    return _unison(replace(note, pitch=_folded(note.pitch + shift, instrument.low, instrument.high)) for note in notes)


def _folded(pitch: int, low: int, high: int) -> int:
    while pitch < low:
        pitch += 12
    while pitch > high and pitch - 12 >= low:
        pitch -= 12
    return pitch


def _unison(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes without those that meet another on the same key."""
    found: dict[tuple[float, int], Note] = {}
    for note in notes:
        found.setdefault((note.start_beat, note.pitch), note)
    return tuple(found.values())


def _on_kit(part: Part, kit: Instrument) -> tuple[Note, ...]:
    """The notes of drums on the keys where another kit has them."""
    old = instruments.find(part.instrument).keys if part.instrument else {}
    keys: Mapping[int, int] = {old.get(lane, key): kit.keys.get(lane, key) for lane, key in LANES.items()}
    return tuple(replace(note, pitch=keys.get(note.pitch, note.pitch)) for note in part.notes)


def _moved_chords(plan: Plan, by: int, start: float, stop: float) -> Plan:
    brief = plan.brief

    def move(chord: Chord) -> Chord:
        inside = start - MOMENT <= chord.start_beat < stop - MOMENT
        return moved(chord, by, tonic=brief.tonic, mode=brief.mode) if inside else chord

    return replace(plan, harmony=tuple(move(chord) for chord in plan.harmony))


def _eased(part: Part, by: int, start: float, stop: float, wish: SingingWish) -> int:
    """By how many octaves a sung part moves the other way, so that its singer is not strained."""
    own = [note.pitch + by for note in rewriting.between(part.notes, start, stop)] if part.is_sung else []
    low, high = singers.tessitura(wish)

    def strain(octave: int) -> tuple[int, int]:
        return sum(max(low - pitch - octave, pitch + octave - high, 0) for pitch in own), abs(octave)

    return min((0, 12, -12), key=strain)


def _transposed(part: Part, by: int, start: float, stop: float) -> Part:
    own = rewriting.between(part.notes, start, stop)
    over = next((note.pitch + by for note in own if not 0 <= note.pitch + by <= 127), None)
    if over is not None:
        raise BadEdit.of("semitones", f"A note of {part.id!r} would have pitch {over}; 0..127 are allowed.")
    return rewriting.replaced(part, start, stop, [replace(note, pitch=note.pitch + by) for note in own])
