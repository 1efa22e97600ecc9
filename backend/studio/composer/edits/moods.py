"""Tempo, energy and the style of a section."""

from __future__ import annotations

from dataclasses import replace

from backend.studio.composer import layers, players, rewriting, seating, styles, touch, whole
from backend.studio.composer import setting as settings
from backend.studio.composer.arrange import MELODIC_ROLES
from backend.studio.composer.asked import moving
from backend.studio.composer.edits import cutting, edited, words
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import SetEnergy, SetStyle, SetTempo
from backend.studio.composer.players import Player
from backend.studio.composer.rules import Row
from backend.studio.composer.seeds import ANY
from backend.studio.composer.vocal import writing
from backend.studio.errors import BadEdit
from backend.studio.score import MOMENT, Note, Plan, Score, Section
from backend.studio.singing import SUNG_ROLES
from backend.studio.units import FASTEST_BPM, SLOWEST_BPM, TempoMap

TUNEFUL_ROLES = (*MELODIC_ROLES, *SUNG_ROLES)


def set_tempo(score: Score, edit: SetTempo) -> Edited:
    """Another tempo; a song that slows down in places does so as before."""
    plan = score.plan
    if edit.section is None:
        before = plan.tempo.changes[0][1]
        factor = edit.bpm / before
        tempo = TempoMap(tuple((beat, bpm * factor) for beat, bpm in plan.tempo.changes))
        _check(tempo)
        plan = replace(plan, brief=moving.retimed(plan.brief, edit.bpm, before=before), tempo=tempo)
    else:
        plan = replace(plan, tempo=_with_section(plan, edited.section_at(plan, edit.section), edit.bpm))
    text = words.told(score, edit.section, f"{edit.bpm:g} bpm")
    return Edited(cutting.lasting(replace(score, plan=plan), score.plan), (), (), text)


def set_energy(score: Score, edit: SetEnergy) -> Edited:
    """Another energy: players come and go, patterns follow, tunes keep their notes and change their force."""
    plan, old = score.plan, edited.section_at(score.plan, edit.section)
    brief = seating.restyled(plan.brief, old.style) if old.style else plan.brief
    seeds = whole.seeds_of(plan)
    band = settings.setting(replace(plan, brief=brief), seeds).players
    playing = _layers(replace(old, energy=edit.energy), plan, band)
    section = replace(old, energy=edit.energy, layers=(*_singing(score, old), *playing))
    before = {part.id: rewriting.notes_in(part, plan, old) for part in score.parts}
    changed = rewriting.rewritten(_with_index(score, edit.section, section), [edit.section], seeds, keeps_sung=True)
    cast = {player.id: player for player in rewriting.company(changed, seeds).players}
    parts = []
    for part in changed.parts:
        sung = before.get(part.id, [])
        if part.role in TUNEFUL_ROLES and not part.is_fixed and sung and part.id in section.layers:
            by = touch.velocity(cast[part.id], section) - touch.velocity(cast[part.id], old)
            start = plan.start_beat(section)
            stop = start + section.bars * plan.meter.beats_per_bar
            part = rewriting.replaced(part, start, stop, [_louder(note, by) for note in sung])  # noqa: PLW2901
        parts.append(part)
    text = words.told(score, edit.section, f"energy {edit.energy:g} instead of {old.energy:g}")
    done = replace(changed, parts=tuple(parts))
    return Edited(done, (old.key,), words.ids(done, None), text, new_rides=(old.key,))


def set_style(score: Score, edit: SetStyle) -> Edited:
    """Another style for one section: its own players come in, those of the song rest, frozen parts stay."""
    plan, old, style = score.plan, edited.section_at(score.plan, edit.section), styles.find(edit.style)
    plan = edited.reseeded(plan, old.key, ANY, edit.seed or 0)
    seeds = whole.seeds_of(plan)
    own = [share.name for share in plan.brief.styles] == [style.name]
    brief = plan.brief if own else seating.restyled(plan.brief, style.name)
    band = players.cast(brief, style, seeds)
    kept = [part.id for part in score.parts if part.is_fixed and not part.is_sung and part.id in old.layers]
    roles = {part.role for part in score.parts if part.id in kept}
    named = replace(old, style="" if own else style.name)
    playing = _layers(named, plan, [player for player in band if player.rule.role not in roles])
    section = replace(named, layers=(*_singing(score, old), *kept, *playing))
    made = _with_index(replace(score, plan=plan), edit.section, section)
    made = rewriting.rewritten(made, [edit.section], seeds, keeps_sung=True)
    text = words.told(score, edit.section, f"in the style of {style.label}")
    return Edited(made, (old.key,), words.ids(made, None), text, new_rides=(old.key,))


def _singing(score: Score, section: Section) -> tuple[str, ...]:
    """The ids of the parts that are sung in a section: they sing on, whoever plays."""
    return tuple(part.id for part in score.parts if part.is_sung and part.id in section.layers)


def _layers(section: Section, plan: Plan, band: tuple[Player, ...] | list[Player]) -> tuple[str, ...]:
    """Who plays in a section at its energy; guests of its style by their full names."""
    row = Row(section.role, section.letter, section.bars, section.energy)
    is_sung = writing.ID in section.layers
    playing = layers.layers([row], band, plan.brief, sung=[0] if is_sung else [])[0]
    return tuple(f"{id_}{seating.OF_STYLE}{section.style}" if section.style else id_ for id_ in playing)


def _with_index(score: Score, index: int, section: Section) -> Score:
    sections = list(score.plan.sections)
    sections[index] = section
    return replace(score, plan=replace(score.plan, sections=tuple(sections)))


def _with_section(plan: Plan, section: Section, bpm: float) -> TempoMap:
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    before = [change for change in plan.tempo.changes if change[0] < start - MOMENT]
    after = [change for change in plan.tempo.changes if change[0] > stop + MOMENT]
    back = [(stop, plan.tempo.bpm_at(stop))] if stop < plan.end_beat - MOMENT else []
    return TempoMap((*before, (start, bpm), *back, *after))


def _check(tempo: TempoMap) -> None:
    if beyond := [bpm for _, bpm in tempo.changes if not SLOWEST_BPM <= bpm <= FASTEST_BPM]:
        raise BadEdit.of(
            "bpm",
            f"The song would come to {beyond[0]:g} bpm on its way; {SLOWEST_BPM:g} to {FASTEST_BPM:g} are allowed.",
        )


def _louder(note: Note, by: int) -> Note:
    return replace(note, velocity=touch.clipped(note.velocity + by))
