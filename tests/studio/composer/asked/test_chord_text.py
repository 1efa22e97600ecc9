"""Lines of chords, bar by bar."""

from __future__ import annotations

import contextlib
import time

import pytest

from backend.studio.composer.asked import chord_text
from backend.studio.errors import BadChords
from backend.studio.units import Meter

COMMON = Meter()


def placed(text, meter=COMMON):
    return [(chord.beat, chord.length, chord.symbol.name) for chord in chord_text.read(text, meter).chords]


@pytest.mark.parametrize(
    "text",
    ["Am | F | C | G", "| Am | F | C | G |", "Am F C G", "Am - F - C - G", "Am, F, C, G", "Am\nF\nC\nG", "Am|F||C|G"],
)
def test_every_way_to_write_four_bars(text):
    assert placed(text) == [(0, 4, "Am"), (4, 4, "F"), (8, 4, "C"), (12, 4, "G")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C F", [(0, 4, "C"), (4, 4, "F")]),
        ("C F | G", [(0, 2, "C"), (2, 2, "F"), (4, 4, "G")]),
        ("C D E |", [(0, 2, "C"), (2, 1, "D"), (3, 1, "E")]),
        ("C . . G |", [(0, 3, "C"), (3, 1, "G")]),
        ("C / G / | %", [(0, 2, "C"), (2, 2, "G"), (4, 2, "C"), (6, 2, "G")]),
        ("N.C. | C", [(0, 4, "N.C."), (4, 4, "C")]),
        ("C C | F", [(0, 4, "C"), (4, 4, "F")]),
    ],
)
def test_chords_share_a_bar(text, found):
    assert placed(text) == found


@pytest.mark.parametrize("text", ["|: Am | F :|", "(Am | F) x2", "Am | F x2", "Am | F | Am | F"])
def test_repeats_are_written_out(text):
    assert placed(text) == [(0, 4, "Am"), (4, 4, "F"), (8, 4, "Am"), (12, 4, "F")]


def test_bars_follow_the_meter():
    assert placed("C F | G", Meter(3, 4)) == [(0, 2, "C"), (2, 1, "F"), (3, 3, "G")]
    assert placed("C F | G", Meter(6, 8)) == [(0, 1.5, "C"), (1.5, 1.5, "F"), (3, 3, "G")]
    assert placed("C F | G", Meter(5, 4)) == [(0, 3, "C"), (3, 2, "F"), (5, 5, "G")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Am | F | Hm7 | G", r"Bar 3: 'Hm7' is no chord"),
        ("% | Am", "Bar 1: '%' repeats the bar before"),
        ("Am | C D E F G A B C D | F", "Bar 2 has 9 chords; up to 8"),
        ("", "There is no chord"),
        ("C | " * 65, "65 bars; a section has up to 64"),
        ("(Am | F) x99", "x99 is too often"),
        ("C" * 4001, "4001 characters"),
    ],
)
def test_errors_name_bar_and_token(text, message):
    with pytest.raises(BadChords, match=message):
        chord_text.read(text, COMMON)


@pytest.mark.security
@pytest.mark.parametrize("filling", [" ", " -", "x ", "1", " x1", "(", "|: ", ","])
def test_no_line_takes_long(filling):
    text = ("A" + filling * 4000)[:3990] + "B x16"
    started = time.thread_time()
    with contextlib.suppress(BadChords):
        chord_text.read(text, Meter())
    assert time.thread_time() - started < 1.0
