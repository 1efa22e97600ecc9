"""Words on melodies that were brought: no pitch is lost, syllables and notes find each other."""

from __future__ import annotations

from sung import sung, vocal_notes

from backend.studio.composer import perform, whole
from backend.studio.composer.asked import report
from backend.studio.composer.given import words
from backend.studio.composer.given.taking import Brought
from backend.studio.composer.vocal import laying, manners, wording
from backend.studio.composer.vocal.spans import Pace
from backend.studio.material import Material, Track
from backend.studio.score import Note, Score
from backend.studio.singing import SingingWish
from backend.studio.units import Meter

TUNE = (60, 60, 67, 67, 69, 69, 67, 65, 65, 64, 64, 62, 62, 60)
LENGTHS = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0) * 2
SYLLABLES = ["Won", "der", "where", "the", "ri", "ver", "goes", "On", "ly", "what", "the", "wa", "ter", "knows"]
PACE = Pace(Meter(), 100.0, manners.load_all()["pop"])


def tune(shift: int = 0) -> tuple[tuple[float, float, int, int], ...]:
    begins = [sum(LENGTHS[:at]) for at in range(len(LENGTHS))]
    return tuple((at, size, pitch + shift, 90) for at, size, pitch in zip(begins, LENGTHS, TUNE, strict=True))


def laid(text: str) -> laying.Laid:
    lines = [line for verse in wording.verses(SingingWish(text)) for line in verse.lines]
    return laying.lay([Note(*note) for note in tune()], lines, PACE)


def told(notes: list[Note]) -> list[str]:
    return [note.syllable.text if note.syllable else "-" for note in notes]


def song(lyrics: str, *, shift: int = 0, lyrics_of_file: tuple[tuple[float, str], ...] = (), **wishes) -> Score:
    track = Track("Melody", False, 0, tune(shift), lyrics_of_file)
    brought = Brought(Material((track,), ((0.0, 100.0),), (4, 4), 16.0), "melody")
    return sung("folk", lyrics=lyrics or words.text(brought), brought=(brought,), **wishes)


def kept(score: Score) -> dict:
    return {one.what: one for one in report.report(perform.play(score, whole.seeds_of(score.plan)))}


def test_as_many_syllables_as_notes_are_one_each():
    found = laid("Wonder where the river goes\nOnly what the water knows")
    assert told(found.notes) == [
        "Won",
        "der",
        "where",
        "the",
        "ri",
        "ver",
        "goes",
        "On",
        "ly",
        "what",
        "the",
        "wa",
        "ter",
        "knows",
    ]
    assert [note.pitch for note in found.notes] == list(TUNE)


def test_fewer_syllables_are_held_and_more_split_notes():
    found = laid("Shine on me\nEverybody knows the everlasting melody")
    assert [note.pitch for note in found.notes if note.start_beat < 8] == list(TUNE[:7])
    assert told(found.notes)[0] == "Shine" and told([n for n in found.notes if n.start_beat < 8]).count("-") == 4
    assert not found.left_out and len(found.notes) > 14
    assert {note.pitch for note in found.notes} == set(TUNE)


def test_lines_end_where_the_tune_rests():
    found = laid("Stay with me\nNever leave me alone tonight")
    starts = [
        note.start_beat
        for note in found.notes
        if note.syllable and (note.syllable.place, note.syllable.index) == (0, 0)
    ]
    assert starts == [0.0, 8.0]


def test_words_beyond_the_tune_are_told_apart():
    found = laid("\n".join(["A long and very long and never ending line of words again"] * 8))
    assert found.left_out and [note.pitch for note in found.notes if note.syllable]


def test_a_brought_melody_is_sung_note_for_note_with_its_words():
    score = song("Wonder where the river goes\nOnly what the water knows")
    notes = [note for note in vocal_notes(score) if note.start_beat < 16]
    assert [note.pitch for note in notes] == list(TUNE)
    assert told(notes) == [
        "Won",
        "der",
        "where",
        "the",
        "ri",
        "ver",
        "goes",
        "On",
        "ly",
        "what",
        "the",
        "wa",
        "ter",
        "knows",
    ]
    found = kept(score)
    assert found["Words"].is_met and found["Given melody, Melody"].is_met and found["Reach of the singer"].is_met
    assert not any(part.given for part in score.parts if not part.is_sung)


def test_a_melody_is_moved_by_octaves_to_its_singer():
    score = song("Wonder where the river goes\nOnly what the water knows", shift=-24)
    assert [note.pitch for note in vocal_notes(score)][:7] == list(TUNE[:7])
    assert kept(score)["Given melody, Melody"].is_met


def test_a_song_is_put_into_another_key_where_no_octave_suits():
    score = song("Wonder where the river goes\nOnly what the water knows", shift=6, tessitura=(59, 70))
    shift = vocal_notes(score)[0].pitch - TUNE[0]
    assert shift not in (6, -6) and [note.pitch - shift for note in vocal_notes(score)][:14] == list(TUNE)
    assert kept(score)["Reach of the singer"].is_met
    assert score.plan.brief.tonic == shift % 12


def test_the_words_of_a_file_are_sung_as_they_stand_in_it():
    tokens = ["Won-", "der", "where", "the", "ri-", "ver", "goes", "Glo-", "", "", "ri-", "a", "", ""]
    events = tuple((note[0], word) for note, word in zip(tune(), tokens, strict=True) if word)
    score = song("", lyrics_of_file=events)
    assert told(vocal_notes(score))[:14] == [word.rstrip("-") or "-" for word in tokens]


def test_a_melody_stays_in_the_key_that_is_asked_for():
    score = song("Wonder where the river goes\nOnly what the water knows", shift=6, tessitura=(59, 70), key="F# major")
    found = kept(score)
    assert found["Words"].is_met and found["Given melody, Melody"].is_met
    assert found["Reach of the singer"].misses[0] == "C#5 in bar 1 is outside B3 to A#4"
    assert score.plan.brief.tonic == 6
