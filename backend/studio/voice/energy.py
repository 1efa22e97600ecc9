"""How strongly a network speaks the words that are to be sung.

What speech says softly, small words and the ends of sentences, is sung like the rest: vowels are lifted to what a sung
vowel needs, and consonants keep their course (docs/singing.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.studio.voice.speech import FRAMES_PER_S, Curve
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed

# In the network's own unit.
SUNG = 7.0
# Lifts come and go within so many frames of 12.5 ms.
SMOOTH = 1.0


def lifted(energy: Curve, placed: Sequence[Placed], spoken: Sequence[tuple[float, float]]) -> Curve:
    """The energy of each frame of speech, with vowels lifted."""
    lift = np.zeros(len(energy))
    for one, (on_s, off_s) in zip(placed, spoken, strict=True):
        if one.sound.role is Role.VOWEL:
            first, last = round(on_s * FRAMES_PER_S), max(round(off_s * FRAMES_PER_S), round(on_s * FRAMES_PER_S) + 1)
            lift[first:last] = np.maximum(SUNG - energy[first:last], 0)
    found: Curve = energy + gaussian_filter1d(lift, SMOOTH, mode="nearest")
    return found
