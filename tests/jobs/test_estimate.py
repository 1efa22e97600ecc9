"""How well the time a job takes is guessed."""

from __future__ import annotations

import random
from statistics import median

import pytest

from backend.jobs.estimate import Estimates, Line, fit, left

LENGTHS = (10.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 240.0, 300.0)


def took(rng, length_s):
    """A busy machine: 0.4 s and 15 ms a second, a fifth up or down, and now and then three times as long."""
    noise = rng.lognormvariate(0.0, 0.15) * (3.0 if rng.random() < 0.1 else 1.0)
    return (0.4 + 0.015 * length_s) * noise


@pytest.mark.parametrize("seed", range(5))
def test_after_twenty_songs_of_mixed_length_the_guess_is_good(seed):
    rng = random.Random(seed)
    done = [(length, took(rng, length)) for length in rng.choices(LENGTHS, k=20)]
    line = fit(done, Line(2.0, 0.05))
    errors = [abs(line.at(length) / (0.4 + 0.015 * length) - 1.0) for length, _ in done]
    assert median(errors) < 0.25
    assert sorted(errors)[int(0.9 * len(errors))] < 0.5


def test_nothing_known_is_the_prior_or_nothing():
    assert fit([], Line(1.0, 0.1)) == Line(1.0, 0.1)
    assert fit([], None) is None


def test_few_songs_move_the_prior_to_meet_them():
    assert fit([(60.0, 14.0)], Line(1.0, 0.1)).at(60.0) == pytest.approx(14.0)
    assert fit([(60.0, 14.0)], Line(1.0, 0.1)).at(120.0) == pytest.approx(26.0)


def test_songs_of_one_length_say_nothing_of_others_without_a_prior():
    assert fit([(60.0, 3.0)] * 8, None) == Line(3.0, 0.0)


def test_longer_songs_never_take_less():
    line = fit([(10.0 * n, 10.0 - n) for n in range(8)], None)
    assert line.per_s == 0.0
    assert line.fixed_s >= 0.0


@pytest.mark.parametrize(
    ("elapsed_s", "progress", "expected"), [(0.0, 0.0, 10.0), (5.0, 0.5, 5.0), (20.0, 0.5, 10.0), (9.0, 1.0, 0.0)]
)
def test_what_is_left_is_the_undone_part(elapsed_s, progress, expected):
    assert left(10.0, elapsed_s, progress) == expected


def test_a_line_is_remembered_for_a_moment(database):
    now = [0.0]
    estimates = Estimates({}, clock=lambda: now[0])
    with database.transaction() as session:
        assert estimates.line(session.connection(), "music") is None
        estimates._priors = {"music": Line(1.0, 0.1)}
        assert estimates.line(session.connection(), "music") is None
        now[0] = 3.0
        assert estimates.line(session.connection(), "music") == Line(1.0, 0.1)
