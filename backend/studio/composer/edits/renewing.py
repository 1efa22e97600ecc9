"""Writing anew, and varying what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.studio.composer import contest, rewriting, whole
from backend.studio.composer.edits import edited, words
from backend.studio.composer.edits.chords import fresh
from backend.studio.composer.edits.edited import Edited
from backend.studio.composer.edits.kinds import Compose, Regenerate, Vary
from backend.studio.composer.seeds import ANY, Seeds
from backend.studio.composer.vocal import from_score
from backend.studio.errors import BadEdit
from backend.studio.score import Part, Plan, Score


def regenerate(score: Score, edit: Regenerate) -> Edited:
    """Write a section, a part or all of it anew, from a seed that the plan keeps."""
    indices, parts = _aim(score, edit.section, edit.part)
    if edit.chords and (edit.section is None or edit.part is not None):
        raise BadEdit.of("chords", "Other chords are for a whole section: name a section, and no part.")
    if edit.chords and any(part.is_fixed for part in score.parts):
        raise BadEdit.of("chords", "Other chords would not suit the parts that are frozen or were brought.")
    place = ANY if edit.section is None else score.plan.sections[edit.section].key
    plan = edited.reseeded(score.plan, place, edit.part or ANY, edit.seed or 0)
    if edit.chords:
        plan = fresh(plan, indices[0], whole.seeds_of(plan))
    made = rewriting.rewritten(replace(score, plan=plan), indices, whole.seeds_of(plan), parts=parts)
    what = f"new {words.part(score, edit.part)}" if edit.part else "new music"
    text = words.told(score, edit.section, f"{what} over new chords" if edit.chords else what)
    return Edited(made, words.keys(score, indices), words.ids(score, parts), text)


def compose(score: Score, edit: Compose) -> Edited:
    """Write another song to the same brief."""
    if any(part.frozen for part in score.parts):
        raise BadEdit.of("kind", "Frozen parts would not suit another song; let go of them first.")
    seed = edit.seed or 0
    made = whole.compose(contest.with_seed(score.plan.brief, seed))
    everything = tuple(section.key for section in made.plan.sections), tuple(part.id for part in made.parts)
    return Edited(made, *everything, f"another song, from seed {seed}", is_another=True)


def vary(score: Score, edit: Vary) -> Edited:
    """Put in the place of some bars what another seed would have written there."""
    indices, parts = _aim(score, edit.section, edit.part)
    plan, seed = score.plan, edit.seed or 0
    place = ANY if edit.section is None else plan.sections[edit.section].key
    # The plan itself keeps its seeds, and with them its motifs: what is varied is still the same tune.
    other = whole.seeds_of(edited.reseeded(plan, place, edit.part or ANY, seed))
    variant = {part.id: part for part in rewriting.rewritten(score, indices, other, parts=parts).parts}
    dice = Seeds(seed).child("vary")
    made = [
        _mixed(part, variant[part.id], plan, indices, share=edit.amount / 100, dice=dice.child(part.id))
        if part.id in variant and not part.is_fixed and (parts is None or part.id in parts)
        else part
        for part in score.parts
    ]
    what = f"{words.part(score, edit.part)} " if edit.part else ""
    text = words.told(score, edit.section, f"{what}varied by {edit.amount:g} %")
    changed = rewriting.without_empty(replace(score, parts=tuple(made)))
    return Edited(changed, words.keys(score, indices), words.ids(score, parts), text)


def _aim(score: Score, section: int | None, part: str | None) -> tuple[list[int], tuple[str, ...] | None]:
    """Which sections and parts are meant; None for all parts."""
    if part is not None:
        edited.writable(score, part)
    elif all(each.is_fixed for each in score.parts):
        raise BadEdit.of("part", "All parts are frozen or were brought; there is nothing to write anew.")
    if section is None:
        return list(range(len(score.plan.sections))), None if part is None else (part,)
    edited.section_at(score.plan, section)
    return [section], None if part is None else (part,)


def _mixed(part: Part, other: Part, plan: Plan, indices: Sequence[int], *, share: float, dice: Seeds) -> Part:
    """A part with some bars of another, as many of each section as the share says."""
    bar = plan.meter.beats_per_bar
    for index in indices:
        section = plan.sections[index]
        begins = [plan.start_beat(section) + number * bar for number in range(section.bars)]
        if part.is_sung:
            other = replace(part, notes=tuple(from_score.repitched(part.notes, other.notes)))
        new = {start: rewriting.between(other.notes, start, start + bar) for start in begins}
        unlike = [start for start in begins if new[start] != rewriting.between(part.notes, start, start + bar)]
        # Whatever is more than nothing changes at least a bar.
        count = min(len(unlike), int(np.ceil(share * section.bars - 1e-9)))
        for place in sorted(dice.rng(section.key).permutation(len(unlike))[:count].tolist()):
            start = unlike[place]
            part = rewriting.replaced(part, start, start + bar, new[start])
    return part
