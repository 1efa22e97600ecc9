"""Phrases for singers to sing, and ears that do not know what was planned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import butter, sosfiltfilt

from backend.studio.audio import SAMPLE_RATE
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of
from backend.studio.singing import Touch
from backend.studio.voice.phrase import Phrase, Sung, SungNote


def phrase(
    text: str, pitches: Sequence[int], seconds: Sequence[float] | float = 0.5, *, manner: str = "plain", seed: int = 1
) -> Phrase:
    """A phrase of the syllables of a text, each on a note; ``_`` in the text holds a syllable for another note."""
    syllables = iter(line_of(pronounce(text.replace("_", "")), 0))
    lengths = [seconds] * len(pitches) if isinstance(seconds, float) else seconds
    holds = [sign == "_" for word in text.split() for sign in _notes(word)]
    notes, on = [], 0.0
    for pitch, length, is_hold in zip(pitches, lengths, holds, strict=True):
        syllable = None if is_hold else next(syllables)
        notes.append(SungNote(on, on + length, pitch, 84, syllable, Touch()))
        on += length
    return Phrase(tuple(notes), manner, "en-US", seed)


def _notes(word: str) -> str:
    """A sign for each note of a word: its syllables, then its holds."""
    count = sum(len(spoken.syllables) for spoken in pronounce(word.rstrip("_")))
    return "." * count + "_" * word.count("_")


def heard_pitch(sung: Sung, from_s: float, to_s: float) -> float:
    """The MIDI pitch of a stretch of singing, by the first strong peak of its autocorrelation."""
    first, last = (round((at - sung.start_s) * SAMPLE_RATE) for at in (from_s, to_s))
    piece = sung.audio[first:last].astype(float)
    spectrum = np.fft.rfft(piece * np.hanning(len(piece)), 4 * len(piece))
    likeness = np.fft.irfft(np.abs(spectrum) ** 2)[: len(piece) // 2]
    shortest, longest = SAMPLE_RATE // 1000, SAMPLE_RATE // 60
    strongest = likeness[shortest:longest].max()
    peaks = np.flatnonzero((likeness[1:-1] > likeness[:-2]) & (likeness[1:-1] >= likeness[2:])) + 1
    at = next(int(peak) for peak in peaks if peak >= shortest and likeness[peak] > 0.9 * strongest)
    before, peak, after = likeness[at - 1 : at + 2]
    period = at + 0.5 * (before - after) / (before - 2 * peak + after)
    return float(69 + 12 * np.log2(SAMPLE_RATE / period / 440))


def heard_onset_s(sung: Sung, near_s: float, reach_s: float = 0.1) -> float:
    """When the level of the first formants rises to half (6 dB below) what it becomes, near a time."""
    band = sosfiltfilt(butter(4, (250, 1200), "band", fs=SAMPLE_RATE, output="sos"), sung.audio.astype(float))
    step = SAMPLE_RATE // 1000
    level = 10 * np.log10((band[: len(band) // step * step].reshape(-1, step) ** 2).mean(axis=1) + 1e-12)
    level = np.convolve(level, np.hanning(13) / np.hanning(13).sum(), "same")
    at = round((near_s - sung.start_s) * 1000)
    becomes = float(np.median(level[at + 60 : at + 150]))
    first = at - round(reach_s * 1000)
    lowest = first + int(np.argmin(level[first : at + 20]))
    return (lowest + int(np.flatnonzero(level[lowest:] >= becomes - 6)[0])) / 1000 + sung.start_s
