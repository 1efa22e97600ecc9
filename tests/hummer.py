"""A tiny singer for tests: a sine on each note, the vowel on the beat, a little noise for consonants."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import Cancelled, CannotSing
from backend.studio.score import Family, Note, Part
from backend.studio.singing import PREFIX, Syllable
from backend.studio.voice.company import Company
from backend.studio.voice.phrase import Phone, Phrase, Sung, SungNote
from backend.studio.voice.singer import Voice

VOICE = Voice("test/hum", "Hum", "test", ("en-US",), 36, 84, 48, 72, "CC0-1.0", "nobody", 1000.0)
CONSONANT_S, TAIL_S = 0.06, 0.05


@dataclass
class Hummer:
    """Sings sines and remembers which phrases it was asked for."""

    voice: Voice = VOICE
    version: str = "hum-1"
    asked: list[Phrase] = field(default_factory=list)

    def sing(self, phrase: Phrase, cancelled) -> Sung:
        if phrase.language not in self.voice.languages:
            raise CannotSing(f"{self.voice.label} sings {', '.join(self.voice.languages)}, not {phrase.language}.")
        self.asked.append(phrase)
        if cancelled():
            raise Cancelled("Cancelled while singing.")
        lead_s = CONSONANT_S if phrase.notes[0].syllable and phrase.notes[0].syllable.onset else 0.0
        start_s = phrase.on_s - lead_s
        audio = np.zeros(round((phrase.off_s + TAIL_S - start_s) * SAMPLE_RATE), np.float32)
        dice = np.random.default_rng(phrase.seed)
        audio[: round(lead_s * SAMPLE_RATE)] = 0.02 * dice.standard_normal(round(lead_s * SAMPLE_RATE))
        phones = []
        for index, note in enumerate(phrase.notes):
            _tone(audio, note, start_s)
            phones += _phones(note, index)
        return Sung(audio, start_s, tuple(phones))


@dataclass
class Troupe:
    """Hummers of several voices."""

    singers: tuple[Hummer, ...] = field(default_factory=lambda: (Hummer(),))

    def voices(self) -> tuple[Voice, ...]:
        return tuple(singer.voice for singer in self.singers)

    def singer(self, voice_id: str) -> Hummer:
        return next(singer for singer in self.singers if singer.voice.id == voice_id)


def company(*singers: Hummer) -> Company:
    return Company((Troupe(singers or (Hummer(),)),))


def syllable(text: str, *, word: str = "", index: int = 0, count: int = 1, line: int = 0, place: int = 0) -> Syllable:
    return Syllable(text, word or text, index, count, ("l",), "ɑ", (), 2, line, place)


def vocals(*rows: tuple, voice: str = VOICE.id, part: str = "vocals", role: str = "vocal") -> Part:
    """A vocal part of rows (start beat, length in beats, pitch, text or None, line)."""
    notes = tuple(
        Note(beat, length, pitch, 90, (), text and syllable(text, line=line, place=place), None)
        for place, (beat, length, pitch, text, line) in enumerate(rows)
    )
    return Part(part, part.title(), "", role, Family.VOICE, 52, 0, notes, voice=f"{PREFIX}{voice}")


def _tone(audio: np.ndarray, note: SungNote, start_s: float) -> None:
    begin, end = (round((at - start_s) * SAMPLE_RATE) for at in (note.on_s, note.off_s))
    t = np.arange(end - begin) / SAMPLE_RATE
    cents = note.touch.bend[0][1] if note.touch.bend else 0.0
    hertz = 440 * 2 ** ((note.pitch - 69 + cents / 100) / 12)
    shape = np.minimum(1, np.minimum(t / 0.01, (t[-1] - t) / 0.02)) * note.velocity / 127
    audio[begin:end] += (0.3 * shape * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def _phones(note: SungNote, index: int) -> list[Phone]:
    if note.syllable is None:
        return [Phone("-", note.on_s, note.off_s, index)]
    before = [Phone(symbol, note.on_s - CONSONANT_S, note.on_s, index) for symbol in note.syllable.onset]
    return [*before, Phone(note.syllable.vowel, note.on_s, note.off_s, index)]
