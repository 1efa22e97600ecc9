"""Composing single sections of a score anew, and putting what was composed into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from backend.studio.composer import arrange, seating, styles
from backend.studio.composer import setting as settings
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import ANY, Seeds
from backend.studio.composer.setting import Setting
from backend.studio.constraints import OwnSeed
from backend.studio.errors import BadEdit
from backend.studio.score import MOMENT, Note, Part, Plan, Score, Section


@dataclass(frozen=True)
class Edited:
    """A changed score, and what changed: keys of sections, ids of parts, and a line for people.

    ``new_parts`` and ``new_rides`` are the parts and sections whose level in the mix has to be found anew;
    ``is_another`` if nothing of the old song is left, nor of how the desk stood for it.
    """

    score: Score
    sections: tuple[str, ...]
    parts: tuple[str, ...]
    text: str
    new_parts: tuple[str, ...] = ()
    new_rides: tuple[str, ...] = ()
    is_another: bool = False


def reseeded(plan: Plan, section: str, part: str, seed: int) -> Plan:
    """The same plan with a seed for a section and a part (``*`` for all), in the place of those it makes void."""
    left = [own for own in plan.seeds if not (section in (own.section, ANY) and part in (own.part, ANY))]
    return replace(plan, seeds=(*left, OwnSeed(section, part, seed)))


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


def rewritten(score: Score, indices: Iterable[int], seeds: Seeds, *, parts: Collection[str] | None = None) -> Score:
    """The same score with sections composed anew: all parts in them, or those that are named; never a frozen one.

    Parameters
    ----------
    indices : of the sections
    seeds : what to draw from; its overrides say what becomes different
    """
    wanted = list(indices)
    by_style: dict[str, list[int]] = {}
    for index in wanted:
        by_style.setdefault(score.plan.sections[index].style, []).append(index)
    for style, own in by_style.items():
        song = company(score, seeds)
        song = replace(song, style=styles.find(style) if style else song.style)
        composed = {part.id: part for part in arrange.write(song, seeds).parts}
        for index in own:
            score = _put(score, index, composed, song, parts)
    return without_empty(score)


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


def find(score: Score, id_: str) -> Part:
    """The part of that id.

    Raises
    ------
    BadEdit
        if there is none
    """
    found = next((part for part in score.parts if part.id == id_), None)
    if found is None:
        names = ", ".join(part.id for part in score.parts)
        raise BadEdit.of("part", f"There is no part {id_!r}; the song has {names}.")
    return found


def movable(score: Score, id_: str) -> Part:
    """The part of that id, if it is not frozen.

    Raises
    ------
    BadEdit
        if there is none, or it is frozen
    """
    part = find(score, id_)
    if part.frozen:
        raise BadEdit.of("part", f"Part {id_!r} is frozen; let go of it first.")
    return part


def writable(score: Score, id_: str) -> Part:
    """The part of that id, if its notes may be written anew.

    Raises
    ------
    BadEdit
        if there is none, it is frozen, or somebody brought its notes
    """
    part = movable(score, id_)
    if part.given:
        raise BadEdit.of("part", f"The notes of part {id_!r} were brought and stay; set them by hand to change them.")
    return part


def section_at(plan: Plan, index: int) -> Section:
    """The section at a place.

    Raises
    ------
    BadEdit
        if there is none
    """
    if not 0 <= index < len(plan.sections):
        raise BadEdit.of("section", f"There is no section {index}; the song has 0..{len(plan.sections) - 1}.")
    return plan.sections[index]


def _put(score: Score, index: int, composed: Mapping[str, Part], song: Setting, only: Collection[str] | None) -> Score:
    plan, section = score.plan, score.plan.sections[index]
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    parts = [
        part
        if part.is_fixed or (only is not None and part.id not in only)
        else replaced(part, start, stop, notes_in(composed[part.id], plan, section) if part.id in composed else [])
        for part in score.parts
    ]
    here = {part.id for part in parts}
    for player in song.players:
        if player.id in composed and player.id not in here and (only is None or player.id in only):
            notes = notes_in(composed[player.id], plan, section)
            parts += [_named(replace(composed[player.id], notes=tuple(notes)), player)] if notes else []
    return replace(score, parts=tuple(parts))


def _named(part: Part, player: Player) -> Part:
    """The same part, told apart by its style if it came with one."""
    _, _, style = player.id.partition(seating.OF_STYLE)
    return replace(part, name=f"{part.name} ({styles.find(style).label})") if style else part
