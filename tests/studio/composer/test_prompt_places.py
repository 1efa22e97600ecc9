"""Places in the prompt: what is underlined as understood, and what is marked as not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from backend.studio.brief import Brief
from backend.studio.composer.prompt import read

PROMPTS = tomllib.loads(Path(__file__).with_name("prompts.toml").read_text(encoding="utf-8"))["prompt"]
BRIEFS = [read(row["text"], seed=3) for row in PROMPTS]
FIELDS = set(Brief.__dataclass_fields__)


def test_understood_words_lie_inside_the_prompt_in_order_and_name_a_field():
    for brief in BRIEFS:
        ends = [0, *(span.end for span in brief.understood)]
        assert all(ends[i] <= span.start < span.end <= len(brief.prompt) for i, span in enumerate(brief.understood)), (
            brief
        )
        assert {span.field for span in brief.understood} <= FIELDS


def test_nothing_is_both_understood_and_not():
    for brief in BRIEFS:
        for item in brief.unresolved:
            assert not any(item.start < span.end and span.start < item.end for span in brief.understood), brief.prompt


def test_unresolved_words_stand_where_they_are_said_to():
    for brief in BRIEFS:
        for item in brief.unresolved:
            assert " ".join(brief.prompt[item.start : item.end].split()) == item.words


@pytest.mark.parametrize(
    ("prompt", "words", "field"),
    [
        ("a warm lo-fi song", "lo-fi", "styles"),
        ("a warm lo-fi song", "warm", "mood"),
        ("techno at 128 bpm", "128 bpm", "tempo_bpm"),
        ("techno in F# minor", "F# minor", "tonic"),
        ("pop without drums", "without drums", "absences"),
        ("rock, no intro", "no intro", "form"),
        ("a quiet intro, rock", "quiet", "form"),
        ("folk about the sea", "the sea", "title"),
        ("just piano", "just", "only"),
        ("waltz", "waltz", "meter"),
        ("two minutes of jazz", "two minutes", "duration_s"),
    ],
)
def test_what_is_understood_is_underlined_as_its_field(prompt, words, field):
    spans = {prompt[span.start : span.end]: span.field for span in read(prompt, seed=1).understood}
    assert spans.get(words) == field
