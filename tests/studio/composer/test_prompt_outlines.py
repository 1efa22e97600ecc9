"""Chords and forms that are written into a sentence are kept to the bar."""

from __future__ import annotations

import pytest

from backend.studio.brief import Ending, Source
from backend.studio.composer.asked import report
from backend.studio.composer.prompt import read
from backend.studio.constraints import ChordLine
from backend.studio.pipeline import compose


def rows(brief):
    return [(row.role, row.bars) for row in brief.form.rows]


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("folk with the chords Am F C G", "Am | F | C | G"),
        ("Am - F - C - G progression, pop", "Am | F | C | G"),
        ("pop, Am-F-C-G", "Am | F | C | G"),
        ("lo-fi: Dm7 | G9 Em7 | Cmaj7", "Dm7 | G9 Em7 | Cmaj7"),
        ("jazz, chord progression ii-V-I in C", "Dm | G | C"),
        ("pop in A minor, i-VI-III-VII", "Am | F | C | G"),
        ("rock in E, I-bVII-IV-I", "E | D | A | E"),
    ],
)
def test_chords_in_a_sentence(prompt, text):
    brief = read(prompt, seed=1)
    assert (brief.chords, brief.sources["chords"]) == ((ChordLine("any", text),), Source.PROMPT)
    assert brief.unresolved == ()
    assert any(span.field == "chords" for span in brief.understood)


@pytest.mark.parametrize(
    "prompt", ["a song about A B C", "a minor setback in techno", "vitamin C and B12", "plan A or B"]
)
def test_what_only_looks_like_chords_is_none(prompt):
    assert read(prompt, seed=1).chords == ()


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("verse chorus verse chorus bridge chorus, pop",
         [("verse", 0), ("chorus", 0), ("verse", 0), ("chorus", 0), ("bridge", 0), ("chorus", 0)]),
        ("intro 4 bars, verse 8 bars, chorus 8 bars, rock", [("intro", 4), ("verse", 8), ("chorus", 8)]),
        ("rock: intro -> verse -> hook -> outro", [("intro", 0), ("verse", 0), ("chorus", 0), ("outro", 0)]),
        ("intro 4, verse 8, chorus 8 x2, outro 4 in folk style",
         [("intro", 4), ("verse", 8), ("chorus", 8), ("chorus", 8), ("outro", 4)]),
        ("AABA jazz tune", [("verse", 0), ("verse", 0), ("bridge", 0), ("verse", 0)]),
    ],
)  # fmt: skip
def test_a_course_of_sections_in_a_sentence(prompt, found):
    brief = read(prompt, seed=1)
    assert (rows(brief), brief.sources["form"], brief.bars) == (found, Source.PROMPT, 0)
    assert brief.unresolved == ()


@pytest.mark.parametrize("prompt", ["rock with no intro, bridge or outro", "pop with a verse and a chorus"])
def test_no_course_where_none_is_written(prompt):
    assert rows(read(prompt, seed=1)) == []


def test_the_rest_of_the_form_is_heard_too():
    brief = read("verse, chorus, verse, chorus; explodes in the chorus and ends with a fade, pop", seed=1)
    assert len(brief.form.rows) == 4
    assert brief.form.ending is Ending.FADE
    assert dict(brief.form.energies)["chorus"] > 0.8


@pytest.mark.parametrize(
    "prompt", ["folk with Am F C G, intro 4 bars, verse 8 bars, chorus 8 bars", "ii-V-I jazz, AABA", "16 bars of funk"]
)
def test_what_is_written_is_kept(prompt):
    lines = report.report(compose(read(prompt, seed=2)))
    assert lines
    assert all(line.is_met for line in lines)
