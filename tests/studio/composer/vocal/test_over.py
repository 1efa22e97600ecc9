"""A song over a recording: its bars are those of the recording, its chords those that were heard."""

from __future__ import annotations

import pytest

from backend.studio.analysis.listening import Heard
from backend.studio.composer.vocal import over
from backend.studio.errors import BadAudio

WORDS = "[Verse]\nHello\n\n[Chorus]\nHey hey"


def heard(bars: int, first_bar_s: float = 0.5, length_s: float | None = None) -> Heard:
    chords = tuple(["Am", "F", "C", "G"][bar % 4] for bar in range(bars))
    return Heard(length_s or first_bar_s + 2.0 * bars, 120.0, first_bar_s, 0.8, 9, "minor", chords)


def test_bars_fall_on_bars() -> None:
    found = over.frame(heard(24), WORDS)
    assert found.start_s + 0.5 == pytest.approx(2.0)
    assert (found.bpm, found.key) == (120.0, "A minor")
    assert [(row.role, row.bars) for row in found.hard.form] == [
        ("intro", 8), ("verse", 8), ("chorus", 8), ("outro", 1),
    ]  # fmt: skip
    assert found.hard.chords[0].text.startswith("N.C. | Am | F | C | G")
    assert len({row.letter for row in found.hard.form}) == 4


def test_a_recording_that_begins_on_its_first_bar_begins_with_the_song() -> None:
    found = over.frame(heard(16, first_bar_s=0.01), WORDS)
    assert found.start_s == 0.0
    assert found.hard.chords[0].text.startswith("Am | F")


def test_short_recordings_have_short_sections() -> None:
    rows = over.frame(heard(8, first_bar_s=0.0), WORDS).hard.form
    assert [(row.role, row.bars) for row in rows] == [("verse", 4), ("chorus", 4)]


@pytest.mark.parametrize(
    ("bars", "roles"),
    [
        (9, [("verse", 8), ("outro", 1)]), (16, [("intro", 8), ("verse", 8)]), (3, [("verse", 3)]),
        (20, [("intro", 8), ("verse", 8), ("outro", 4)]),
    ],
)  # fmt: skip
def test_words_have_the_first_whole_section_and_a_rest_is_for_the_band(bars, roles) -> None:
    rows = over.frame(heard(bars, first_bar_s=0.0), "Carry me home\nOver the water").hard.form
    assert [(row.role, row.bars) for row in rows] == roles


def test_nothing_longer_than_a_song_is_sung_over() -> None:
    with pytest.raises(BadAudio, match="lasts 400 s; up to 300 s"):
        over.frame(heard(200, length_s=400.0), WORDS)
