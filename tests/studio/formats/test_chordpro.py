"""ChordPro has every chord in its bar and beat, and cannot be broken by a title."""

from __future__ import annotations

from dataclasses import replace

import handmade
import pytest

from backend.studio.formats.chordpro import beats_in_a_bar, to_chordpro
from backend.studio.units import Meter


def test_the_head_says_what_the_song_is() -> None:
    text = to_chordpro(handmade.plan(), title="Nächte", artist="clara")
    assert text.splitlines()[:5] == ["{title: Nächte}", "{artist: clara}", "{key: Am}", "{tempo: 120}", "{time: 4/4}"]
    assert "artist" not in to_chordpro(handmade.plan(), title="Nächte")


def test_each_section_is_a_grid_of_bars_and_beats() -> None:
    lines = to_chordpro(handmade.plan(bars_each=5), title="x").splitlines()
    at = lines.index('{start_of_grid label="intro 0" shape="4x4"}')
    assert lines[at + 1 : at + 4] == [
        "| Am . . . | F . . . | C . . . | G . . . |", "| Am . . . |", "{end_of_grid}",
    ]  # fmt: skip
    assert lines.count("{end_of_grid}") == 5


def test_chords_stand_on_their_beats_and_share_them_where_they_must() -> None:
    plan = handmade.plan()
    first = plan.harmony[0]
    harmony = tuple(
        replace(first, start_beat=at, symbol=name) for at, name in ((0.0, "C"), (2.0, "F/A"), (2.5, "G"), (5.0, "N.C."))
    )
    text = to_chordpro(replace(plan, harmony=harmony), title="x")
    assert "| C . F/A~G . | . NC . . |" in text


@pytest.mark.parametrize(("meter", "beats"), [((4, 4), 4), ((3, 4), 3), ((6, 8), 2), ((12, 8), 4), ((7, 8), 7)])
def test_beats_are_counted_as_musicians_do(meter: tuple[int, int], beats: int) -> None:
    assert beats_in_a_bar(Meter(*meter)) == beats
    text = to_chordpro(handmade.plan(meter=Meter(*meter)), title="x")
    assert f'shape="2x{beats}"' in text
    assert "| Am" + " ." * (beats - 1) + " | F" in text


def test_a_title_cannot_end_its_directive() -> None:
    text = to_chordpro(handmade.plan(), title='a}\n{chorus} "b"', artist="c")
    assert text.splitlines()[0] == "{title: a) (chorus) 'b'}"
