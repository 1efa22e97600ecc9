"""Blocks come out of their file as they went in, and stop when they are called off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backend.studio.errors import Cancelled
from backend.studio.voice import residual, stopping
from backend.studio.voice.bent_convolution import BentConvolution
from backend.studio.voice.toom_cook import Floats, evaluated

RNG = np.random.default_rng(5)
PAIRS = len(residual.DILATIONS)


def floats(*shape: int) -> Floats:
    return (0.3 * RNG.standard_normal(shape)).astype(np.float32)


def test_a_block_adds_what_its_pairs_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(residual, "BLOCKS", {"a": (3, 7), "b": (2, 3)})
    shapes = [(3, 3, 7)] * 2 * PAIRS + [(2, 2, 3)] * 2 * PAIRS
    weights = [floats(*shape) for shape in shapes]
    biases = [floats(shape[0]) for shape in shapes]
    residual.write(weights, biases, tmp_path / "blocks.npy")
    block = residual.read(tmp_path / "blocks.npy")["b"]
    signal, numbers = floats(2, 40), [(floats(2), floats(2)) for _ in range(2 * PAIRS)]
    kept = signal.copy()
    found = block(signal, numbers)
    own = list(zip(weights[2 * PAIRS :], biases[2 * PAIRS :], numbers, strict=True))
    expected = signal.copy()
    for dilation, first, second in zip(residual.DILATIONS, own[::2], own[1::2], strict=True):
        expected = expected + made(made(expected, first, dilation), second, 1)
    assert np.array_equal(signal, kept)
    assert np.allclose(found, expected, atol=1e-6)


def made(signal: Floats, own: tuple[Floats, Floats, tuple[Floats, Floats]], dilation: int) -> Floats:
    weights, bias, numbers = own
    out = np.empty_like(signal)
    BentConvolution(evaluated(weights), bias, weights.shape[2], dilation)(signal, *numbers, out)
    return out


def test_a_block_stops_on_the_way_when_it_is_called_off() -> None:
    stop, done = stopping.Stop(), list[int]()

    def convolution(number: int) -> Callable[..., None]:
        def convolve(*_given: object, adds: bool = False) -> None:
            done.append(number)
            if number == 1:
                stop.end()

        return convolve

    block = residual.Block([convolution(number) for number in range(4)])
    with stopping.under(stop), pytest.raises(Cancelled):
        block(floats(2, 4), [(floats(2), floats(2))] * 4)
    assert done == [0, 1]
