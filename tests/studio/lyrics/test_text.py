import pytest

from backend.studio.errors import BadLyrics
from backend.studio.lyrics.text import MAX_CHARACTERS, parse

SONG = """[Verse 1]
first line
second line

third line
[Chorus x2]
sing it
[Guitar Solo]
[Verse 2: softly]
other words
Chorus:
[instrumental]
[Outro]
la la"""


def shape(text):
    return [(stanza.role, len(stanza.lines)) for stanza in parse(text).stanzas]


def test_headings_part_the_song():
    assert shape(SONG) == [
        ("verse", 3), ("chorus", 1), ("chorus", 1), ("solo", 0), ("verse", 1), ("chorus", 1), ("interlude", 0),
        ("outro", 1),
    ]  # fmt: skip


def test_lines_are_numbered_through_the_song():
    assert [line.number for line in parse(SONG).lines] == list(range(8))


def test_bare_headings_repeat_and_instrumentals_are_silent():
    stanzas = parse(SONG).stanzas
    assert [stanza.repeated for stanza in stanzas] == [False, False, True, False, False, True, False, False]
    assert [stanza.wordless for stanza in stanzas] == [False, False, False, True, False, False, True, False]
    assert stanzas[5].lines[0].text == "sing it"


def test_without_headings_what_returns_is_the_chorus():
    assert shape("one\n\nsing\nit\n\ntwo\n\nSing,\nit!") == [("verse", 1), ("chorus", 2), ("verse", 1), ("chorus", 2)]


def test_a_speaker_is_no_heading():
    assert shape("She said:\nhello") == [("verse", 2)]


def test_what_cannot_be_seen_is_left_out():
    (line,) = parse("he\u200bl\u0000lo\u202e \u00a0you\r\n").lines
    assert line.text == "hello you"


@pytest.mark.security
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 1_000_000, f"1000000 characters; up to {MAX_CHARACTERS}"),
        ("a\n" * 400, "400 lines; up to 300"),
        ("a " * 200, "Line 1 has 399 characters"),
        ("", "no line"),
        ("😀\n\u202e\n...", "no line"),
    ],
)
def test_limits_are_named(text, message):
    with pytest.raises(BadLyrics, match=message):
        parse(text)
