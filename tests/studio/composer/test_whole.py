"""A whole song, and seeds of their own for some of it."""

from __future__ import annotations

import pytest
from songs import brief

from backend.studio.composer import rewriting, whole
from backend.studio.constraints import OwnSeed
from backend.studio.score import Score


def notes(score: Score, id_: str, key: str) -> list:
    section = next(one for one in score.plan.sections if one.key == key)
    part = next((one for one in score.parts if one.id == id_), None)
    return rewriting.notes_in(part, score.plan, section) if part else []


@pytest.mark.parametrize("style", ["pop", "jazz_trio", "techno"])
@pytest.mark.parametrize(("section", "part"), [("B", "*"), ("B2", "*"), ("A", "lead"), ("A1", "bass"), ("*", "bass")])
def test_a_seed_of_its_own_changes_what_it_is_for_and_nothing_else(style, section, part):
    plain = whole.compose(brief(style, seed=4))
    seeded = [whole.compose(brief(style, seed=4, seeds=(OwnSeed(section, part, seed),))) for seed in (5, 6, 7, 8)]
    changed = set()
    for score in seeded:
        assert score.plan.harmony == plain.plan.harmony
        for one in plain.plan.sections:
            for id_ in {*(p.id for p in plain.parts), *(p.id for p in score.parts)}:
                meant = section in ("*", one.letter, one.key) and part in ("*", id_)
                if notes(score, id_, one.key) != notes(plain, id_, one.key):
                    assert meant, (id_, one.key)
                    changed.add((id_, one.key))
    named = [one for one in plain.plan.sections if section in ("*", one.letter, one.key) and one.layers]
    assert changed or not any(part in ("*", "lead") and "lead" in one.layers for one in named)


def test_the_closer_of_two_seeds_wins_whatever_their_order():
    loose, close = OwnSeed("*", "lead", 5), OwnSeed("B1", "lead", 6)
    both = [whole.compose(brief("pop", seed=4, seeds=seeds)) for seeds in ((loose, close), (close, loose))]
    assert both[0].parts == both[1].parts
    alone = whole.compose(brief("pop", seed=4, seeds=(close,)))
    assert notes(both[0], "lead", "B1") == notes(alone, "lead", "B1")
