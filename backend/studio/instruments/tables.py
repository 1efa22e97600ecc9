"""Tables the kernels read, and the layout of the rows they work through.

Frames are counted from the start of the stem's section, levels are dB of attenuation, cutoffs are absolute cents.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio

# Envelopes, LFOs and cutoffs move in straight lines between knots 64 frames apart, as in FluidSynth: 1.5 ms.
BLOCK = 64
LANES = 8  # voices filtered in lockstep: one AVX register of float32
TAPS = 16
PHASES = 2048  # the nearest one is used: -75 dB of error for a sine at a fifth of the rate
OCTAVE_PARTS = 3  # a kernel for each third of an octave of downward resampling, up to two octaves
# Kaiser window: 7 leaves the images of a sine at a fifth of the rate 70 dB down with 16 taps.
KAISER_BETA = 7.0
PASSBAND = 0.94  # of the Nyquist frequency; the rest is the slope that 16 taps need
RANGE_DB = 96.0  # what the envelopes fall through from full to nothing, as in FluidSynth
STEPS_PER_DB = 16  # straight lines between these miss an exponential by less than -100 dB
LOWEST_CUTOFF = 1500.0  # cents: the specification's lower limit
CUTOFF_STEP = 4.0  # cents; straight lines between these miss a filter coefficient by 1e-6
OPEN_CUTOFF = 13500.0  # cents: the specification's upper limit, where there is no filter
# Cutoffs end 0.45 of the sample rate up, as in FluidSynth, and 13.5 octaves further down.
NEAREST_CUTOFF = 1200 * math.log2(1 / 0.45)
FARTHEST_CUTOFF = NEAREST_CUTOFF + 16200.0

# One row for every distinct way to play a region: its gains, its volume envelope, its filter and what moves it.
VOICE_ROW = np.dtype(
    [
        *(("left", "f8"), ("right", "f8")),
        *(("delay", "f8"), ("attack", "f8"), ("hold", "f8"), ("decay", "f8"), ("sustain", "f8")),
        *(("cutoff", "f8"), ("damping", "f8"), ("is_filtered", "i8"), ("is_moving", "i8")),
        *(("lfo_delay", "f8"), ("lfo_rate", "f8"), ("lfo_cutoff", "f8"), ("lfo_volume", "f8")),
        *(("env_delay", "f8"), ("env_attack", "f8"), ("env_hold", "f8"), ("env_decay", "f8")),
        *(("env_sustain", "f8"), ("env_release", "f8"), ("env_cutoff", "f8")),
    ]
)
# One row for every sounding voice: where its wave lies, when it starts, is let go and choked, how fast it then falls.
NOTE_ROW = np.dtype(
    [
        *(("wave", "i8"), ("voice", "i8"), ("start", "i8"), ("length", "i8")),
        *(("release", "f8"), ("fall", "f8"), ("choke", "f8"), ("choke_fall", "f8")),
    ]
)


def sinc_kernels() -> Audio:
    """Windowed sinc kernels, shape (thirds of an octave, PHASES * TAPS), each run of TAPS with a sum of 1."""
    thirds = np.arange(2 * OCTAVE_PARTS + 1).reshape(-1, 1, 1)
    width = PASSBAND * 2.0 ** (-thirds / OCTAVE_PARTS)
    x = np.arange(TAPS) - (TAPS // 2 - 1) - (np.arange(PHASES).reshape(-1, 1) + 0.5) / PHASES
    window = np.i0(KAISER_BETA * np.sqrt(np.maximum(0.0, 1 - (2 * x / TAPS) ** 2)))
    kernels = np.sinc(width * x) * window
    kernels /= kernels.sum(axis=2, keepdims=True)
    return kernels.reshape(len(thirds), -1).astype(np.float32)


def amplitudes() -> NDArray[np.float64]:
    """Amplitude of an attenuation, ``STEPS_PER_DB`` entries a dB, from 0 to 400 dB."""
    return np.asarray(10.0 ** (-np.arange(400 * STEPS_PER_DB + 2) / STEPS_PER_DB / 20))


def angles() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sine and cosine of a cutoff's angle, ``CUTOFF_STEP`` apart, from ``NEAREST_CUTOFF`` below the rate down."""
    below_rate = np.arange(NEAREST_CUTOFF, FARTHEST_CUTOFF, CUTOFF_STEP)
    turn = 2 * np.pi * 2 ** (-below_rate / 1200)
    return np.sin(turn), np.cos(turn)


def rate_cents(sample_rate: int) -> float:
    """A sample rate as a pitch in absolute cents, where 6900 are 440 Hz."""
    return 6900 + 1200 * math.log2(sample_rate / 440)
