"""Songs for given words: every syllable has its note, stresses fall on beats, and the same words have the same tune."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sung import CHORUS, WORDS, sung, vocal_notes

from backend.studio.composer import grid, styles
from backend.studio.composer.vocal import wording
from backend.studio.singing import SingingWish

STYLES = tuple(styles.load_all())


@pytest.mark.parametrize("style", ["pop", "soul", "jazz_trio", "boom_bap", "waltz", "ambient", "punk"])
def test_every_syllable_of_the_words_is_sung_in_its_order(style):
    score = sung(style)
    written = [one for verse in wording.verses(SingingWish(WORDS)) for line in verse.lines for one in line.syllables]
    assert [note.syllable for note in vocal_notes(score) if note.syllable] == written


@pytest.mark.parametrize("style", ["pop", "folk", "gospel", "metal"])
def test_stressed_syllables_fall_on_beats(style):
    score = sung(style)
    pulse = grid.pulse_beats(score.plan.meter)
    stressed = [note.start_beat for note in vocal_notes(score) if note.syllable and note.syllable.stress == 2]
    assert sum(beat % pulse == 0 for beat in stressed) >= 0.9 * len(stressed) > 0


@pytest.mark.parametrize("tessitura", [(45, 57), (52, 67), (60, 76)])
def test_the_tune_stays_where_the_singer_is_at_ease(tessitura):
    pitches = {note.pitch for note in vocal_notes(sung("pop", tessitura=tessitura))}
    assert tessitura[0] <= min(pitches) <= max(pitches) <= tessitura[1]
    assert max(pitches) - min(pitches) >= 7


def test_a_singer_sings_one_note_at_a_time_and_breathes_after_each_line():
    notes = vocal_notes(sung("pop"))
    for note, after in pairwise(notes):
        end = note.start_beat + note.length_beats
        assert end <= after.start_beat + 1e-9
        if note.syllable and after.syllable and after.syllable.line != note.syllable.line:
            assert after.start_beat - end >= 0.25


def test_the_same_chorus_has_the_same_tune():
    score = sung("pop")
    choruses = [section for section in score.plan.sections if section.role == "chorus"]
    tunes = [vocal_notes(score, section) for section in choruses]
    starts = [score.plan.start_beat(section) for section in choruses]
    told = [
        [(note.start_beat - start, note.length_beats, note.pitch) for note in tune]
        for tune, start in zip(tunes, starts, strict=True)
    ]
    assert len(told) == 2 and told[0] == told[1]


def test_a_section_of_the_words_is_a_section_of_the_song():
    score = sung("pop")
    assert [section.role for section in score.plan.sections] == [
        "intro", "verse", "chorus", "interlude", "verse", "chorus", "outro",
    ]  # fmt: skip
    lines = {note.syllable.line for note in vocal_notes(score, score.plan.sections[2]) if note.syllable}
    assert len(lines) == len(CHORUS.splitlines()) - 1


def test_the_same_words_and_seed_are_the_same_song():
    assert repr(sung("pop")) == repr(sung.__wrapped__("pop"))


def test_melody_instruments_rest_while_somebody_sings():
    score = sung("pop")
    sung_at = [(note.start_beat, note.start_beat + note.length_beats) for note in vocal_notes(score)]
    leads = [note for part in score.parts if part.role == "lead" for note in part.notes]
    assert leads
    for note in leads:
        assert not any(start < note.start_beat + note.length_beats and end > note.start_beat for start, end in sung_at)
