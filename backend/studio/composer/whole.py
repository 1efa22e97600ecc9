"""A whole song out of a brief: its plan, then its score."""

from __future__ import annotations

from backend.studio.brief import Brief
from backend.studio.composer import arrange, form
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Plan, Score


def compose(brief: Brief) -> Score:
    """Write the score of a brief.

    Raises
    ------
    UnknownName
        if the brief names a style, an instrument or a mode that is not there
    """
    plan = form.plan(brief, Seeds(brief.seed, overrides=brief.seeds))
    return arrange.compose(plan, seeds_of(plan))


def seeds_of(plan: Plan) -> Seeds:
    """The seed tree of a plan: what is written and played anew draws from it."""
    return Seeds(plan.brief.seed, overrides=plan.seeds)
