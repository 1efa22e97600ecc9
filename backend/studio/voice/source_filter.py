"""A voice from its parts: a train of pulses and noise, each through a filter that changes over time.

The parts are those that hibari's network predicts, 80 frames a second: the size and phase of what follows the pitch, of
noise, and of what is neither. A frame of the result is

    exp(harmonic + iπ tanh(turn)) · pulses + exp(noise) · z + exp(free + i·phase)

with z complex normal noise [1]_; frames are joined by overlapping and adding.

.. [1] hibari-tts, "Host-side signal processing"; Smith, "Spectral Audio Signal Processing", 2011, on overlap-add.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from backend.studio.voice.speech import HOP, RATE

WINDOW = 1_200
BINS = WINDOW // 2 + 1
# Pulses hold all harmonics up to here.
HIGHEST_HZ = 11_000.0
# Air is heard above here; at its most it is so strong beside the harmonics.
AIR_HZ, AIR = 1_000.0, 0.4
# Time is stretched where fewer frames than this pass in one.
HELD = 0.75
# The network's logarithms are capped where its own synthesis caps them.
MOST = 7.0

Grid = NDArray[np.float32]
Mono = NDArray[np.float32]


@dataclass(frozen=True)
class Parts:
    """What a network says about a voice [each of shape=(bins, frames)]: natural logarithms, and angles."""

    harmonic: Grid
    turn: Grid
    noise: Grid
    free: Grid
    phase: Grid

    def at(self, places: NDArray[np.float64], rng: np.random.Generator) -> Parts:
        """The parts at places between the frames; where time is stretched, what has phases of its own gets new ones.

        The same phases again and again would be heard as a hum of 80 Hz.
        """
        last = self.harmonic.shape[1] - 1
        places = np.clip(places, 0, last)
        low = np.minimum(places.astype(int), max(last - 1, 0))
        share = (places - low).astype(np.float32)
        high, near = np.minimum(low + 1, last), np.rint(places).astype(int)
        harmonic, turn, noise = (
            part[:, low] * (1 - share) + part[:, high] * share for part in (self.harmonic, self.turn, self.noise)
        )
        phase = self.phase[:, near].copy()
        held = np.gradient(places) < HELD if len(places) > 1 else np.zeros(len(places), bool)
        phase[:, held] = rng.uniform(-np.pi, np.pi, (BINS, int(held.sum()))).astype(np.float32)
        return Parts(harmonic, turn, noise, self.free[:, near], phase)

    def warped(self, factors: NDArray[np.float64]) -> Parts:
        """The parts with their resonances moved by a factor for each frame: above 1 is brighter."""
        moved = {name: getattr(self, name).copy() for name in ("harmonic", "noise", "free")}
        for factor in np.unique(factors[factors != 1.0]):
            frames = np.flatnonzero(factors == factor)
            source = np.minimum(np.arange(BINS) / factor, BINS - 1.001)
            low = source.astype(int)
            share = (source - low).astype(np.float32)[:, None]
            for name, part in moved.items():
                own = getattr(self, name)[:, frames]
                part[:, frames] = own[low] * (1 - share) + own[low + 1] * share
        return replace(self, **moved)

    def aired(self, breath: NDArray[np.float64]) -> Parts:
        """The parts with 0..1 of air in each frame: less voice, and noise in the voice's own colour above 1 kHz."""
        if not breath.any():
            return self
        softer = np.log1p(-0.6 * breath).astype(np.float32)
        colour = (np.arange(BINS) * RATE / WINDOW >= AIR_HZ)[:, None]
        with np.errstate(divide="ignore"):
            air = self.harmonic + np.log(AIR * breath).astype(np.float32)
        noise = np.where(colour, np.logaddexp(self.noise, air), self.noise)
        return replace(self, harmonic=self.harmonic + softer, noise=noise.astype(np.float32))


def voice(parts: Parts, hz: NDArray[np.float64], rng: np.random.Generator) -> Mono:
    """Sound from the parts of a voice.

    Parameters
    ----------
    parts : of so many frames
    hz : frequency at each sample [shape=(frames * 300,)], 0 where there is no voice
    rng : for the noise

    Returns
    -------
    ndarray [shape=(frames * 300,)], 24 kHz
    """
    frames = parts.harmonic.shape[1]
    spectrum = _spectra(pulses(hz), frames)
    spectrum *= _polar(parts.harmonic, np.pi * np.tanh(parts.turn))
    noise = rng.standard_normal((frames, 2 * BINS), dtype=np.float32).view(np.complex64)
    spectrum += noise.T * np.exp(np.minimum(parts.noise, MOST))
    spectrum += _polar(parts.free, parts.phase)
    return _joined(spectrum)


def pulses(hz: NDArray[np.float64]) -> Mono:
    """A train of pulses that holds every harmonic below 11 kHz at size 1: the sum of cosines in closed form."""
    angle = 2 * np.pi * np.modf(np.cumsum(hz) / RATE)[0]
    count = np.floor(HIGHEST_HZ / np.maximum(hz, 40.0))
    half = np.sin(angle / 2)
    is_peak = np.abs(half) < 1e-3
    train = np.sin((count + 0.5) * angle) / (2 * np.where(is_peak, 1.0, half)) - 0.5
    found: Mono = np.where(hz > 0, np.where(is_peak, count, train), 0.0).astype(np.float32)
    return found


def _polar(log_size: Grid, angle: NDArray[np.floating[Any]]) -> NDArray[np.complex64]:
    found = np.empty(log_size.shape, np.complex64)
    size = np.exp(np.minimum(log_size, MOST))
    found.real, found.imag = size * np.cos(angle), size * np.sin(angle)
    return found


def _hann() -> Mono:
    found: Mono = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
    return found


def _spectra(sound: Mono, frames: int) -> NDArray[np.complex64]:
    """The spectra of a sound [shape=(bins, frames)], scaled so that a cosine of size 1 gives 1."""
    padded = np.pad(sound, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:frames]
    spectra: NDArray[np.complex64] = fft.rfft(windows * (_hann() / (WINDOW / 4)), axis=1).T.astype(np.complex64)
    return spectra


def _joined(spectrum: NDArray[np.complex64]) -> Mono:
    frames, steps, window = spectrum.shape[1], WINDOW // HOP, _hann()
    pieces = (fft.irfft(spectrum.T, WINDOW, axis=1) * window).reshape(frames, steps, HOP)
    sound, weight = np.zeros((2, frames + steps - 1, HOP), np.float32)
    for step in range(steps):
        sound[step : step + frames] += pieces[:, step]
        weight[step : step + frames] += (window**2).reshape(steps, HOP)[step]
    start = WINDOW // 2
    joined = (sound / np.maximum(weight, 1e-6)).reshape(-1)
    found: Mono = joined[start : start + frames * HOP].astype(np.float32)
    return found
