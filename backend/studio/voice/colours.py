"""How a voice sounds from note to note: its resonances, and the air in it."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase
from backend.studio.voice.speech import FRAMES_PER_S, Curve

# Air comes and goes within about this, as breath pressure does.
SLOW_S = 0.03


def formants(phrase: Phrase, times: Curve, own: float) -> Curve:
    """The factor of the resonances at some times; ``own`` is the voice's."""
    return _stairs(phrase, [own * (note.touch.formant or 1.0) for note in phrase.notes], times)


def breaths(phrase: Phrase, times: Curve, manner: Manner) -> Curve:
    """The air in the voice at some times, 0..1."""
    wishes = [manner.breath if note.touch.breath is None else note.touch.breath for note in phrase.notes]
    found: Curve = gaussian_filter1d(_stairs(phrase, wishes, times), SLOW_S * FRAMES_PER_S, mode="nearest")
    return np.clip(found, 0.0, 1.0)


def _stairs(phrase: Phrase, values: list[float], times: Curve) -> Curve:
    """Each note's value from the beginning of its sounds to those of the next."""
    starts = np.array([note.on_s for note in phrase.notes])
    found: Curve = np.array(values)[np.maximum(np.searchsorted(starts, times, side="right") - 1, 0)]
    return found
