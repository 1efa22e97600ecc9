"""A whole song out of a brief: its plan, then its score."""

from __future__ import annotations

from dataclasses import replace

from backend.studio.brief import Brief
from backend.studio.composer import arrange, form, rewriting
from backend.studio.composer.seeds import ANY, Seeds
from backend.studio.constraints import OwnSeed
from backend.studio.score import Plan, Score


def compose(brief: Brief) -> Score:
    """Write the score of a brief.

    What has a seed of its own is written last, over the song without such seeds, so that it changes nothing else.

    Raises
    ------
    UnknownName
        if the brief names a style, an instrument or a mode that is not there
    """
    plan = form.plan(brief, Seeds(brief.seed, overrides=brief.seeds))
    score = arrange.compose(replace(plan, seeds=()), Seeds(brief.seed))
    for own in sorted(plan.seeds, key=lambda own: _closeness(own, plan)):
        score = _reseeded(score, own)
    return replace(score, plan=plan)


def seeds_of(plan: Plan) -> Seeds:
    """The seed tree of a plan: what is written and played anew draws from it."""
    return Seeds(plan.brief.seed, overrides=plan.seeds)


def _closeness(own: OwnSeed, plan: Plan) -> tuple[int, bool]:
    """How closely a seed says what it is for: of two for the same notes the closer one is written last."""
    keys = {section.key for section in plan.sections}
    return 0 if own.section == ANY else 2 if own.section in keys else 1, own.part != ANY


def _reseeded(score: Score, own: OwnSeed) -> Score:
    """A score with what a seed is for written anew from it."""
    plan = replace(score.plan, seeds=(own,))
    named = [index for index, one in enumerate(plan.sections) if own.section in (ANY, one.letter, one.key)]
    parts = None if own.part == ANY else (own.part,)
    return rewriting.rewritten(replace(score, plan=plan), named, seeds_of(plan), parts=parts)
