"""A note that begins after a short rest is scooped into, and the note before the rest keeps its pitch."""

from __future__ import annotations

import numpy as np
from bank_singing import MELODY, phrase

from backend.studio.voice import manners
from backend.studio.voice.pitch_curve import PitchCurve


def test_the_note_before_a_rest_keeps_its_pitch_to_its_end() -> None:
    curve = PitchCurve(phrase(*MELODY), manners.named("plain"))
    assert np.abs(curve.semitones(np.arange(0.6, 1.02, 0.01)) - 67).max() < 0.01
    scooped = PitchCurve(phrase(*MELODY), manners.named("jazz")).semitones(np.array([1.03, 1.08, 1.13]))
    assert scooped[0] < scooped[1] < 64
    assert abs(scooped[2] - 64) < 0.2
