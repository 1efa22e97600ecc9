"""The words that a score has: what is sung in which section, read off its notes and written down as text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby

from backend.studio.composer.vocal import wording
from backend.studio.composer.vocal.wording import Line
from backend.studio.errors import StudioError
from backend.studio.lyrics import text as texts
from backend.studio.score import MOMENT, Note, Part, Score, Section
from backend.studio.singing import VOCAL, SingingWish, Syllable

# A gap inside a line that is a breath, in beats.
GAP = 0.2
# A note that a composer added to a syllable; it is not held because its text says so.
MELISMA = "melisma"
STRESS = ("", "ˌ", "ˈ")
# Sections that come by themselves around the words, and headings of others that have none.
FRAMES, HEADINGS, PLAYED = ("intro", "outro"), {"prechorus": "Pre-chorus"}, {"solo": "Solo", "interlude": "Interlude"}


def lead_vocal(score: Score) -> Part | None:
    """Who sings the words, if anybody does."""
    return next((part for part in score.parts if part.role == VOCAL), None)


def words(score: Score) -> dict[str, tuple[Line, ...]]:
    """The lines of each section in which words are sung, by its key."""
    found = {section.key: lines(notes(score, section)) for section in score.plan.sections}
    return {key: own for key, own in found.items() if own}


def notes(score: Score, section: Section) -> tuple[Note, ...]:
    """What the lead vocal sings in a section, in order."""
    part = lead_vocal(score)
    start = score.plan.start_beat(section)
    stop = start + section.bars * score.plan.meter.beats_per_bar
    return tuple(note for note in part.line if start - MOMENT <= note.start_beat < stop - MOMENT) if part else ()


def lines(sung: Sequence[Note]) -> tuple[Line, ...]:
    """The lines of some notes; notes before the first syllable hold one that is not theirs."""
    return tuple(_line(own) for own in by_line(sung).values())


def by_line(sung: Sequence[Note]) -> dict[int, list[Note]]:
    """The notes of each line, by its number; those without a syllable belong to the one before them."""
    found: dict[int, list[Note]] = {}
    at = None
    for note in sung:
        at = note.syllable.line if note.syllable else at
        if at is not None:
            found.setdefault(at, []).append(note)
    return found


def repitched(sung: Sequence[Note], other: Sequence[Note]) -> list[Note]:
    """The same notes with the pitches that the same syllables have elsewhere."""
    pitches = {_place(note.syllable): note.pitch for note in other if note.syllable}
    return [
        replace(note, pitch=pitches.get(_place(note.syllable), note.pitch)) if note.syllable else note for note in sung
    ]


def renumbered(score: Score) -> Score:
    """The same score, its lines counted as they are sung now, and the text of its words in its brief."""
    order: dict[tuple[str, int], int] = {}
    for section in score.plan.sections:
        for line in by_line(notes(score, section)):
            order[section.key, line] = len(order)
    parts = tuple(_counted(part, score, order) if part.is_sung else part for part in score.parts)
    return with_text(replace(score, parts=parts))


def with_text(score: Score, *, changed: dict[int, str] | None = None) -> Score:
    """The same score, its brief having the words that are sung now; ``changed`` are lines as somebody typed them."""
    wish = score.plan.brief.singing
    if lead_vocal(score) is None:
        return score
    typed = _typed(wish)
    verses = []
    for section in score.plan.sections:
        own = lines(notes(score, section))
        told = [_text(line, typed, wish, changed or {}) for line in own]
        if own or section.role not in FRAMES:
            verses.append("\n".join([f"[{_heading(section, bool(own))}]", *told]))
    singing = replace(wish, lyrics="\n\n".join(verses) + "\n" if words(score) else "")
    return replace(score, plan=replace(score.plan, brief=replace(score.plan.brief, singing=singing)))


def _heading(section: Section, is_sung: bool) -> str:
    if is_sung:
        return HEADINGS.get(section.role, section.role.capitalize())
    return PLAYED.get(section.role, "Instrumental")


def _line(sung: Sequence[Note]) -> Line:
    """A line off its notes."""
    begun = [at for at, note in enumerate(sung) if note.syllable]
    spans = zip(begun, [*begun[1:], len(sung)], strict=True)
    holds = [sum(MELISMA not in note.tags for note in sung[first + 1 : end]) for first, end in spans]
    breaths = tuple(
        number
        for number, at in enumerate(begun)
        if number and sung[at].start_beat - sung[at - 1].start_beat - sung[at - 1].length_beats >= GAP
    )
    return Line(tuple(note.syllable for note in sung if note.syllable), tuple(holds), breaths)


def _counted(part: Part, score: Score, order: dict[tuple[str, int], int]) -> Part:
    """The same part with lines counted through the song and words through their lines."""
    found: list[Note] = []
    at, place = None, 0
    for note in part.notes:
        if note.syllable:
            key = score.plan.sections[score.plan.section_index(note.start_beat)].key
            line = order.get((key, note.syllable.line), note.syllable.line)
            place = 0 if line != at else place + (note.syllable.index == 0)
            at = line
            note = replace(note, syllable=replace(note.syllable, line=line, place=place))  # noqa: PLW2901
        found.append(note)
    return replace(part, notes=tuple(found))


def _typed(wish: SingingWish) -> dict[tuple[object, ...], str]:
    """How the lines of a wish were typed, by what is sung of them."""
    if not wish.is_sung:
        return {}
    found = {}
    for line in texts.parse(wish.lyrics).lines:
        sung = wording.read(line.text, 0, wish.language, wish.respelled)
        found[_sounds(sung)] = line.text
    return found


def _text(line: Line, typed: dict[tuple[object, ...], str], wish: SingingWish, changed: dict[int, str]) -> str:
    """A line as somebody typed it, or as it has to be typed to be sung so."""
    number = line.syllables[0].line
    if number in changed:
        return changed[number]
    return typed.get(_sounds(line)) or _spelled(line, wish)


def _place(syllable: Syllable) -> tuple[int, int, int]:
    return syllable.line, syllable.place, syllable.index


def _sounds(line: Line) -> tuple[object, ...]:
    return tuple((one.word, one.index, one.sounds) for one in line.syllables)


def _spelled(line: Line, wish: SingingWish) -> str:
    """A line as text, with the sounds of those words that would be read otherwise."""
    plain = line.text
    with suppress(StudioError):
        if _sounds(wording.read(plain, 0, wish.language, wish.respelled)) == _sounds(line):
            return plain
    words_ = (list(own) for _, own in groupby(line.syllables, key=lambda one: one.place))
    spelled = " ".join(_respelled(own) for own in words_)
    return spelled if len(spelled) <= texts.MAX_LINE else plain


def _respelled(word: Sequence[Syllable]) -> str:
    """A word with its sounds in brackets."""
    sounds = "".join(STRESS[one.stress] + "".join(one.sounds) for one in word)
    return f"{word[0].word}(/{sounds}/)"
