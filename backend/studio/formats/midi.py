"""A performance as a MIDI file, and back.

Type 1, 960 ticks a quarter note: a conductor track with tempo, meter, key and section markers, then a track for each
part. Tempos are rounded to whole microseconds as MIDI wants them, and times are turned into ticks by these rounded
tempos, so that the file plays every note within half a tick of the performance.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path

import mido

from backend.studio.formats import midi_lyrics
from backend.studio.formats.atomic import replacing
from backend.studio.formats.keys import signature
from backend.studio.score import Performance, Plan, PlayedNote, PlayedPart
from backend.studio.units import TempoMap

TICKS_PER_BEAT = 960
DRUM_CHANNEL = 9
MELODIC_CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
# A bend is drawn every 10 ms: finer than the ear follows pitch, coarse enough for any receiver.
BEND_STEP_S = 0.01
BEND_CENTRE = 8192
LEAST_BEND_RANGE, MOST_BEND_RANGE = 2, 24
# What stands first at the same tick: notes end, then settings change, then notes begin.
END, SET, BEGIN = 0, 1, 2

Event = tuple[int, int, mido.Message | mido.MetaMessage]


@dataclass(frozen=True)
class Track:
    """A part as it stands in a MIDI file."""

    name: str
    channel: int
    program: int
    notes: tuple[PlayedNote, ...]


class Clock:
    """Seconds against ticks by the tempos of a MIDI file, each ((tick, microseconds a beat), ...)."""

    def __init__(self, tempos: Iterable[tuple[int, int]], ticks_per_beat: int = TICKS_PER_BEAT) -> None:
        self._ticks: list[int] = []
        self._seconds: list[float] = []
        self._per_tick: list[float] = []
        for tick, microseconds in tempos:
            self._seconds.append(self.seconds(tick) if self._ticks else 0.0)
            self._ticks.append(tick)
            self._per_tick.append(microseconds / 1e6 / ticks_per_beat)

    def seconds(self, tick: int) -> float:
        """When a tick sounds."""
        at = bisect_right(self._ticks, tick) - 1
        return self._seconds[at] + (tick - self._ticks[at]) * self._per_tick[at]

    def tick(self, seconds: float) -> int:
        """The tick nearest to a time; times before the song are its beginning."""
        at = max(0, bisect_right(self._seconds, seconds) - 1)
        return max(0, self._ticks[at] + round((seconds - self._seconds[at]) / self._per_tick[at]))


def write(performance: Performance, path: Path) -> None:
    """Write a performance as a MIDI file."""
    plan = performance.score.plan
    tempos = _tempos(plan.tempo)
    clock = Clock(tempos)
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT, charset=_charset(performance))
    file.tracks.append(_track(plan.brief.title, _conduct(plan, tempos)))
    melodic = 0
    for part in performance.parts:
        seat = 0 if part.part.is_drums else melodic
        melodic += 0 if part.part.is_drums else 1
        file.tracks.append(_track(part.part.name, _part(part, clock, seat)))
    with replacing(path) as beside:
        file.save(beside)


def read_notes(path: Path) -> list[Track]:
    """Read the tracks with notes from a MIDI file. A note that begins while its pitch sounds ends after the first."""
    file = mido.MidiFile(path)
    events = [(tick, message) for track in file.tracks for tick, message in _absolute(track)]
    tempos = {tick: message.tempo for tick, message in events if message.type == "set_tempo"}
    clock = Clock(sorted({0: 500_000, **tempos}.items()), file.ticks_per_beat)
    tracks = [_read(track, clock) for track in file.tracks]
    return [track for track in tracks if track.notes]


def _tempos(tempo: TempoMap) -> list[tuple[int, int]]:
    return [(round(beat * TICKS_PER_BEAT), mido.bpm2tempo(bpm)) for beat, bpm in tempo.changes]


def _conduct(plan: Plan, tempos: Iterable[tuple[int, int]]) -> list[Event]:
    meter = plan.meter
    events: list[Event] = [
        (0, SET, mido.MetaMessage("time_signature", numerator=meter.numerator, denominator=meter.denominator)),
        (0, SET, mido.MetaMessage("key_signature", key=signature(plan.brief.tonic, plan.brief.mode))),
    ]
    events += [(tick, SET, mido.MetaMessage("set_tempo", tempo=tempo)) for tick, tempo in tempos]
    for section in plan.sections:
        tick = round(plan.start_beat(section) * TICKS_PER_BEAT)
        events.append((tick, SET, mido.MetaMessage("marker", text=_latin(section.name))))
    return events


def _part(played: PlayedPart, clock: Clock, seat: int) -> list[Event]:
    """All of a part; more than fifteen melodic parts go to further MIDI ports."""
    channel = DRUM_CHANNEL if played.part.is_drums else MELODIC_CHANNELS[seat % len(MELODIC_CHANNELS)]
    events: list[Event] = [(0, SET, mido.MetaMessage("midi_port", port=seat // len(MELODIC_CHANNELS)))]
    if not played.part.is_drums and played.part.bank:
        events.append((0, SET, _control(channel, 0, played.part.bank)))
    events.append((0, SET, mido.Message("program_change", channel=channel, program=played.part.program)))
    for number, points in sorted(played.controls.items()):
        events += [(clock.tick(time_s), SET, _control(channel, number, value)) for time_s, value in points]
    events += _bends(played, clock, channel)
    if played.part.is_sung:
        events += _lyrics(played, clock)
    for note in played.notes:
        begin = clock.tick(note.on_s)
        sound = {"channel": channel, "note": note.pitch}
        events.append((begin, BEGIN, mido.Message("note_on", velocity=note.velocity, **sound)))
        events.append((max(begin + 1, clock.tick(note.off_s)), END, mido.Message("note_off", velocity=0, **sound)))
    return events


def _lyrics(played: PlayedPart, clock: Clock) -> Iterable[Event]:
    """The words of a part that is sung, syllable by syllable."""
    for written, note in zip(played.part.line, played.notes, strict=False):
        if text := midi_lyrics.text_of(written):
            yield clock.tick(note.on_s), SET, mido.MetaMessage("lyrics", text=text)


def _charset(performance: Performance) -> str:
    """Latin-1, as MIDI has it, unless there are words that it cannot hold."""
    words = "".join(midi_lyrics.text_of(note) for played in performance.sung for note in played.part.notes)
    try:
        words.encode("latin-1")
    except UnicodeEncodeError:
        return "utf-8"
    return "latin1"


def _bends(played: PlayedPart, clock: Clock, channel: int) -> list[Event]:
    """The bend range as registered parameter 0, then the curve in small steps."""
    if not played.bend:
        return []
    widest = max(abs(cents) for _, cents in played.bend) / 100
    semitones = min(MOST_BEND_RANGE, max(LEAST_BEND_RANGE, ceil(widest)))
    setting = ((101, 0), (100, 0), (6, semitones), (38, 0), (101, 127), (100, 127))
    events: list[Event] = [(0, SET, _control(channel, number, value)) for number, value in setting]
    last = None
    for time_s, cents in _steps(played.bend):
        amount = round(max(-1.0, min(1.0, cents / 100 / semitones)) * (BEND_CENTRE - 1))
        if amount != last:
            events.append((clock.tick(time_s), SET, mido.Message("pitchwheel", channel=channel, pitch=amount)))
        last = amount
    return events


def _steps(bend: tuple[tuple[float, float], ...]) -> Iterable[tuple[float, float]]:
    for (start_s, start), (end_s, end) in pairwise(bend):
        steps = max(1, ceil((end_s - start_s) / BEND_STEP_S)) if start != end else 1
        for step in range(steps):
            yield start_s + (end_s - start_s) * step / steps, start + (end - start) * step / steps
    yield bend[-1]


def _control(channel: int, number: int, value: int) -> mido.Message:
    return mido.Message("control_change", channel=channel, control=number, value=value)


def _track(name: str, events: Iterable[Event]) -> mido.MidiTrack:
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=_latin(name), time=0)])
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        message.time, now = tick - now, tick
        track.append(message)
    track.append(mido.MetaMessage("end_of_track", time=0))
    return track


def _latin(text: str) -> str:
    """MIDI texts are Latin-1; what it lacks becomes a question mark."""
    return text.encode("latin-1", "replace").decode("latin-1")


def _absolute(track: mido.MidiTrack) -> Iterable[tuple[int, mido.Message]]:
    tick = 0
    for message in track:
        tick += message.time
        yield tick, message


def _read(track: mido.MidiTrack, clock: Clock) -> Track:
    sounding: dict[int, deque[tuple[int, int]]] = defaultdict(deque)
    notes: list[PlayedNote] = []
    channel = program = 0
    for tick, message in _absolute(track):
        if message.type == "program_change":
            channel, program = message.channel, message.program
        elif message.type == "note_on" and message.velocity:
            sounding[message.note].append((tick, message.velocity))
        elif message.type in ("note_off", "note_on") and sounding[message.note]:
            begin, velocity = sounding[message.note].popleft()
            notes.append(PlayedNote(clock.seconds(begin), clock.seconds(tick), message.note, velocity))
    notes.sort(key=lambda note: (note.on_s, note.pitch))
    return Track(track.name, channel, program, tuple(notes))
