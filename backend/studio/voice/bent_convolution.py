"""A convolution of a bent signal by the Toom-Cook algorithm, in short stretches.

What is multiplied are matrices, so that the processor is as busy as it can be; all that lies between a signal and its
matrices is done as a stretch of it is read, and as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.studio.jit import kernel
from backend.studio.voice.toom_cook import OF_PRODUCTS, OF_SIGNAL, OUTPUTS, WIDE, Floats, evaluated, pieces_of

# How many frames are worked on at a time: fewer make small matrices, more leave the cache (bench/singing_speed.py).
FRAMES = 512
PI, PER_TURN, HALF = np.float32(np.pi), np.float32(1 / np.pi), np.float32(0.5)
# sin t = t + t³ * (a polynomial of t²), for t between -pi/2 and pi/2.
SINE = np.array([-1.66666667e-1, 8.33333095e-3, -1.98408352e-4, 2.7523971e-6, -2.3836896e-8], np.float32)


@dataclass(frozen=True)
class BentConvolution:
    """A convolution, as long as its signal, of v + sin² v where v is the signal times a factor plus a summand.

    Parameters
    ----------
    values : of the weights, `evaluated`
    bias : [shape=(outputs,)]
    taps : an odd number
    dilation : frames from one tap to the next
    """

    values: Floats
    bias: Floats
    taps: int
    dilation: int

    def __call__(self, signal: Floats, factor: Floats, summand: Floats, out: Floats, *, adds: bool = False) -> None:
        """Write the convolution of a signal [shape=(channels, frames)] into ``out``, or add it to what is there.

        Parameters
        ----------
        factor, summand : [shape=(channels,)]
        """
        _, outputs, rows = self.values.shape
        dilation, pieces = self.dilation, pieces_of(self.taps)
        blocks = max(1, FRAMES // (OUTPUTS * dilation))
        step, before = OUTPUTS * dilation * blocks, self.taps // 2 * dilation
        spread = np.empty((WIDE, rows, dilation * blocks), np.float32)
        products = np.empty((WIDE, outputs, dilation * blocks), np.float32)
        row = np.empty(dilation * (OUTPUTS * (blocks + pieces) + WIDE), np.float32)
        taken = np.empty((WIDE, blocks + pieces), np.float32)
        for first in range(0, signal.shape[1], step):
            _evaluate(signal, factor, summand, first - before, dilation, pieces, spread, row, taken)
            np.matmul(self.values, spread, out=products)
            _interpolate(products, self.bias, first, dilation, adds, row, out)


def warm() -> None:
    """Compile the kernels."""
    one, signal = np.ones(1, np.float32), np.ones((1, 1), np.float32)
    BentConvolution(evaluated(signal[None]), one, 1, 1)(signal, one, one, signal.copy())


@kernel
def _evaluate(  # noqa: PLR0917 - compiled functions take plain arguments
    signal: Floats,
    factor: Floats,
    summand: Floats,
    first: int,
    dilation: int,
    pieces: int,
    values: Floats,
    row: Floats,
    taken: Floats,
) -> None:
    """Bend a stretch of a signal, silent beyond its ends, and evaluate it: blocks of each residue of the dilation."""
    channels, frames = signal.shape
    blocks = values.shape[2] // dilation
    length = dilation * (OUTPUTS * (blocks + pieces - 2) + WIDE)
    begin = min(max(0, -first), length)
    end = max(min(length, frames - first), begin)
    for channel in range(channels):
        grown, moved = factor[channel], summand[channel]
        row[:begin] = 0.0
        row[end:length] = 0.0
        for index in range(begin, end):
            v = signal[channel, first + index] * grown + moved
            turns = np.floor(v * PER_TURN + HALF)
            t = v - turns * PI  # less precise the larger v is, but never less than v itself
            square = t * t
            high = SINE[2] + square * (SINE[3] + square * SINE[4])
            sine = t + t * square * (SINE[0] + square * (SINE[1] + square * high))
            row[index] = v + sine * sine
        for residue in range(dilation):
            for block in range(blocks + pieces - 1):
                start = residue + dilation * OUTPUTS * block
                for tap in range(WIDE):
                    taken[tap, block] = row[start + dilation * tap]
            for point in range(WIDE):
                a, b, c, d, e, f, g = OF_SIGNAL[point]
                for piece in range(pieces):
                    for block in range(blocks):
                        n = block + piece
                        values[point, piece * channels + channel, residue * blocks + block] = (
                            a * taken[0, n]
                            + b * taken[1, n]
                            + c * taken[2, n]
                            + d * taken[3, n]
                            + e * taken[4, n]
                            + f * taken[5, n]
                            + g * taken[6, n]
                        )


@kernel
def _interpolate(  # noqa: PLR0917 - compiled functions take plain arguments
    products: Floats, bias: Floats, first: int, dilation: int, adds: bool, row: Floats, out: Floats
) -> None:
    """Turn values of products into a stretch of the convolution."""
    outputs, frames = out.shape
    blocks = products.shape[2] // dilation
    count = min(OUTPUTS * dilation * blocks, frames - first)
    for channel in range(outputs):
        for residue in range(dilation):
            for place in range(OUTPUTS):
                a, b, c, d, e, f, g = OF_PRODUCTS[place]
                for block in range(blocks):
                    n = residue * blocks + block
                    row[dilation * (OUTPUTS * block + place) + residue] = (
                        a * products[0, channel, n]
                        + b * products[1, channel, n]
                        + c * products[2, channel, n]
                        + d * products[3, channel, n]
                        + e * products[4, channel, n]
                        + f * products[5, channel, n]
                        + g * products[6, channel, n]
                    )
        shift = bias[channel]
        if adds:
            for index in range(count):
                out[channel, first + index] += row[index] + shift
        else:
            for index in range(count):
                out[channel, first + index] = row[index] + shift
