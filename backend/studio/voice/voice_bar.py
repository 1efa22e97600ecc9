"""The murmur of voiced consonants: b, d, ɡ, v, ð, z and their like are heard to go on with the pitch.

Speech lets go of the voice in them, and so do the networks; singers do not, for a line is one line of pitch only if it
goes through its consonants. The murmur is what passes through the walls of the mouth: the lowest harmonics alone [1]_.

.. [1] Stevens, "Acoustic Phonetics", 1998, on voiced obstruents.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.studio.voice import levels
from backend.studio.voice.delivery import Delivery
from backend.studio.voice.phonetics import is_murmured
from backend.studio.voice.phrase import Mono
from backend.studio.voice.speech import FRAMES_PER_S, RATE, Curve

# So far below the vowels around it [dB].
BELOW_DB = 12.0
# Harmonics fall by the square of their number, and those above here stay in the mouth.
HARMONICS, HIGHEST_HZ = 3, 700.0
# It comes and goes within about so many steps of 5 ms.
FADE_STEPS = 1.2


def murmured(sound: Mono, delivery: Delivery, hz: Curve) -> Mono:
    """A sound of 24 kHz with the murmur of its voiced consonants; ``hz`` is the pitch in frames of 12.5 ms."""
    at = np.flatnonzero(hz)
    spans = [one for one in delivery.placed if is_murmured(one.sound.symbol)]
    if not spans or not len(at):
        return sound
    level = levels.of_vowels(sound, delivery)
    share = np.zeros(len(level))
    for one in spans:
        share[levels.steps(one, delivery.start_s, len(level))] = 1.0
    size = gaussian_filter1d(share, FADE_STEPS) * level * 10 ** (-BELOW_DB / 20)
    seconds = np.arange(len(sound)) / RATE
    pitch = np.interp(seconds * FRAMES_PER_S - 0.5, at, hz[at])
    murmur = np.interp(seconds / levels.STEP_S - 0.5, np.arange(len(size)), size) * _hum(pitch)
    found: Mono = (sound + murmur).astype(np.float32)
    return found


def _hum(hz: Curve) -> Curve:
    """The lowest harmonics of a pitch given at each sample, with an RMS of about 1."""
    angle = 2 * np.pi * np.cumsum(hz) / RATE
    parts = [np.cos(k * angle) / k**2 * (k * hz < HIGHEST_HZ) for k in range(1, HARMONICS + 1)]
    found: Curve = np.sqrt(2) * np.sum(parts, axis=0)
    return found
