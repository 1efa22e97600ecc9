"""What people bring is read note for note, and what is broken or hostile is refused in time."""

from __future__ import annotations

import time

import numpy as np
import pytest

from backend.studio.errors import BadScore
from backend.studio.formats import midi, midi_material, musicxml_material
from bench import hostile

LIES = list(hostile.lies())
WHOLE = """<?xml version="1.0"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 3.1 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="3.1"><part-list><score-part id="P1"><part-name>Voice</part-name></score-part></part-list>
<part id="P1"><measure number="1"><barline location="left"><repeat direction="forward"/></barline>
<attributes><divisions>2</divisions><key><fifths>1</fifths><mode>major</mode></key>
<time><beats>3</beats><beat-type>4</beat-type></time></attributes>
<direction><direction-type><rehearsal>Verse</rehearsal></direction-type><sound tempo="96"/></direction>
<harmony><root><root-step>G</root-step></root><kind>major</kind></harmony>
<note><pitch><step>G</step><octave>4</octave></pitch><duration>2</duration><tie type="start"/><type>quarter</type>
<notations><tied type="start"/></notations></note>
<note><pitch><step>G</step><octave>4</octave></pitch><duration>1</duration><tie type="stop"/><type>eighth</type>
<notations><tied type="stop"/></notations></note>
<note><pitch><step>A</step><octave>4</octave></pitch><duration>3</duration><type>quarter</type><dot/></note></measure>
<measure number="2"><harmony><root><root-step>D</root-step></root><kind>dominant</kind>
<bass><bass-step>F</bass-step><bass-alter>1</bass-alter></bass></harmony>
<note><pitch><step>F</step><alter>1</alter><octave>4</octave></pitch><duration>6</duration><type>half</type><dot/></note>
<barline location="right"><repeat direction="backward"/></barline></measure></part></score-partwise>"""


@pytest.fixture
def brought(tmp_path):
    def write(content, kind):
        file = tmp_path / f"file.{kind}"
        file.write_bytes(content)
        return file

    return write


def test_midi_is_read_note_for_note(brought):
    notes = hostile.tune(np.random.default_rng(3))
    material = midi_material.read(brought(hostile.midi(notes, bpm=93.0, name="Vocal"), "mid"))
    (track,) = material.tracks
    assert (track.name, track.notes, track.is_drums) == ("Vocal", notes, False)
    assert material.tempo[0][1] == pytest.approx(93, abs=0.001)
    assert (material.end_beat, material.meter) == (32.0, (4, 4))


def test_our_own_midi_has_its_sections_and_drums(tmp_path):
    from songs import brief, played

    performance = played(brief("pop", seed=3))
    midi.write(performance, tmp_path / "song.mid")
    material = midi_material.read(tmp_path / "song.mid")
    plan = performance.score.plan
    assert [name for _, name in material.marks] == [section.name for section in plan.sections]
    assert [track.name for track in material.tracks if track.is_drums] == ["Drums"]
    assert sum(len(track.notes) for track in material.tracks) == sum(len(part.notes) for part in performance.parts)


def test_musicxml_is_read_with_ties_repeats_chords_and_marks(brought):
    material = musicxml_material.read(brought(WHOLE.encode(), "musicxml"))
    once = [(0.0, 1.5, 67), (1.5, 1.5, 69), (3.0, 3.0, 66)]
    twice = once + [(start + 6, length, pitch) for start, length, pitch in once]
    assert [(start, length, pitch) for start, length, pitch, _ in material.tracks[0].notes] == twice
    assert material.symbols == ((0.0, "G"), (3.0, "D7/F#"), (6.0, "G"), (9.0, "D7/F#"))
    assert (material.marks[0], material.meter, material.key) == ((0.0, "Verse"), (3, 4), (7, "major"))
    assert material.tempo == ((0.0, 96.0),)


def test_a_compressed_score_is_the_same(brought):
    packed = musicxml_material.read(brought(hostile.mxl(WHOLE.encode()), "mxl"))
    assert packed == musicxml_material.read(brought(WHOLE.encode(), "musicxml"))


@pytest.mark.security
@pytest.mark.parametrize(("kind", "content"), LIES, ids=map(str, range(len(LIES))))
def test_lies_are_refused_in_time(kind, content, tmp_path):
    start = time.process_time()
    assert hostile.read(kind, content, tmp_path) in ("bad_midi", "bad_score", "fine")
    assert time.process_time() - start < hostile.LONGEST_S


@pytest.mark.security
@pytest.mark.parametrize("content", [hostile.BOMB.encode(), hostile.BOMB.encode("utf-16"), hostile.OUTSIDE.encode()])
def test_entities_are_never_expanded(brought, content):
    with pytest.raises(BadScore, match="declares entities"):
        musicxml_material.read(brought(content, "musicxml"))


@pytest.mark.security
def test_broken_files_are_refused_or_read(tmp_path):
    came_of = {hostile.read(kind, content, tmp_path) for kind, content in hostile.broken(120)}
    assert came_of == {"bad_midi", "bad_score", "fine"}
