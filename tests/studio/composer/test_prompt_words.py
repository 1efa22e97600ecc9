"""The tables of words: every name in them exists, and everything that they promise is understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.studio.composer import instruments, styles
from backend.studio.composer.prompt import read
from backend.studio.composer.reading import lexicon, tables

TABLES = (
    "styles",
    "instruments",
    "moods",
    "pace",
    "structure",
    "theory",
    "uses",
    "eras",
    "unmet",
    "grammar",
    "ordinary",
)


def test_styles_named_in_the_tables_exist():
    words = tables.load("styles")
    rows = [*words["lean"], *tables.load("uses")["use"], *tables.load("eras")["era"]]
    named = {*words["words"], *words["colours"], *(name for row in rows for name in row["styles"])}
    named |= {name for row in words["elsewhere"] for name in row["nearest"]}
    named |= {name for leans in tables.load("instruments")["leans"].values() for name in leans}
    assert named <= set(styles.load_all())


def test_instruments_named_in_the_tables_exist():
    words = tables.load("instruments")
    named = {*words["words"], *words["leans"], *(name for names in words["groups"].values() for name in names)}
    named |= {name for row in words["elsewhere"] for name in row["nearest"]}
    named |= {name for row in words["generic"].values() for style, name in row.items() if style != "words"}
    assert named <= set(instruments.load_all())


def test_an_absence_names_something_that_an_instrument_answers_to():
    words = tables.load("instruments")
    whats = {
        *words["absent"],
        *words["absent_words"],
        *(what for row in words["absent_groups"].values() for what in row["what"]),
    }
    answering = {
        what for one in instruments.load_all().values() for what in (one.name, one.kind, str(one.family), *one.roles)
    }
    assert whats <= answering


@pytest.mark.parametrize("name", styles.load_all())
def test_a_style_answers_to_its_name_and_label(name):
    label = styles.find(name).label
    assert read(f"a {label} song", seed=1).style == name
    assert not read(f"a {label} song", seed=1).unresolved


@pytest.mark.parametrize("name", instruments.load_all())
def test_an_instrument_answers_to_its_label(name):
    brief = read(f"rock with {instruments.find(name).label}", seed=1)
    assert {instruments.find(found).kind for found in brief.instruments} == {instruments.find(name).kind}
    assert not brief.unresolved


def test_whatever_is_offered_instead_is_understood():
    for row in [*tables.load("styles")["elsewhere"], *tables.load("instruments")["elsewhere"]]:
        brief = read(f"a song with {row['words'][0]}", seed=1)
        item = brief.unresolved[0]
        for name in item.nearest:
            mended = read(brief.prompt[: item.start] + name + brief.prompt[item.end :], seed=1)
            assert not mended.unresolved, (brief.prompt, name)


@pytest.mark.parametrize(
    ("typed", "meant"), [("saxaphone", "Alto sax"), ("tehcno", "Techno"), ("pianno", "Grand piano")]
)
def test_a_mistyped_name_is_offered_and_not_put_in(typed, meant):
    brief = read(f"{typed}, please", seed=1)
    assert [item.words for item in brief.unresolved] == [typed]
    assert meant in brief.unresolved[0].nearest
    assert not brief.instruments


def test_every_mood_moves_the_mood_to_its_side():
    for row in tables.load("moods")["mood"]:
        mood = read(f"pop, {row['words'][0]}", seed=1).mood
        for part in ("valence", "energy", "tension"):
            far = abs(row.get(part, 0.5) - 0.5) > 0.3
            assert not far or (getattr(mood, part) > 0.5) == (row[part] > 0.5), (row["words"][0], part)


def test_a_voice_is_said_to_be_missing_and_its_absence_is_met():
    assert [item.kind for item in read("pop with female vocals", seed=1).unresolved] == ["voice"]
    for words in ("no vocals", "without singing", "instrumental"):
        brief = read(f"pop, {words}", seed=1)
        assert not brief.unresolved
        assert [absence.what for absence in brief.absences] == ["voice"]


def test_patterns_stand_for_all_their_choices():
    assert list(tables.expand("(a|) (long|short) end")) == ["a long end", "a short end", "long end", "short end"]


def test_senses_of_one_phrase_are_kept_together():
    senses = lexicon.load().senses("upbeat")
    assert senses is not None
    assert senses.mood is not None
    assert senses.pace is not None
    assert senses.merged(replace(senses, lean=(("pop", 1.0),))).lean == (*senses.lean, ("pop", 1.0))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_holds_something(name):
    assert tables.load(name)
