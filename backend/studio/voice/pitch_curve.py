"""The pitch of singing over time: stairs of notes, made human.

Stairs + glides + scoops + vibrato + drift + bends, each in cents (docs/singing.md, "Pitch").
A curve can be asked at any times, however dense: nothing in it depends on a grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase, SungNote
from backend.studio.voice.spelling import PAUSE_S

Times = NDArray[np.float64]

# A glide takes at most this share of the note that it leaves, and lies this far before the beat.
GLIDE_SHARE, GLIDE_BEFORE = 0.35, 0.75
# A scoop rises from SCOOP_FROM_S before the beat and has arrived SCOOP_TO_S after it.
SCOOP_FROM_S, SCOOP_TO_S = 0.10, 0.02
# Vibrato comes and goes within these, and no two notes swing at quite the same rate.
FADE_IN_S, FADE_OUT_S, RATE_SPREAD = 0.25, 0.10, 0.03
# Slow unsteadiness below 6 Hz, as a sum of so many swings.
DRIFT_HZ, SWINGS = (0.7, 6.0), 6


@dataclass(frozen=True)
class PitchCurve:
    """The pitch of a phrase, and the glides, swings and drift that were drawn for it."""

    phrase: Phrase
    manner: Manner

    def hz(self, times: Times) -> Times:
        """The frequency at some times [s], for phrases sung at concert pitch."""
        found: Times = 440.0 * 2.0 ** ((self.semitones(times) - 69.0) / 12.0)
        return found

    def semitones(self, times: Times) -> Times:
        """The MIDI pitch at some times [s], with fractions."""
        rng = np.random.default_rng((self.phrase.seed, 1))
        curve = _stairs(self.phrase.notes, times)
        for note, follower in pairwise(self.phrase.notes):
            if follower.on_s - note.off_s < PAUSE_S:
                self._glide(curve, times, note, follower)
        for note, free_s in self._beginnings():
            _scoop(curve, times, note, free_s, _given(note.touch.scoop_cents, self.manner.scoop_cents))
        for note in self.phrase.notes:
            curve += self._swing(times, note, rng.standard_normal()) / 100
            curve += _bend(times, note) / 100
        return curve + self.manner.drift_cents / 100 * _drift(times, rng)

    def _beginnings(self) -> list[tuple[SungNote, float]]:
        """The notes that no other leads to, and those that are to be scooped; each with when its way may begin."""
        notes = self.phrase.notes
        found = [(notes[0], notes[0].on_s - 2 * SCOOP_FROM_S)]
        for before, note in pairwise(notes):
            if note.on_s - before.off_s >= PAUSE_S:
                found.append((note, max(note.on_s - 2 * SCOOP_FROM_S, before.off_s)))
            elif note.touch.scoop_cents is not None:
                found.append((note, note.on_s - SCOOP_FROM_S))
        return found

    def _glide(self, curve: Times, times: Times, note: SungNote, follower: SungNote) -> None:
        wanted = _given(follower.touch.glide_s, self.manner.glide_s)
        length = min(wanted, GLIDE_SHARE * (follower.on_s - note.on_s))
        start = follower.on_s - GLIDE_BEFORE * length
        inside = (times >= start) & (times < start + length)
        rise = 0.5 - 0.5 * np.cos(np.pi * (times[inside] - start) / max(length, 1e-6))
        curve[inside] = note.pitch + (follower.pitch - note.pitch) * rise

    def _swing(self, times: Times, note: SungNote, luck: float) -> Times:
        """The vibrato of a note, in cents."""
        touch, manner = note.touch, self.manner
        is_long = note.off_s - note.on_s >= manner.vibrato_from_s or touch.vibrato_cents is not None
        depth = _given(touch.vibrato_cents, manner.vibrato_cents) if is_long else 0.0
        start = note.on_s + _given(touch.vibrato_after_s, manner.vibrato_after_s)
        fade = np.clip((times - start) / FADE_IN_S, 0, 1) * np.clip((note.off_s - times) / FADE_OUT_S, 0, 1)
        rate = _given(touch.vibrato_hz, manner.vibrato_hz) * (1 + RATE_SPREAD * float(np.clip(luck, -2, 2)))
        found: Times = depth * fade * np.sin(2 * np.pi * rate * (times - start))
        return found


def _stairs(notes: tuple[SungNote, ...], times: Times) -> Times:
    """Each note's pitch from its beginning to that of the next."""
    starts = np.array([note.on_s for note in notes])
    pitches = np.array([float(note.pitch) for note in notes])
    return pitches[np.maximum(np.searchsorted(starts, times, side="right") - 1, 0)]


def _scoop(curve: Times, times: Times, note: SungNote, free_s: float, cents: float) -> None:
    inside = (times >= free_s) & (times < note.on_s + SCOOP_TO_S)
    way = np.clip((times[inside] - note.on_s + SCOOP_FROM_S) / (SCOOP_FROM_S + SCOOP_TO_S), 0, 1)
    curve[inside] = note.pitch - cents / 100 * (0.5 + 0.5 * np.cos(np.pi * way))


def _bend(times: Times, note: SungNote) -> Times | float:
    """What the user drew on a note, in cents."""
    if not note.touch.bend:
        return 0.0
    at, cents = zip(*note.touch.bend, strict=True)
    inside = (times >= note.on_s) & (times < note.off_s)
    found: Times = np.where(inside, np.interp(times - note.on_s, at, cents), 0.0)
    return found


def _drift(times: Times, rng: np.random.Generator) -> Times:
    """Slow unsteadiness with a standard deviation of 1."""
    rates, phases = rng.uniform(*DRIFT_HZ, SWINGS), rng.uniform(0, 2 * np.pi, SWINGS)
    waves = np.sin(2 * np.pi * rates[:, None] * times[None] + phases[:, None])
    found: Times = waves.sum(axis=0) * np.sqrt(2 / SWINGS)
    return found


def _given(wish: float | None, usual: float) -> float:
    return usual if wish is None else wish
