"""A MIDI file plays what the performance plays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade
import mido
import pytest
from rereading import midi_differences

from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.formats import midi
from backend.studio.formats.keys import signature
from backend.studio.pipeline import compose
from backend.studio.score import Performance, PlayedNote
from backend.studio.units import Meter

TEMPOS = {
    "steady": ((0.0, 117.3),),
    "ritardando": ((0.0, 132.7), (16.0, 96.1), (20.0, 81.0), (22.5, 60.0)),
}


@pytest.mark.parametrize("tempo", TEMPOS)
def test_every_note_is_played_within_a_tick(tempo: str, tmp_path: Path) -> None:
    song = handmade.performance(tempo=TEMPOS[tempo], meter=Meter(7, 8))
    midi.write(song, tmp_path / "song.mid")
    tracks = midi.read_notes(tmp_path / "song.mid")
    tick_s = 60 / min(bpm for _, bpm in TEMPOS[tempo]) / midi.TICKS_PER_BEAT
    assert [track.name for track in tracks] == [played.part.name for played in song.parts]
    for track, played in zip(tracks, song.parts, strict=True):
        expected = sorted(played.notes, key=lambda note: (note.on_s, note.pitch))
        assert [(n.pitch, n.velocity) for n in track.notes] == [(n.pitch, n.velocity) for n in expected]
        for note, wanted in zip(track.notes, expected, strict=True):
            assert note.on_s == pytest.approx(wanted.on_s, abs=tick_s)
            assert note.off_s == pytest.approx(wanted.off_s, abs=tick_s)


def test_the_file_tells_tempo_meter_key_and_sections(tmp_path: Path) -> None:
    song = handmade.performance(tempo=TEMPOS["ritardando"], meter=Meter(6, 8))
    midi.write(song, tmp_path / "song.mid")
    conductor = list(midi._absolute(mido.MidiFile(tmp_path / "song.mid").tracks[0]))
    told = {message.type: message for _, message in conductor}
    assert (told["time_signature"].numerator, told["time_signature"].denominator) == (6, 8)
    assert told["key_signature"].key == "Am"
    markers = [(tick, message.text) for tick, message in conductor if message.type == "marker"]
    assert markers[:2] == [(0, "intro 0"), (2 * 3 * 960, "verse 1")]
    tempos = [(tick, mido.tempo2bpm(message.tempo)) for tick, message in conductor if message.type == "set_tempo"]
    assert [tick for tick, _ in tempos] == [round(beat * 960) for beat, _ in TEMPOS["ritardando"]]
    assert [bpm for _, bpm in tempos] == pytest.approx([bpm for _, bpm in TEMPOS["ritardando"]], rel=1e-5)


def test_instruments_pedals_and_bends_are_told(tmp_path: Path) -> None:
    midi.write(handmade.performance(), tmp_path / "song.mid")
    tracks = {track.name: list(track) for track in mido.MidiFile(tmp_path / "song.mid").tracks}
    drums = next(message for message in tracks["Drums"] if message.type == "note_on")
    assert drums.channel == 9
    assert next(message.program for message in tracks["Lead"] if message.type == "program_change") == 81
    pedal = [(m.control, m.value) for m in tracks["Keys"] if m.type == "control_change"]
    assert pedal == [(11, 100), (64, 127), (64, 0), (11, 120)]
    setting = [(m.control, m.value) for m in tracks["Lead"] if m.type == "control_change"]
    assert setting == [(101, 0), (100, 0), (6, 2), (38, 0), (101, 127), (100, 127)]
    bends = [m.pitch for m in tracks["Lead"] if m.type == "pitchwheel"]
    assert max(bends) == pytest.approx(8191 * 150 / 200, abs=1)
    assert bends[-1] == pytest.approx(8191 * -60 / 200, abs=1)
    assert len(bends) > 50


def test_every_part_has_a_channel_of_its_own(tmp_path: Path) -> None:
    midi.write(handmade.performance(), tmp_path / "song.mid")
    channels = [track.channel for track in midi.read_notes(tmp_path / "song.mid")]
    assert len(set(channels)) == len(channels)


def test_a_repeated_pitch_and_a_note_of_no_length_survive(tmp_path: Path) -> None:
    song = only(PlayedNote(0.0, 1.0, 60, 80), PlayedNote(0.9, 2.0, 60, 90), PlayedNote(3.0, 3.0, 62, 70))
    midi.write(song, tmp_path / "song.mid")
    (track,) = midi.read_notes(tmp_path / "song.mid")
    assert [(n.pitch, round(n.on_s, 2), round(n.off_s, 2)) for n in track.notes] == [
        (60, 0.0, 1.0),
        (60, 0.9, 2.0),
        (62, 3.0, 3.0),
    ]


def test_a_repeated_note_begins_after_the_one_before_ends(tmp_path: Path) -> None:
    midi.write(only(PlayedNote(0.0, 1.0, 60, 80), PlayedNote(1.0, 2.0, 60, 90)), tmp_path / "song.mid")
    kinds = [m.type for m in mido.MidiFile(tmp_path / "song.mid").tracks[1] if m.type.startswith("note")]
    assert kinds == ["note_on", "note_off", "note_on", "note_off"]


def only(*notes: PlayedNote) -> Performance:
    song = handmade.performance(players=3)
    keys = replace(song.parts[2], notes=notes, controls={}, bend=())
    return replace(song, parts=(keys,))


@pytest.mark.parametrize(
    ("tonic", "mode", "name"),
    [(0, "major", "C"), (9, "minor", "Am"), (2, "dorian", "C"), (7, "mixolydian", "C"), (5, "lydian", "C"),
     (4, "phrygian", "C"), (10, "major", "Bb"), (6, "major", "F#"), (3, "minor", "D#m"), (0, "harmonic_minor", "Cm")],
)  # fmt: skip
def test_a_key_is_written_with_the_signature_of_its_notes(tonic: int, mode: str, name: str) -> None:
    assert signature(tonic, mode) == name


@pytest.mark.parametrize("style", ["jazz_trio", "celtic", "rock", "waltz"])
def test_a_composed_song_reads_back_as_it_is(style: str, tmp_path: Path) -> None:
    """Whatever style: `bench/exports.py` does all of them."""
    song = compose(read("", wishes=BriefWishes(styles=(style,), duration_s=60.0), seed=3))
    midi.write(song, tmp_path / "song.mid")
    assert list(midi_differences(song, tmp_path / "song.mid")) == []


def test_the_comparison_sees_what_differs(tmp_path: Path) -> None:
    song = handmade.performance()
    midi.write(song, tmp_path / "song.mid")
    lead = song.parts[0]
    moved = replace(lead, notes=(replace(lead.notes[0], velocity=1), *lead.notes[1:]))
    other = replace(song, parts=(moved, *song.parts[1:]))
    assert [line for line in midi_differences(other, tmp_path / "song.mid") if line.startswith(lead.part.name)]
