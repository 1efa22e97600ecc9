"""Resonances move and the pitch stays; air is noise above the voice; nothing asked for is nothing done."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from backend.studio.voice.speech import HOP, RATE
from backend.studio.voice.vocal_tract import moved

FRAMES = 80


def vowel(hz: float = 150.0, resonance_hz: float = 1000.0) -> np.ndarray:
    pulses = (np.diff(np.floor(np.arange(FRAMES * HOP + 1) * hz / RATE)) > 0).astype(float)
    radius, angle = 0.97, 2 * np.pi * resonance_hz / RATE
    return lfilter([1], [1, -2 * radius * np.cos(angle), radius**2], pulses).astype(np.float32)


def centre_hz(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((np.fft.rfftfreq(len(sound), 1 / RATE) * power).sum() / power.sum())


def test_resonances_move_and_the_pitch_stays() -> None:
    sound, rng = vowel(), np.random.default_rng(1)
    brighter = moved(sound, np.full(FRAMES, 1.2), np.zeros(FRAMES), rng)
    assert 1.1 < centre_hz(brighter) / centre_hz(sound) < 1.3
    likeness = np.fft.irfft(np.abs(np.fft.rfft(brighter)) ** 2)
    assert abs(np.argmax(likeness[100:300]) + 100 - RATE / 150) <= 1


def test_air_is_heard_between_the_harmonics() -> None:
    sound, rng = vowel(), np.random.default_rng(1)
    aired = moved(sound, np.ones(FRAMES), np.ones(FRAMES), rng)
    between = np.arange(1_575, 6_000, 150)
    floor = lambda wave: float(np.median(np.abs(np.fft.rfft(wave))[between]))  # noqa: E731 - a bin is 1 Hz
    # The voice itself is halved.
    assert floor(aired) > 1.7 * floor(sound) / 2


def test_nothing_asked_for_is_nothing_done() -> None:
    sound = vowel()
    assert moved(sound, np.ones(FRAMES), np.zeros(FRAMES), np.random.default_rng(1)) is sound
