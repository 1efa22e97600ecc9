"""The studio's own font against FluidSynth, where both are installed. `bench/renderer.py` measures more of it."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE
from backend.studio.instruments.band import Band
from backend.studio.score import PlayedNote
from bench import fluidsynth
from bench.renderer import level_db, part, pitch_cents

pytestmark = pytest.mark.slow

# bank, program, pitch: struck, plucked, bowed, blown, organ, pad, drum
VOICES = [(0, 0, 60), (0, 25, 52), (0, 33, 36), (0, 48, 64), (0, 60, 55), (0, 16, 60), (0, 89, 57), (128, 0, 38)]


@pytest.fixture(scope="module")
def reference(lite):
    if not fluidsynth.library():
        pytest.skip("FluidSynth is not installed: it is only the reference")
    synthesizer = fluidsynth.FluidSynth(lite, SAMPLE_RATE, interpolation=fluidsynth.SINC, lazily=True)
    yield synthesizer
    synthesizer.close()


@pytest.fixture(scope="module")
def lite_band(lite):
    return Band.open(lite)


@pytest.mark.parametrize(("bank", "program", "pitch"), VOICES)
def test_level_and_pitch_are_those_of_fluidsynth(lite_band, reference, bank, program, pitch):
    frames = 2 * SAMPLE_RATE
    one = part("tone", [PlayedNote(0.1, 1.5, pitch, 90)], bank, program)
    ours, (theirs, _) = lite_band.play([one], frames=frames)[0], reference.play(one, frames)
    assert level_db(ours) == pytest.approx(level_db(theirs), abs=0.3)
    if bank == 0:
        assert abs(pitch_cents(ours, theirs)) < 1


def test_every_general_midi_program_sounds(lite_band):
    low, middle = PlayedNote(0.0, 0.3, 43, 90), PlayedNote(0.0, 0.3, 60, 90)
    parts = [part("tone", [low, middle], 0, program) for program in range(128)]
    assert all(np.abs(stem).max() > 0.001 for stem in lite_band.play(parts, frames=SAMPLE_RATE // 2))
