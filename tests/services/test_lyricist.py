"""Who writes lyrics: the language model where it rhymes and scans, else the studio, which says why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from backend.services.callers import Caller
from backend.services.language_model import NoAnswer
from backend.services.lyric_prompt import question, text_of
from backend.services.lyric_sheets import LyricSheets
from backend.services.lyricist import Lyricist, Tools, Wish
from backend.services.moments import utcnow
from backend.studio.lyrics.writing.writer import write

GUEST = Caller(guest_key="g")
WISH = Wish(prompt="sea", seed=4, form="verse, chorus")
# What the studio itself writes rhymes and scans.
GOOD = write(WISH).text
BAD = re.sub(r"(?m)^(\w.*)$", r"\1 zigzag", GOOD)


class Model:
    def __init__(self, answer):
        self.answer = answer

    def write(self, system, user, seed):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def lyricist(studio):
    def lyricist(answer):
        sheets = LyricSheets(studio.database, clock=utcnow)
        return Lyricist(studio.database, studio.storage, sheets, Tools(model=Model(answer)))

    return lyricist


def test_what_rhymes_and_scans_is_taken(lyricist):
    found = lyricist(f"<think>hm</think>Sure!\n```\n{GOOD}\n```").generate(GUEST, WISH)
    assert (found["engine_used"], found["fallback_reason"]) == ("llm", None)
    assert found["lyrics"] == GOOD


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (NoAnswer("the language model is busy"), "is busy"),
        ("I cannot do that.", "other sections"),
        ("[Verse]\none\n[Chorus]\ntwo", "1 lines instead of"),
        ("x" * 30_000, "cannot be read"),
        (BAD, "rhymes of the language model are not true"),
    ],
)
def test_what_does_neither_is_written_by_the_studio(lyricist, answer, reason):
    found = lyricist(answer).generate(GUEST, WISH)
    assert found["engine_used"] == "composer"
    assert reason in found["fallback_reason"]
    assert found["lyrics"] == write(WISH).text


def test_the_model_is_told_the_plan():
    asked = question(replace(WISH, mood="sad", style="folk"), write(WISH))
    assert asked.startswith("Theme: sea.\nMood: sad.\nStyle of music: folk.\n[Verse]: 4 lines of ")
    assert "rhyme scheme AABB" in asked


def test_lyrics_are_taken_out_of_what_is_said_around_them():
    assert text_of("Here:\n**[Verse]**\n*a*\n```") == "[Verse]\n*a*"
