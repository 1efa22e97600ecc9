"""Charts agree with the plan, bar by bar and second by second."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import handmade
import pytest

from backend.studio.formats.charts import chord_chart, course, section_map, timed_chords


def test_the_chart_has_every_bar_under_its_section() -> None:
    lines = chord_chart(handmade.plan(bars_each=3)).splitlines()
    assert lines[:2] == ["Handmade", "A minor, 120 bpm, 4/4"]
    assert lines[2:8] == ["", "[intro 0]", "| Am | F | C |", "", "[verse 1]", "| G | Am | F |"]
    assert sum(line.count("|") - 1 for line in lines if line.startswith("|")) == 15


def test_held_and_divided_bars_are_written_as_musicians_do() -> None:
    plan = handmade.plan()
    held, second = plan.harmony[0], plan.harmony[2]
    harmony = (
        replace(held, length_beats=8.0),
        replace(second, length_beats=2.0),
        replace(second, start_beat=10.0, length_beats=14.0, symbol="G7"),
    )
    lines = chord_chart(replace(plan, harmony=harmony)).splitlines()
    assert [line for line in lines if line.startswith("|")][:3] == ["| Am | % |", "| C G7 | % |", "| G7 | % |"]


def test_a_bar_before_the_first_chord_has_none() -> None:
    plan = handmade.plan()
    assert "| N.C. | F |" in chord_chart(replace(plan, harmony=plan.harmony[1:]))


def test_sections_follow_each_other_without_a_gap() -> None:
    plan = handmade.plan(tempo=((0.0, 120.0), (16.0, 90.0)))
    rows = section_map(plan)
    assert rows[0] == {
        "letter": "N", "role": "intro", "name": "intro 0", "start_bar": 0, "bars": 2,
        "start_s": 0.0, "end_s": 4.0, "energy": 0.3,
    }  # fmt: skip
    assert all(a["end_s"] == b["start_s"] for a, b in pairwise(rows))
    assert rows[-1]["end_s"] == pytest.approx(plan.tempo.seconds(plan.end_beat))


def test_chords_know_their_bar_and_time() -> None:
    rows = timed_chords(handmade.plan())
    assert rows[1] == {"symbol": "F", "bar": 1, "start_s": 2.0, "end_s": 4.0}
    assert [row["bar"] for row in rows] == list(range(10))


def test_the_course_can_be_written_as_json() -> None:
    again = json.loads(json.dumps(course(handmade.plan())))
    assert (len(again["sections"]), len(again["chords"])) == (5, 10)
