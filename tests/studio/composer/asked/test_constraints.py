"""Hard constraints are kept, and the report would tell if they were not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.studio.brief import Source
from backend.studio.composer.asked import form_text, report
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.constraints import Casting, ChordLine, Constraints, FormRow, Level, OwnSeed, TempoChange
from backend.studio.errors import StudioError
from backend.studio.pipeline import compose
from backend.studio.score import Note
from bench.random_requests import request

FORM = form_text.read("intro 4, verse 8, chorus 8, verse 8, chorus 8, outro 4")
LINES = (ChordLine("verse", "Am7 | D9 | Gmaj7 | %"), ChordLine("chorus 2", "Fmaj7 G6 | Em7/B A7#9"))


def composed(seed=1, **fields):
    hard = {name: fields.pop(name) for name in list(fields) if name in Constraints.__dataclass_fields__}
    return compose(read("", wishes=BriefWishes(styles=("pop",), **fields, hard=Constraints(**hard)), seed=seed))


def kept(performance):
    return {line.what: line for line in report.report(performance)}


@pytest.mark.parametrize("number", range(24))
def test_random_requests_are_met(number):
    found = report.report(compose(read("", wishes=request(number), seed=number)))
    assert found
    assert [line.misses for line in found if not line.is_met] == []


def test_the_line_counts():
    song = composed(form=FORM, chords=LINES)
    assert kept(song)["Chords of verse"].line == "Chords of verse: 4 chords asked, 4 met"
    assert kept(song)["Form"].line == "Form: 6 sections asked, 6 met"


def test_chords_stand_where_they_were_asked_for():
    plan = composed(form=FORM, chords=LINES).score.plan
    verse, last = plan.sections[3], plan.sections[4]
    symbols = {chord.start_beat: chord.symbol for chord in plan.harmony}
    assert [symbols[plan.start_beat(verse) + bar * 4] for bar in range(8)] == ["Am7", "D9", "Gmaj7", "Gmaj7"] * 2
    assert [symbols[plan.start_beat(last) + beat] for beat in (0, 2, 4, 6)] == ["Fmaj7", "G6", "Em7/B", "A7#9"]


def test_a_key_follows_from_the_chords():
    brief = composed(chords=(ChordLine("any", "Dm7 | G7 | Cmaj7 | Am7"),)).score.plan.brief
    assert (brief.tonic, brief.mode, brief.sources["tonic"]) == (0, "major", Source.CHORDS)


def test_nobody_accompanies_where_there_is_no_chord():
    song = composed(form=FORM, chords=(ChordLine("verse", "C | N.C. | F | G"),)).score
    start = song.plan.start_beat(song.plan.sections[1]) + 4
    sounding = {
        part.role for part in song.parts for note in part.notes
        if note.start_beat < start + 4 and note.start_beat + note.length_beats > start + 1e-6
    }  # fmt: skip
    assert sounding <= {"lead", "drums"}


def test_bars_and_seconds_are_kept():
    assert composed(bars=37).score.plan.bars == 37
    both = composed(form=FORM, duration_s=90.0)
    assert both.length_s == pytest.approx(90, abs=1)
    assert both.score.plan.brief.sources["tempo_bpm"] is Source.FORM


def test_the_tempo_changes_where_it_should():
    changes = (TempoChange("chorus", 140.0), TempoChange("bar 3", 80.0, over_bars=2))
    plan = composed(form=FORM, tempo_bpm=100.0, tempo_changes=changes).score.plan
    beats = {"start": 0, "on the way": 10, "there": 17, "chorus": 49, "after": 81, "chorus again": 113}
    found = {name: plan.tempo.bpm_at(beat) for name, beat in beats.items()}
    assert 80 < found.pop("on the way") < 100
    assert found == {"start": 100, "there": 80, "chorus": 140, "after": 80, "chorus again": 140}


def test_roles_are_played_by_who_was_asked():
    song = composed(roles=(Casting("lead", "violin"), Casting("chords", "piano"), Casting("chords", "organ")))
    playing = [(part.role, part.instrument) for part in song.score.parts if part.role in ("lead", "chords")]
    assert sorted(playing) == [("chords", "grand_piano"), ("chords", "organ"), ("lead", "violin")]


def test_seeds_are_carried_to_the_plan():
    own = OwnSeed("A", "lead", 5)
    assert composed(seeds=(own,)).score.plan.seeds == (own,)


def test_density_is_how_many_play_at_once():
    def playing(value):
        plan = composed(form=FORM, density=(Level("verse", value),)).score.plan
        return len(plan.sections[1].layers)

    assert playing(0.0) == 1 < playing(0.5) < playing(1.0)


def tampered(song, part_role, change):
    parts = tuple(
        replace(part, notes=change(part.notes)) if part.role == part_role else part for part in song.score.parts
    )
    return replace(song, score=replace(song.score, parts=parts))


def test_a_wrong_note_in_a_chord_is_found():
    song = composed(form=FORM, chords=LINES)
    for role in ("chords", "bass"):
        wrong = tampered(song, role, lambda notes: tuple(replace(note, pitch=note.pitch + 1) for note in notes))
        assert not kept(wrong)["Chords of verse"].is_met, role


def test_a_chord_may_be_struck_ahead_of_its_time_but_no_other():
    song = composed(form=FORM, chords=(ChordLine("verse", "C | F#"),))
    start = song.score.plan.start_beat(song.score.plan.sections[1])

    def struck(pitch, beat):
        note = Note(start + beat, 0.25, pitch, 80)
        changed = tampered(song, "chords", lambda notes: tuple(sorted([*notes, note], key=lambda n: n.start_beat)))
        return kept(changed)["Chords of verse"].is_met

    assert struck(66, 3.5)
    assert not struck(66, 2.5)
    assert not struck(62, 3.5)


def test_silence_is_no_chord():
    song = composed(form=FORM, chords=LINES)
    for role in ("chords", "pad", "arp", "line", "bass", "pulse"):
        song = tampered(song, role, lambda notes: ())
    line = kept(song)["Chords of verse"]
    assert (line.met, line.misses[0]) == (0, "Am7 at beat 16 of Verse 1: nobody plays it")


def test_other_broken_promises_are_found():
    song = composed(form=FORM, roles=(Casting("lead", "violin"),), energies=(Level("verse", 0.3),), meter="3/4")
    plan = song.score.plan
    assert all(line.is_met for line in kept(song).values())
    shorter = replace(song, score=replace(song.score, plan=replace(plan, sections=plan.sections[:-1])))
    louder = replace(plan, sections=tuple(replace(section, energy=0.9) for section in plan.sections))
    assert not kept(shorter)["Form"].is_met
    assert not kept(tampered(song, "lead", lambda notes: ()))["Instruments of roles"].is_met
    assert not kept(replace(song, score=replace(song.score, plan=louder)))["Energy"].is_met


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"chords": (ChordLine("verse", "Am | Xx"),)}, "chords", "Bar 2: 'Xx' is no chord"),
        ({"chords": (ChordLine("limbo", "Am"),)}, "chords", "'limbo' names no section"),
        (
            {"form": (FormRow("verse", 4),), "chords": (ChordLine("verse", "C | " * 8),)},
            "form",
            "4 bars, and its chords",
        ),
        ({"form": FORM, "bars": 12}, "bars", "40 bars together; 12"),
        ({"form": FORM, "tempo_bpm": 120.0, "duration_s": 30.0}, "form", "40 bars.* 30 s are asked for as well"),
        ({"form": (FormRow("verse", 64),) * 10}, "form", "640 bars"),
        ({"energies": (Level("chorus", 1.5),)}, "energies", "1.5 energy of chorus: outside 0 to 1"),
        ({"tempo_changes": (TempoChange("bar 4", 500.0),)}, "tempo_changes", "500 bpm at bar 4: outside 40 to 240"),
        ({"roles": (Casting("lead", "drum_kit"),)}, "roles", "cannot play the role 'lead'"),
        ({"roles": (Casting("hero", "violin"),)}, "roles", "no role 'hero'"),
        ({"form": FORM, "energies": (Level("bridge", 0.5),)}, "form", "no bridge in this song"),
        (
            {"form": FORM, "tempo_changes": (TempoChange("bar 41", 90.0),)},
            "tempo_changes",
            "bar 41, and the song has 40",
        ),
    ],
)
def test_what_nobody_could_keep_is_refused(fields, field, message):
    with pytest.raises(StudioError, match=message) as refusal:
        composed(**fields)
    assert list(refusal.value.fields) == [field]
