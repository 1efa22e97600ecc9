"""Phrases end where the singer breathes, and nothing that is done to one is heard in another."""

from __future__ import annotations

from dataclasses import replace

import handmade
from hummer import syllable, vocals

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import sung
from backend.studio.score import PlayedPart
from backend.studio.singing import Touch
from backend.studio.units import TempoMap
from backend.studio.voice import phrases

PLAN = handmade.plan()


def played(*rows: tuple) -> PlayedPart:
    part = vocals(*rows)
    seconds = lambda beats: beats * 0.5  # noqa: E731 - 120 bpm
    return PlayedPart(part, tuple(sung.notes(part, seconds, lambda beats: (beats // 8).astype(int), 20.0)))


def cut(*rows: tuple):
    return phrases.cut(played(*rows), PLAN)


def test_a_gap_ends_a_phrase_and_a_melisma_does_not() -> None:
    one, two = cut((0, 1, 60, "la", 0), (1, 1, 62, None, 0), (2, 1, 64, "lo", 0), (4, 1, 60, "li", 0))
    assert [note.syllable and note.syllable.text for note in one.phrase.notes] == ["la", None, "lo"]
    assert (two.on_s, two.section) == (2.0, 0)
    assert two.phrase.on_s == 0.0


def test_lines_part_at_a_small_gap_and_words_do_not() -> None:
    assert len(cut((0, 0.9, 60, "la", 0), (1, 0.9, 62, "lo", 0))) == 1
    assert len(cut((0, 0.9, 60, "la", 0), (1, 0.9, 62, "lo", 1))) == 2


def test_nobody_sings_longer_than_a_breath() -> None:
    found = cut(*((beat, 1, 60, "la", 0) for beat in range(38)))
    assert len(found) == 2
    assert max(placed.phrase.off_s for placed in found) <= phrases.LONGEST_S


def test_times_are_whole_frames_and_the_same_wherever_a_phrase_stands() -> None:
    here, there = (cut((beat, 0.37, 60, "la", 0), (beat + 0.37, 1 / 3, 62, "lo", 0))[0] for beat in (0.1, 16.1))
    times = [(note.on_s, note.off_s) for note in here.phrase.notes]
    assert all(abs(time * SAMPLE_RATE - round(time * SAMPLE_RATE)) < 1e-6 for pair in times for time in pair)
    assert times == [(note.on_s, note.off_s) for note in there.phrase.notes]
    assert here.phrase.seed != there.phrase.seed


def test_a_phrase_knows_nothing_of_its_neighbours() -> None:
    before = cut((0, 1, 60, "la", 0), (4, 1, 60, "li", 1), (6, 1, 60, "lu", 2))
    after = cut((0, 0.5, 60, "la", 0), (0.5, 0.5, 65, "lo", 0), (4, 1, 60, "li", 1), (6, 1, 60, "lu", 2))
    assert before[0] != after[0]
    assert [one.phrase for one in before[1:]] == [one.phrase for one in after[1:]]


def test_a_bend_drawn_in_beats_is_sung_in_seconds() -> None:
    """At 120 bpm until beat 2, then at 60."""
    part = played((1, 4, 60, "la", 0))
    note = replace(part.part.notes[0], touch=Touch(bend=((0.0, 5.0), (1.0, 10.0), (2.0, 20.0))))
    bent = replace(part, part=replace(part.part, notes=(note,)))
    plan = replace(PLAN, tempo=TempoMap(((0.0, 120.0), (2.0, 60.0))))
    (found,) = phrases.cut(bent, plan)
    assert found.phrase.notes[0].touch.bend == ((0.0, 5.0), (0.5, 10.0), (1.5, 20.0))


def test_notes_without_words_are_hummed() -> None:
    (found,) = cut((0, 1, 60, None, 0), (1, 1, 62, None, 0))
    assert [note.syllable and note.syllable.vowel for note in found.phrase.notes] == ["u", None]


def test_a_second_take_is_off_by_cents_and_has_other_errors() -> None:
    phrase = cut((0, 1, 60, "la", 0))[0].phrase
    bent = replace(phrase, notes=tuple(replace(n, touch=Touch(bend=((0.5, 20.0),))) for n in phrase.notes))
    again = phrases.varied(phrase, number=1, cents=8.0, formant=0.99)
    assert again.seed != phrase.seed
    assert again.notes[0].touch == Touch(bend=((0.0, 8.0),), formant=0.99)
    assert phrases.varied(bent, number=1, cents=8.0).notes[0].touch.bend == ((0.5, 28.0),)


def test_chords_are_sung_by_their_highest_notes() -> None:
    part = vocals((0, 1, 60, "la", 0), (0, 1, 67, "la", 0), (1, 1, 62, "lo", 0))
    assert [note.pitch for note in part.line] == [67, 62]
    assert syllable("la").sounds == ("l", "ɑ")
