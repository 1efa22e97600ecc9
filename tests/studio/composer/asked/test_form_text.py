"""Forms as text, and the names of places."""

from __future__ import annotations

import time

import pytest

from backend.studio.composer.asked import form_text, places
from backend.studio.composer.asked.places import Place
from backend.studio.errors import BadForm, UnknownName


def rows(text):
    return [(row.role, row.bars) for row in form_text.read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "intro 4, verse 8, chorus 8 x2, outro 4",
            [("intro", 4), ("verse", 8), ("chorus", 8), ("chorus", 8), ("outro", 4)],
        ),
        ("intro -> verse -> hook", [("intro", 0), ("verse", 0), ("chorus", 0)]),
        ("Verse 1: 8 bars\nRefrain (16)\nverse 2 8", [("verse", 8), ("chorus", 16), ("verse", 8)]),
        ("(verse 8, chorus 8) x2, coda", [("verse", 8), ("chorus", 8), ("verse", 8), ("chorus", 8), ("outro", 0)]),
        ("2x pre-chorus 4, middle 8 8", [("prechorus", 4), ("prechorus", 4), ("bridge", 8)]),
        ("AABA", [("verse", 0), ("verse", 0), ("bridge", 0), ("verse", 0)]),
        ("A 8 | B 8 | A 8 | B 8", [("verse", 8), ("chorus", 8), ("verse", 8), ("chorus", 8)]),
    ],
)
def test_forms_are_read_as_people_write_them(text, found):
    assert rows(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("intro 4, foo 8", "'foo 8' is no section"),
        ("verse 0", "has 0 bars; a section has 1 to 64"),
        ("verse 999", "has 999 bars"),
        ("verse 8 x0", "comes 0 times"),
        ("", "names no section"),
        ("verse 8 x64, chorus", "65 sections; up to 64"),
        ("((verse, chorus) x64, bridge) x64", "more than 64 sections"),
    ],
)
def test_errors_name_the_section(text, message):
    with pytest.raises(BadForm, match=message):
        form_text.read(text)


def test_places_have_names():
    assert places.place("Chorus 2") == Place("chorus", number=2)
    assert places.place("hooks") == Place("chorus")
    assert places.place("b") == Place(letter="B")
    assert places.place("everywhere") == Place()
    assert (places.beat_of("bar 5", 3.0), places.beat_of("beat 6.5", 3.0), places.beat_of("verse", 3.0)) == (
        12,
        6.5,
        None,
    )


def test_an_unknown_place_is_refused():
    with pytest.raises(UnknownName, match="'limbo 3' names no section"):
        places.place("limbo 3")


@pytest.mark.security
@pytest.mark.parametrize("filling", [" ", " -", "a ", "- ", "1 ", "x ", "(", ",("])
def test_no_text_takes_long(filling):
    text = ("verse" + filling * 2000)[:1990] + "!"
    started = time.thread_time()
    with pytest.raises(BadForm):
        form_text.read(text)
    assert time.thread_time() - started < 1.0


@pytest.mark.security
def test_a_section_is_short():
    with pytest.raises(BadForm, match="up to 60 characters"):
        form_text.read("verse " + "a" * 100)
    assert rows("verse" + " " * 1900 + "8") == [("verse", 8)]
