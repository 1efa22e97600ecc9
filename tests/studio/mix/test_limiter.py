"""The limiter never lets a peak through and moves gently."""

from __future__ import annotations

import numpy as np

from backend.studio.mix.curve import HOP, gains
from backend.studio.mix.limiter import limit


def test_no_frame_of_a_hop_passes_the_ceiling() -> None:
    levels = np.random.default_rng(1).exponential(0.4, 5000).astype(np.float32)
    curve = gains(limit(levels, 0.5), len(levels) * HOP).reshape(-1, HOP)
    assert (curve.max(axis=1) * levels).max() <= 0.5 * (1 + 1e-6)


def test_what_is_below_the_ceiling_is_left_alone() -> None:
    assert (limit(np.full(100, 0.4, np.float32), 0.5) == 1).all()


def test_the_gain_is_down_before_the_peak_and_comes_back_after() -> None:
    levels = np.full(6000, 0.1, np.float32)
    levels[1000] = 1.0
    curve = limit(levels, 0.5)
    assert curve[1000] <= 0.5
    assert np.diff(curve[980:1000]).min() > -0.1
    assert curve[5999] > 0.99
