"""Listening to a recording: its tempo, its bars, its key and its chords, as far as they can be heard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from backend.studio.analysis import harmony, onsets, pulse
from backend.studio.audio import Audio
from backend.studio.errors import BadAudio

BEATS_PER_BAR = 4
# Kick and bass say more of where beats are than hi-hats do.
LOW_WEIGHT = 1.5
# How clear a pulse is at least: noise is below this, by so much more the fewer its beats are; music was above 0.6.
FAINTEST, BY_CHANCE = 0.2, 1.0


@dataclass(frozen=True)
class Heard:
    """What was heard: bars of four beats in a tempo that does not change.

    ``first_bar_s`` is when the first whole bar begins, ``chords`` has a symbol for each bar from there; ``clarity``
    0..1 is how clear the pulse is.
    """

    length_s: float
    bpm: float
    first_bar_s: float
    clarity: float
    tonic: int
    mode: str
    chords: tuple[str, ...]

    @property
    def bar_s(self) -> float:
        return BEATS_PER_BAR * 60 / self.bpm


def listen(audio: Audio, sample_rate: int, *, bpm: float | None = None) -> Heard:
    """Listen to a recording.

    Parameters
    ----------
    audio : shape (channels, frames)
    bpm : its tempo, if somebody knows it

    Raises
    ------
    BadAudio
        if no pulse can be heard in it and none was given
    """
    sound = _mono(audio, sample_rate)
    length_s = len(sound) / onsets.RATE
    every, low = onsets.strengths(sound)
    try:
        found = pulse.find(every / max(every.max(), 1e-12) + LOW_WEIGHT * low / max(low.max(), 1e-12), bpm=bpm)
    except ValueError as silence:
        raise BadAudio("Nothing is heard in the recording: there is no tempo to sing to.") from silence
    beats = found.beats(length_s)
    if len(beats) <= BEATS_PER_BAR:
        raise BadAudio(f"The recording has {len(beats)} beats; a bar at least has to be heard.")
    if bpm is None and found.clarity < FAINTEST + BY_CHANCE / len(beats) ** 0.5:
        raise BadAudio("No steady pulse is heard in the recording; say its tempo in `bpm`.")
    on_beats = harmony.chroma(sound, np.append(beats, length_s))
    first = _first_of_bar(beats, on_beats, low)
    bars = np.append(beats[first::BEATS_PER_BAR], length_s)
    on_bars = harmony.chroma(sound, bars)
    # What is left of a bar at the end may be a tail of anything.
    whole = max(1, len(beats[first:]) // BEATS_PER_BAR)
    tonic, mode = harmony.key(*(rows[:whole] for rows in on_bars))
    chords = harmony.chords(*on_bars, tonic, mode)
    return Heard(length_s, found.bpm, float(beats[first]), found.clarity, tonic, mode, tuple(chords))


def _mono(audio: Audio, sample_rate: int) -> NDArray[np.float32]:
    mixed = audio.mean(axis=0, dtype=np.float32)
    found: NDArray[np.float32] = soxr.resample(mixed, sample_rate, onsets.RATE).astype(np.float32)
    return found


def _first_of_bar(beats: NDArray[np.float64], chroma: tuple[harmony.Chroma, harmony.Chroma], low: onsets.Curve) -> int:
    """Which of the first four beats begins a bar: where harmony and bass change, and kicks fall."""
    changes = sum(np.abs(np.diff(rows, axis=0, prepend=rows[:1])).sum(axis=1) for rows in chroma)
    kicks = np.interp(beats * onsets.STEPS_PER_S, np.arange(len(low)), low)
    scores = _standard(changes) + 0.5 * _standard(kicks)
    means = [scores[place::BEATS_PER_BAR].mean() for place in range(BEATS_PER_BAR)]
    return int(np.argmax(means))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std()
    found: NDArray[np.float64] = (values - values.mean()) / spread if spread else values * 0
    return found
