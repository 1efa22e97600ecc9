"""What is taken away, what alone may play, and what holds in one section only."""

from __future__ import annotations

import pytest

from backend.studio.composer.prompt import read


def absences(prompt: str) -> set[str]:
    found = read(prompt, seed=1).absences
    return {f"{absence.what}@{absence.section_role}" if absence.section_role else absence.what for absence in found}


@pytest.mark.parametrize(
    ("prompt", "absent", "playing"),
    [
        ("pop with no drums or bass", {"drums", "bass"}, ()),
        ("pop, no drums, bass or guitar", {"drums", "bass", "guitar"}, ()),
        ("pop, no drums, piano and strings", {"drums"}, ("grand_piano", "strings")),
        ("pop without drums but with piano", {"drums"}, ("grand_piano",)),
        ("pop with piano instead of guitar", {"guitar"}, ("grand_piano",)),
        ("pop, don't use any piano", {"piano"}, ()),
        ("everything except drums, folk", {"drums"}, ()),
        ("drumless folk", {"drums"}, ()),
        ("not just piano, pop", set(), ("grand_piano",)),
        ("pop, no drums in the intro", {"drums@intro"}, ()),
        ("pop, no drums or bass in the intro", {"drums@intro", "bass@intro"}, ()),
        ("pop, in the intro no drums", {"drums@intro"}, ()),
        ("pop, no drums in the intro and the outro", {"drums@intro", "drums@outro"}, ()),
        ("pop, no bass until the verse", {"bass@intro"}, ()),
        ("pop, the drums come in after the intro", {"drums@intro"}, ("standard_kit",)),
        ("pop, no drums at the end", {"drums@outro"}, ()),
    ],
)
def test_absences(prompt, absent, playing):
    assert absences(prompt) == absent
    assert read(prompt, seed=1).instruments == playing


@pytest.mark.parametrize(
    "prompt",
    ["just piano and cello", "only piano and cello", "piano and cello only", "nothing but piano and cello, sad"],
)
def test_only_leaves_nothing_else(prompt):
    brief = read(prompt, seed=1)
    assert brief.only
    assert brief.instruments == ("grand_piano", "cello")


@pytest.mark.parametrize(
    "prompt", ["pop with a guitar solo", "just a pop song with piano", "pop, drums only in the chorus"]
)
def test_only_is_not_read_into_other_words(prompt):
    assert not read(prompt, seed=1).only


def test_just_piano_in_the_intro_silences_the_other_families_there():
    silent = absences("rock, just piano in the intro")
    assert {"drums@intro", "bass@intro", "plucked@intro"} <= silent
    assert "keys@intro" not in silent


@pytest.mark.parametrize(
    ("prompt", "energies"),
    [
        ("pop that starts quiet", {"intro": 0.15}),
        ("pop, quiet intro and loud chorus", {"intro": 0.15, "chorus": 0.92}),
        ("pop, the verses are calm", {"verse": 0.12}),
        ("pop, calm in the verse, explosive in the chorus", {"verse": 0.12, "chorus": 0.92}),
        ("pop, ends softly", {"outro": 0.15}),
        ("techno with a huge drop", {"drop": 0.9}),
    ],
)
def test_the_energy_of_a_section(prompt, energies):
    brief = read(prompt, seed=1)
    assert dict(brief.form.energies) == pytest.approx(energies)
    assert brief.sources["mood"] == "style"


def test_a_mood_beside_a_section_does_not_move_the_whole():
    assert read("loud rock with a quiet intro", seed=1).mood.energy > 0.8


@pytest.mark.parametrize(
    ("prompt", "ending"),
    [
        ("pop, fade out", "fade"), ("pop that ends with a fade", "fade"), ("pop, ends abruptly", "cold"),
        ("pop, cold ending", "cold"),
        ("pop, let it ring", "ring"), ("pop, don't fade out", "ring"), ("pop", "ring"),
    ],
)  # fmt: skip
def test_the_ending(prompt, ending):
    assert read(prompt, seed=1).form.ending == ending


def test_sections_can_be_wanted_left_out_long_and_short():
    form = read("pop with a bridge, no outro, a long intro and short verses", seed=1).form
    assert form.left_out == ("outro",)
    assert set(form.wanted) == {"bridge", "intro", "verse"}
    assert dict(form.lengths) == {"intro": 1.5, "verse": 0.5}


def test_what_is_said_of_the_whole_adds_no_section():
    energies = dict(read("jazz that builds up slowly", seed=1).form.energies)
    assert energies["intro"] < energies["verse"] < energies["solo"]
    assert not energies.keys() & {"build", "drop", "prechorus"}
