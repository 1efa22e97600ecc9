"""Scores as MusicXML 3 (partwise), for notation programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from statistics import median
from typing import Any
from xml.etree import ElementTree

import pymusicxml as xml
from pymusicxml.score_components import TraditionalKeySignature

from backend.studio.formats.keys import fifths, mode_name, spelling
from backend.studio.formats.notation.elements import DrumClef, Kit, Rehearsal, Stroke, Sung, Tempo, drum, name_drums
from backend.studio.formats.notation.grid import TICKS, Sound, apart, hits, sounds, within
from backend.studio.formats.notation.lyrics import lyric
from backend.studio.formats.notation.symbols import Symbol
from backend.studio.formats.notation.values import Bar, Written, bar_values, voices
from backend.studio.score import Part, Plan, Score
from backend.studio.singing import VOCAL

SOFTWARE = "Mini Studio"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 3.1 '
    'Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">\n'
)
# Parts that lie lower than this on the whole, E below middle C, are read in the bass clef.
BASS_BELOW = 52
TRIPLET = (3, 2)
# Who has the chord symbols above their staff, where several could.
MELODIC_ROLES = (VOCAL, "lead", "line", "counter", "arp", "chords", "pad", "bass")

Directions = Mapping[int, Sequence[tuple[Any, float]]]


def write_score(score: Score, *, title: str, composer: str = "") -> str:
    """Write all parts of a score: notes, rests and ties on the nearest values that can be read, drums, key, meter,
    tempos, section names, and the chord symbols over the melody.
    """
    plan = score.plan
    singer = melody_part(score)
    marks, symbols = section_marks(plan), chord_symbols(plan)
    parts = []
    for number, part in enumerate(score.parts):
        over = merged(marks if number == 0 else {}, symbols if part is singer else {})
        parts.append(write_part(part, plan, over))
    return document(parts, title=title, composer=composer)


def document(parts: Sequence[Any], *, title: str, composer: str = "") -> str:
    """Put written parts together; the same parts give the same text on every day."""
    (root,) = xml.Score(parts, title=_plain(title), composer=_plain(composer) or None).render()
    root.set("version", "3.1")
    encoding = root.find("identification/encoding")
    encoding.remove(encoding.find("encoding-date"))
    encoding.find("software").text = SOFTWARE
    for part in root.iter("part"):
        name_drums(part)
    return HEAD + ElementTree.tostring(root, encoding="unicode")


def write_part(part: Part, plan: Plan, directions: Directions) -> Any:
    """Write one part; ``directions`` are what stands over its bars, each with its place in quarter notes."""
    bar = Bar.of(plan.meter)
    triplets = plan.meter.denominator <= 4
    found: list[list[Sound]] = []
    for notes in apart(part.notes, triplets=triplets):
        heard = hits(notes, triplets=triplets, pulse=bar.pulse) if part.is_drums else sounds(notes, triplets=triplets)
        found += voices(within(heard, plan.bars * bar.ticks))
    measures = _measures(part, plan, bar, found, directions)
    if part.is_drums:
        return Kit(_plain(part.name), measures, sorted({note.pitch for note in part.notes}), part.program)
    return xml.Part(_plain(part.name), measures, instrument_name=_plain(part.detail), midi_program_num=part.program + 1)


def melody_part(score: Score) -> Part | None:
    """The part that sings: the busiest of the first role that plays at all; None where only drums do."""
    playing = [part for part in score.parts if part.notes and not part.is_drums]
    rank = {role: at for at, role in enumerate(MELODIC_ROLES)}
    return min(playing, key=lambda part: (rank.get(part.role, len(rank)), -len(part.notes)), default=None)


def section_marks(plan: Plan) -> Directions:
    """Section names and tempos by bar. Of a tempo that changes bit by bit, only its beginning is seen."""
    marks: dict[int, list[tuple[Any, float]]] = defaultdict(list)
    for section in plan.sections:
        marks[section.start_bar].append((Rehearsal(_plain(section.name)), 0.0))
    starts = {section.start_bar * plan.meter.beats_per_bar for section in plan.sections}
    for beat, bpm in plan.tempo.changes:
        bar, place = divmod(beat, plan.meter.beats_per_bar)
        if bar < plan.bars:
            marks[int(bar)].append((Tempo(bpm, seen=beat in starts), place))
    return marks


def chord_symbols(plan: Plan) -> Directions:
    """The chord symbols by bar."""
    symbols: dict[int, list[tuple[Any, float]]] = defaultdict(list)
    for chord in plan.harmony:
        beat = round(chord.start_beat * TICKS) / TICKS
        bar, place = divmod(beat, plan.meter.beats_per_bar)
        symbols[int(bar)].append((Symbol(chord.symbol), place))
    return symbols


def merged(*several: Directions) -> Directions:
    """Put together what stands over the same bars, in order of its place."""
    whole: dict[int, list[tuple[Any, float]]] = defaultdict(list)
    for directions in several:
        for bar, marks in directions.items():
            whole[bar] += marks
    return {bar: sorted(marks, key=lambda mark: mark[1]) for bar, marks in whole.items()}


def _measures(part: Part, plan: Plan, bar: Bar, found: Sequence[Sequence[Sound]], directions: Directions) -> list[Any]:
    closing = {section.start_bar + section.bars - 1 for section in plan.sections}
    measures = []
    for number in range(plan.bars):
        written = [bar_values(voice, number, bar) for voice in found]
        rows = [_row(values, part, plan, bar, number) if values else None for values in written]
        rows[:1] = [rows[0] if rows and rows[0] else [xml.BarRest(plan.meter.beats_per_bar)]]
        measure = xml.Measure(
            rows if len(rows) > 1 else rows[0],
            barline="end" if number == plan.bars - 1 else "double" if number in closing else None,
            directions_with_displacements=list(directions.get(number, ())),
        )
        if number == 0:
            measure.time_signature = (plan.meter.numerator, plan.meter.denominator)
            brief = plan.brief
            measure.key = TraditionalKeySignature(fifths(brief.tonic, brief.mode), mode_name(brief.mode))
            measure.clef = _clef(part)
        measures.append(measure)
    return measures


def _clef(part: Part) -> Any:
    if part.is_drums:
        return DrumClef()
    low = part.notes and median(note.pitch for note in part.notes) < BASS_BELOW
    return xml.Clef.from_string("bass" if low else "treble")


def _row(values: Iterable[Written], part: Part, plan: Plan, bar: Bar, number: int) -> list[Any]:
    """A voice in a bar: beats that are divided by three as tuplets, short notes of a beat under one beam."""
    row: list[Any] = []

    def unit(value: Written) -> tuple[int, bool]:
        return (value.start // (TICKS if value.is_triplet else bar.pulse), value.is_triplet)

    for (_, is_triplet), group in groupby(values, key=unit):
        notes = [_note(value, part, plan, number * bar.ticks + value.start) for value in group]
        if is_triplet:
            row.append(xml.Tuplet(notes, TRIPLET))
        else:
            row += _beamed(notes)
    return row


def _beamed(notes: Sequence[Any]) -> list[Any]:
    """Join neighbours that are shorter than a quarter note."""
    row: list[Any] = []
    for is_short, group in groupby(notes, key=lambda note: note.num_beams() > 0):
        run = list(group)
        row += [xml.BeamedGroup(run)] if is_short and len(run) > 1 else run
    return row


def _note(value: Written, part: Part, plan: Plan, tick: int) -> Any:
    """A note value of a bar; ``tick`` is where it begins in the song."""
    duration = xml.Duration.from_written_length(value.written / TICKS)
    if not value.pitches:
        return xml.Rest(duration)
    ties = {(True, True): "continue", (True, False): "stop", (False, True): "start"}
    tie = ties.get((value.tied_in, value.tied_out))
    if part.is_drums:
        pitches, heads = [Stroke(key) for key in value.pitches], [drum(key).head for key in value.pitches]
    else:
        pitches, heads = [_pitch(pitch, plan) for pitch in value.pitches], [None] * len(value.pitches)
    if part.is_sung and not value.tied_in and (words := lyric(part, tick)):
        return Sung(pitches[-1], duration, ties=tie, lyric=words)
    if len(pitches) == 1:
        return xml.Note(pitches[0], duration, ties=tie, notehead=heads[0])
    return xml.Chord(pitches, duration, ties=tie, noteheads=heads)


def _pitch(pitch: int, plan: Plan) -> Any:
    letter, alter, octave = spelling(pitch, fifths(plan.brief.tonic, plan.brief.mode))
    return xml.Pitch(letter, octave, alter)


def _plain(text: str) -> str:
    """Text that XML can hold: no control characters."""
    return "".join(sign for sign in text if sign.isprintable())
