"""Files of a song read back by others, and held against the song: what differs, in words; nothing if all agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import mido
import music21

from backend.studio.formats import midi
from backend.studio.formats.keys import signature
from backend.studio.formats.notation.elements import drum
from backend.studio.score import Part, Performance, PlayedNote, PlayedPart, Score

Heard = Counter[tuple[Fraction, Fraction, int]]


def midi_differences(performance: Performance, path: Path) -> Iterator[str]:
    """Read a MIDI file by our own reader for the notes, and by mido for all that stands around them."""
    score = performance.score
    tracks = midi.read_notes(path)
    playing = [part for part in performance.parts if part.notes]
    if [track.name for track in tracks] != [played.part.name for played in playing]:
        yield f"tracks {[track.name for track in tracks]}"
    beat_s = 60 / min(bpm for _, bpm in score.plan.tempo.changes)
    for track, played in zip(tracks, playing, strict=False):
        yield from _part_differences(track, played, tick_s=beat_s / midi.TICKS_PER_BEAT)
    yield from _conductor_differences(performance, mido.MidiFile(path))


def _part_differences(track: midi.Track, played: PlayedPart, *, tick_s: float) -> Iterator[str]:
    part = played.part
    if track.program != part.program or (track.channel == midi.DRUM_CHANNEL) != part.is_drums:
        yield f"{part.name}: program {track.program} on channel {track.channel}"
    if Counter(note.pitch for note in track.notes) != Counter(note.pitch for note in part.notes):
        yield f"{part.name}: other pitches than the score"
    found, asked = sorted(map(_row, track.notes)), sorted(map(_row, played.notes))
    if len(found) != len(asked):
        yield f"{part.name}: {len(found)} notes of {len(asked)}"
    for (pitch, velocity, on_s), wanted in zip(found, asked, strict=False):
        if (pitch, velocity) != wanted[:2] or abs(on_s - wanted[2]) > tick_s:
            yield f"{part.name}: {pitch, velocity, on_s} is not {wanted}"
    ends, wanted_ends = (sorted((n.pitch, n.off_s) for n in notes) for notes in (track.notes, played.notes))
    for (pitch, off_s), (_, wanted_s) in zip(ends, wanted_ends, strict=False):
        if abs(off_s - wanted_s) > 2 * tick_s:
            yield f"{part.name}: {pitch} ends at {off_s}, not at {wanted_s}"


def _row(note: PlayedNote) -> tuple[int, int, float]:
    return note.pitch, note.velocity, note.on_s


def _conductor_differences(performance: Performance, file: mido.MidiFile) -> Iterator[str]:
    plan = performance.score.plan
    said = [message for message in file.tracks[0] if message.is_meta]
    if [m.text for m in said if m.type == "marker"] != [section.name for section in plan.sections]:
        yield "other sections"
    if [(m.numerator, m.denominator) for m in said if m.type == "time_signature"] != [
        (plan.meter.numerator, plan.meter.denominator)
    ]:
        yield "another meter"
    if [m.key for m in said if m.type == "key_signature"] != [signature(plan.brief.tonic, plan.brief.mode)]:
        yield "another key"
    tempos = [mido.tempo2bpm(m.tempo) for m in said if m.type == "set_tempo"]
    if len(tempos) != len(plan.tempo.changes) or any(
        abs(found / bpm - 1) > 1e-5 for found, (_, bpm) in zip(tempos, plan.tempo.changes, strict=True)
    ):
        yield f"other tempos: {tempos}"


def musicxml_differences(score: Score, text: str) -> Iterator[str]:
    """Read MusicXML by music21: every part must have the score's bars, and note for note its notes."""
    found = music21.converter.parse(text, format="musicxml")
    if [part.partName for part in found.parts] != [part.name for part in score.parts]:
        yield f"parts {[part.partName for part in found.parts]}"
    for part, staff in zip(score.parts, found.parts, strict=False):
        measures = staff.getElementsByClass(music21.stream.Measure)
        if len(measures) != score.plan.bars:
            yield f"{part.name}: {len(measures)} bars of {score.plan.bars}"
        if {measure.duration.quarterLength for measure in measures} != {score.plan.meter.beats_per_bar}:
            yield f"{part.name}: bars of another length"
        if part.is_drums:
            if strokes(staff) != {(beat(note.start_beat), drum(note.pitch).place) for note in part.notes}:
                yield f"{part.name}: other strokes"
        elif heard(staff) != asked(part):
            yield f"{part.name}: other notes: {heard(staff) - asked(part)} for {asked(part) - heard(staff)}"


def heard(staff: music21.stream.Part) -> Heard:
    """(start, length, pitch) of every note, ties joined: music21 itself does not join chords across voices."""
    found: Heard = Counter()
    held: dict[tuple[Fraction, int], Fraction] = {}
    for element in staff.flatten().notes:
        if isinstance(element, music21.harmony.ChordSymbol):
            continue
        at, length = Fraction(element.offset), Fraction(element.quarterLength)
        for note in getattr(element, "notes", (element,)):
            pitch, tie = note.pitch.midi, note.tie.type if note.tie else None
            start = held.pop((at, pitch), at) if tie in ("stop", "continue") else at
            if tie in ("start", "continue"):
                held[at + length, pitch] = start
            else:
                found[start, at + length - start, pitch] += 1
    return found


def asked(part: Part) -> Heard:
    """(start, length, pitch) of every note that is written; a note that is written twice is one on paper."""
    return Counter({(beat(note.start_beat), beat(note.length_beats), note.pitch): 1 for note in part.notes})


def strokes(staff: music21.stream.Part) -> set[tuple[Fraction, str]]:
    """(start, place on the lines) of every stroke."""
    return {
        (Fraction(element.offset), note.displayStep + str(note.displayOctave))
        for element in staff.flatten().notes
        for note in getattr(element, "notes", (element,))
    }


def beat(number: float) -> Fraction:
    return Fraction(number).limit_denominator(24)
