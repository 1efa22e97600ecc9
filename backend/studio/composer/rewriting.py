"""Composing single sections of a score anew, and putting what was composed into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from backend.studio.composer import arrange, seating, styles
from backend.studio.composer import setting as settings
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import from_score
from backend.studio.score import MOMENT, Note, Part, Plan, Score, Section


def company(score: Score, seeds: Seeds) -> Setting:
    """The setting of a score with all who may play: its parts, the rest of the cast, guests of single sections."""
    song = seating.of_score(score, seeds)
    here = {player.id for player in song.players}
    cast = settings.setting(score.plan, seeds).players
    called = dict.fromkeys(id_ for section in score.plan.sections for id_ in section.layers if id_ not in here)
    guests = [seating.guest(id_, score.plan.brief, seeds) for id_ in called if seating.OF_STYLE in id_]
    order = {player.id: place for place, player in enumerate(cast)}
    everyone = [*song.players, *(player for player in cast if player.id not in here), *filter(None, guests)]
    everyone.sort(key=lambda player: order.get(player.id, len(order)))
    return replace(song, players=tuple(everyone))


def rewritten(
    score: Score,
    indices: Iterable[int],
    seeds: Seeds,
    *,
    parts: Collection[str] | None = None,
    keeps_sung: bool = False,
) -> Score:
    """The same score with sections composed anew: all parts in them, or those that are named; never a frozen one.

    Parameters
    ----------
    indices : of the sections
    seeds : what to draw from; its overrides say what becomes different
    keeps_sung : what is sung stays, and the others make room for it
    """
    by_style: dict[str, list[int]] = {}
    for index in indices:
        by_style.setdefault(score.plan.sections[index].style, []).append(index)
    for style, own in by_style.items():
        song = company(score, seeds)
        stay = {part.id for part in score.parts if part.is_fixed or (keeps_sung and part.is_sung)}
        if parts is not None:
            stay |= {
                id_ for id_ in (*(part.id for part in score.parts), *(p.id for p in song.players)) if id_ not in parts
            }
        held = held_vocals(score, own, stay)
        song = replace(song, style=styles.find(style) if style else song.style, held=held)
        composed = {part.id: part for part in arrange.write(song, seeds).parts}
        for index in own:
            score = _put(score, index, composed, song, stay)
    return without_empty(score)


def held_vocals(score: Score, indices: Collection[int], stay: Collection[str]) -> dict[str, tuple[Note, ...]]:
    """What is sung where nobody writes the vocals anew, by the sections' keys: others make room for it as it is."""
    lead = from_score.lead_vocal(score)
    if lead is None:
        return {}
    kept = [one for index, one in enumerate(score.plan.sections) if lead.id in stay or index not in indices]
    return {section.key: from_score.notes(score, section) for section in kept}


def without_empty(score: Score) -> Score:
    """The same score without parts that have nothing to play."""
    return replace(score, parts=tuple(part for part in score.parts if part.notes))


def notes_in(part: Part, plan: Plan, section: Section) -> list[Note]:
    """The notes of a part that begin in a section."""
    start = plan.start_beat(section)
    return between(part.notes, start, start + section.bars * plan.meter.beats_per_bar)


def between(notes: Sequence[Note], start: float, stop: float) -> list[Note]:
    """The notes that begin from one beat on and before another."""
    return [note for note in notes if start - MOMENT <= note.start_beat < stop - MOMENT]


def replaced(part: Part, start: float, stop: float, notes: Sequence[Note]) -> Part:
    """The same part with these notes in the place of those that begin between two beats."""
    before = [note for note in part.notes if note.start_beat < start - MOMENT]
    after = [note for note in part.notes if note.start_beat >= stop - MOMENT]
    return replace(part, notes=(*before, *notes, *after))


def _put(score: Score, index: int, composed: Mapping[str, Part], song: Setting, stay: Collection[str]) -> Score:
    plan, section = score.plan, score.plan.sections[index]
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    parts = [
        part if part.id in stay else replaced(part, start, stop, _found(part, composed, plan, section))
        for part in score.parts
    ]
    here = {part.id for part in parts}
    for player in song.players:
        if player.id in composed and player.id not in here and player.id not in stay:
            notes = notes_in(composed[player.id], plan, section)
            parts += [_named(replace(composed[player.id], notes=tuple(notes)), player)] if notes else []
    return replace(score, parts=tuple(parts))


def _found(part: Part, composed: Mapping[str, Part], plan: Plan, section: Section) -> list[Note]:
    """What was composed for a part in a section; what is sung stays where it would lose words."""
    new = notes_in(composed[part.id], plan, section) if part.id in composed else []
    old = notes_in(part, plan, section) if part.is_sung else []
    return old if _syllables(new) < _syllables(old) else new


def _syllables(notes: Sequence[Note]) -> int:
    return sum(note.syllable is not None for note in notes)


def _named(part: Part, player: Player) -> Part:
    """The same part, told apart by its style if it came with one."""
    _, _, style = player.id.partition(seating.OF_STYLE)
    return replace(part, name=f"{part.name} ({styles.find(style).label})") if style else part
