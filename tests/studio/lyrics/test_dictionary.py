import pytest

from backend.studio.errors import BadLyrics
from backend.studio.lyrics.dictionary import rhymes, synonyms
from backend.studio.lyrics.rhyme import Kind


def test_true_rhymes_come_before_near_ones():
    found = rhymes("fire")
    assert found[0].kind == Kind.PERFECT
    assert {"desire", "wire"} <= {one.word for one in found if one.kind == Kind.PERFECT}
    assert [one.kind for one in found] == sorted((one.kind for one in found), reverse=True)
    assert "fire" not in {one.word for one in found}


def test_rhymes_can_be_asked_for_by_their_shape():
    found = rhymes("tonight", kind=Kind.PERFECT, syllables=2, stress="01")
    assert "delight" in {one.word for one in found}
    assert {(one.syllables, one.stress) for one in found} == {(2, "01")}


def test_a_line_that_ends_in_a_small_word_rhymes_with_another():
    assert "told me" in {one.word for one in rhymes("hold me", kind=Kind.PERFECT)}


def test_synonyms_that_scan_come_first_in_the_form_of_the_word():
    found = synonyms("shining")
    assert [one.scans for one in found] == sorted((one.scans for one in found), reverse=True)
    assert "gleaming" in {one.word for one in found}
    assert "souvenirs" in {one.word for one in synonyms("memories")}
    assert {one.syllables for one in synonyms("lonely", syllables=3)} == {3}
    assert synonyms("zorblax") == []


def test_what_has_no_sound_is_refused():
    with pytest.raises(BadLyrics, match="no sound to rhyme with"):
        rhymes("...")
    with pytest.raises(BadLyrics, match="up to 60"):
        rhymes("x" * 61)
