"""Half the multiplications make the same convolution."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.voice.bent_convolution import BentConvolution
from backend.studio.voice.toom_cook import Floats, evaluated

RNG = np.random.default_rng(11)


def floats(*shape: int) -> Floats:
    return RNG.standard_normal(shape).astype(np.float32)


def plain(v: Floats, weights: Floats, bias: Floats, dilation: int) -> Floats:
    """The definition, in double precision."""
    taps, frames = weights.shape[2], v.shape[1]
    wide = np.pad(v + np.sin(v.astype(np.float64)) ** 2, ((0, 0), (taps // 2 * dilation,) * 2))
    shifted = (wide[:, tap * dilation :][:, :frames] for tap in range(taps))
    made = sum(weights[:, :, tap] @ one for tap, one in enumerate(shifted)) + bias[:, None]
    return np.asarray(made, np.float32)


@pytest.mark.parametrize("taps", [1, 3, 7, 11])
@pytest.mark.parametrize("dilation", [1, 3, 5])
@pytest.mark.parametrize("frames", [1, 50, 1300])
def test_it_is_the_convolution(taps: int, dilation: int, frames: int) -> None:
    signal, factor, summand, bias = floats(6, frames), floats(6), floats(6), floats(8)
    weights = floats(8, 6, taps)
    convolve = BentConvolution(evaluated(weights), bias, taps, dilation)
    out = np.empty((8, frames), np.float32)
    convolve(signal, factor, summand, out)
    exact = plain(signal * factor[:, None] + summand[:, None], weights, bias, dilation)
    assert np.allclose(out, exact, atol=1e-5 * np.abs(exact).max())


def test_it_is_added_to_what_is_there() -> None:
    signal, factor, summand, bias, weights = floats(4, 700), floats(4), floats(4), floats(4), floats(4, 4, 7)
    convolve = BentConvolution(evaluated(weights), bias, 7, 3)
    out = floats(4, 700)
    before = out.copy()
    convolve(signal, factor, summand, out, adds=True)
    exact = before + plain(signal * factor[:, None] + summand[:, None], weights, bias, 3)
    assert np.allclose(out, exact, atol=1e-5 * np.abs(exact).max())


def test_a_loud_signal_is_bent_as_well() -> None:
    signal, weights = np.full((1, 9), 1000.0, np.float32), np.ones((1, 1, 1), np.float32)
    out = np.empty_like(signal)
    one = np.ones(1, np.float32)
    BentConvolution(evaluated(weights), np.zeros(1, np.float32), 1, 1)(signal, one, 0 * one, out)
    assert np.allclose(out, 1000 + np.sin(1000.0) ** 2, rtol=0, atol=1e-3)
