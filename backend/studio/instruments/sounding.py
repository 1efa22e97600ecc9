"""Notes made into sounding voices: the pedal, repeated keys and chokes are settled here, on the score.

The whole part is known, so nothing of this needs to happen while it sounds.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.studio.instruments.instrument import Playable
from backend.studio.instruments.tables import RANGE_DB
from backend.studio.instruments.voices import Voice
from backend.studio.score import PlayedNote, PlayedPart

SHORTEST_NOTE_S = 0.01  # as in FluidSynth: a shorter one would be a click
SILENCE_DB = 90.0  # below full scale a voice is cut off: under the last bit of 16
CHOKE_S = 0.25  # a closing hi-hat takes the open one down by 96 dB in this time: 38 dB in the tenth a foot takes
NEVER = 1e15  # frames
PEDAL, PEDAL_DOWN = 64, 64  # MIDI 1.0: controller 64 is the pedal, up at 0..63 and down at 64..127
SOSTENUTO = 66  # the middle pedal: it holds only the notes whose keys are down when it goes down
# Controllers that act while a note sounds: `pitch` reads 1, `expression` 7 and 11, this file 64 and 66.
CONTINUOUS = {1, 7, 11, PEDAL, SOSTENUTO}


@dataclass(slots=True)
class Sounding:
    """One voice of one note, lasting ``frames``; ``release`` and ``choke`` are frames after its start.

    ``section`` is the section of the song that the note belongs to.
    """

    voice: Voice
    start: int
    release: float
    choke: float = NEVER
    frames: int = 0
    section: int = 0

    def length(self, sample_rate: int) -> int:
        """Frames until the voice has fallen below ``SILENCE_DB``, if its sample lasts that long."""
        delay, attack, hold, decay, sustain = self.voice.envelope
        room = SILENCE_DB + 20 * math.log10(max(self.voice.loudest_gain, 1e-9))
        rise = delay + attack + hold
        fallen = min(sustain, max(0.0, self.release - rise) * decay)
        end = rise + room / decay if fallen >= room else self.release + (room - fallen) / self.voice.fall
        return max(0, math.ceil(min(end, self.choke + room / choke_fall(sample_rate))))


def sounding_voices(part: PlayedPart, instrument: Playable, sample_rate: int) -> list[Sounding]:
    """List every voice of every note, in the order of their starts, exclusive classes choked."""
    found: list[Sounding] = []
    choking: dict[int, list[Sounding]] = {}
    for note, off_s in held(part):
        start = max(0, round(note.on_s * sample_rate))
        release = max(off_s - note.on_s, SHORTEST_NOTE_S) * sample_rate
        voices = instrument.voices(note.pitch, note.velocity, _controls_at(part, note.on_s))
        for number in {voice.exclusive_class for voice in voices} - {0}:
            earlier = choking.pop(number, [])
            for one in earlier:
                one.choke = min(one.choke, start - one.start) if start > one.start else one.choke
            choking[number] = [one for one in earlier if one.start == start]
        for voice in voices:
            found.append(Sounding(voice, start, release, section=note.section))
            if voice.exclusive_class:
                choking[voice.exclusive_class].append(found[-1])
    return found


def choke_fall(sample_rate: int) -> float:
    """How fast a choked voice falls, in dB a frame."""
    return RANGE_DB / (CHOKE_S * sample_rate)


def held(part: PlayedPart) -> Iterator[tuple[PlayedNote, float]]:
    """Each note in order, and when it is let go: by pedals and key, and at the latest when its key is struck again."""
    notes = sorted(part.notes, key=lambda note: (note.on_s, note.pitch, note.velocity, note.off_s))
    struck: dict[int, float] = {}
    ends = []
    for note in reversed(notes):
        again = struck.get(note.pitch, math.inf)
        ends.append(min(max(_pedal_up(part, note.off_s), _sostenuto_up(part, note)), again))
        struck[note.pitch] = note.on_s
    return zip(notes, reversed(ends), strict=True)


def _pedal_up(part: PlayedPart, time_s: float) -> float:
    """When the pedal lets a note go whose key came up at ``time_s``."""
    moves = part.controls.get(PEDAL, ())
    at = bisect_right(moves, (time_s, 127)) - 1
    if at < 0 or moves[at][1] < PEDAL_DOWN:
        return time_s
    return _next_up(moves, time_s)


def _sostenuto_up(part: PlayedPart, note: PlayedNote) -> float:
    """When the middle pedal lets a note go; it caught it if it went down while the key was down."""
    end_s, was_down = note.off_s, False
    moves = part.controls.get(SOSTENUTO, ())
    for when, value in moves:
        is_down = value >= PEDAL_DOWN
        if is_down and not was_down and note.on_s <= when < note.off_s:
            end_s = max(end_s, _next_up(moves, when))
        was_down = is_down
    return end_s


def _next_up(moves: Sequence[tuple[float, int]], time_s: float) -> float:
    """When a pedal comes up that is down at a time."""
    return next((when for when, value in moves if when > time_s and value < PEDAL_DOWN), NEVER)


def _controls_at(part: PlayedPart, time_s: float) -> dict[int, int]:
    """How the controllers that are read once stand at a time."""
    standing = {}
    for number, moves in part.controls.items():
        at = bisect_right(moves, (time_s, 127)) - 1
        if number not in CONTINUOUS and at >= 0:
            standing[number] = moves[at][1]
    return standing
