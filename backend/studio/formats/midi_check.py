"""A look at a MIDI file that somebody brought, before anything else reads it.

The file is walked event by event with nothing built from it, so that a hostile one costs no more than a glance. What is
checked is the Standard MIDI File 1.0 structure and the limits below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.studio.errors import BadMidi
from backend.studio.units import FASTEST_BPM, SLOWEST_BPM

META, SYSEX, ESCAPE = 0xFF, 0xF0, 0xF7
SET_TEMPO, TEMPO_BYTES = 0x51, 3
DEFAULT_TEMPO = 500_000
# Data bytes by the upper half of the status byte; programs and channel pressure have one.
DATA_BYTES = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
NOTE_ON = 0x90
LONGEST_NUMBER = 4


@dataclass(frozen=True)
class Limits:
    """What is accepted: well above any song, well below what would keep a reader busy."""

    max_bytes: int = 5_000_000
    max_events: int = 200_000
    max_tracks: int = 64
    max_seconds: float = 1800.0
    min_bpm: float = SLOWEST_BPM
    max_bpm: float = FASTEST_BPM


@dataclass(frozen=True)
class Checked:
    """What a MIDI file holds."""

    tracks: int
    events: int
    notes: int
    duration_s: float
    ticks_per_beat: int


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a track: a channel message by its status and data bytes, or a meta event by its kind and content."""

    tick: int
    status: int
    data: bytes
    kind: int = -1

    @property
    def is_note(self) -> bool:
        return self.status & 0xF0 == NOTE_ON and self.data[1] > 0

    @property
    def tempo(self) -> int | None:
        """Microseconds a quarter note, where the event sets them."""
        return int.from_bytes(self.data) if self.kind == SET_TEMPO and len(self.data) == TEMPO_BYTES else None


def check(path: Path, limits: Limits = Limits()) -> Checked:
    """Walk through a MIDI file.

    Raises
    ------
    BadMidi
        if it is none, is cut off or broken, or is outside the limits
    """
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise BadMidi(f"The file has {size / 1e6:.1f} MB; up to {limits.max_bytes / 1e6:g} MB are allowed.")
    content = path.read_bytes()
    ticks_per_beat, tracks = chunks(content)
    if not 1 <= len(tracks) <= limits.max_tracks:
        raise BadMidi(f"The file has {len(tracks)} tracks; 1 to {limits.max_tracks} are allowed.")
    events = notes = last_tick = 0
    tempos: dict[int, int] = {0: DEFAULT_TEMPO}
    for chunk in tracks:
        for event in events_of(chunk):
            events += 1
            if events > limits.max_events:
                raise BadMidi(f"The file has more than {limits.max_events} events, which is the most that is allowed.")
            notes += event.is_note
            last_tick = max(last_tick, event.tick)
            if event.tempo is not None:
                tempos[event.tick] = _allowed_tempo(event.tempo, limits)
    seconds = _seconds(tempos, last_tick, ticks_per_beat)
    if seconds > limits.max_seconds:
        raise BadMidi(f"The file plays for {seconds:.0f} s; up to {limits.max_seconds:g} s are allowed.")
    if not notes:
        raise BadMidi("The file has 0 notes; there must be some.")
    return Checked(len(tracks), events, notes, seconds, ticks_per_beat)


def chunks(content: bytes) -> tuple[int, list[bytes]]:
    """The ticks a beat from the header, and the track chunks; chunks of other kinds are passed over."""
    if content[:4] != b"MThd" or len(content) < 14:
        raise BadMidi(f"The file begins with {content[:4]!r}; a MIDI file begins with b'MThd'.")
    at = 8 + int.from_bytes(content[4:8])
    division = int.from_bytes(content[12:14])
    if not 0 < division < 0x8000:
        raise BadMidi(f"The file counts time by {division:#06x}; 1 to 32767 ticks a quarter note are allowed.")
    tracks = []
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8])
        if at + 8 + length > len(content):
            raise BadMidi(f"The chunk {kind!r} says {length} bytes; {len(content) - at - 8} are left in the file.")
        if kind == b"MTrk":
            tracks.append(content[at + 8 : at + 8 + length])
        at += 8 + length
    return division, tracks


def events_of(chunk: bytes) -> Iterator[Event]:
    """The events of a track, one after the other."""
    at = tick = status = 0
    while at < len(chunk):
        delta, at = _number(chunk, at)
        tick += delta
        first = _byte(chunk, at)
        if first in (META, SYSEX, ESCAPE):
            kind = _byte(chunk, at + 1) if first == META else -1
            length, start = _number(chunk, at + (2 if first == META else 1))
            at = start + length
            if at > len(chunk):
                raise BadMidi(f"An event says {length} bytes; {len(chunk) - start} are left in its track.")
            yield Event(tick, first, chunk[start:at], kind)
            continue
        if first >= 0x80:
            status, at = first, at + 1
        count = DATA_BYTES.get(status & 0xF0)
        if count is None:
            raise BadMidi(
                f"A track has the status byte {status or first:#04x}; 0x80 to 0xef, 0xf0, 0xf7, 0xff are allowed."
            )
        data = bytes(_byte(chunk, at + index) for index in range(count))
        if max(data) >= 0x80:
            raise BadMidi(f"A track has the data byte {max(data):#04x}; 0x00 to 0x7f are allowed.")
        at += count
        yield Event(tick, status, data)


def _number(chunk: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and the place behind it."""
    value = 0
    for length in range(LONGEST_NUMBER):
        byte = _byte(chunk, at + length)
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    raise BadMidi(f"A track has a number of more than {LONGEST_NUMBER} bytes, which is the most that is allowed.")


def _byte(chunk: bytes, at: int) -> int:
    if at >= len(chunk):
        raise BadMidi(f"A track ends inside an event, at byte {at} of {len(chunk)}; it must end after one.")
    return chunk[at]


def _allowed_tempo(tempo: int, limits: Limits) -> int:
    bpm = 60e6 / max(tempo, 1)
    if not limits.min_bpm <= bpm <= limits.max_bpm:
        raise BadMidi(f"The file has a tempo of {bpm:g} bpm; {limits.min_bpm:g} to {limits.max_bpm:g} are allowed.")
    return tempo


def _seconds(tempos: dict[int, int], last_tick: int, ticks_per_beat: int) -> float:
    starts = sorted(tempos)
    ends = [*starts[1:], max(last_tick, starts[-1])]
    return sum((end - start) * tempos[start] for start, end in zip(starts, ends, strict=True)) / 1e6 / ticks_per_beat
