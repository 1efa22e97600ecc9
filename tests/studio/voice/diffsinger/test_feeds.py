"""What the models of a bank are given: the mel of a synthetic bank holds what its acoustic model got."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bank_singing import MELODY, STAR, TWIN, phrase, pitch, singer, sung
from synthetic_banks import BIN, PREDICTED, VARIANTS, Variant, make

from backend.studio.errors import CannotSing
from backend.studio.singing import Touch
from backend.studio.voice.diffsinger import bank, layout, sound, touches
from backend.studio.voice.diffsinger.grid import Grid
from backend.studio.voice.diffsinger.tensors import Nothing
from backend.studio.voice.diffsinger.words import Speller

LONG = ((0.0, 1.0, 60, TWIN), (1.0, 2.0, 60, None))


class Watching(Nothing):
    """Keeps nothing, but remembers the mel that went by."""

    def __init__(self):
        self.mels, self.pitches = [], []

    def get(self, key, run):
        found = run()
        if "mel" in found:
            self.mels.append(found["mel"][0])
        self.pitches += [found["pitch_pred"][0]] if "pitch_pred" in found else []
        return found


def given(root, wanted, variant: Variant = VARIANTS["new"], *, colour: int = 0):
    """The curves that the acoustic model was given, by name [frames]."""
    watching = Watching()
    singer(make(root, variant), colour=colour, keep=watching).sing(wanted, lambda: False)
    return {name: watching.mels[0][:, number] for name, number in BIN.items()}


def middle(curve):
    """The value in the middle of the first note and of the second."""
    return curve[[len(curve) // 4, len(curve) * 3 // 4]]


@pytest.mark.parametrize(
    ("touch", "curve", "expected"),
    [
        (Touch(formant=2 ** (2.5 / 12)), "gender", 0.5),
        (Touch(formant=2 ** (-2.5 / 12)), "gender", -0.5),
        (Touch(formant=2.0), "gender", 1.0),
        (Touch(breath=0.5), "breathiness", PREDICTED["breathiness"] + 6),
        (Touch(tension=0.4), "tension", PREDICTED["tension"] + 2),
        (Touch(tension=-1.0), "tension", PREDICTED["tension"] - 5),
        (Touch(diction=1.5), "velocity", 1.5),
    ],
)
def test_touches_reach_the_model(touch, curve, expected, tmp_path):
    curves = given(tmp_path, phrase(*LONG, touches=[Touch(), touch]))
    neutral = {"gender": 0.0, "velocity": 1.0}.get(curve, PREDICTED.get(curve))
    assert middle(curves[curve]) == pytest.approx([neutral, expected], abs=1e-4)


def test_loudness_is_told_to_the_model_or_done_to_the_sound(tmp_path):
    wanted = phrase(*LONG, touches=[Touch(), Touch(level_db=-6)])
    told = given(tmp_path / "told", wanted, VARIANTS["all_variances"])["energy"]
    assert middle(told) == pytest.approx([PREDICTED["energy"], PREDICTED["energy"] - 6], abs=1e-4)
    found = sung(tmp_path / "done", VARIANTS["new"], wanted).audio
    first, second = (np.abs(found[len(found) * part // 8 :][:4000]).max() for part in (2, 5))
    assert 20 * np.log10(second / first) == pytest.approx(-6, abs=0.1)


def test_air_goes_another_way_where_there_is_no_breathiness(tmp_path):
    variant = replace(VARIANTS["new"], wants=("tension", "voicing"), predicts=("tension", "voicing"))
    curves = given(tmp_path, phrase(*LONG, touches=[Touch(), Touch(breath=1.0)]), variant)
    assert middle(curves["tension"]) == pytest.approx([PREDICTED["tension"], PREDICTED["tension"] - 5], abs=1e-4)
    assert middle(curves["voicing"]) == pytest.approx([PREDICTED["voicing"], PREDICTED["voicing"] - 6], abs=1e-4)


def test_curves_stay_within_what_was_trained(tmp_path):
    curves = given(tmp_path, phrase(*LONG, touches=[Touch(tension=1.0, breath=1.0)] * 2), Variant(base="e"))
    assert curves["breathiness"].max() <= -20
    assert curves["tension"].max() <= 10


def test_a_colour_is_a_speaker_and_others_are_mixed_in_over_time(tmp_path):
    """The synthetic speakers are the numbers 1, 2, 3 wherever they are taken apart."""
    variant = VARIANTS["many_speakers"]
    wishes = [Touch(), Touch(colour=(("Power", 0.5),))]
    speaker = given(tmp_path, phrase(*LONG, touches=wishes), variant, colour=1)["speaker"]
    assert middle(speaker) == pytest.approx([2.0, 2.5])
    assert np.all(np.diff(speaker) >= 0)
    assert len(set(np.round(speaker, 3))) > 5


def test_colours_of_more_than_all_share(tmp_path):
    wishes = [Touch(colour=(("alto", 1.0), ("power", 1.0)))] * 2
    speaker = given(tmp_path, phrase(*LONG, touches=wishes), VARIANTS["many_speakers"], colour=1)["speaker"]
    assert middle(speaker) == pytest.approx([2.0, 2.0])


def test_an_unknown_colour_is_named(tmp_path):
    with pytest.raises(CannotSing, match=r"no colour 'gold'; it has 'Alto', 'Soft', 'Power'\."):
        given(tmp_path, phrase(*LONG, touches=[Touch(colour=(("gold", 1.0),))]), VARIANTS["many_speakers"])


def test_each_phoneme_has_its_language(tmp_path):
    language = given(tmp_path, phrase(*LONG))["language"]
    assert (language[0], language[len(language) // 2]) == (0, 1)


@pytest.mark.parametrize(
    ("variant", "pace", "depth"),
    [
        (Variant(depth=0.6), 20, 0.6),
        (Variant(is_continuous=False, depth=0.4), 20, 400),
        (Variant(is_continuous=False, depth=0.333), 16, 320),
        (Variant(is_continuous=False, depth=None), 50, 0),
    ],
)
def test_both_ways_of_sampling_are_spoken(variant, pace, depth, tmp_path):
    curves = given(tmp_path, phrase(*LONG), variant)
    assert (curves["pace"][0], curves["depth"][0]) == pytest.approx((pace, depth))


def test_a_vocoder_that_moves_pitch_moves_formants(tmp_path):
    variant = VARIANTS["pitch_controllable"]
    wanted = phrase(*LONG, touches=[Touch(formant=2 ** (3 / 12))] * 2)
    told = given(tmp_path / "told", wanted, variant)["f0"]
    assert middle(told) == pytest.approx(440 * 2 ** ((63 - 69) / 12) * np.ones(2), rel=1e-4)
    assert pitch(sung(tmp_path / "sung", variant, wanted), 0.3, 0.9) == pytest.approx(60, abs=0.05)


@pytest.mark.parametrize("name", ["new", "no_pitch"])
def test_bends_are_heard_on_top_of_any_pitch(name, tmp_path):
    found = sung(tmp_path, VARIANTS[name], phrase(*LONG, touches=[Touch(bend=((0.0, 150.0),)), Touch()]))
    assert pitch(found, 0.3, 0.9) == pytest.approx(61.5, abs=0.05)
    assert pitch(found, 1.3, 1.9) == pytest.approx(60, abs=0.05)


def test_notes_whose_vibrato_was_chosen_are_not_left_to_the_model(tmp_path):
    """The synthetic model sings stairs without vibrato; where somebody chose one, it keeps what it is given."""
    wishes = [Touch(), Touch(vibrato_cents=60, vibrato_after_s=0.0)]
    told = given(tmp_path, phrase(*LONG, touches=wishes))["f0"]
    swing = 12 * np.log2(told / 261.6256) * 100
    first, second = swing[: len(swing) // 2 - 8], swing[len(swing) // 2 + 8 :]
    assert np.abs(first).max() < 1
    assert np.abs(second).max() == pytest.approx(60, abs=4)


def test_the_model_is_told_to_keep_what_was_chosen(tmp_path):
    """The synthetic model gives back what it was told to keep, and stairs where it was not."""
    watching = Watching()
    wishes = [Touch(), Touch(vibrato_cents=60, vibrato_after_s=0.0)]
    singer(make(tmp_path), keep=watching).sing(phrase(*LONG, touches=wishes), lambda: False)
    cents = np.abs(watching.pitches[0] - 60) * 100
    assert cents[: len(cents) // 2 - 8].max() == 0
    assert cents[len(cents) // 2 + 8 :].max() > 50


@pytest.mark.parametrize(
    ("semitones", "limits", "expected"), [(-2, (-5, 10), -0.4), (2, (-5, 10), 0.2), (20, (-5, 10), 1), (3, (-5, 0), 0)]
)
def test_formants_are_scaled_by_what_was_trained_each_way(semitones, limits, expected):
    assert touches.gender(np.array([float(semitones)]), limits) == pytest.approx([expected])


def test_words_of_models_go_from_vowel_to_vowel(tmp_path):
    """SP t w | ih ng k | ax l s t | aa r SP, as the models were trained."""
    opened = bank.open_bank(make(tmp_path, VARIANTS["partial"]))
    laid = layout.lay(layout.plan(phrase(*MELODY[:2], (1.026, 1.539, 64, STAR)), Speller(opened, "en-US")))
    assert Grid.of(laid, 0.01).words.tolist() == [3, 3, 4, 3]


@pytest.mark.parametrize(("ours", "theirs", "factor"), [("10", "e", 2.302585), ("e", "10", 0.4342945), ("e", "e", 1)])
def test_factors_between_logarithms(ours, theirs, factor):
    assert sound.rebase(ours, theirs) == pytest.approx(factor)


def test_a_language_that_the_bank_lacks_is_named(tmp_path):
    own = singer(make(tmp_path))
    own.voice = replace(own.voice, languages=("en-US", "ja"))
    own.sing(phrase(*MELODY, language="en-GB"), lambda: False)
    with pytest.raises(CannotSing, match="sings en-US, ja, not fr"):
        own.sing(phrase(*MELODY, language="fr"), lambda: False)
