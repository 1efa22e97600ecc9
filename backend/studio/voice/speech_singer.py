"""Somebody who sings with a speech network: spell, read, time, tune, strengthen, sound, finish."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from backend.studio.errors import Cancelled
from backend.studio.voice import articulation, colours, energy, finish, hearing, manners, spelling, timing, voice_bar
from backend.studio.voice.delivery import Delivery
from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Phrase, Sung
from backend.studio.voice.pitch_curve import PitchCurve
from backend.studio.voice.singer import IsCancelled, Voice
from backend.studio.voice.speech import FRAMES_PER_S, Curve, Direction, Reading, SpeechNetwork
from backend.studio.voice.spelling import Sound
from backend.studio.voice.stretching import Stretch
from backend.studio.voice.voicing import voiced

# Raised when the same phrase sounds otherwise than before.
CHAIN = "8"
# Silence around a phrase, in which the first consonant may build up and the last sound die away.
EDGE_S = 0.1


@dataclass(frozen=True)
class SpeechSinger:
    """A voice and its network; sounds are heard ``late_s`` earlier than the network's tokens say."""

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
        phrase = within(phrase, self.voice)
        manner = manners.named(phrase.manner)
        sounds = spelling.spell(phrase)
        tokens, counts = spelling.read(sounds, self.network.alphabet, label=self.voice.label)
        reading = articulation.clear(self.network.read(tokens), sounds, counts)
        delivery = self._deliver(phrase, manner, sounds, reading.marks[np.cumsum([0, *counts])])
        if cancelled():
            raise Cancelled("The singing was called off.")
        told = self._direct(delivery, reading)
        sound = self.network.sound(reading, told, np.random.default_rng((phrase.seed, 2)))
        return finish.finish(voice_bar.murmured(sound, delivery, told.hz), delivery)

    def _deliver(self, phrase: Phrase, manner: Manner, sounds: tuple[Sound, ...], marks: Curve) -> Delivery:
        spoken = hearing.segments(sounds, marks - self.late_s)
        lengths = [(off - on) * manner.consonants for on, off in spoken]
        return Delivery(phrase, manner, timing.place(phrase, sounds, lengths, edge_s=EDGE_S), spoken)

    def _direct(self, delivery: Delivery, reading: Reading) -> Direction:
        phrase, times = delivery.phrase, delivery.times
        stretch = Stretch(delivery.placed, delivery.spoken)
        said = stretch.sung_at((np.arange(len(reading.energy)) + 0.5) / FRAMES_PER_S)
        curve = PitchCurve(phrase, delivery.manner)
        return Direction(
            said_hz=curve.hz(said),
            said_voiced=voiced(delivery.placed, said),
            energy=energy.lifted(reading.energy, delivery.placed, delivery.spoken),
            places=stretch.spoken_at(times) * FRAMES_PER_S - 0.5,
            hz=np.where(voiced(delivery.placed, times), curve.hz(times), 0.0),
            formant=colours.formants(phrase, times, self.formant),
            breath=colours.breaths(phrase, times, delivery.manner),
        )


def within(phrase: Phrase, voice: Voice) -> Phrase:
    """A phrase whose notes are moved by octaves into the range of a voice: beyond it networks break down."""
    return replace(phrase, notes=tuple(replace(note, pitch=_folded(note.pitch, voice)) for note in phrase.notes))


def _folded(pitch: int, voice: Voice) -> int:
    if pitch > voice.highest:
        return pitch - 12 * -(-(pitch - voice.highest) // 12)
    return pitch + 12 * max(0, -(-(voice.lowest - pitch) // 12))
