"""Given music stays note for note, and the rest is composed around it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from songs import brief, composed

from backend.studio.brief import Source
from backend.studio.composer import perform
from backend.studio.composer.asked import report
from backend.studio.composer.given import choosing, course, taking
from backend.studio.composer.given.taking import Brought
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer.seeds import Seeds
from backend.studio.constraints import ChordLine, Constraints
from backend.studio.errors import ParameterOutOfRange, StudioError
from backend.studio.formats import project
from backend.studio.material import Material, Track
from backend.studio.pipeline import compose
from backend.studio.units import Meter
from bench import hostile

PARTS = ("melody", "chords", "bass", "drums")


def material(bars=16, seed=2, **changes):
    """A song of ours as if it came from a file."""
    score = composed(brief("pop", seed=seed, duration_s=40.0, meter=Meter(), tonic=0, mode="major", tempo_bpm=100.0))
    tracks = tuple(
        Track(
            part.name,
            part.is_drums,
            part.program,
            tuple((n.start_beat, n.length_beats, n.pitch, n.velocity) for n in part.notes),
        )
        for part in score.parts
    )
    end = max(track.end_beat for track in tracks)
    return replace(Material(tracks, ((0.0, 100.0),), (4, 4), end, (0, "major")), **changes)


def song(kind, *, words="lo-fi", brought=None, seed=1, **hard):
    wishes = BriefWishes(brought=(brought or Brought(material(), kind),), hard=Constraints(**hard))
    return compose(read(words, wishes=wishes, seed=seed))


@pytest.mark.parametrize("kind", [*PARTS, "song"])
@pytest.mark.parametrize("words", ["jazz", "techno", "orchestral"])
def test_given_notes_stay_note_for_note(kind, words):
    played = song(kind, words=words)
    lines = report.report(played)
    assert all(line.is_met for line in lines), [line.misses for line in lines]
    assert sum(line.asked for line in lines if line.what.startswith("Given")) > 20
    assert len(played.score.parts) > 1


def test_a_missing_note_is_found():
    played = song("melody")
    parts = tuple(replace(part, notes=part.notes[1:]) if part.given else part for part in played.score.parts)
    poorer = replace(played, score=replace(played.score, parts=parts))
    line = next(line for line in report.report(poorer) if line.what.startswith("Given"))
    assert line.asked - line.met == 1


def test_given_notes_are_played_as_they_stand():
    played = song("melody", words="rock")
    given = next(one for one in played.parts if one.part.given)
    tempo = played.score.plan.tempo
    expected = [(tempo.seconds(note.start_beat), note.pitch, note.velocity) for note in given.part.notes]
    found = [(note.on_s, note.pitch, note.velocity) for note in given.notes]
    assert np.array(found) == pytest.approx(np.array(expected), abs=1e-6)


def test_tempo_meter_and_key_are_the_files():
    waltz = material(meter=(3, 4), tempo=((0.0, 90.0), (24.0, 120.0)), key=(7, "major"))
    played = song("melody", brought=Brought(waltz, "melody"))
    plan, own = played.score.plan, played.score.plan.brief
    assert (plan.meter, own.tonic, own.mode, plan.tempo.bpm_at(0), plan.tempo.bpm_at(30)) == (
        Meter(3, 4), 7, "major", 90.0, 120.0,
    )  # fmt: skip
    assert own.sources["tempo_bpm"] is own.sources["meter"] is own.sources["tonic"] is Source.GIVEN


def test_what_is_asked_for_wins_over_the_file():
    brought = (Brought(material(), "melody"),)
    own = read("lo-fi at 80 bpm", wishes=BriefWishes(brought=brought, key="D minor"), seed=1)
    assert (own.tempo_bpm, own.tonic, own.mode) == (80, 2, "minor")
    chords = (ChordLine("any", "Dm | G"),)
    asked = read("lo-fi", wishes=BriefWishes(brought=brought, hard=Constraints(chords=chords)), seed=1)
    assert asked.chords == chords


def test_chords_are_read_off_the_notes():
    source = composed(brief("pop", seed=2, duration_s=40.0, meter=Meter(), tonic=0, mode="major", tempo_bpm=100.0))
    played = song("song", words="jazz")

    def roots(plan):
        return [next(c.root for c in reversed(plan.harmony) if c.start_beat <= bar * 4) for bar in range(plan.bars)]

    pairs = list(zip(roots(source.plan), roots(played.score.plan), strict=False))
    assert sum(one == other for one, other in pairs) >= 0.85 * len(pairs)


@pytest.mark.parametrize("words", ["folk", "jazz", "pop"])
def test_a_melody_is_harmonised(words):
    melody = tuple(
        (float(n), 1.0, pitch, 80) for n, pitch in enumerate([60, 64, 67, 72, 71, 67, 65, 62] * 3 + [60] * 8)
    )
    track = Track("Tune", False, 0, melody)
    played = song("melody", words=words, brought=Brought(Material((track,), ((0.0, 100.0),), (4, 4), 32.0), "melody"))
    plan = played.score.plan
    strong = [note for note in melody if note[0] % 2 == 0]
    chord_at = {note[0]: next(c for c in reversed(plan.harmony) if c.start_beat <= note[0] + 1e-6) for note in strong}
    fitting = [note[2] % 12 in chord_at[note[0]].tones for note in strong]
    assert sum(fitting) >= 0.75 * len(fitting)
    assert (plan.brief.tonic, plan.harmony[-1].root) == (0, 0)


def test_chord_symbols_of_a_file_are_kept():
    marked = material(symbols=((0.0, "C"), (4.0, "Am7"), (8.0, "F/A"), (10.0, "G7")))
    played = song("melody", brought=Brought(marked, "melody"))
    symbols = {chord.start_beat: chord.symbol for chord in played.score.plan.harmony}
    assert [symbols[beat] for beat in (0.0, 4.0, 8.0, 10.0)] == ["C", "Am7", "F/A", "G7"]


def test_marks_become_sections():
    marked = material(marks=((0.0, "Intro"), (16.0, "Chorus 1"), (32.0, "My part")))
    sections = song("song", brought=Brought(marked, "song")).score.plan.sections
    assert [(s.name, s.role, s.start_bar) for s in sections] == [
        ("Intro", "intro", 0), ("Chorus 1", "chorus", 4), ("My part", "verse", 8),
    ]  # fmt: skip


def test_what_comes_again_is_the_same_letter():
    one, two = ([(float(n), 1.0, 60 + step * n % 12, 80) for n in range(32)] for step in (2, 5))
    notes = [(start + 32 * turn, *rest) for turn, part in enumerate((one, two, one, two)) for start, *rest in part]
    rows = course.rows(notes, (), Meter(), 128.0)
    assert [(row.letter, row.bars) for row in rows] == [("A", 8), ("B", 8), ("A", 8), ("B", 8)]
    assert {row.letter: row.role for row in rows} == {"A": "verse", "B": "chorus"}


def test_it_may_begin_later():
    played = song("melody", brought=Brought(material(), "melody", start_bar=5))
    assert played.score.plan.sections[0].role == "intro"
    given = next(part for part in played.score.parts if part.given)
    assert min(note.start_beat for note in given.notes if "given" in note.tags) >= 16


def test_tracks_are_told_apart():
    found = {given.role: given.name for given in choosing.choose(material(), "song")}
    assert (found["bass"], found["drums"], found["lead"]) == ("Bass", "Drums", "Lead")
    assert choosing.choose(material(), "melody")[0].name == "Lead"
    assert choosing.choose(material(), "bass")[0].name == "Bass"


def test_a_named_instrument_plays_it():
    played = song("melody", brought=Brought(material(), "melody", instrument="violin"))
    assert next(part.instrument for part in played.score.parts if part.given) == "violin"


def test_a_tempo_outside_the_range_is_written_otherwise():
    fast = taking.in_range(material(tempo=((0.0, 400.0),)))
    assert fast.tempo[0][1] == 200
    assert fast.end_beat == material().end_beat / 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"track": 99}, "Track 99 is none of the file's"),
        ({"kind": "drums", "track": 1}, "cannot be drums"),
        ({"instrument": "kazoo"}, "kazoo"),
    ],
)
def test_what_cannot_be_is_refused(change, message):
    brought = Brought(**{"material": material(), "kind": "melody", **change})
    with pytest.raises(StudioError, match=message):
        song("melody", brought=brought)


def test_a_file_without_drums_cannot_be_drums():
    only = replace(material(), tracks=tuple(track for track in material().tracks if not track.is_drums))
    with pytest.raises(ParameterOutOfRange, match="no track that could be drums"):
        song("drums", brought=Brought(only, "drums"))


def test_a_file_that_is_too_long_is_refused():
    track = Track("Tune", False, 0, hostile.tune(np.random.default_rng(0), 1200))
    long = Material((track,), ((0.0, 100.0),), (4, 4), 1200.0)
    with pytest.raises(StudioError, match=r"300 bars, 720\.0 s; 5 to 300 s are allowed"):
        song("melody", brought=Brought(long, "melody"))


def test_the_same_file_and_seed_give_the_same_song():
    assert song("melody", seed=4) == song("melody", seed=4)
    assert perform.play(song("melody").score, Seeds(1)) == song("melody")


def test_a_project_keeps_constraints_and_given_notes():
    played = song("melody", chords=(ChordLine("any", "C | G7/B | N.C. | F"),), seed=3)
    plain = json.loads(json.dumps(project.to_dict(played)))
    assert project.from_dict(plain) == played
