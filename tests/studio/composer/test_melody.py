"""Melodies: they repeat, rise in the chorus, answer their leaps and come home."""

from itertools import pairwise

import numpy as np
import pytest
from songs import STYLES, brief, composed, part, planned, song, within

from backend.studio.brief import FormWish
from backend.studio.composer import metrics, phrases, styles
from backend.studio.composer.analysis import Analysis
from backend.studio.composer.motifs import motif
from backend.studio.composer.phrases import Aim
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Chord
from backend.studio.units import Meter

MAJOR = (0, 2, 4, 5, 7, 9, 11)
SUNG = [style for style in STYLES if styles.find(style).melody.ornaments == 0] or list(STYLES[:2])


def chord(*tones, voicing=()):
    return Chord(0, 4, tones[0], "major", tones[0], tones, MAJOR, "T", "I", "C", voicing)


def searched(chords, *, seed, aim, contour=(0, 1, 2, 1, 0, -1, 0, 0)):
    rhythm = [(index * 0.5, 0.5) for index in range(8)]
    stand = phrases.ground(rhythm, chords, [index % 4 == 0 for index in range(8)], tonic=0)
    return phrases.search(stand, contour, aim, Seeds(seed).rng())[1].tolist()


@pytest.mark.parametrize("seed", range(8))
def test_a_phrase_stays_in_its_register_and_answers_its_leaps(seed):
    pitches = searched([chord(0, 4, 7)] * 8, seed=seed, aim=Aim(60, 76, 67, 0))
    moves = np.diff(pitches)
    assert all(60 <= pitch <= 76 for pitch in pitches)
    assert all(one * two < 0 for one, two in pairwise(moves) if abs(one) > 7)


@pytest.mark.parametrize("seed", range(8))
def test_a_phrase_that_goes_home_ends_on_the_tonic(seed):
    aim = Aim(60, 76, 67, 0, home=6.0)
    assert searched([chord(0, 4, 7)] * 8, seed=seed, aim=aim)[-1] % 12 == 0


def test_strong_beats_lean_only_when_they_should():
    outside = {
        leans: sum(
            pitch % 12 not in (0, 4, 7)
            for seed in range(12)
            for pitch in searched([chord(0, 4, 7)] * 8, seed=seed, aim=Aim(60, 76, 67, 0, leans=leans))[::4]
        )
        for leans in (0, 1)
    }
    assert outside[0] == 0 and outside[1] >= 8


def test_a_melody_keeps_off_what_would_rub():
    voicing = (64, 67, 71, 72)
    rubs = {pitch + gap for pitch in voicing for gap in (-13, -1, 1, 13)}
    chords, aim = [chord(0, 4, 7, voicing=voicing)] * 8, Aim(60, 76, 67, 0)
    pitches = [pitch for seed in range(8) for pitch in searched(chords, seed=seed, aim=aim)[::2]]
    assert sum(pitch in rubs for pitch in pitches) / len(pitches) < 0.1


@pytest.mark.parametrize("meter", [Meter(4, 4), Meter(3, 4), Meter(6, 8), Meter(5, 4)])
def test_a_motif_fills_two_bars_of_any_meter(meter):
    found = motif(styles.find("pop").melody, role="chorus", meter=meter, rng=Seeds(3).rng())
    assert found.rhythm[0][0] < meter.beats_per_bar <= found.rhythm[-1][0] < 2 * meter.beats_per_bar
    assert len(found.rhythm) == len(found.contour) == len(found.accents)


@pytest.mark.parametrize("style", SUNG)
def test_a_letter_that_returns_brings_its_melody_back_note_for_note(style):
    score = song(style, 2, 150.0)
    lead = next(part for part in score.parts if part.role == "lead")
    heard = {}
    for section in score.plan.sections[:-1]:
        if lead.id in section.layers:
            tune = within(score, section, lead.id)
            assert heard.setdefault(section.letter, tune) == tune
    assert heard


@pytest.mark.parametrize("style", ["pop", "rock", "folk", "lofi"])
def test_repeats_differ_by_ornaments_alone(style):
    score = song(style, 3, 150.0)
    assert metrics.returns(Analysis(score)) >= 0.8
    assert any("ornament" in note.tags for part in score.parts for note in part.notes)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("style", ["pop", "rock", "folk"])
def test_the_chorus_lies_above_the_verse(style, seed):
    assert metrics.chorus_lift(Analysis(song(style, seed, 150.0))) > 1


@pytest.mark.slow
def test_what_leans_on_a_strong_beat_resolves_by_step():
    for style in STYLES:
        leans = [move for _, move, inside in Analysis(song(style, 1, 120.0)).strong_notes if not inside]
        assert all(move is not None and abs(move) <= 2 for move in leans)


@pytest.mark.slow
def test_the_last_note_of_a_melody_is_home():
    for style in STYLES:
        for seed in range(3):
            assert metrics.comes_home(Analysis(song(style, seed))) == 1.0


def test_melodies_rest_between_phrases():
    score = song("pop", 1, 120.0)
    verse = next(section for section in score.plan.sections if section.role == "verse")
    sung = sum(length for _, _, length in within(score, verse, "lead"))
    assert sung <= 0.9 * verse.bars * score.plan.meter.beats_per_bar


def test_different_seeds_make_different_songs():
    bars = [set(Analysis(song("pop", seed)).tune_bars.values()) for seed in range(6)]
    shared = [len(one & two) / min(len(one), len(two)) for i, one in enumerate(bars) for two in bars[i + 1 :]]
    assert float(np.median(shared)) <= 0.15


def test_a_hook_carries_every_section_of_its_style():
    plan = planned(brief("techno", duration_s=120))
    assert len(set(plan.motifs)) == 1 and len(plan.motifs) == len({s.letter for s in plan.sections})


def test_the_lead_sings_the_song_to_its_end():
    wish = FormWish(left_out=("outro",))
    score = composed(brief("pop", duration_s=90, form=wish))
    last = part(score, "lead").notes[-1]
    assert last.start_beat == score.plan.harmony[-1].start_beat and last.pitch % 12 == score.plan.brief.tonic
