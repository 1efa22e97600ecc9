"""Chord symbols in all the spellings that musicians use."""

from __future__ import annotations

import pytest

from backend.studio.composer import theory
from backend.studio.composer.chord_symbols import parse

SAME = [
    ("C", "Cmaj", "CM", "Cmajor", "c"),
    ("Cm", "Cmin", "C-", "Cminor", "CMin"),
    ("Cmaj7", "CM7", "CΔ", "CΔ7", "Cma7", "CMaj7"),
    ("Cm7", "Cmin7", "C-7"),
    ("Cm7b5", "Cø", "Cø7", "C-7b5", "Cm7(b5)", "Cm7♭5"),
    ("Cdim7", "C°7", "Co7"),
    ("Cdim", "C°"),
    ("Caug", "C+", "C(#5)"),
    ("C7#5", "C+7", "Caug7", "C7+"),
    ("Csus4", "Csus", "C4"),
    ("C6/9", "C69"),
    ("Cm(maj7)", "CmM7", "C-maj7", "Cminmaj7"),
    ("Cadd9", "C2", "Cadd2", "C(add9)"),
    ("C7#9", "C7(#9)", "C7+9"),
    ("C7b9", "C7-9", "C7(♭9)"),
]
TONES = {
    "C5": {0, 7}, "C9": {0, 4, 7, 10, 2}, "C13": {0, 4, 7, 10, 2, 9}, "C11": {0, 7, 10, 2, 5},
    "Cm11": {0, 3, 7, 10, 2, 5}, "Cmaj9#11": {0, 4, 7, 11, 2, 6}, "C7alt": {0, 4, 8, 10, 3},
    "C9sus4": {0, 5, 7, 10, 2}, "C7b9b13": {0, 4, 7, 10, 1, 8}, "C7no3": {0, 7, 10}, "Cm6": {0, 3, 7, 9},
    "C13b9": {0, 4, 7, 10, 1, 9}, "Cmaj7#5": {0, 4, 8, 11},
}  # fmt: skip


@pytest.mark.parametrize("spellings", SAME, ids=lambda names: names[0])
def test_spellings_mean_the_same_chord(spellings):
    assert len({frozenset(parse(name).tones) for name in spellings}) == 1
    assert len({theory.written(parse(name)) for name in spellings}) == 1


@pytest.mark.parametrize(("name", "tones"), TONES.items())
def test_chords_have_their_tones(name, tones):
    assert set(parse(name).tones) == tones


@pytest.mark.parametrize("name", [*TONES, *(row[0] for row in SAME)])
def test_the_studio_reads_what_it_writes(name):
    written = theory.written(parse(name))
    assert set(parse(written).tones) == set(parse(name).tones)


def test_a_bass_of_its_own_is_read():
    chord = parse("F#m7b5/E")
    assert (chord.root, chord.bass, theory.written(chord)) == (6, 4, "F#m7b5/E")


def test_no_chord_is_silent():
    assert all(parse(text).is_silent for text in ("N.C.", "NC"))


@pytest.mark.parametrize("text", ["H", "Hm7", "foo", "C7x", "C/H", "Cmaj7maj", "", "C//", "7", "C7#7"])
def test_what_is_no_chord_is_refused(text):
    with pytest.raises(ValueError, match=r"no (kind of )?chord"):
        parse(text)
