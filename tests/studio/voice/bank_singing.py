"""Singing with synthetic banks, and measuring the sine that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.signal import hilbert
from synthetic_banks import HOP, Variant, make

from backend.studio.audio import SAMPLE_RATE
from backend.studio.singing import Syllable, Touch
from backend.studio.voice.diffsinger import bank, tensors
from backend.studio.voice.diffsinger.loudness import AS_IT_IS
from backend.studio.voice.diffsinger.networks import Stable
from backend.studio.voice.diffsinger.singer import BankSinger
from backend.studio.voice.phrase import Phrase, Sung, SungNote
from backend.studio.voice.singer import Voice

VOICE = Voice("bank/test/main", "Synthia", "diffsinger", (), 40, 80, 50, 70, "", "", 1.0)


def syllable(
    text: str, word: str = "", *, at: tuple[int, int] = (0, 1), sounds=((), "ɑ", ()), place: int = 0
) -> Syllable:
    onset, vowel, coda = sounds
    return Syllable(text, word or text, *at, tuple(onset), vowel, tuple(coda), 1, 0, place)


TWIN = syllable("twin", "twinkle", at=(0, 2), sounds=("tw", "ɪ", "ŋ"))
KLE = syllable("kle", "twinkle", at=(1, 2), sounds=("k", "ə", "l"))
STAR = syllable("star", sounds=("st", "ɑ", "ɹ"), place=1)
# Notes on the beat at 117 bpm, with a hold, a breathless hole and a leap; borders lie nowhere near frames.
MELODY = ((0.0, 0.513, 60, TWIN), (0.513, 1.026, 67, KLE), (1.106, 1.539, 64, STAR), (1.539, 2.052, 62, None))


def phrase(
    *rows: tuple, manner: str = "plain", seed: int = 5, touches: Sequence[Touch] = (), language: str = "en-US"
) -> Phrase:
    """A phrase of rows (on, off, pitch, syllable)."""
    own = [*touches, *[Touch()] * len(rows)]
    notes = tuple(SungNote(on, off, pitch, 84, said, own[index]) for index, (on, off, pitch, said) in enumerate(rows))
    return Phrase(notes, manner, language, seed)


def singer(root: Path, *, colour: int = 0, keep: tensors.Keep | None = None) -> BankSinger:
    """The singer of the bank in a folder."""
    opened = bank.open_bank(root)
    return BankSinger(
        VOICE, opened, opened.colours[colour], "test", Stable(device="cpu"), keep or tensors.Nothing(), AS_IT_IS
    )


def sung(root: Path, variant: Variant, wanted: Phrase) -> Sung:
    """A phrase as a fresh bank of a variant sings it."""
    return singer(make(root, variant)).sing(wanted, lambda: False)


def loudness(found: Sung) -> np.ndarray:
    """The loudness of the sine at each sample."""
    return np.abs(hilbert(found.audio.astype(np.float64)))


def pitch(found: Sung, on_s: float, off_s: float) -> float:
    """The median pitch between two times of the phrase [MIDI]."""
    first, last = (round((at - found.start_s) * SAMPLE_RATE) for at in (on_s, off_s))
    phase = np.unwrap(np.angle(hilbert(found.audio.astype(np.float64))))[first:last]
    hertz = np.median(np.diff(phase)) * SAMPLE_RATE / (2 * np.pi)
    return 69 + 12 * float(np.log2(hertz / 440))


def rises(found: Sung, level: float, rate: int = SAMPLE_RATE) -> np.ndarray:
    """When the sine becomes louder than a level [s of the phrase]; wobbles within a frame count once."""
    loud = loudness(found) > level
    at = np.flatnonzero(loud[1:] & ~loud[:-1])
    apart = at[np.diff(at, prepend=-SAMPLE_RATE) > HOP * SAMPLE_RATE / rate / 2]
    return found.start_s + apart / SAMPLE_RATE
