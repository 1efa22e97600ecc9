from __future__ import annotations

import numpy as np
import pytest
from fonts import (
    DARK,
    MOVING,
    ONCE,
    PLAIN,
    RATE,
    SPLIT,
    UNTIL_RELEASE,
    WHEEL,
    WIDE,
    hertz,
    level,
    part,
    pitch_hz,
)

NOTE = (0.1, 0.9, 69, 100)


def play(band, *parts, seconds=2.0, **how):
    return band.play(parts, frames=int(seconds * RATE), **how)


@pytest.mark.parametrize("program", [PLAIN, DARK, WIDE, UNTIL_RELEASE, MOVING])
@pytest.mark.parametrize("pitch", [38, 57, 69, 74, 93])
def test_a_note_sounds_at_the_pitch_where_it_is_written(band, program, pitch):
    (stem,) = play(band, part((0.1, 1.9, pitch, 100), program=program))
    assert abs(1200 * np.log2(pitch_hz(stem, 0.3, 1.8) / hertz(pitch))) < 1


def test_stems_have_the_shape_that_was_asked_for(band):
    stems = play(band, part(NOTE), part(NOTE, program=WIDE), part(), seconds=1.5)
    assert [stem.shape for stem in stems] == [(2, int(1.5 * RATE))] * 3
    assert all(stem.dtype == np.float32 and stem.flags.c_contiguous for stem in stems)


def test_nothing_sounds_outside_the_notes(band):
    (stem,) = play(band, part(NOTE))
    assert not stem[:, : int(0.1 * RATE)].any()
    assert level(stem, 0.2, 0.9) > 0.1
    assert not stem[:, int(1.2 * RATE) :].any()
    assert not play(band, part())[0].any()


def test_what_lies_beyond_the_end_is_cut_off(band):
    (whole,) = play(band, part(NOTE, (1.7, 2.5, 60, 90)), seconds=3)
    (cut,) = play(band, part(NOTE, (1.7, 2.5, 60, 90)), seconds=1.8)
    assert np.array_equal(cut, whole[:, : cut.shape[1]])


def test_a_note_starts_on_its_very_frame(band):
    (early,), (late,) = (
        play(band, part((0.1, 0.5, 69, 100))),
        play(band, part((0.1 + 37 / RATE, 0.5 + 37 / RATE, 69, 100))),
    )
    assert np.allclose(early[:, : RATE // 2], late[:, 37 : RATE // 2 + 37], atol=1e-4)


def test_a_long_note_after_a_short_one_of_its_pitch_is_held(band):
    (stem,) = play(band, part((0, 0.1, 69, 100), (0.5, 1.9, 69, 100), (1.95, 2, 69, 100)))
    assert level(stem, 1.8, 1.9) == pytest.approx(level(stem, 0.6, 0.7), rel=0.01)


def test_a_harder_touch_is_louder_by_the_square(band):
    (stem,) = play(band, part((0, 0.5, 69, 50), (1, 1.5, 69, 100)))
    assert 20 * np.log10(level(stem, 1.1, 1.4) / level(stem, 0.1, 0.4)) == pytest.approx(40 * np.log10(2), abs=0.1)


def test_velocity_chooses_the_layer(band):
    (stem,) = play(band, part((0, 0.8, 69, 63), (1, 1.8, 69, 64), program=SPLIT))
    assert pitch_hz(stem, 0.1, 0.7) == pytest.approx(440, rel=1e-3)
    assert pitch_hz(stem, 1.1, 1.7) == pytest.approx(880, rel=1e-3)


def test_layers_are_panned_and_attenuated(band):
    (stem,) = play(band, part(NOTE, program=WIDE))
    left, right = level(stem[:1], 0.3, 0.8), level(stem[1:], 0.3, 0.8)
    assert 20 * np.log10(left / right) == pytest.approx(10, abs=0.01)  # 25 dB written are 10 dB played


def test_a_low_cutoff_darkens(band):
    (plain,), (dark,) = play(band, part(NOTE)), play(band, part(NOTE, program=DARK))
    loss = 20 * np.log10(level(dark, 0.3, 0.8) / level(plain, 0.3, 0.8))
    assert loss == pytest.approx(10 * np.log10(1 / (1 + 2**4)), abs=0.3)  # Butterworth, one octave above 220 Hz


def test_a_sample_without_a_loop_ends(band):
    (stem,) = play(band, part((0, 1, 69, 100), program=ONCE))
    assert level(stem, 0, 0.06) > 0.1
    assert not stem[:, int(0.07 * RATE) :].any()


def test_the_pedal_holds_until_it_is_lifted(band):
    held = part((0, 0.2, 69, 100), controls={64: ((0.1, 127), (1.0, 0))})
    (stem,) = play(band, held)
    assert level(stem, 0.9, 1.0) == pytest.approx(level(stem, 0.1, 0.2), rel=0.01)
    assert not stem[:, int(1.3 * RATE) :].any()


def test_the_middle_pedal_holds_only_the_keys_that_were_down(band):
    pedal = {66: ((0.1, 127), (1.0, 0))}
    caught, later = (0, 0.2, 69, 100), (0.3, 0.5, 57, 100)
    (stem,) = play(band, part(caught, controls=pedal))
    assert level(stem, 0.9, 1.0) == pytest.approx(level(stem, 0.1, 0.2), rel=0.01)
    assert not stem[:, int(1.3 * RATE) :].any()
    (free,), (plain,) = play(band, part(later, controls=pedal)), play(band, part(later))
    assert np.array_equal(free, plain)


def test_striking_a_held_key_again_ends_the_first_note(band):
    pedal = {64: ((0.0, 127),)}
    (stem,) = play(band, part((0, 0.1, 69, 100), (1.0, 1.1, 69, 100), controls=pedal), seconds=3)
    (alone,) = play(band, part((1.0, 1.1, 69, 100), controls=pedal), seconds=3)
    assert level(stem, 1.5, 2.0) == pytest.approx(level(alone, 1.5, 2.0), rel=0.01)


def test_a_closed_hi_hat_chokes_the_open_one(band):
    (open_,) = play(band, part((0, 0.9, 46, 110), bank=128))
    (choked,) = play(band, part((0, 0.9, 46, 110), (0.3, 0.31, 42, 1), bank=128))
    (snare,) = play(band, part((0, 0.9, 46, 110), (0.3, 0.31, 38, 1), bank=128))
    assert level(open_, 0.5, 0.7) > 0.05
    assert level(choked, 0.5, 0.7) < 0.02 * level(open_, 0.5, 0.7)
    assert level(snare, 0.5, 0.7) > 0.5 * level(open_, 0.5, 0.7)


def test_a_choke_after_the_key_came_up_does_not_click(band):
    (stem,) = play(band, part((0, 0.1, 46, 110), (0.3, 0.31, 42, 1), bank=128))
    assert level(stem, 0.25, 0.3) > 0.01
    assert 0.001 < level(stem, 0.32, 0.34) < level(stem, 0.25, 0.3)
    assert level(stem, 0.5, 0.6) < 0.0002


def test_a_bend_moves_the_pitch(band):
    bent = part((0, 2, 69, 100), bend=((0.0, 0.0), (0.8, 0.0), (1.0, 200.0)))
    (stem,) = play(band, bent)
    assert pitch_hz(stem, 0.1, 0.7) == pytest.approx(440, rel=1e-4)
    assert pitch_hz(stem, 1.1, 1.9) == pytest.approx(hertz(71), rel=1e-4)
    assert 440 < pitch_hz(stem, 0.85, 0.95) < hertz(71)


def test_the_modulation_wheel_brings_vibrato(band):
    def wobble(value):
        (stem,) = play(band, part((0, 2, 69, 100), program=WHEEL, controls={1: ((0.0, value),)}))
        heard = [pitch_hz(stem, at, at + 0.06) for at in np.arange(0.2, 1.8, 0.02)]
        return 1200 * np.log2(max(heard) / min(heard))

    assert wobble(0) < 1
    assert 40 < wobble(127) < 110


@pytest.mark.parametrize("number", [7, 11])
def test_volume_and_expression_turn_the_stem_down(band, number):
    (stem,) = play(band, part((0, 2, 69, 100), controls={number: ((1.0, 64),)}))
    change = 20 * np.log10(level(stem, 1.1, 1.9) / level(stem, 0.1, 0.9))
    assert change == pytest.approx(40 * np.log10(64 / 127), abs=0.01)
    steps = np.abs(np.diff(stem[0].astype(float)))
    assert steps[int(0.99 * RATE) : int(1.02 * RATE)].max() < 1.01 * steps[: int(0.9 * RATE)].max()


def test_pan_follows_its_controller(band):
    (stem,) = play(band, part(NOTE, controls={10: ((0.0, 0),)}))
    assert level(stem[:1], 0.2, 0.8) > 0.1
    assert level(stem[1:], 0.2, 0.8) < 1e-4


@pytest.mark.parametrize(("bank", "program"), [(0, 120), (8, PLAIN), (128, 40), (3, 99)])
def test_a_missing_preset_is_replaced(band, bank, program):
    (stem,) = play(band, part((0.1, 0.9, 46 if bank == 128 else 69, 100), bank=bank, program=program))
    assert level(stem, 0.2, 0.8) > 0.01


def test_a_missing_bank_falls_back_to_the_same_program(band):
    (stem,), (same,) = play(band, part(NOTE, bank=3, program=DARK)), play(band, part(NOTE, program=DARK))
    assert np.array_equal(stem, same)


def test_presets_are_listed(band):
    assert (128, 0, "preset 128 0") in band.presets()
    assert band.name == "Test font"
