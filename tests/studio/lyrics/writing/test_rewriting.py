import pytest

from backend.studio.errors import BadLyrics
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.meter import rhythm_of
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.text import parse
from backend.studio.lyrics.writing.rewriting import go_on, rewrite
from backend.studio.lyrics.writing.writer import Wish

WORDS = """[Verse]
The moon was hanging low and blue
I walked along the avenue
I never knew the way to say
That you were never going to stay

[Chorus]
Leave the light on for me"""


def test_another_line_scans_and_rhymes_as_the_old_one_did():
    old = meter.natural(meter.stresses(spoken("I walked along the avenue")))
    found = rewrite(WORDS, 1, Wish(seed=3))
    assert found.alternatives[0] == found.line
    for line in found.alternatives:
        assert meter.fits(meter.stresses(spoken(line)), old)
        assert rhyme.rhyme(rhyme.tails(spoken(line)), rhyme.tails(spoken("low and blue")))
    lines = [line.text for line in parse(found.text).lines]
    assert lines == [found.line if place == 1 else line.text for place, line in enumerate(parse(WORDS).lines)]


def test_another_line_fits_a_melody():
    rhythm = rhythm_of("x..x..x")
    found = rewrite(WORDS, 4, Wish(seed=1, prompt="sea"), rhythm=rhythm)
    assert all(meter.fits(meter.stresses(spoken(line)), rhythm) for line in found.alternatives)


def test_headings_and_spaces_stay_where_they_are():
    text = rewrite(WORDS, 4, Wish(seed=1)).text
    assert text.split("\n")[:7] == WORDS.split("\n")[:7]


def test_lines_that_there_are_not_are_refused():
    with pytest.raises(BadLyrics, match="no line 9; the lyrics have lines 0 to 4"):
        rewrite(WORDS, 9, Wish())


def test_a_song_goes_on():
    text = go_on(WORDS, Wish(seed=2))
    stanzas = parse(text).stanzas
    assert [stanza.name for stanza in stanzas] == ["Verse", "Chorus", "Verse 2"]
    assert len(stanzas[2].lines) == 4
    assert text.startswith(WORDS)
    assert parse(go_on("[Verse]\nhello my friend\nhow will it end", Wish(seed=2))).stanzas[1].role == "chorus"
    assert parse(go_on(WORDS, Wish(seed=2), "bridge")).stanzas[2].role == "bridge"


def test_sections_that_are_not_sung_are_refused():
    with pytest.raises(BadLyrics, match="'solo' is no section that is sung"):
        go_on(WORDS, Wish(), "solo")
