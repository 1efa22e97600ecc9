"""A bank's singer: from a phrase to sound, one model after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import soxr
from numpy.typing import NDArray

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import CannotSing
from backend.studio.voice import manners
from backend.studio.voice.diffsinger import durations, layout, loudness, pitch, sound, tensors
from backend.studio.voice.diffsinger.bank import Bank
from backend.studio.voice.diffsinger.character import Colour
from backend.studio.voice.diffsinger.grid import Grid
from backend.studio.voice.diffsinger.layout import Laid
from backend.studio.voice.diffsinger.models import Vocoder
from backend.studio.voice.diffsinger.networks import Stable
from backend.studio.voice.diffsinger.running import Report, Run
from backend.studio.voice.diffsinger.touches import Wishes
from backend.studio.voice.diffsinger.words import Speller
from backend.studio.voice.phrase import Phrase, Sung
from backend.studio.voice.singer import IsCancelled, Voice

VERSION = "diffsinger-1"
EDGE_S = 0.005


def _silent(_model: str) -> None:
    """Tell nobody."""


@dataclass
class BankSinger:
    """Sings with the models of a bank, in one of its colours."""

    voice: Voice
    bank: Bank
    colour: Colour
    fingerprint: str
    stable: Stable
    keep: tensors.Keep = field(default_factory=tensors.Nothing)
    level_db: float | None = None
    _spellers: dict[str, Speller] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Engine and models."""
        return f"{VERSION} {self.fingerprint}"

    @property
    def device(self) -> str:
        """What the large networks run on here: ``CUDA`` only where they really do, else ``CPU``."""
        return self.stable.provider(self.bank.acoustic.networks["acoustic"])

    def sing(self, phrase: Phrase, cancelled: IsCancelled, report: Report = _silent) -> Sung:
        """Sing a phrase; ``report`` learns which model is done.

        Raises
        ------
        CannotSing
            if the bank lacks the language or a word, naming it
        BadBank
            if one of its networks breaks down
        Cancelled
            soon after ``cancelled()`` turned true: between two models
        """
        if phrase.notes[0].syllable is None:
            raise CannotSing("A phrase begins with a note that has no syllable.")
        run = Run(
            self.bank,
            self.colour,
            Wishes(phrase, manners.named(phrase.manner)),
            self.stable,
            self.keep,
            cancelled,
            report,
        )
        laid = self._laid(run, phrase)
        grid = Grid.of(laid, self.bank.acoustic.settings.sound.frame_s)
        heard = pitch.curve(run, self.bank.pitch, laid, grid)
        melody = sound.told(run, self._vocoder, grid, heard)
        varied = sound.variances(run, self.bank.variance, melody)
        wave = sound.wave(run, self._vocoder, sound.mel(run, melody, varied), heard)
        return Sung(self._finished(wave, run.wishes, grid.start_s), grid.start_s, laid.phones)

    def _laid(self, run: Run, phrase: Phrase) -> Laid:
        planned = layout.plan(phrase, self._speller(phrase.language))
        model = self.bank.duration
        return layout.lay(planned, durations.predict(run, model, planned) if model else None)

    def _finished(self, wave: NDArray[np.float32], wishes: Wishes, start_s: float) -> NDArray[np.float32]:
        """44.1 kHz, with soft edges, and as loud as the notes ask where no model was told."""
        rate = self.bank.acoustic.settings.sound.sample_rate
        if rate != SAMPLE_RATE:
            wave = soxr.resample(wave, rate, SAMPLE_RATE, quality="VHQ").astype(np.float32)
        times = start_s + np.arange(len(wave)) / SAMPLE_RATE
        gain = np.clip(np.minimum(times - times[0], times[-1] - times) / EDGE_S, 0, 1)
        # A bank that came without its vocoder could not be measured: each of its phrases is.
        level = loudness.level_db(wave) if self.level_db is None else self.level_db
        told = "energy" in self.bank.acoustic.settings.wants
        gain *= 10 ** ((loudness.gain_db(level) + (0.0 if told else wishes.level_db(times))) / 20)
        audio: NDArray[np.float32] = (wave * gain).astype(np.float32)
        return audio

    def _speller(self, language: str) -> Speller:
        if self.voice.languages and not any(_is_same(language, each) for each in self.voice.languages):
            raise CannotSing(f"{self.voice.label} sings {', '.join(self.voice.languages)}, not {language}.")
        if language not in self._spellers:
            self._spellers[language] = Speller(self.bank, language)
        return self._spellers[language]

    @property
    def _vocoder(self) -> Vocoder:
        if self.bank.vocoder is None or self.bank.refusal:
            raise CannotSing(f"{self.voice.label} cannot sing here. {self.bank.refusal}")
        return self.bank.vocoder


def _is_same(wanted: str, known: str) -> bool:
    """Whether a language is one that is known, whatever the country."""
    return wanted.lower().partition("-")[0] == known.lower().partition("-")[0]
