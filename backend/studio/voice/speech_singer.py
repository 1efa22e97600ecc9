"""Somebody who sings with a speech network: spell, read, time, tune, strengthen, sound, finish."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.studio.errors import Cancelled
from backend.studio.voice import colours, energy, finish, manners, shares, spelling, timing
from backend.studio.voice.delivery import Delivery
from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase, Sung
from backend.studio.voice.pitch_curve import PitchCurve
from backend.studio.voice.singer import IsCancelled, Voice
from backend.studio.voice.speech import Direction, Reading, SpeechNetwork
from backend.studio.voice.spelling import Sound
from backend.studio.voice.voicing import voiced

# Raised when the same phrase sounds otherwise than before.
CHAIN = "1"
# Silence around a phrase, in which the first consonant may build up and the last sound die away.
EDGE_S = 0.15


@dataclass(frozen=True)
class SpeechSinger:
    """A voice and its network; ``late_s`` is how late sounds must be told to be heard in time."""

    voice: Voice
    network: SpeechNetwork
    late_s: float = 0.0
    formant: float = 1.0

    @property
    def version(self) -> str:
        """The chain, the network and the corrections."""
        return f"{self.network.version} chain {CHAIN} late {self.late_s:g} formant {self.formant:g}"

    def sing(self, phrase: Phrase, cancelled: IsCancelled) -> Sung:
        """Sing a phrase.

        Raises
        ------
        CannotSing
            if a sound is not in the voice's alphabet
        Cancelled
            if ``cancelled()`` was true before the sound was made
        """
        manner = manners.named(phrase.manner)
        sounds = spelling.spell(phrase)
        tokens, counts = spelling.read(sounds, self.network.alphabet, label=self.voice.label)
        reading = self.network.read(tokens)
        delivery = self._deliver(phrase, manner, sounds, np.cumsum([0, *counts]), reading)
        if cancelled():
            raise Cancelled("The singing was called off.")
        weights = shares.shares(delivery, counts, self.late_s)
        told = self._direct(delivery, reading)
        sound = self.network.sound(reading, weights, told, np.random.default_rng((phrase.seed, 2)))
        return finish.finish(sound, delivery)

    def _deliver(
        self, phrase: Phrase, manner: Manner, sounds: tuple[Sound, ...], firsts: NDArray[np.int64], reading: Reading
    ) -> Delivery:
        marks = np.maximum(reading.marks[firsts] - self.late_s, 0)
        spoken = tuple(zip(marks[:-1].tolist(), marks[1:].tolist(), strict=True))
        lengths = [(off - on) * manner.consonants for on, off in spoken]
        return Delivery(phrase, manner, timing.place(phrase, sounds, lengths, edge_s=EDGE_S), spoken)

    def _direct(self, delivery: Delivery, reading: Reading) -> Direction:
        phrase, times = delivery.phrase, delivery.times
        return Direction(
            hz=np.where(voiced(delivery.placed, times), PitchCurve(phrase, delivery.manner).hz(times), 0.0),
            energy=energy.course(delivery, reading.energy),
            formant=colours.formants(phrase, times, self.formant),
            breath=colours.breaths(phrase, times, delivery.manner),
        )
