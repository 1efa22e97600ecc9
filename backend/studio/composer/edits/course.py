"""The course of a song: sections that come, go, move and return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase

from backend.studio.composer import form, layers, motifs, rewriting, whole
from backend.studio.composer import setting as settings
from backend.studio.composer.edits import chords, cutting, edited, words
from backend.studio.composer.edits.cutting import Block
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import END, MIDDLE, START, Delete, Duplicate, Extend, Insert, Move
from backend.studio.composer.rules import Row
from backend.studio.composer.seeds import ANY
from backend.studio.composer.vocal import from_score
from backend.studio.constraints import OwnSeed
from backend.studio.errors import BadEdit
from backend.studio.score import Score, Section

PLAIN_ENERGY = 0.5
OPEN = "open"


def extend(score: Score, edit: Extend) -> Edited:
    """Go on for so many bars: before the first section, before the one that ends the song, or after any."""
    sections = score.plan.sections
    if edit.at == MIDDLE and edit.section is None:
        raise BadEdit.of("section", "Say after which section the song goes on.")
    if edit.at == START:
        place, like, where = 0, sections[0], "start"
    elif edit.at == END:
        place = max(0, len(sections) - 1)
        like, where = sections[max(0, place - 1)], "end"
    else:
        like = edited.section_at(score.plan, edit.section or 0)
        place, where = (edit.section or 0) + 1, f"end of {like.name.lower()}"
    made = _inserted(score, place, like.role, bars=edit.bars, energy=like.energy, seed=edit.seed)
    return replace(made, text=f"{edit.bars} bars more at the {where}")


def insert(score: Score, edit: Insert) -> Edited:
    """Put a new section in."""
    _place(score, edit.before)
    usual = [section.energy for section in score.plan.sections if section.role == edit.role]
    energy = edit.energy if edit.energy is not None else (usual or [PLAIN_ENERGY])[0]
    return _inserted(score, edit.before, edit.role, bars=edit.bars, energy=energy, seed=edit.seed)


def delete(score: Score, edit: Delete) -> Edited:
    """Take a section out."""
    gone = edited.section_at(score.plan, edit.section)
    if len(score.plan.sections) == 1:
        raise BadEdit.of("section", "The only section of a song cannot be taken out.")
    blocks = cutting.cut(score)
    del blocks[edit.section]
    return _joined(score, blocks, f"{gone.name.lower()} taken out")


def move(score: Score, edit: Move) -> Edited:
    """Put a section in another place."""
    moved = edited.section_at(score.plan, edit.section)
    _place(score, edit.before)
    if edit.before in (edit.section, edit.section + 1):
        raise BadEdit.of("before", f"Section {edit.section} stands before section {edit.section + 1} already.")
    blocks = cutting.cut(score)
    blocks.insert(edit.before, blocks[edit.section])
    del blocks[edit.section + (edit.before < edit.section)]
    before = score.plan.sections[edit.before].name.lower() if edit.before < len(score.plan.sections) else "the end"
    return _joined(score, blocks, f"{moved.name.lower()} moved before {before}")


def duplicate(score: Score, edit: Duplicate) -> Edited:
    """Play a section again; the copy of one that ends the song comes before it."""
    section = edited.section_at(score.plan, edit.section)
    last = edit.section == len(score.plan.sections) - 1
    before = edit.before if edit.before is not None else edit.section + (not last)
    _place(score, before)
    blocks = cutting.cut(score)
    key = _new_key(score, section.letter)
    again = replace(blocks[edit.section], section=replace(section, key=key))
    blocks.insert(before, again)
    seeds = [replace(own, section=key) for own in score.plan.seeds if own.section == section.key]
    score = replace(score, plan=replace(score.plan, seeds=(*score.plan.seeds, *seeds)))
    return _joined(score, blocks, f"{section.name.lower()} played again", new=key)


def _inserted(score: Score, place: int, role: str, *, bars: int, energy: float, seed: int | None) -> Edited:
    plan, beats = score.plan, bars * score.plan.meter.beats_per_bar
    seeds = replace(whole.seeds_of(plan), overrides=())
    setting = settings.setting(plan, seeds)
    letter = _new_letter(score)
    key = _new_key(score, letter)
    row = Row(role, letter, bars, energy)
    playing = layers.layers([row], setting.players, plan.brief)[0]
    section = Section(letter, role, form.title_of(role), 0, bars, energy, playing, OPEN, key)
    plan = replace(plan, seeds=(*plan.seeds, OwnSeed(key, ANY, seed or 0)))
    own = whole.seeds_of(plan).of(section, ANY)
    known = cutting.motifs_of(plan)
    known[letter] = motifs.motif(setting.style.melody, role=role, meter=plan.meter, rng=own.rng("motif", letter))
    blocks = cutting.cut(score)
    beside = blocks[min(place, len(blocks) - 1)]
    block = Block(section, tuple(chords.fitted(beside.chords, beats)), ((0.0, beside.tempo[0][1]),))
    blocks.insert(place, block)
    pasted = cutting.paste(replace(score, plan=plan), blocks, known)
    pasted = replace(pasted, plan=chords.fresh(pasted.plan, place, whole.seeds_of(pasted.plan)))
    return _finished(score, rewriting.rewritten(pasted, [place], whole.seeds_of(pasted.plan)), {key}, f"new {role}")


def _joined(score: Score, blocks: Sequence[Block], text: str, *, new: str = "") -> Edited:
    pasted = cutting.paste(score, blocks, cutting.motifs_of(score.plan))
    return _finished(score, pasted, {new} - {""}, text)


def _finished(before: Score, pasted: Score, new: set[str], text: str) -> Edited:
    """Mend the ends, and say what changed."""
    mended, indices = cutting.mended(pasted)
    changed = new | set(words.keys(mended, indices))
    keys = tuple(section.key for section in mended.plan.sections if section.key in changed)
    done = from_score.renumbered(rewriting.without_empty(cutting.lasting(mended, before.plan)))
    return Edited(done, keys, tuple(part.id for part in done.parts), text, new_rides=keys)


def _place(score: Score, place: int) -> None:
    count = len(score.plan.sections)
    if not 0 <= place <= count:
        raise BadEdit.of("before", f"There is no place {place}; sections stand in the places 0..{count}.")


def _new_letter(score: Score) -> str:
    """A letter that no section has: the last ones of the alphabet first, since forms begin with the others."""
    taken = {section.letter for section in score.plan.sections}
    back = ascii_uppercase[::-1]
    letters: list[str] = [*back, *(one + other for one in back for other in back)]
    return next(letter for letter in letters if letter not in taken)


def _new_key(score: Score, letter: str) -> str:
    taken = {section.key for section in score.plan.sections} | {own.section for own in score.plan.seeds}
    return next(key for number in range(1, 1000) if (key := f"{letter}{number}") not in taken)
