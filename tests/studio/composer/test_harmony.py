"""Chords: cadences close, voices move little, and nothing rubs."""

from itertools import pairwise

import numpy as np
import pytest
from songs import STYLES, brief, planned

from backend.studio.composer import chording, harmony, styles, voicing
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.theory import numeral
from backend.studio.units import Meter

COMMON = Meter(4, 4)


def romans(spans):
    return [span.chord.roman for span in spans]


def made(style, mode, role, *, bars=8, seed=1):
    return harmony.progression(
        styles.find(style).harmony, role=role, bars=bars, meter=COMMON, mode=mode, rng=Seeds(seed).rng()
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mode", ["major", "minor", "dorian", "lydian", "phrygian", "mixolydian"])
def test_every_style_plays_in_every_mode(style, mode):
    for bars in (1, 3, 8, 12):
        spans = made(style, mode, "verse", bars=bars)
        assert spans[0].start == 0 and spans[-1].end == bars * 4
        assert all(before.end == after.start for before, after in pairwise(spans))


@pytest.mark.parametrize("seed", range(6))
def test_a_half_cadence_leaves_a_section_open(seed):
    assert made("pop", "major", "prechorus", seed=seed)[-1].chord.function == "D"


@pytest.mark.parametrize("seed", range(6))
def test_an_authentic_cadence_comes_home(seed):
    assert made("folk", "major", "verse", seed=seed)[-1].chord.root == 0


@pytest.mark.parametrize("bars", [1, 2, 8])
def test_the_end_is_a_cadence_on_the_tonic(bars):
    rules = styles.find("pop").harmony
    spans = made("pop", "minor", "verse", bars=bars)
    closed = harmony.close(spans, rules, meter=COMMON, mode="minor", last_beats=2.0, rng=Seeds(2).rng())
    assert closed[-1].chord.root == 0 and closed[-1].length == 2.0
    assert closed[0].start == 0 and closed[-1].end == bars * 4
    assert all(before.end == pytest.approx(after.start) for before, after in pairwise(closed))


def test_the_same_numeral_has_the_same_colour_throughout_a_section():
    for seed in range(5):
        chords = {(span.chord.roman, span.chord) for span in made("jazz_trio", "major", "verse", seed=seed)}
        assert len(chords) == len({roman for roman, _ in chords})


@pytest.mark.parametrize("style", STYLES)
def test_voices_move_little_and_do_not_rub(style):
    chords = planned(brief(style, duration_s=120)).harmony
    moves = [
        max(abs(one - two) for one, two in zip(before.voicing, after.voicing, strict=True))
        for before, after in pairwise(chords)
        if before.voicing != after.voicing
    ]
    assert np.percentile(moves, 95) <= 7
    for chord in chords:
        gaps = {high - low for low in chord.voicing for high in chord.voicing}
        assert not gaps & {1, 13} and {pitch % 12 for pitch in chord.voicing} <= set(chord.tones)


def test_low_voicings_have_no_thirds():
    chords = harmony.sounding(
        [harmony.Span(0, 4, numeral("I")), harmony.Span(4, 4, numeral("IV"))], at_beat=0, tonic=0, mode="major"
    )
    for shape in voicing.voice(chords, voices=3, centre=50):
        assert all(high - low >= 5 for low, high in pairwise(shape) if low < voicing.LOWEST_THIRD)


def test_fewer_voices_leave_out_what_sounds_twice():
    assert chording.dealt((51, 55, 60, 67), (50, 74), 3) == (51, 60, 67)


def test_a_voicing_dealt_to_another_octave_rubs_with_nobody():
    major_ninth = (52, 55, 59, 62)
    for register in ((36, 60), (48, 72), (60, 84), (72, 96)):
        dealt = chording.dealt(major_ninth, register, 4)
        assert dealt and not {abs(one - two) for one in dealt for two in (*dealt, *major_ninth)} & {1, 13}
