"""The bass: where a root lies, the tones round it, lines that walk, and lines that follow the bass drum."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.studio.composer import drums, grid, touch
from backend.studio.composer.players import Player
from backend.studio.composer.setting import Setting
from backend.studio.score import MOMENT, Chord, Note, Section

# From this energy on, a bass that follows the bass drum jumps to the octave off the beat.
OCTAVES_FROM = 0.7
# Steps a walking bass likes, in semitones, and what the others cost.
WALK_COST = {1: 0.0, 2: 0.0, 3: 0.4, 4: 0.5, 5: 0.8, 7: 1.2}
FAR = 2.5
# From this root on (E2) the fifth is taken below it.
HIGH_ROOT = 40


def root(chord: Chord, register: tuple[int, int]) -> int:
    """The lowest place for a chord's bass tone in a register."""
    low, high = register
    pitch = low + (chord.bass - low) % 12
    return pitch if pitch <= high else pitch - 12


def tone(sign: str, chord: Chord, following: Chord, register: tuple[int, int]) -> int:
    """The pitch of a bass sign: Root (or the Next one, given as ``chord``), Fifth, Octave, Third (a tenth where
    there is room; ``t`` is a plain third), Sixth of the scale, Approach to the next root.
    """
    low, high = register
    base = root(chord, register)
    if sign == "A":
        return approach(base, root(following, register), chord)
    if sign in "RN":
        return base
    interval = _above(sign, chord)
    if sign == "T" and base + interval + 12 <= high:
        return base + interval + 12
    pitch = base + interval
    return pitch if pitch <= high else max(pitch - 12, low)


def said(notes: Sequence[Note], harmony: Sequence[Chord], register: tuple[int, int]) -> list[Note]:
    """The same line, in which the first note of every chord that was asked for is the chord's lowest tone."""
    found = sorted(notes, key=lambda note: note.start_beat)
    starts = [note.start_beat for note in found]
    for chord in harmony:
        first = bisect_left(starts, chord.start_beat - MOMENT)
        if chord.asked and first < len(found) and starts[first] < chord.end_beat - MOMENT:
            found[first] = replace(found[first], pitch=root(chord, register))
    return found


def _above(sign: str, chord: Chord) -> int:
    """How far a bass sign lies above the bass tone of a chord."""
    if sign == "O":
        return 12
    if sign == "S":
        return 9 if (chord.bass + 9) % 12 in chord.scale else 8
    return _interval(chord, (7, 6, 8, 9) if sign == "F" else (3, 4, 5, 2))


def power(chord: Chord, register: tuple[int, int]) -> tuple[int, int, int]:
    """Root, fifth and octave, as a distorted guitar plays every chord."""
    base = root(chord, register)
    return base, base + _interval(chord, (7, 6, 8)), base + 12


def approach(current: int, target: int, chord: Chord) -> int:
    """A tone that leads by step into the next root from the side of this one; a fifth where the root stays."""
    if current == target:
        fifth = _interval(chord, (7, 6))
        return current + (fifth - 12 if current >= HIGH_ROOT else fifth)
    above = (target + 2, target + 1) if (target + 2) % 12 in chord.scale else (target + 1, target + 2)
    near = (target - 1, target - 2) if current < target else above
    return next(pitch for pitch in near if pitch != current)


def _interval(chord: Chord, wanted: Sequence[int]) -> int:
    """The first of the wanted intervals above the bass tone that belongs to the chord; the last resort is an octave."""
    return next((gap for gap in wanted if (chord.bass + gap) % 12 in chord.tones), 12)


def follow_kicks(player: Player, section: Section, setting: Setting) -> list[Note]:
    """Play roots with the bass drum, and wherever the chord changes."""
    start, stop = setting.start(section), setting.stop(section)
    changes = [max(chord.start_beat, start) for chord in setting.chords_between(start, stop)]
    onsets = sorted({*drums.kicks(section, setting), *changes})
    notes = []
    for index, beat in enumerate(onsets):
        chord = setting.chord_at(beat)
        end = onsets[index + 1] if index + 1 < len(onsets) else stop
        jumps = section.energy >= OCTAVES_FROM and beat % 1 != 0 and index % 3 == 2
        pitch = tone("O" if jumps else "R", chord, chord, player.register)
        notes.append(Note(beat, end - beat, pitch, touch.velocity(player, section), ()))
    return notes


def walk(player: Player, section: Section, setting: Setting, rng: np.random.Generator) -> list[Note]:
    """Walk in pulses: roots where chords begin, steps between them, a leading tone before each new root."""
    pulse, stop = grid.pulse_beats(setting.meter), setting.stop(section)
    beats = [setting.start(section) + index * pulse for index in range(int((stop - setting.start(section)) / pulse))]
    pitches: list[int] = []
    for beat in beats:
        chord, following = setting.chord_at(beat), setting.next_chord(beat)
        if beat - chord.start_beat < pulse or not pitches:
            pitches.append(_nearest(chord.bass, pitches[-1] if pitches else None, player.register))
        elif beat + pulse >= chord.end_beat - 1e-6 and following.bass != chord.bass:
            target = _nearest(following.bass, pitches[-1], player.register)
            pitches.append(_leading(pitches[-1], target, chord))
        else:
            pitches.append(_step(pitches, chord, player.register, rng))
    level = touch.velocity(player, section)
    return [Note(beat, pulse, pitch, level, ()) for beat, pitch in zip(beats, pitches, strict=True)]


def _nearest(pitch_class: int, previous: int | None, register: tuple[int, int]) -> int:
    low, high = register
    places = [pitch for pitch in range(low, high + 1) if pitch % 12 == pitch_class] or [low + (pitch_class - low) % 12]
    centre = (low + high) / 2
    return min(places, key=lambda pitch: abs(pitch - (centre if previous is None else previous)))


def _leading(previous: int, target: int, chord: Chord) -> int:
    """A half step into the target from the side the line comes from, or a scale step if that is where it stands."""
    near = [target - 1, target + 1, target - 2, target + 2]
    ranked = sorted(near, key=lambda pitch: (pitch == previous, abs(pitch - target) > 1, abs(pitch - previous)))
    scale = [pitch for pitch in ranked if pitch % 12 in chord.scale and pitch != previous]
    return ranked[0] if abs(ranked[0] - previous) <= 5 or not scale else scale[0]


def _step(line: Sequence[int], chord: Chord, register: tuple[int, int], rng: np.random.Generator) -> int:
    """A tone of the chord or its scale that goes on from the line without turning back on itself."""
    low, high = register
    previous = line[-1]
    turn = np.sign(previous - line[-2]) if len(line) > 1 else 0

    def cost(pitch: int) -> float:
        gap = pitch - previous
        price = WALK_COST.get(abs(gap), FAR) + (0.0 if pitch % 12 in chord.tones else 0.5)
        price += 0.4 * (turn != 0 and np.sign(gap) != turn) + 2.0 * (len(line) > 1 and pitch == line[-2])
        return price + 1.2 * float(rng.random())

    places = [p for p in range(max(low, previous - 7), min(high, previous + 7) + 1) if p != previous]
    return min((p for p in places if p % 12 in chord.scale or p % 12 in chord.tones), key=cost)
