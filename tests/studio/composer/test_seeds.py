"""The seed tree: branches are independent, and the same in every process."""

from collections import Counter

import pytest

from backend.studio.composer.seeds import Seeds, draw
from backend.studio.constraints import OwnSeed
from backend.studio.score import Section


def test_the_same_branch_gives_the_same_numbers():
    assert Seeds(7).rng("drums", "A").random() == Seeds(7).child("drums").rng("A").random()


def test_branches_and_seeds_differ():
    draws = [Seeds(seed).rng(*path).random() for seed in (1, 2) for path in (("drums",), ("bass",), ("drums", "A"))]
    assert len(set(draws)) == len(draws)


def test_numbers_do_not_change_from_process_to_process():
    assert Seeds(7).rng("drums").bit_generator.random_raw() == 13739470655457353407


def test_draws_follow_their_weights():
    rng = Seeds(1).rng()
    counts = Counter(draw(rng, {"often": 3.0, "seldom": 1.0, "never": 0.0}) for _ in range(2000))
    assert 1400 < counts["often"] < 1600 and counts["never"] == 0


@pytest.mark.parametrize(
    ("overrides", "seed"),
    [
        ((), 7),
        ((OwnSeed("B2", "lead", 1),), 1),
        ((OwnSeed("B1", "lead", 1),), 7),
        ((OwnSeed("B2", "bass", 1),), 7),
        ((OwnSeed("*", "lead", 1), OwnSeed("B", "*", 2)), 2),
        ((OwnSeed("B2", "*", 1), OwnSeed("B", "lead", 2)), 1),
        ((OwnSeed("B", "lead", 1), OwnSeed("B", "*", 2)), 1),
        ((OwnSeed("B", "lead", 1), OwnSeed("B", "lead", 2)), 2),
    ],
)
def test_a_section_and_a_part_may_have_a_seed_of_their_own(overrides, seed):
    section = Section("B", "chorus", "Chorus 2", 8, 4, 0.9, ("lead",), "half", "B2")
    found = Seeds(7, overrides=overrides).child("part").of(section, "lead")
    assert (found.seed, found.path) == (seed, ("part",))
