"""Figures and keys in all the ways in which people write them."""

from __future__ import annotations

import pytest

from backend.studio.composer import form, styles
from backend.studio.composer.prompt import read
from backend.studio.composer.reading import figures, keys
from backend.studio.composer.seeds import Seeds

METERS = {str(meter) for style in styles.load_all().values() for meter in style.meters}


@pytest.mark.parametrize(
    ("words", "bpm"),
    [
        ("120 bpm", 120), ("at 97.5 BPM", 97.5), ("84bpm", 84), ("100-110 bpm", 105), ("tempo 90", 90),
        ("tempo: 72", 72),
        ("bpm=140", 140), ("a tempo of 66", 66), ("130 beats per minute", 130), ("ninety-six bpm", 96),
        ("a hundred and twenty bpm", 120), ("♩ = 60", 60),
    ],
)  # fmt: skip
def test_a_tempo_in_figures(words, bpm):
    assert read(f"pop, {words}", seed=1).tempo_bpm == bpm


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("90 seconds", 90), ("30s", 30), ("30 sec long", 30), ("2 minutes", 120), ("two minutes", 120),
        ("a two-minute piece", 120),
        ("2:30", 150), ("length 0:45", 45), ("1.5 minutes", 90), ("two and a half minutes", 150), ("half a minute", 30),
        ("a minute and a half", 90), ("a minute", 60), ("2 min 15 s", 135), ("2m30s", 150), ("2-3 minutes", 150),
        ("a couple of minutes", 120), ("twenty-five seconds", 25), ("for about 40 seconds", 40), ("1 minute 20", 80),
    ],
)  # fmt: skip
def test_a_length_in_figures(words, seconds):
    assert read(f"pop, {words}", seed=1).duration_s == seconds


@pytest.mark.parametrize("words", ["the second verse is calm", "music of the 80s", "from the 60s", "60s rock", "808s"])
def test_what_only_looks_like_a_length_is_none(words):
    assert read(words, seed=1).duration_s == read("", seed=1).duration_s


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("in D minor", (2, "minor")), ("F# major", (6, "major")), ("E flat major", (3, "major")),
        ("e-flat minor", (3, "minor")),
        ("B♭ minor", (10, "minor")), ("C dorian", (0, "dorian")), ("in a minor", (9, "minor")),
        ("A minor", (9, "minor")),
        ("Dm", (2, "minor")), ("F#m", (6, "minor")), ("key: Am", (9, "minor")), ("in the key of G", (7, "major")),
        ("d-moll", (2, "minor")), ("A harmonic minor", (9, "harmonic_minor")), ("G sharp minor", (8, "minor")),
        ("Cb major", (11, "major")),
    ],
)  # fmt: skip
def test_a_key_in_all_spellings(words, key):
    brief = read(f"pop, {words}", seed=1)
    assert (brief.tonic, brief.mode) == key


@pytest.mark.parametrize("words", ["a minor key", "in a major mood", "I am happy", "a major success", "be minor"])
def test_what_only_looks_like_a_key_sets_no_tonic(words):
    assert read(f"pop, {words}", seed=1).sources["tonic"] == "seed"


@pytest.mark.parametrize("key", ["C major", "f# minor", "Bb dorian", "G♯ minor"])
def test_a_key_by_itself_is_parsed(key):
    assert keys.parse(key) is not None


@pytest.mark.parametrize("key", ["", "H major", "major", "C major please", "999"])
def test_what_is_no_key_by_itself_is_none(key):
    assert keys.parse(key) is None


@pytest.mark.parametrize(
    ("words", "kind", "nearest"),
    [
        ("999 bpm", "tempo", ("240 bpm",)), ("10 bpm", "tempo", ("40 bpm",)), ("3 hours", "duration", ("5 minutes",)),
        ("2 seconds", "duration", ("5 seconds",)), ("in H minor", "key", ()),
        ("7/4", "meter", METERS), ("500 bars", "duration", ()),
    ],
)  # fmt: skip
def test_a_clear_figure_that_cannot_be_met_is_said_with_the_nearest(words, kind, nearest):
    items = read(f"ambient, {words}", seed=1).unresolved
    assert [(item.words, item.kind) for item in items] == [(words, kind)]
    assert set(items[0].nearest) == set(nearest)


@pytest.mark.parametrize(("number", "value"), [("7", 7), ("2,5", 2.5), ("twenty-five", 25), ("a hundred and ten", 110)])
def test_numbers_in_words_have_their_value(number, value):
    assert figures.value(number) == value


def test_bars_are_counted_at_the_tempo_and_in_the_meter():
    for words, seconds in (("16 bars of pop at 120 bpm", 32), ("16 bars of pop in 3/4 at 120 bpm", 24)):
        brief = read(words, seed=1)
        assert (brief.bars, form.plan(brief, Seeds(1)).bars) == (16, 16)
        # What the end rings on is no bar.
        assert seconds < brief.duration_s < seconds + 6
