"""The seed tree: branches are independent, and the same in every process."""

from collections import Counter

from backend.studio.composer.seeds import Seeds, draw


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
