"""MIDI files as material: what somebody wrote, note for note, in beats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from backend.studio.constraints import GivenNote
from backend.studio.errors import BadMidi
from backend.studio.formats import midi_check, midi_lyrics
from backend.studio.formats.midi_check import DEFAULT_TEMPO, NOTE_ON, Event, Limits
from backend.studio.material import Material, Track

NOTE_OFF, PROGRAM, DRUM_CHANNEL = 0x80, 0xC0, 9
NAME, MARKER, CUE, METER, KEY = 0x03, 0x06, 0x07, 0x58, 0x59
MAX_MARKS, MAX_NAME = 64, 40
MAJOR_OF_SIGNS = 7
COMMON = (4, 4)
USUAL = Limits()


@dataclass
class _Voice:
    """A channel of a track while it is read."""

    name: str = ""
    program: int = 0
    sounding: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def strike(self, tick: int, pitch: int, velocity: int) -> None:
        self.sounding[pitch].append((tick, velocity))

    def release(self, tick: int, pitch: int) -> None:
        if self.sounding[pitch]:
            begin, velocity = self.sounding[pitch].pop(0)
            self._keep(begin, max(1, tick - begin), pitch, velocity)

    def finish(self, tick: int) -> None:
        """End what nobody ended."""
        for pitch, held in self.sounding.items():
            for begin, velocity in held:
                self._keep(begin, max(1, tick - begin), pitch, velocity)

    def _keep(self, begin: int, length: int, pitch: int, velocity: int) -> None:
        """Of two notes on one key at once the longer one stays."""
        known = self.notes.get((begin, pitch))
        if known is None or known[0] < length:
            self.notes[begin, pitch] = (length, velocity)


def read(path: Path, limits: Limits = USUAL) -> Material:
    """Read a MIDI file.

    Raises
    ------
    BadMidi
        if it is none, is cut off or broken, or is outside the limits
    """
    midi_check.check(path, limits)
    ticks_per_beat, chunks = midi_check.chunks(path.read_bytes())
    voices: dict[tuple[int, int], _Voice] = {}
    metas: list[Event] = []
    words: dict[int, list[midi_lyrics.Raw]] = {}
    last_tick = 0
    for number, chunk in enumerate(chunks):
        said, tick = _track(number, chunk, voices)
        metas += said
        words[number] = _words(said, ticks_per_beat)
        last_tick = max(last_tick, tick)
    found = [
        _voice_track(voice, channel, ticks_per_beat, words.pop(number, []) if channel != DRUM_CHANNEL else [])
        for (number, channel), voice in voices.items()
        if voice.notes
    ]
    tracks = tuple(midi_lyrics.given_to(found, sorted(event for own in words.values() for event in own)))
    if not tracks:
        raise BadMidi("The file has 0 notes that end; there must be some.")
    metas.sort(key=lambda event: event.tick)
    end = max(track.end_beat for track in tracks)
    return Material(
        tracks=tracks,
        tempo=_tempo(metas, ticks_per_beat),
        meter=_meter(metas, round(end * ticks_per_beat)),
        end_beat=end,
        key=_key(metas),
        marks=tuple(_marks(metas, ticks_per_beat)),
        has_tempo=any(event.tempo is not None for event in metas),
    )


def _track(number: int, chunk: bytes, voices: dict[tuple[int, int], _Voice]) -> tuple[list[Event], int]:
    """Read a track into its channels; the answer is its meta events and its last tick."""
    metas: list[Event] = []
    name, tick = "", 0
    for event in midi_check.events_of(chunk):
        tick = event.tick
        if event.kind >= 0:
            metas.append(event)
            name = name or (_text(event.data) if event.kind == NAME else "")
            continue
        voice = voices.setdefault((number, event.status & 0x0F), _Voice())
        what = event.status & 0xF0
        if event.is_note:
            voice.strike(tick, event.data[0], event.data[1])
        elif what in (NOTE_ON, NOTE_OFF):
            voice.release(tick, event.data[0])
        elif what == PROGRAM and not voice.notes:
            voice.program = event.data[0]
    for (at, _), voice in voices.items():
        if at == number:
            voice.name = name
            voice.finish(tick)
    return metas, tick


def _words(said: Iterable[Event], ticks_per_beat: int) -> list[midi_lyrics.Raw]:
    """The lyric events of a track."""
    return [
        (event.tick / ticks_per_beat, midi_lyrics.decoded(event.data))
        for event in said
        if event.kind == midi_lyrics.LYRIC
    ]


def _voice_track(voice: _Voice, channel: int, ticks_per_beat: int, words: list[midi_lyrics.Raw]) -> Track:
    notes: list[GivenNote] = [
        (begin / ticks_per_beat, length / ticks_per_beat, pitch, velocity)
        for (begin, pitch), (length, velocity) in sorted(voice.notes.items())
    ]
    lyrics = tuple(midi_lyrics.syllables(words))
    return Track(voice.name, channel == DRUM_CHANNEL, voice.program, tuple(notes), lyrics)


def _tempo(metas: Iterable[Event], ticks_per_beat: int) -> tuple[tuple[float, float], ...]:
    tempos = {0: DEFAULT_TEMPO} | {event.tick: event.tempo for event in metas if event.tempo}
    found: list[tuple[float, float]] = []
    for tick, tempo in sorted(tempos.items()):
        bpm = round(60e6 / tempo, 6)
        if not found or found[-1][1] != bpm:
            found.append((tick / ticks_per_beat, bpm))
    return tuple(found)


def _meter(metas: Iterable[Event], end_tick: int) -> tuple[int, int]:
    """The meter that holds longest."""
    changes = [(event.tick, (event.data[0], 2 ** event.data[1])) for event in metas if _is_meter(event)]
    if not changes:
        return COMMON
    lasting: dict[tuple[int, int], int] = defaultdict(int)
    changes[0] = (0, changes[0][1])
    for (start, meter), (stop, _) in pairwise([*changes, (max(end_tick, changes[-1][0]) + 1, COMMON)]):
        lasting[meter] += stop - start
    return max(lasting, key=lambda meter: lasting[meter])


def _is_meter(event: Event) -> bool:
    return event.kind == METER and len(event.data) >= 2 and event.data[0] > 0 and event.data[1] <= 5


def _key(metas: Iterable[Event]) -> tuple[int, str] | None:
    """The first key signature; a file that says C major often only says nothing."""
    for event in metas:
        if event.kind == KEY and len(event.data) == 2 and event.data[1] in (0, 1):
            signs = event.data[0] - 256 if event.data[0] > 127 else event.data[0]
            if abs(signs) > MAJOR_OF_SIGNS or (signs, event.data[1]) == (0, 0):
                return None
            major = signs * 7 % 12
            return ((major + 9) % 12, "minor") if event.data[1] else (major, "major")
    return None


def _marks(metas: Iterable[Event], ticks_per_beat: int) -> list[tuple[float, str]]:
    found: dict[float, str] = {}
    for event in metas:
        text = _text(event.data) if event.kind in (MARKER, CUE) else ""
        if text and len(found) < MAX_MARKS:
            found.setdefault(event.tick / ticks_per_beat, text)
    return sorted(found.items())


def _text(data: bytes) -> str:
    """A text of a file on one line, without what does not print."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[:200]).split())[:MAX_NAME]
