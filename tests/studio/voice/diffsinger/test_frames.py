"""Frames: borders that do not drift, sums that agree, curves from one length of frame to another."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.voice.diffsinger import frames
from backend.studio.voice.diffsinger.frames import HEAD, TAIL


def test_borders_are_rounded_and_never_lengths():
    counts = frames.counted([0.1] * 100, 0.0116)
    assert counts.sum() == round(10 / 0.0116 + 0.5)
    assert set(counts) == {8, 9}


@pytest.mark.parametrize(("length", "expected"), [(8.0, 8), (13.0, 14), (8.4, 9), (8.6, 9), (0.0, 0)])
def test_half_a_frame_is_added_and_halves_go_to_even_numbers(length, expected):
    assert frames.counted([length], 1.0) == [expected]


def test_the_last_bits_of_a_sum_do_not_decide():
    assert np.array_equal(frames.counted([0.1, 0.2, 0.3], 0.1), frames.counted([0.1, 0.2, 0.1 * 3], 0.1))


@pytest.mark.parametrize(
    ("counts", "total", "expected"), [((3, 4, 5), 14, [3, 4, 7]), ((3, 4, 5), 8, [3, 4, 1]), ((3, 4, 5), 2, [2, 0, 0])]
)
def test_the_last_ones_take_the_difference(counts, total, expected):
    assert frames.fitted(np.array(counts), total).tolist() == expected


def test_head_body_and_tail_are_resampled_each_for_itself():
    """A curve that jumps at the borders of its body jumps there in other frames, too."""
    curve = np.concatenate([np.zeros(HEAD), np.full(40, 1.0), np.full(TAIL, 2.0)])
    found = frames.resampled(curve, HEAD + 20 + TAIL, 0.01, 0.02)
    assert np.array_equal(found, np.concatenate([np.zeros(HEAD), np.full(20, 1.0), np.full(TAIL, 2.0)]))


def test_a_body_is_resampled_by_time():
    curve = np.concatenate([np.zeros(HEAD), np.arange(40.0), np.zeros(TAIL)])
    found = frames.resampled(curve, HEAD + 20 + TAIL, 0.01, 0.02)
    assert found[HEAD : HEAD + 4].tolist() == [0, 2, 4, 6]


def test_the_same_frames_are_left_alone():
    curve = np.arange(30.0)
    assert frames.resampled(curve, 30, 0.01, 0.01) is curve
