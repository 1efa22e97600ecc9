"""How strongly a network sings each frame.

What it would predict for long vowels fades away, and words are lost with it; so consonants keep the course that they
have in speech, and each vowel is held at its own peak, or at what a sung vowel needs (docs/singing.md).
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.studio.voice.delivery import Delivery
from backend.studio.voice.speech import FRAMES_PER_S, Curve
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed

# In the network's own unit.
SUNG = 7.5
# Smoothing of the whole course, in frames of 12.5 ms.
SMOOTH = 1.0


def course(delivery: Delivery, energy: Curve) -> Curve:
    """The energy of each frame of a delivery, from that of each frame of speech."""
    starts = np.array([one.on_s for one in delivery.placed])
    owner = np.maximum(np.searchsorted(starts, delivery.times, side="right") - 1, 0)
    found = np.zeros(delivery.frames)
    for index, (one, (on_s, off_s)) in enumerate(zip(delivery.placed, delivery.spoken, strict=True)):
        first = round(on_s * FRAMES_PER_S)
        own = energy[first : max(round(off_s * FRAMES_PER_S), first + 1)]
        found[owner == index] = _of_sound(one, own, delivery.times[owner == index])
    smooth: Curve = gaussian_filter1d(found, SMOOTH, mode="nearest")
    return smooth


def _of_sound(one: Placed, own: Curve, times: Curve) -> Curve | float:
    if one.sound.role is Role.VOWEL:
        return max(float(own.max(initial=0.0)), SUNG)
    way = (times - one.on_s) / max(one.off_s - one.on_s, 1e-6)
    found: Curve = np.interp(way * (len(own) - 1), np.arange(len(own)), own)
    return found
