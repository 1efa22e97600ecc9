"""How places answer to a clap: noise that dies away, each band in its own time, made for each rate; or recordings.

.. [1] J. A. Moorer, "About This Reverberation Business", Computer Music Journal 3(2), 1979: the answer of a good hall
   is hardly to be told from noise under an exponential.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy import fft

from backend.studio.audio import Audio
from backend.studio.errors import BadAudio
from backend.studio.formats.decode import Limits, decode

TABLE = Path(__file__).with_name("spaces.toml")
# Where the decay times of the table stand; between them the bands pass into each other.
CENTRES_HZ = (125.0, 500.0, 2000.0, 8000.0)
FALL = 3 * np.log(10)
"""What is left after the decay time: -60 dB, as a power of e."""
SEED = 9
# Longer than any place answers; ten seconds of floats are what a convolution holds.
LONGEST_S, MOST_BYTES = 10.0, 50_000_000


@lru_cache(maxsize=4)
def impulse(space: str, decay: float, sample_rate: int) -> Audio:
    """The answer of a place, shape (2, n), as loud as noise that is sent into it.

    Parameters
    ----------
    decay : 1 for the times of the table, 2 for twice as long
    """
    place = _places()[space]
    times = np.array(place["decay_s"]) * decay
    frames = round(times.max() * sample_rate)
    at = np.arange(frames, dtype=np.float32) / sample_rate
    spectrum = fft.rfft(_noise(place, frames, sample_rate))
    answer = np.zeros((2, frames), np.float32)
    for share, decay_s in zip(_bands(frames, sample_rate), times, strict=True):
        answer += fft.irfft(spectrum * share, frames) * np.exp(-FALL / decay_s * at, dtype=np.float32)
    answer /= np.sqrt(np.square(answer).sum(axis=1, keepdims=True))
    answer.setflags(write=False)
    return answer


def recorded(path: Path, decay: float, sample_rate: int) -> Audio:
    """The answer of a place that somebody recorded; at a ``decay`` below 1 it dies away sooner.

    Raises
    ------
    BadAudio
        if the file cannot be decoded, is longer than `LONGEST_S`, has more than two channels, or is silent
    """
    sound, about = decode(path, Limits(max_bytes=MOST_BYTES, max_seconds=LONGEST_S))
    if about.channels > 2:
        raise BadAudio(f"The impulse response has {about.channels} channels; it may have one or two.")
    sides = np.broadcast_to(sound, (2, sound.shape[1])).T
    answer = np.ascontiguousarray(soxr.resample(sides, about.sample_rate, sample_rate).T, np.float32)
    at = np.linspace(0, 1, answer.shape[1], dtype=np.float32)
    answer *= np.exp(-FALL * max(0.0, 1 / decay - 1) * at)
    loud = np.sqrt(np.square(answer).sum(axis=1).mean())
    if not loud:
        raise BadAudio("The impulse response is silent; there must be some sound in it.")
    answer /= loud
    return answer


def _noise(place: Mapping[str, Any], frames: int, sample_rate: int) -> Audio:
    """Noise that becomes dense after a while: until then only few of its samples sound, but those are louder."""
    dice = np.random.default_rng(SEED)
    noise = dice.standard_normal((2, frames), np.float32)
    sparse = min(frames, round(place["dense_after_s"] * sample_rate))
    if sparse:
        density = (1 + np.arange(sparse)) / sparse * place["density"] + 1 / sample_rate
        sounds = dice.random((2, sparse)) < density
        noise[:, :sparse] *= sounds / np.sqrt(np.minimum(1, density))
    return noise


def _bands(frames: int, sample_rate: int) -> NDArray[np.float32]:
    """The share of each band at each frequency, shape (bands, bins): straight lines over octaves, 1 in all."""
    octaves = np.log2(np.maximum(fft.rfftfreq(frames, 1 / sample_rate), 1.0))
    centres = np.log2(CENTRES_HZ)
    rows = [np.interp(octaves, centres, row) for row in np.eye(len(centres))]
    return np.array(rows, np.float32)


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
