"""Strikes: sounds that run their course by themselves, computed sample by sample for one key and one strength."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from backend.studio.instruments.synth.patches import Patch

Wave = NDArray[np.float64]
Sides = NDArray[np.float32]

PEAK = 0.9
FADE_S = 0.02
WINDOW = 1024  # of noise that changes its colour, with a hop of half of it


def strike(patch: Patch, pitch: int, strength: float, sample_rate: int) -> Sides:
    """Compute a strike, shape (2, n), for a MIDI pitch; ``strength`` 0..1 makes it brighter, not louder."""
    dice = np.random.default_rng([*patch.label.encode(), pitch])
    time = np.arange(int(patch.length_s * sample_rate)) / sample_rate
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    sides = SOURCES[patch.source](time, hertz, strength, dice, sample_rate)
    middle, side = (sides[0] + sides[-1]) / 2, (sides[0] - sides[-1]) / 2
    both = np.stack((middle + patch.width * side, middle - patch.width * side))
    fade = min(len(time), int(FADE_S * sample_rate))
    both[:, -fade:] *= np.linspace(1, 0, fade)
    loudest: Sides = (PEAK * both / np.abs(both).max()).astype(np.float32)
    return loudest


def _fm_piano(time: Wave, hertz: float, strength: float, _dice: np.random.Generator, rate: int) -> Wave:
    """Two pairs of operators: a body that mellows as it dies, and the tine that rings for a moment [1]_.

    .. [1] J. Chowning, "The Synthesis of Complex Audio Spectra by Means of Frequency Modulation", JAES 21(7), 1973.
    """
    lower = np.clip(hertz / 260, 0.4, 3)
    body = _operators(time, hertz, 1.0, (0.5 + 1.5 * strength) * np.exp(-1.6 * lower * time), rate)
    tine = _operators(time, hertz, 14.0, (0.25 + 0.5 * strength) * np.exp(-9 * time), rate)
    slow = _operators(time, hertz * 1.0009, 1.0, 0.4 * np.exp(-0.9 * time), rate)
    dying, short = np.exp(-0.85 * lower * time), np.exp(-5 * lower * time)
    mixed = dying * (0.62 * body + 0.3 * slow) + (0.1 + 0.2 * strength) * short * tine
    sound: Wave = (_rising(time, 0.002) * mixed)[None]
    return sound


def _fm_bell(time: Wave, hertz: float, strength: float, _dice: np.random.Generator, rate: int) -> Wave:
    """Ratios of 1 to 1.4, Chowning's bell, and a hum tone below."""
    bright = _operators(time, hertz, 1.4, (1 + 4 * strength) * np.exp(-1.1 * time), rate)
    hum = _operators(time, hertz, 3.5, (0.3 + 0.6 * strength) * np.exp(-3 * time), rate)
    sound: Wave = (_rising(time, 0.001) * (0.7 * np.exp(-0.75 * time) * bright + 0.4 * np.exp(-1.7 * time) * hum))[None]
    return sound


def _deep_kick(time: Wave, hertz: float, strength: float, _dice: np.random.Generator, rate: int) -> Wave:
    """A sine that falls onto its pitch, driven until small loudspeakers hear its overtones."""
    fall = 1 + (1.5 + 2.5 * strength) * np.exp(-time / 0.011)
    phase = 2 * np.pi * np.cumsum(hertz * fall) / rate
    body = np.sin(phase) * np.exp(-1.25 * time) * _rising(time, 0.001)
    drive = 1.4 + 1.6 * strength
    sound: Wave = (np.tanh(drive * body) / np.tanh(drive))[None]
    return sound


def _riser(time: Wave, _hertz: float, _strength: float, dice: np.random.Generator, rate: int) -> Wave:
    """Noise whose band climbs from 300 Hz to 12 kHz and swells by 40 dB until it stops."""
    whole = len(time) / rate

    def colour(at: Wave, hertz: Wave) -> Wave:
        share = np.clip(at / whole, 0, 1)[:, None]
        centre = 300 * 40**share
        octaves = np.log2(np.maximum(hertz, 20) / centre)
        level: Wave = np.exp(-0.5 * (octaves / (0.7 + 0.5 * share)) ** 2) * 10 ** (2 * (share - 1))
        return level

    return _coloured(len(time), dice, rate, colour)


def _impact(time: Wave, _hertz: float, _strength: float, dice: np.random.Generator, rate: int) -> Wave:
    """A boom that falls from 95 to 34 Hz under a burst of noise that darkens."""

    def colour(at: Wave, hertz: Wave) -> Wave:
        cutoff = 400 + 9000 * np.exp(-4 * at[:, None])
        level: Wave = np.exp(-2.6 * at[:, None]) / (1 + (hertz / cutoff) ** 4)
        return level

    boom = np.sin(2 * np.pi * np.cumsum(34 + 61 * np.exp(-5 * time)) / rate) * np.exp(-1.5 * time)
    noise = _coloured(len(time), dice, rate, colour)
    sound: Wave = np.tanh(1.6 * boom) * _rising(time, 0.002) + 0.5 * noise / np.abs(noise).max()
    return sound


def _reverse(time: Wave, _hertz: float, _strength: float, dice: np.random.Generator, rate: int) -> Wave:
    """A cymbal backwards: metal above 2.5 kHz that swells by 50 dB."""
    whole = len(time) / rate

    def colour(at: Wave, hertz: Wave) -> Wave:
        before = (whole - at)[:, None]
        metal = 1 / (1 + (2500 / np.maximum(hertz, 20)) ** 3)
        level: Wave = metal * np.exp(-before * (1.4 + hertz / 6000))
        return level

    partials = dice.uniform(2600, 9500, 24)
    ring = (np.sin(2 * np.pi * np.outer(partials, time) + dice.uniform(0, 6.28, (24, 1)))).sum(axis=0)
    noise = _coloured(len(time), dice, rate, colour)
    sound: Wave = noise / np.abs(noise).max() + 0.03 * ring * np.exp(-2.6 * (whole - time))
    return sound


SOURCES: dict[str, Callable[[Wave, float, float, np.random.Generator, int], Wave]] = {
    "fm_piano": _fm_piano,
    "fm_bell": _fm_bell,
    "deep_kick": _deep_kick,
    "riser": _riser,
    "impact": _impact,
    "reverse": _reverse,
}


def _operators(time: Wave, hertz: float, ratio: float, index: Wave, rate: int) -> Wave:
    """A sine whose phase is swung by another; the swing is held where its sidebands would fold back (Carson's rule)."""
    most = max(0.0, (0.45 * rate / hertz - 1) / ratio - 1)
    swing = np.minimum(index, most) * np.sin(2 * np.pi * hertz * ratio * time)
    carried: Wave = np.sin(2 * np.pi * hertz * time + swing)
    return carried


def _rising(time: Wave, seconds: float) -> Wave:
    return np.minimum(1, time / seconds)


def _coloured(frames: int, dice: np.random.Generator, rate: int, colour: Callable[[Wave, Wave], Wave]) -> Wave:
    """Noise, shape (2, frames), whose spectrum follows ``colour(times, frequencies)``: windows of it, overlapped."""
    hop = WINDOW // 2
    count = -(-frames // hop) + 1
    levels = colour((np.arange(count) - 0.5) * hop / rate, np.linspace(0, rate / 2, WINDOW // 2 + 1))
    window = np.sin(np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
    out = np.zeros((2, (count + 1) * hop))
    for side in out:
        pieces = np.fft.irfft(levels * np.exp(2j * np.pi * dice.random(levels.shape)), WINDOW) * window * sqrt(WINDOW)
        side[: count * hop] += pieces[:, :hop].reshape(-1)
        side[hop:] += pieces[:, hop:].reshape(-1)
    return out[:, hop : hop + frames]
