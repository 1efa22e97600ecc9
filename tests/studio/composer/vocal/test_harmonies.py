"""Those who sing along: in the scale, within reach, with the words of the lead."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from sung import sung, vocal_notes
from word_edits import edited

from backend.studio.score import Note, Score

KINDS = ("third_above", "third_below", "sixth_above", "sixth_below", "octave_above", "octave_below")


def along(score: Score, id_: str = "harmony_1") -> list[tuple[Note, Note]]:
    """The notes of a harmony, each with the lead's."""
    lead = {note.start_beat: note for note in vocal_notes(score)}
    return [(note, lead[note.start_beat]) for part in score.parts if part.id == id_ for note in part.notes]


@pytest.mark.parametrize(
    ("kind", "sizes"),
    [
        ("third_above", {3, 4, 5}), ("third_below", {-3, -4, -5}), ("sixth_above", {7, 8, 9, 10}),
        ("sixth_below", {-7, -8, -9, -10}), ("octave_above", {12}), ("octave_below", {-12}),
    ],
)  # fmt: skip
def test_a_harmony_goes_with_the_lead_at_its_distance(kind, sizes):
    score = sung("pop", harmonies=(kind,), compass=(30, 100))
    pairs = along(score)
    assert len(pairs) > 40
    assert {one.pitch - lead.pitch for one, lead in pairs} <= sizes
    assert all((one.syllable, one.length_beats) == (lead.syllable, lead.length_beats) for one, lead in pairs)


@pytest.mark.parametrize("kind", KINDS[:4])
@pytest.mark.parametrize("style", ["pop", "gospel", "jazz_trio"])
def test_a_harmony_stays_in_the_scale_and_suits_the_chords(kind, style):
    score = sung(style, harmonies=(kind,), compass=(30, 100))
    chords = score.plan.harmony
    under = [next(c for c in reversed(chords) if c.start_beat <= one.start_beat) for one, _ in along(score)]
    notes = [one for one, _ in along(score)]
    fits = [one.pitch % 12 in {*chord.scale, *chord.tones} for one, chord in zip(notes, under, strict=True)]
    assert sum(fits) >= 0.95 * len(fits)
    held = [one.pitch % 12 in chord.tones for one, chord in zip(notes, under, strict=True) if one.length_beats >= 1]
    assert sum(held) >= 0.7 * len(held)


def test_a_harmony_beyond_the_singer_goes_to_the_other_side():
    score = sung("pop", harmonies=("third_above",), tessitura=(57, 72), compass=(50, 72))
    assert max(one.pitch for one, _ in along(score)) <= 72
    assert {one.pitch < lead.pitch for one, lead in along(score)} == {True, False}


def test_a_choir_is_several_who_sing_in_the_choruses():
    score = sung("pop", harmonies=("choir", "third_above"))
    parts = [part for part in score.parts if part.role == "harmony"]
    assert [part.id for part in parts] == ["harmony_1", "harmony_2", "harmony_3"]
    roles = {score.plan.sections[score.plan.section_index(n.start_beat)].role for part in parts for n in part.notes}
    assert roles == {"chorus"}
    assert all(part.is_sung and part.voice == "sing:test/voice" for part in parts)
    singing = [section.role for section in score.plan.sections if "harmony_1" in section.layers]
    assert singing == ["chorus", "chorus"]


def test_ad_libs_answer_the_last_word_of_a_line():
    score = sung("pop", harmonies=("ad_libs",))
    (part,) = (part for part in score.parts if part.id == "ad_libs")
    lasts = {note.syllable.word for note, after in pairwise(vocal_notes(score)) if note.syllable and after.syllable
             and note.syllable.line != after.syllable.line}  # fmt: skip
    assert {note.syllable.word for note in part.notes} <= lasts | {"home"} and part.notes
    starts = [note.start_beat for note in vocal_notes(score) if note.syllable and note.syllable.place == 0]
    for note in part.notes:
        assert not any(note.start_beat < start < note.start_beat + note.length_beats for start in starts)


def test_who_sings_along_follows_what_the_lead_sings_instead():
    before = sung("pop", harmonies=("third_above", "ad_libs"))
    after = edited(before, "words", line=4, text="Bury me now, bury me home")
    lead = {note.start_beat: note for note in vocal_notes(after)}
    changed = [set(one.notes) ^ set(other.notes) for one, other in zip(before.parts, after.parts, strict=True)]
    assert {note.syllable.line for notes in changed for note in notes} == {4}
    assert all(lead[note.start_beat].syllable == note.syllable for note, _ in along(after))


def test_somebody_joins_and_leaves():
    before = sung("pop")
    joined = edited(before, "singing", harmonies=["third_below"])
    assert [part.id for part in joined.parts if part.is_sung] == ["vocals", "harmony_1"]
    assert along(joined) == along(sung("pop", harmonies=("third_below",)))
    left = edited(joined, "singing", harmonies=[])
    assert left.parts == before.parts and left.plan.sections == before.plan.sections


def test_a_chord_is_no_unison():
    score = sung("pop", harmonies=("third_above", "third_below"))
    by_beat = Counter((note.start_beat, note.pitch) for part in score.parts if part.is_sung for note in part.notes)
    assert max(by_beat.values()) == 1
