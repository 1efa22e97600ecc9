"""MusicXML opens in a reader that is not ours, and holds the score: the same notes, bars, keys, chords and drums."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import handmade
import music21
import pytest
from rereading import asked, heard, musicxml_differences, strokes

from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.formats.notation import engraving, lead_sheet, musicxml
from backend.studio.pipeline import compose
from backend.studio.score import Chord, Family, Note, Part, Score
from backend.studio.units import Meter

STYLES = ("jazz_trio", "blues", "celtic", "solo_piano")
KEYS = Part("keys", "Keys", "Grand piano", "chords", Family.KEYS, 0, 0, ())


def opened(score: Score, title: str = "A song") -> music21.stream.Score:
    return music21.converter.parse(musicxml.write_score(score, title=title, composer="clara"), format="musicxml")


def score_of(*notes: tuple[float, float, int], meter: Meter | None = None, part: Part = KEYS, **brief: object) -> Score:
    plan = handmade.plan(meter=meter)
    plan = replace(plan, brief=handmade.brief(**brief), meter=meter or Meter())
    return Score(plan, (replace(part, notes=tuple(Note(start, length, pitch, 80) for start, length, pitch in notes)),))


@pytest.mark.parametrize("style", STYLES)
def test_a_composed_song_is_written_note_for_note(style: str) -> None:
    """Whatever style: `bench/exports.py` does all of them."""
    score = compose(read("", wishes=BriefWishes(styles=(style,), duration_s=60.0), seed=3)).score
    assert list(musicxml_differences(score, musicxml.write_score(score, title="A song"))) == []


@pytest.mark.parametrize(
    ("meter", "notes"),
    [
        (Meter(4, 4), [(0.5, 5.0, 60), (6.25, 0.75, 62), (7.0, 1.5, 64)]),
        (
            Meter(4, 4),
            [(0.0, 1 / 3, 60), (1 / 3, 1 / 3, 62), (2 / 3, 2 / 3, 64), (5 / 3, 4 + 1 / 3, 65), (7.5, 0.5, 60)],
        ),
        (Meter(4, 4), [(0.0, 1 / 6, 60), (1 / 6, 1 / 6, 61), (0.5, 0.5, 62), (1.125, 0.125, 63), (1.25, 6.0, 70)]),
        (Meter(4, 4), [(0.5, 1 / 12, 60), (7 / 12, 1 / 12, 61), (2 / 3, 1 / 4, 62), (11 / 12, 1 / 12, 60)]),
        (Meter(3, 4), [(0.0, 3.0, 60), (2.5, 2.0, 67), (5.0, 7.0, 72)]),
        (Meter(6, 8), [(0.0, 1.5, 60), (1.5, 0.5, 62), (2.5, 2.0, 64), (5.25, 0.25, 65)]),
        (Meter(12, 8), [(0.0, 6.0, 60), (7.0, 2.5, 62), (10.5, 3.0, 64)]),
        (Meter(5, 4), [(0.0, 5.0, 60), (5.5, 3.0, 62), (9.75, 0.5, 64)]),
        (Meter(7, 8), [(0.0, 3.5, 60), (3.5, 2.25, 62), (6.0, 4.0, 64)]),
    ],
)
def test_every_meter_and_division_is_written_exactly(meter: Meter, notes: list[tuple[float, float, int]]) -> None:
    score = score_of(*notes, meter=meter)
    (staff,) = opened(score).parts
    assert heard(staff) == asked(score.parts[0])
    measures = staff.getElementsByClass(music21.stream.Measure)
    assert {measure.duration.quarterLength for measure in measures} == {meter.beats_per_bar}
    assert staff.recurse().getElementsByClass(music21.meter.TimeSignature).first().ratioString == str(meter)


def test_notes_that_overlap_are_written_in_voices() -> None:
    score = score_of((0.0, 4.0, 48), (0.0, 1.0, 60), (1.0, 2.0, 62), (2.0, 6.0, 50), (2.5, 0.5, 71))
    (staff,) = opened(score).parts
    assert heard(staff) == asked(score.parts[0])


def test_triplets_against_sixteenths_are_a_voice_of_their_own() -> None:
    score = score_of((0.0, 0.25, 60), (0.25, 0.25, 62), (1 / 3, 1 / 3, 70), (2 / 3, 1 / 3, 72), (1.0, 1.0, 64))
    assert list(musicxml_differences(score, musicxml.write_score(score, title="A song"))) == []


def test_notes_off_the_grid_are_written_on_the_nearest_place_that_can_be_read() -> None:
    score = score_of((0.01, 0.9, 60), (0.98, 0.3, 62), (2.26, 0.01, 64))
    assert heard(opened(score).parts[0]) == Counter(
        {
            (Fraction(0), Fraction(1), 60): 1,
            (Fraction(1), Fraction(1, 4), 62): 1,
            (Fraction(9, 4), Fraction(1, 4), 64): 1,
        }
    )


@pytest.mark.parametrize(
    ("tonic", "mode", "sharps", "names"),
    [(2, "minor", -1, {61: "C#4", 70: "B-4"}), (6, "major", 6, {65: "E#4", 71: "B4"}), (1, "major", -5, {66: "G-4"}),
     (0, "major", 0, {66: "F#4", 63: "E-4"}), (9, "minor", 0, {68: "G#4"}), (7, "mixolydian", 0, {65: "F4"})],
)  # fmt: skip
def test_pitches_are_spelled_in_their_key(tonic: int, mode: str, sharps: int, names: dict[int, str]) -> None:
    notes = [(float(at), 1.0, pitch) for at, pitch in enumerate(names)]
    (staff,) = opened(score_of(*notes, tonic=tonic, mode=mode)).parts
    written = [note.nameWithOctave for note in staff.flatten().getElementsByClass(music21.note.Note)]
    assert written == list(names.values())
    key = staff.recurse().getElementsByClass(music21.key.KeySignature).first()
    assert key.sharps == sharps


@pytest.mark.parametrize(
    ("text", "pitches"),
    [("C", "C E G"), ("F#m", "F# A C#"), ("Bbmaj7", "B- D F A"), ("Am7", "A C E G"), ("Dm7b5", "D F A- C"),
     ("G7sus4", "G C D F"), ("C/E", "E C G"), ("Ebm6/9", "E- G- B- C F"), ("A7b9", "A C# E G B-"),
     ("C6/9", "C E G A D"), ("Gdim7", "G B- D- F-"), ("D9/F#", "F# D A C E"), ("E5", "E B")],
)  # fmt: skip
def test_chord_symbols_mean_the_same_to_other_programs(text: str, pitches: str) -> None:
    score = score_of((0.0, 4.0, 60))
    harmony = (Chord(1.5, 2.5, 0, "", 0, (0,), (0,), "T", "I", text),)
    found = opened(replace(score, plan=replace(score.plan, harmony=harmony)))
    (symbol,) = found.recurse().getElementsByClass(music21.harmony.ChordSymbol)
    assert {pitch.pitchClass for pitch in symbol.pitches} == {
        music21.pitch.Pitch(name).pitchClass for name in pitches.split()
    }
    assert symbol.bass().name == pitches.split(maxsplit=1)[0]
    assert symbol.getOffsetInHierarchy(found) == 1.5


def test_every_quality_that_the_composer_knows_has_a_symbol() -> None:
    from backend.studio.composer.theory import QUALITIES
    from backend.studio.formats.notation.symbols import Symbol

    assert {
        name: Symbol(f"C{suffix}").kind
        for name, (_, suffix) in QUALITIES.items()
        if Symbol(f"C{suffix}").kind in ("other", "none")
    } == {}
    assert (Symbol("N.C.").kind, Symbol("C7(#11,b13)").kind) == ("none", "other")


def test_sections_tempos_and_titles_are_said() -> None:
    plan = handmade.plan(tempo=((0.0, 120.0), (8.0, 96.5), (12.0, 90.25)))
    score = Score(plan, (replace(KEYS, notes=(Note(0.0, 4.0, 60, 80),)),))
    text = musicxml.write_score(score, title="Nächte <&>\x00 夜", composer="clara")
    song = music21.converter.parse(text, format="musicxml")
    assert (song.metadata.title, song.metadata.composer) == ("Nächte <&> 夜", "clara")
    marks = [mark.content for mark in song.recurse().getElementsByClass(music21.expressions.RehearsalMark)]
    assert marks == [section.name for section in plan.sections]
    root = ElementTree.fromstring(text)
    assert [sound.get("tempo") for sound in root.iter("sound")] == ["120.000", "96.500", "90.250"]
    # The last one falls into the middle of a section: it is played, not seen.
    assert [mark.findtext("per-minute") for mark in root.iter("metronome")] == ["120", "96"]


def test_drums_are_named_and_have_no_pitch() -> None:
    kit = Part("drums", "Drums", "Kit", "drums", Family.DRUMS, 8, 128, ())
    score = score_of((0.0, 1.0, 36), (0.0, 0.25, 42), (0.5, 0.25, 42), (1.0, 0.25, 38), (1.25, 0.25, 93), part=kit)
    text = musicxml.write_score(score, title="A song")
    root = ElementTree.fromstring(text)
    names = {each.get("id"): each.findtext("instrument-name") for each in root.iter("score-instrument")}
    told = [names[each.get("id")] for each in root.iter("instrument")]
    assert told == ["Bass drum", "Closed hi-hat", "Closed hi-hat", "Snare drum", "Percussion 93"]
    assert root.find(".//midi-instrument/midi-unpitched").text == "37"
    assert not list(root.iter("pitch"))
    assert strokes(music21.converter.parse(text, format="musicxml").parts[0]) == {
        (Fraction(0), "F4"), (Fraction(0), "G5"), (Fraction(1, 2), "G5"), (Fraction(1), "C5"), (Fraction(5, 4), "B4")
    }  # fmt: skip


def test_chord_symbols_stand_over_the_melody() -> None:
    lead = Part("lead", "Lead", "Flute", "lead", Family.WINDS, 73, 0, (Note(0.0, 1.0, 72, 80),))
    score = score_of((0.0, 4.0, 60))
    both = Score(score.plan, (*score.parts, lead))
    keys, flute = opened(both).parts
    assert not keys.recurse().getElementsByClass(music21.harmony.ChordSymbol)
    assert len(flute.recurse().getElementsByClass(music21.harmony.ChordSymbol)) == len(score.plan.harmony)
    assert musicxml.melody_part(Score(score.plan, ())) is None


def test_a_part_that_never_plays_has_rests_and_the_same_score_the_same_text() -> None:
    score = score_of()
    text = musicxml.write_score(score, title="A song")
    assert text == musicxml.write_score(score, title="A song")
    (staff,) = music21.converter.parse(text, format="musicxml").parts
    assert not heard(staff)
    assert "date" not in text


@pytest.mark.parametrize("meter", [Meter(4, 4), Meter(6, 8), Meter(7, 8), Meter(5, 4), Meter(3, 2), Meter(11, 8)])
def test_whatever_somebody_plays_is_written_in_whole_bars(meter: Meter) -> None:
    """Notes from a hand, not from a composer: anywhere, of any length, on top of each other, beyond the end."""
    dice = random.Random(str(meter))
    end = handmade.plan(meter=meter).end_beat
    for drums in (False, True):
        kind = Part("kit", "Kit", "", "drums", Family.DRUMS, 0, 128, ()) if drums else KEYS
        keys, lengths = range(36, 54) if drums else range(128), (0.0, 0.01, 0.9, 3.3, 9.0)
        notes = [(dice.uniform(-0.5, end + 2), dice.choice(lengths), dice.choice(keys)) for _ in range(150)]
        score = score_of(*notes, meter=meter, part=kind)
        text = musicxml.write_score(score, title="A song")
        (staff,) = music21.converter.parse(text, format="musicxml").parts
        measures = staff.getElementsByClass(music21.stream.Measure)
        assert {measure.duration.quarterLength for measure in measures} == {meter.beats_per_bar}
        found = strokes(staff) if drums else heard(staff)
        assert len(found) > 100
        assert ties_are_closed(text)
        assert engraving.to_svg(lead_sheet.write_lead_sheet(score, title="x"), title="x")


def ties_are_closed(text: str) -> bool:
    kinds = [tie.get("type") for tie in ElementTree.fromstring(text).iter("tie")]
    return kinds.count("start") == kinds.count("stop")
