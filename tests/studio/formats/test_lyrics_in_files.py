"""Words in MIDI and MusicXML: out and in again they are the score's."""

from __future__ import annotations

from pathlib import Path

import mido
import pytest
from sung import sung, vocal_notes

from backend.studio.composer import perform, whole
from backend.studio.formats import midi, midi_lyrics, midi_material, musicxml_material
from backend.studio.formats.notation import lead_sheet, musicxml
from backend.studio.material import Track
from backend.studio.score import Score

SCORES = {"pop": {}, "waltz": {}, "folk in 6/8": {"meter": "6/8"}}


@pytest.fixture(params=SCORES)
def score(request) -> Score:
    style = request.param.split()[0]
    return sung(style, harmonies=("third_above",), **SCORES[request.param])


def words(score: Score) -> list[tuple[float, str]]:
    return [(note.start_beat, midi_lyrics.text_of(note)) for note in vocal_notes(score) if note.syllable]


def vocals(tracks: tuple[Track, ...]) -> Track:
    return next(track for track in tracks if track.name == "Vocals")


def test_a_midi_file_has_the_words_of_those_who_sing(score, tmp_path: Path):
    path = tmp_path / "song.mid"
    midi.write(perform.play(score, whole.seeds_of(score.plan)), path)
    material = midi_material.read(path)
    track = vocals(material.tracks)
    assert [text for _, text in track.lyrics] == [text for _, text in words(score)]
    assert [note[2] for note in track.notes] == [note.pitch for note in vocal_notes(score)]
    assert [beat for beat, _ in track.lyrics] == pytest.approx([beat for beat, _ in words(score)], abs=0.2)
    assert [bool(one.lyrics) for one in material.tracks].count(True) == 2


def test_written_music_has_the_words_under_its_notes(score, tmp_path: Path):
    path = tmp_path / "song.musicxml"
    path.write_text(musicxml.write_score(score, title="Words"), encoding="utf-8")
    track = vocals(musicxml_material.read(path).tracks)
    assert [text for _, text in track.lyrics] == [text for _, text in words(score)]
    assert [beat for beat, _ in track.lyrics] == pytest.approx([beat for beat, _ in words(score)])
    sung_notes = [(note.start_beat, note.length_beats, note.pitch) for note in vocal_notes(score)]
    assert [note[2] for note in track.notes] == [pitch for _, _, pitch in sung_notes]
    assert [note[0] for note in track.notes] == pytest.approx([start for start, _, _ in sung_notes])
    assert [note[1] for note in track.notes] == pytest.approx([length for _, length, _ in sung_notes])


def test_a_lead_sheet_shows_what_is_sung(score):
    sheet = lead_sheet.write_lead_sheet(score, title="Words")
    assert sheet.count("<lyric>") == len(words(score))
    assert "<syllabic>begin</syllabic><text>ri</text>" in sheet


def written(path: Path, texts: list[str], *, own_track: bool = False) -> Path:
    """A MIDI file with a note for each text, a quarter each, as others write it."""
    file = mido.MidiFile(charset="utf-8")
    notes, lyrics = mido.MidiTrack(), mido.MidiTrack()
    for number, text in enumerate(texts):
        (lyrics if own_track else notes).append(
            mido.MetaMessage("lyrics", text=text, time=480 if own_track and number else 0)
        )
        notes.append(mido.Message("note_on", note=60 + number, velocity=90, time=0))
        notes.append(mido.Message("note_off", note=60 + number, time=480))
    file.tracks += [notes, lyrics] if own_track else [notes]
    file.save(path)
    return path


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["riv-", "er", "flows"], ["riv-", "er", "flows"]),
        (["riv", "er ", "flows "], ["riv-", "er", "flows"]),
        (["/riv", "er", " flows"], ["riv-", "er", "flows"]),
        (["river", "+", "flows"], ["river", "+", "flows"]),
        (["flow", "_", "on"], ["flow", "on"]),
        (["flow", "-", "\r"], ["flow"]),
        (["río ", "azul ", "日本 "], ["río", "azul", "日本"]),
    ],
)
@pytest.mark.parametrize("own_track", [False, True])
def test_words_of_other_programs_are_read(texts, found, own_track, tmp_path: Path):
    material = midi_material.read(written(tmp_path / "song.mid", texts, own_track=own_track))
    assert [text for _, text in material.tracks[0].lyrics] == found
