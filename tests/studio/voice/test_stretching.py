"""From speech to song: vowels are stretched in their middle, consonants keep their course, short words get time."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.voice import articulation, hearing
from backend.studio.voice.speech import Reading
from backend.studio.voice.spelling import Role, Sound
from backend.studio.voice.stretching import Stretch
from backend.studio.voice.timing import Placed

SOUNDS = (Sound("", Role.EDGE, 0), Sound("d", Role.ONSET, 0), Sound("ˈɑ", Role.VOWEL, 0), Sound("", Role.EDGE, 0))
COUNTS = (1, 1, 2, 1)


def reading(*steps: int) -> Reading:
    frames = 2 * sum(steps)
    return Reading(np.array(steps), np.linspace(100, 200, frames), np.linspace(0, 8, frames), None)


def test_small_vowels_get_time_and_the_curves_go_with_them() -> None:
    given = reading(4, 1, 1, 1, 4)
    clear = articulation.clear(given, SOUNDS, COUNTS)
    assert clear.steps.tolist() == [4, 2, 1, 4, 4]
    assert len(clear.hz) == len(clear.energy) == 2 * clear.steps.sum()
    assert (np.diff(clear.hz) >= 0).all()
    assert clear.hz[[0, -1]] == pytest.approx(given.hz[[0, -1]])


def test_what_is_long_enough_stays_as_it_was() -> None:
    given = reading(4, 3, 1, 6, 4)
    assert articulation.clear(given, SOUNDS, COUNTS).steps.tolist() == given.steps.tolist()


def test_vowels_are_heard_earlier_after_some_consonants() -> None:
    marks = np.array([0.0, 0.1, 0.2, 0.5, 0.7])
    after_d = hearing.segments(SOUNDS, marks)
    after_s = hearing.segments((SOUNDS[0], Sound("s", Role.ONSET, 0), *SOUNDS[2:]), marks)
    assert after_s[2] == (0.2, 0.5)
    assert after_d[2] == pytest.approx((0.2 - hearing.EARLIER_S["d"], 0.5))
    assert after_d[1][1] == after_d[2][0]


def test_breath_begins_to_hiss_while_a_vowel_ends() -> None:
    sounds = (SOUNDS[0], Sound("ɑ", Role.VOWEL, 0), Sound(" ", Role.SPACE, 1), Sound("s", Role.ONSET, 1), SOUNDS[2])
    marks = np.array([0.0, 0.1, 0.4, 0.45, 0.55, 0.8])
    vowel, space, hiss, follower = hearing.segments(sounds, marks)[1:]
    begins = 0.45 - hearing.HISS_EARLIER_S["s"]
    assert (*vowel, *space, *hiss) == pytest.approx((0.1, begins, begins, begins, begins, 0.55))
    assert follower == (0.55, 0.8)
    voiced = hearing.segments((*sounds[:3], Sound("z", Role.ONSET, 1), SOUNDS[2]), marks)
    assert voiced[1] == (0.1, 0.45)


def test_vowels_before_what_hisses_get_what_they_lose_to_it() -> None:
    sounds = (*SOUNDS[:3], Sound("s", Role.CODA, 0), SOUNDS[3])
    clear = articulation.clear(reading(4, 2, 1, 1, 3, 4), sounds, (1, 1, 2, 1, 1))
    assert clear.steps.tolist() == [4, 2, 1, articulation.VOWEL + articulation.LOST - 1, 3, 4]


def test_only_the_middle_of_a_long_vowel_is_stretched() -> None:
    placed = (Placed(SOUNDS[1], -0.1, 0.0), Placed(SOUNDS[2], 0.0, 2.0))
    stretch = Stretch(placed, ((0.5, 0.6), (0.6, 0.8)))
    at = lambda *times: stretch.spoken_at(np.array(times)).tolist()  # noqa: E731
    assert at(-0.1, -0.05, 0.0) == pytest.approx([0.5, 0.55, 0.6], abs=1e-4)
    assert at(0.07, 1.93, 2.0) == pytest.approx([0.67, 0.73, 0.8], abs=1e-4)
    assert stretch.sung_at(np.array([0.55, 0.6, 0.7])) == pytest.approx([-0.05, 0.0, 1.0], abs=1e-3)
