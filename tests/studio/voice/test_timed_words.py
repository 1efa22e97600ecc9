"""The times of words: each line is shown as it was typed, whatever of the words the song has room for."""

from __future__ import annotations

from dataclasses import replace

import handmade
from hummer import company, vocals

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import sung
from backend.studio.score import PlayedPart
from backend.studio.singing import SingingWish
from backend.studio.voice.booth import Booth
from backend.studio.voice.timed_words import timed

TYPED = "[Verse]\nHum, la!\nOoh\n[Chorus]\n(Oh) lo, lo\n[Bridge]\nAh\n[Chorus]"
# What is sung of it, counted as the song goes: the second line is left out, and the chorus returns at once.
SUNG = (
    (0, 1, 60, "Hum", 0), (1, 1, 62, "la", 0),
    (4, 1, 60, "Oh", 1), (5, 1, 62, "lo", 1), (6, 1, 64, "lo", 1),
    (10, 1, 60, "Oh", 2), (11, 1, 62, "lo", 2), (12, 1, 64, "lo", 2),
    (16, 1, 60, "new", 3),
)  # fmt: skip


def test_lines_are_shown_as_typed_where_others_are_left_out_or_return() -> None:
    part = vocals(*SUNG)
    played = PlayedPart(part, tuple(sung.notes(part, lambda beats: beats * 0.5 + 0.2, lambda b: b // 8 * 0, 20.0)))
    plan = handmade.plan()
    plan = replace(plan, brief=replace(plan.brief, singing=SingingWish(lyrics=TYPED)))
    (found,) = Booth(company()).record([played], plan, frames=10 * SAMPLE_RATE)
    assert [line.text for line in timed(found.lines, plan).lines] == ["Hum, la!", "(Oh) lo, lo", "(Oh) lo, lo", "new"]
