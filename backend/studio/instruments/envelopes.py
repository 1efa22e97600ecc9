"""Envelopes and LFOs over many points in time at once.

Shapes follow the SoundFont specification 2.04, section 9.1.7, and FluidSynth: the modulation envelope rises convexly
and falls in straight lines, the volume envelope rises straight and falls in dB, LFOs are triangles that start at 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


def triangle(time: Curve, *, delay: float, rate: float) -> Curve:
    """An LFO, -1..1, silent before ``delay``; ``rate`` is in cycles per unit of ``time``."""
    phase = np.maximum(0.0, time - delay) * rate + 0.25
    return 1 - 4 * np.abs(phase - np.floor(phase) - 0.5)


def modulation(
    time: Curve,
    *,
    delay: float,
    attack: float,
    hold: float,
    decay: float,
    sustain: float,
    release: float,
    released_at: float,
) -> Curve:
    """The modulation envelope, 0..1, in any one unit of time."""
    since = np.minimum(time, released_at) - delay
    rise = 1 + 400 / 960 * np.log10(np.maximum(since / attack, 1e-6))
    fall = np.maximum(sustain, 1 - np.maximum(0.0, since - attack - hold) / decay)
    held = np.where(since <= 0, 0.0, np.where(since < attack, np.maximum(rise, 0.0), fall))
    return np.maximum(0.0, held - np.maximum(0.0, time - released_at) / release)


def attenuation_db(
    time: Curve,
    *,
    delay: float,
    attack: float,
    hold: float,
    decay: float,
    sustain: float,
    released_at: float,
    fall: float,
) -> Curve:
    """The falling part of the volume envelope in dB below full; ``decay`` and ``fall`` are dB per unit of time."""
    since = np.minimum(time, released_at) - delay - attack - hold
    return np.minimum(sustain, np.maximum(0.0, since) * decay) + np.maximum(0.0, time - released_at) * fall


def attack(time: Curve, *, delay: float, attack: float, released_at: float) -> Curve:
    """The rising part of the volume envelope, a factor 0..1."""
    return np.clip((np.minimum(time, released_at) - delay) / attack, 0.0, 1.0)
