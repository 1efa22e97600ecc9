"""How notes are to be sung, as curves over time, and what models make of them.

The ways from a touch to a model's input are those of OpenUtau's sliders, at their ends where a touch is at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backend.studio.singing import Touch
from backend.studio.voice.diffsinger.frames import Times
from backend.studio.voice.levels import MIDDLE
from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase, SungNote

# From the way of one note to that of the next; a colour takes longer, or it would sound like two singers.
FADE_S, COLOUR_FADE_S = 0.06, 0.12
# Full air is OpenUtau's breathiness of 100; full tension its tension of 100.
AIR_DB, TENSION = 12.0, 5.0
# What air takes away where a model knows no breathiness.
AIR_FOR_TENSION, AIR_FOR_VOICING_DB = 5.0, 6.0
# What models were trained with.
LIMITS: Mapping[str, tuple[float, float]] = {
    "energy": (-96.0, -12.0),
    "breathiness": (-96.0, -20.0),
    "voicing": (-96.0, -12.0),
    "tension": (-10.0, 10.0),
}


@dataclass(frozen=True)
class Wishes:
    """What the notes of a phrase ask for, at any times."""

    phrase: Phrase
    manner: Manner

    def formant(self, times: Times) -> Times:
        """How far formants are moved [semitones]."""
        return self._over(times, lambda note: 12 * float(np.log2(note.touch.formant or 1.0)))

    def air(self, times: Times) -> Times:
        """Air in the voice, 0..1."""
        return self._over(times, lambda note: _given(note.touch.breath, self.manner.breath))

    def tension(self, times: Times) -> Times:
        """Tension of the voice, -1..1."""
        return self._over(times, lambda note: _given(note.touch.tension, 0.0))

    def diction(self, times: Times) -> Times:
        """How fast consonants are spoken, 1 as they were trained."""
        return self._over(times, lambda note: _given(note.touch.diction, 1.0) / self.manner.consonants)

    def freedom(self, times: Times) -> Times:
        """How freely a model may form the pitch, 0..1."""
        return np.clip(self._over(times, lambda note: _given(note.touch.freedom, 1.0)), 0, 1)

    def level_db(self, times: Times) -> Times:
        """How loud notes are against each other [dB], with the swell of the phrase."""
        own = self._over(times, self._strength)
        way = np.clip((times - self.phrase.on_s) / max(self.phrase.off_s - self.phrase.on_s, 1e-6), 0, 1)
        found: Times = own + self.manner.arc_db * np.sin(np.pi * way)
        return found

    def bend(self, times: Times) -> Times:
        """What was drawn on top of the pitch of notes [semitones]."""
        found = np.zeros(len(times))
        for note in self.phrase.notes:
            if note.touch.bend:
                at, cents = zip(*note.touch.bend, strict=True)
                inside = (times >= note.on_s) & (times < note.off_s)
                found[inside] = np.interp(times[inside] - note.on_s, at, cents) / 100
        return found

    def is_ruled(self, times: Times) -> NDArray[np.bool_]:
        """Where somebody said how the pitch goes, so that no model decides about it."""
        found = np.zeros(len(times), bool)
        for note in self.phrase.notes:
            if _forms_pitch(note.touch):
                found |= (times >= note.on_s) & (times < note.off_s)
        return found

    def colours(self, times: Times) -> dict[str, Times]:
        """How much of each colour other than the voice's own is in it, 0..1."""
        names = sorted({name for note in self.phrase.notes for name, _ in note.touch.colour})
        return {name: self._share(name, times) for name in names}

    def _share(self, name: str, times: Times) -> Times:
        shares = self._over(times, lambda note: dict(note.touch.colour).get(name, 0.0), COLOUR_FADE_S)
        return np.clip(shares, 0, 1)

    def _strength(self, note: SungNote) -> float:
        return (note.velocity - MIDDLE) / 127 * self.manner.accent_db + note.touch.level_db

    def _over(self, times: Times, value: Callable[[SungNote], float], fade_s: float = FADE_S) -> Times:
        """A value of each note as a curve that goes over from one to the next around the beat."""
        notes = self.phrase.notes
        values = [value(note) for note in notes]
        at = [edge for note in notes[1:] for edge in (note.on_s - fade_s / 2, note.on_s + fade_s / 2)]
        steps = [step for pair in pairwise(values) for step in pair]
        if not at:
            return np.full(len(times), values[0])
        found: Times = np.interp(times, np.maximum.accumulate(at), steps)
        return found


def changes(wishes: Wishes, times: Times, known: Sequence[str]) -> dict[str, Times]:
    """What notes add to predicted variances; ``known`` are those that the acoustic model takes.

    Where it knows no breathiness, air takes tension and voice away instead.
    """
    air = wishes.air(times)
    instead = 0.0 if "breathiness" in known else air
    return {
        "energy": wishes.level_db(times),
        "breathiness": AIR_DB * air,
        "voicing": -AIR_FOR_VOICING_DB * instead + 0.0 * times,
        "tension": TENSION * wishes.tension(times) - AIR_FOR_TENSION * instead,
    }


def gender(semitones: Times, shift: tuple[float, float]) -> Times:
    """Moved formants as a model takes them: -1..1 of what it was trained for."""
    down, up = shift
    scaled = np.where(semitones < 0, semitones / (-down or np.inf), semitones / (up or np.inf))
    return np.clip(scaled, -1, 1)


def _forms_pitch(touch: Touch) -> bool:
    wishes = (touch.vibrato_cents, touch.vibrato_hz, touch.vibrato_after_s, touch.glide_s, touch.scoop_cents)
    return any(wish is not None for wish in wishes)


def _given(wish: float | None, usual: float) -> float:
    return usual if wish is None else wish
