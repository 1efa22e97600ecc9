"""Edits of sung songs: words keep their notes, and songs their words."""

from __future__ import annotations

import random

import pytest
from songs import part, song
from sung import WORDS, sung, vocal_notes
from word_edits import edited, random_change, vocals

from backend.studio.composer import whole
from backend.studio.composer.vocal import from_score
from backend.studio.errors import BadEdit
from backend.studio.score import Score


def told(score: Score) -> list[str]:
    """The words of a song as they are sung, line by line."""
    return [line.text for section in score.plan.sections for line in from_score.words(score).get(section.key, ())]


def others(before: Score, after: Score) -> bool:
    """Whether all that is played is the same."""
    return [p for p in before.parts if not p.is_sung] == [p for p in after.parts if not p.is_sung]


@pytest.mark.parametrize("seed", range(12))
def test_another_word_changes_its_own_notes_and_no_other(seed):
    dice = random.Random(seed)
    found = random_change(sung(("pop", "waltz", "soul")[seed % 3], seed=seed % 2), dice)
    assert found.holds, found
    assert found.in_word


def test_a_word_with_as_many_syllables_takes_the_notes_as_they_are():
    before = sung("pop")
    after = edited(before, "words", line=0, text="I walked along the water in the early morning light")
    pairs = list(zip(vocals(before), vocals(after), strict=True))
    unlike = [(one.syllable.text, other.syllable.text) for one, other in pairs if one != other]
    assert unlike == [("ri", "wa"), ("ver", "ter")]
    assert all((one.start_beat, one.pitch) == (other.start_beat, other.pitch) for one, other in pairs)
    assert others(before, after)


def test_a_line_that_becomes_much_longer_is_set_anew_before_the_next_one():
    before = sung("pop")
    text = "I walked along the river in the early morning light tomorrow afternoon again"
    after = edited(before, "words", line=0, text=text)
    lines = from_score.by_line(vocals(after))
    assert told(after)[0] == text
    assert lines[0][-1].start_beat + lines[0][-1].length_beats < lines[1][0].start_beat
    assert lines[1] == from_score.by_line(vocals(before))[1]


def test_a_line_is_changed_wherever_it_is_sung_if_that_is_asked_for():
    before = sung("pop")
    after = edited(before, "words", line=4, text="Bury me here, bury me here", everywhere=True)
    assert [line for line in told(after) if line.startswith("Bury")] == ["Bury me here bury me here"] * 2


def test_a_line_is_left_out_and_the_others_are_counted_anew():
    after = edited(sung("pop"), "words", line=1, text="")
    assert told(after) == [line for at, line in enumerate(told(sung("pop"))) if at != 1]
    assert sorted({note.syllable.line for note in vocals(after) if note.syllable}) == list(range(15))


def test_the_brief_has_the_words_that_are_sung():
    after = edited(sung("pop"), "words", line=0, text="Stay, oh stay with me until the early morning light")
    assert told(whole.compose(after.plan.brief)) == told(after)
    assert "Stay, oh stay with me" in after.plan.brief.singing.lyrics


@pytest.mark.parametrize(
    ("fields", "order"),
    [
        ({"kind": "regenerate"}, None),
        ({"kind": "regenerate", "section": 2}, None),
        ({"kind": "regenerate", "part": "vocals", "section": 1}, None),
        ({"kind": "regenerate", "section": 2, "chords": True}, None),
        ({"kind": "vary", "amount": 60}, None),
        ({"kind": "vary", "amount": 100, "part": "vocals"}, None),
        ({"kind": "transpose", "semitones": 3}, None),
        ({"kind": "transpose", "semitones": -5, "section": 1}, None),
        ({"kind": "tempo", "bpm": 90}, None),
        ({"kind": "tempo", "bpm": 130, "section": 1}, None),
        ({"kind": "style", "section": 1, "style": "jazz_trio"}, None),
        ({"kind": "energy", "section": 1, "energy": 1.0}, None),
        ({"kind": "extend", "at": "end", "bars": 8}, None),
        ({"kind": "extend", "at": "start", "bars": 4}, None),
        ({"kind": "insert", "before": 2, "role": "solo", "bars": 8}, None),
        ({"kind": "delete", "section": 1}, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
        ({"kind": "delete", "section": 6}, None),
        ({"kind": "move", "section": 2, "before": 1}, [4, 5, 6, 7, 0, 1, 2, 3, *range(8, 16)]),
        ({"kind": "duplicate", "section": 2}, [*range(8), 4, 5, 6, 7, *range(8, 16)]),
        ({"kind": "freeze", "parts": ["vocals"]}, None),
        ({"kind": "compose", "seed": 5}, None),
    ],
    ids=str,
)
def test_edits_keep_the_words_in_their_order(fields, order):
    before = sung("pop")
    after = edited(before, **fields)
    lines = told(before)
    assert told(after) == ([lines[at] for at in order] if order else lines)
    assert told(whole.compose(after.plan.brief)) == told(after)
    numbers = [note.syllable.line for note in vocals(after) if note.syllable]
    assert sorted(set(numbers)) == list(range(len(told(after)))) and numbers == sorted(numbers)


def test_a_new_band_leaves_the_vocals_alone():
    before = sung("pop")
    after = edited(before, "style", section=1, style="jazz_trio")
    assert vocals(after) == vocals(before) and not others(before, after)
    assert vocals(edited(before, "regenerate", part="drums")) == vocals(before)


def test_vocals_written_anew_have_another_tune_for_the_same_words():
    before = sung("pop")
    after = edited(before, "regenerate", part="vocals", section=2)
    section = before.plan.sections[2]
    pitches = [[note.pitch for note in vocal_notes(score, section)] for score in (before, after)]
    assert pitches[0] != pitches[1] and told(before) == told(after) and others(before, after)


@pytest.mark.parametrize("semitones", [7, -7, 12])
def test_a_song_that_is_transposed_does_not_strain_its_singer(semitones):
    before = sung("pop")
    after = edited(before, "transpose", semitones=semitones)
    moved = {other.pitch - one.pitch for one, other in zip(vocals(before), vocals(after), strict=True)}
    assert len(moved) == 1 and (moved.pop() - semitones) % 12 == 0
    outside = sum(max(57 - note.pitch, note.pitch - 72, 0) for note in vocals(after))
    assert outside <= 3 * len(vocals(after))


def test_another_singer_takes_the_tune_to_her_own_octave():
    before = sung("pop")
    after = edited(before, "singing", voice="test/low", tessitura=[45, 60])
    assert {part.voice for part in after.parts if part.is_sung} == {"sing:test/low"}
    assert {one.pitch - other.pitch for one, other in zip(vocals(before), vocals(after), strict=True)} == {12}
    assert others(before, after) and after.plan.brief.singing.tessitura == (45, 60)


NOTE = {"start_beat": 64.0, "length_beats": 1.0, "pitch": 64}


def test_notes_by_hand_have_syllables_and_touches():
    before = sung("pop")
    first = next(note for note in vocals(before) if note.syllable)
    kept = {name: getattr(first.syllable, name) for name in ("text", "word", "index", "count", "vowel")}
    kept |= {"onset": list(first.syllable.onset), "coda": list(first.syllable.coda)}
    notes = [
        {**NOTE, "syllable": kept, "touch": {"vibrato_cents": 40, "bend": [[0, 0], [0.5, -100]], "breath": None}},
        {**NOTE, "start_beat": 65.0, "lyric": "morning"}, {**NOTE, "start_beat": 66.0, "lyric": "-"},
        {**NOTE, "start_beat": 67.0, "lyric": "+"}, {**NOTE, "start_beat": 68.0, "length_beats": 2.0, "lyric": "glory"},
    ]  # fmt: skip
    after = edited(before, "notes", part="vocals", from_bar=16, bars=2, notes=notes)
    found = [note for note in vocals(after) if 64 <= note.start_beat < 72]
    assert [note.syllable.text if note.syllable else "-" for note in found] == [
        first.syllable.text, "morn", "-", "ing", "glo", "ry",
    ]  # fmt: skip
    assert found[0].touch.vibrato_cents == 40 and found[0].touch.bend == ((0, 0), (0.5, -100))
    assert [note.length_beats for note in found[-2:]] == [1.0, 1.0]
    assert "morning glory" in after.plan.brief.singing.lyrics


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "words", "line": 99, "text": "no"}, "no line 99; the song has 0..15"),
        ({"kind": "words", "line": 0, "text": "???"}, "nothing that can be sung"),
        ({"kind": "words", "line": 0, "text": "la " * 81}, "243 characters; up to 240"),
        ({"kind": "words", "line": 0, "text": "la " * 79}, "has 79 syllables; there is time for up to"),
        ({"kind": "singing"}, "Nothing would be sung otherwise"),
        ({"kind": "singing", "harmonies": ["fourth"]}, "'fourth' is no harmony; known are double"),
        ({"kind": "singing", "harmonies": ["fourth"], "lyrics": "La la"}, "'fourth' is no harmony; known are double"),
        ({"kind": "singing", "tessitura": [90, 10]}, "lowest pitch 90 is above the highest, 10"),
        ({"kind": "singing", "compass": [90, 10]}, "lowest pitch 90 is above the highest, 10"),
        ({"kind": "singing", "language": "es"}, "told with lyrics"),
        ({"kind": "words", "line": 0, "text": "one\ntwo"}, "is no line: write one line of words"),
        ({"kind": "words", "line": 0, "text": "[Chorus x8]"}, "is no line: write one line of words"),
        ({"kind": "words", "line": 0, "text": "Chorus:"}, "is no line: write one line of words"),
        ({"kind": "instrument", "part": "vocals", "instrument": "flute"}, "another voice comes with"),
        ({"kind": "notes", "part": "bass", "notes": [{**NOTE, "lyric": "la"}]}, "'bass' is played"),
        ({"kind": "notes", "part": "vocals", "notes": [{**NOTE, "lyric": "+"}]}, "A \\+ stands on beat 64"),
        ({"kind": "notes", "part": "vocals", "notes": [{**NOTE, "touch": {"breath": 2}}]}, "outside 0..1"),
        ({"kind": "notes", "part": "vocals", "notes": [{**NOTE, "touch": {"loud": 2}}]}, "unknown key 'loud'"),
    ],
)  # fmt: skip
def test_what_cannot_be_sung_is_refused_by_name(fields, said):
    with pytest.raises(BadEdit, match=said) as refused:
        edited(sung("pop", lyrics=WORDS), **fields)
    assert refused.value.fields


def test_words_are_laid_onto_the_lead_of_a_song_that_had_none():
    before = song("pop", seed=3)
    lyrics = "Carry me home tonight\nOver the mountains wherever I roam\nNever alone\n"
    after = edited(before, "singing", lyrics=lyrics, voice="test/voice", tessitura=[57, 72], harmonies=["third_above"])
    assert told(after) == ["Carry me home tonight", "Over the mountains wherever I roam", "Never alone"]
    assert {part.voice for part in after.parts if part.is_sung} == {"sing:test/voice"}
    lead = {note.start_beat: note.pitch % 12 for note in part(before, "lead").notes}
    begun = [(note.start_beat, note.pitch % 12) for note in vocals(after) if note.start_beat in lead]
    assert begun and all(lead[beat] == pitch for beat, pitch in begun)
    spans = [(note.start_beat, note.start_beat + note.length_beats) for note in vocals(after)]
    for note in part(after, "lead").notes:
        assert not any(start < note.start_beat + note.length_beats and note.start_beat < stop for start, stop in spans)
    unlike = {one.id for one, other in zip(before.parts, [p for p in after.parts if not p.is_sung], strict=True)
              if one != other}  # fmt: skip
    assert unlike == {"lead"} and "vocals" in after.plan.sections[after.plan.section_index(spans[0][0])].layers


def test_all_words_of_a_song_are_changed_on_the_tune_it_has():
    before = sung("pop")
    lyrics = "Bury me here\nUnder the willow\nNobody knows me now"
    after = edited(before, "singing", lyrics=lyrics)
    assert told(after) == ["Bury me here", "Under the willow", "Nobody knows me now"] and others(before, after)
    assert {note.start_beat for note in vocals(after)} <= {note.start_beat for note in vocals(before)}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lyrics": "[Solo]"}, "nothing to sing"),
        ({"lyrics": "la", "part": "kazoo"}, "no part 'kazoo'"),
        ({"lyrics": "la " * 9000}, "27000 characters; up to 20000"),
        ({"voice": "test/voice"}, "Nobody sings in this song"),
    ],
)
def test_words_that_cannot_be_laid_are_refused(fields, said):
    with pytest.raises(BadEdit, match=said):
        edited(song("pop", seed=3), "singing", **fields)
