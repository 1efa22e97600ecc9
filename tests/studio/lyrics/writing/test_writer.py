from functools import cache

import pytest

from backend.studio.errors import BadForm, BadLyrics
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.meter import rhythm_of
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.text import parse
from backend.studio.lyrics.writing.rhyming import pairs
from backend.studio.lyrics.writing.topics import topics
from backend.studio.lyrics.writing.writer import Wish, write

THEMES = ("love", "road", "sea", "rise")
MELODY = tuple(
    SectionRhythm(role, role.capitalize(), letter, tuple(map(rhythm_of, lines)))
    for role, letter, lines in [
        ("verse", "A", ("x..x.x.x", "x..x.x.x", "x.x.x.xx", "x.x..x.x")),
        ("chorus", "B", ("x..x..x", "x..x..x", "x.x.xx", "x.x.x")),
        ("verse", "A", ("x..x.x.x", "x..x.x.x", "x.x.x.xx", "x.x..x.x")),
        ("chorus", "B", ("x..x..x", "x..x..x", "x.x.xx", "x.x.x")),
        ("bridge", "C", ("..x.x.x", "x..xx.x.x.x")),
    ]
)


@cache
def songs():
    """Lyrics of four themes and three seeds, to a melody and without one."""
    return [
        write(Wish(prompt=theme, seed=seed, melody=melody))
        for theme in THEMES
        for seed in range(3)
        for melody in (MELODY, ())
    ]


def lines(written):
    return [
        (line, rhythm)
        for verse in written.verses
        for line, rhythm in zip(verse.lines, verse.part.rhythms, strict=False)
    ]


@pytest.mark.parametrize(
    ("length_s", "names", "most"),
    [
        (8, ["Verse"], 2),
        (15, ["Verse"], 4),
        (30, ["Verse", "Chorus"], 8),
        (60, ["Verse 1", "Chorus", "Verse 2", "Chorus"], 16),
    ],
)
def test_words_have_room_in_the_length_that_was_asked_for(length_s, names, most):
    written = write(Wish("sea", "pop", seed=4, length_s=length_s))
    assert [verse.part.name for verse in written.verses] == names
    assert sum(len(verse.part.rhythms) for verse in written.verses) <= most
    assert all(len(verse.lines) == len(verse.part.rhythms) for verse in written.verses if verse.part.repeats is None)


def test_a_form_that_was_asked_for_and_a_long_song_lose_nothing():
    asked = write(Wish("sea", "pop", form="verse, chorus, bridge", seed=4, length_s=10))
    assert [verse.part.role for verse in asked.verses] == ["verse", "chorus", "bridge"]
    assert write(Wish("sea", "pop", seed=4, length_s=180)).text == write(Wish("sea", "pop", seed=4)).text


def test_lines_scan():
    found = [meter.fits(meter.stresses(spoken(line)), rhythm) for song in songs() for line, rhythm in lines(song)]
    assert sum(found) >= 0.98 * len(found)


def test_lines_rhyme_truly_and_with_many_words():
    true, asked, words = 0, 0, set()
    for verse in (verse for song in songs() for verse in song.verses if verse.lines):
        ends = [rhyme.tails(spoken(line)) for line in verse.lines]
        for left, right in pairs(verse.part.scheme):
            asked += 1
            true += rhyme.rhyme(ends[left], ends[right]) == rhyme.Kind.PERFECT
            words.add(frozenset((ends[left][0].word, ends[right][0].word)))
    assert true >= 0.95 * asked
    assert len(words) >= 60


def test_no_line_comes_twice_but_the_chorus():
    for song in songs():
        texts = [line for line, _ in lines(song)]
        assert len(set(texts)) == len(texts)
        choruses = [verse for verse in song.verses if verse.part.role == "chorus"]
        assert [bool(verse.lines) for verse in choruses] == [True, *[False] * (len(choruses) - 1)]


def test_the_chorus_has_a_hook():
    with_hook = [song for song in songs() if song.hook]
    assert len(with_hook) >= 0.85 * len(songs())
    for song in with_hook:
        chorus = next(verse for verse in song.verses if verse.part.role == "chorus")
        assert song.hook.lower() in " ".join(chorus.lines).lower()


def test_the_same_wish_gives_the_same_words():
    wish = Wish(prompt="the last train home", style="folk", seed=7)
    assert write(wish).text == write(wish).text
    assert write(wish).text != write(Wish(prompt="the last train home", style="folk", seed=8)).text


def test_it_reads_back_as_the_song_that_was_planned():
    written = write(Wish(prompt="home", form="verse, chorus, verse, chorus, bridge", seed=3))
    stanzas = parse(written.text).stanzas
    assert [stanza.role for stanza in stanzas] == ["verse", "chorus", "verse", "chorus", "bridge"]
    assert stanzas[1].lines[0].text == stanzas[3].lines[0].text
    assert [stanza.name for stanza in stanzas][:3] == ["Verse 1", "Chorus", "Verse 2"]


@pytest.mark.parametrize("scheme", ["AABB", "ABAB", "ABCB", "AAAA"])
def test_a_scheme_that_is_asked_for_is_kept(scheme):
    written = write(Wish(prompt="city", scheme=scheme, form="verse, chorus", seed=2))
    for verse in written.verses:
        ends = [rhyme.tails(spoken(line)) for line in verse.lines]
        rhyming = [rhyme.rhyme(ends[left], ends[right]) == rhyme.Kind.PERFECT for left, right in pairs(scheme)]
        assert all(rhyming), verse.lines


def test_what_is_asked_for_is_named():
    written = write(Wish(prompt="a song about my grandmother's garden", seed=1))
    assert written.subject.topics == ("my grandmother's garden",)
    assert "grandmother's garden" in written.text


def test_moods_and_themes_are_understood():
    assert write(Wish(prompt="heartbreak", mood="furious", seed=1)).subject.mood.name == "defiant"
    assert write(Wish(prompt="leaving town on the highway tonight", seed=1)).subject.theme.name == "road"


def test_what_cannot_be_written_is_refused_with_a_reason():
    with pytest.raises(BadLyrics, match="rhyme scheme '12!' cannot be read"):
        write(Wish(scheme="12!"))
    with pytest.raises(BadForm, match="is no section"):
        write(Wish(form="wobble 4"))
    with pytest.raises(BadLyrics, match="no section that is sung"):
        write(Wish(form="intro, solo"))


def test_where_texts_can_be_compared_the_nearest_theme_is_taken():
    def rank(words, texts):
        return {name: float("sheets of ice" in words and "snow" in text) for name, text in texts.items()}

    assert write(Wish(prompt="sheets of ice", seed=1), rank).subject.theme.name == "winter"


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("a slow pop ballad about the sea, 80 bpm, with piano", ["the sea"]),
        ("a folk song about leaving the harbour at night with guitar", ["the harbour", "night"]),
        ("my grandmother's garden", ["my grandmother's garden"]),
    ],
)
def test_how_a_song_is_to_sound_is_not_what_it_is_about(prompt, named):
    assert topics(prompt) == named
