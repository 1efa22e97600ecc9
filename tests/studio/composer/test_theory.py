"""Roman numerals, chord scales and chord symbols."""

import pytest

from backend.studio.composer import theory
from backend.studio.composer.theory import numeral


@pytest.mark.parametrize(
    ("roman", "root", "quality", "bass"),
    [
        ("I", 0, "major", 0),
        ("ii7", 2, "m7", 2),
        ("bVImaj7", 8, "maj7", 8),
        ("V7/ii", 9, "7", 9),
        ("V/3", 7, "major", 11),
        ("I/5", 0, "major", 7),
        ("iiø7", 2, "m7b5", 2),
        ("#IV", 6, "major", 6),
        ("viio", 11, "dim", 11),
    ],
)
def test_numerals_are_read(roman, root, quality, bass):
    chord = numeral(roman)
    assert (chord.root, chord.quality, chord.bass) == (root, quality, bass)


@pytest.mark.parametrize("roman", ["", "H", "iq", "VIII", "bb", "I7x"])
def test_what_is_no_numeral_is_named(roman):
    with pytest.raises(ValueError, match=r"no kind of chord|is not a roman numeral"):
        numeral(roman)


@pytest.mark.parametrize(
    ("roman", "mode", "quality"),
    [
        ("I", "major", "maj7"),
        ("V", "major", "7"),
        ("ii", "major", "m7"),
        ("V", "minor", "7"),
        ("viio", "major", "m7b5"),
    ],
)
def test_sevenths_come_out_of_the_scale(roman, mode, quality):
    assert theory.extend(numeral(roman), "seventh", mode).quality == quality


def test_a_dominant_in_minor_raises_the_leading_tone():
    scale = theory.chord_scale(numeral("V"), "minor")
    assert 11 in scale and 10 not in scale and len(scale) == 7


@pytest.mark.parametrize(("roman", "mode", "root"), [("IV", "lydian", 2), ("iv", "dorian", 5), ("V", "mixolydian", 7)])
def test_chords_bend_to_the_mode(roman, mode, root):
    bent = theory.in_mode(numeral(roman), mode)
    assert bent.root == root and set(bent.tones) <= set(theory.MODES[mode])


def test_borrowed_chords_stay_borrowed():
    assert theory.in_mode(numeral("iv"), "major") == numeral("iv")


@pytest.mark.parametrize(
    ("roman", "tonic", "mode", "written"),
    [
        ("ii7", 0, "major", "Dm7"),
        ("bVI", 0, "minor", "Ab"),
        ("V/3", 7, "major", "D/F#"),
        ("Imaj9", 10, "major", "Bbmaj9"),
    ],
)
def test_symbols_are_written_as_on_a_lead_sheet(roman, tonic, mode, written):
    assert theory.symbol(numeral(roman), tonic=tonic, mode=mode) == written


@pytest.mark.parametrize("mode", theory.MODES)
def test_every_mode_has_seven_rising_steps(mode):
    scale = theory.MODES[mode]
    assert len(scale) == 7 and list(scale) == sorted(set(scale)) and scale[0] == 0
