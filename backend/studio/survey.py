"""A look through a recording that somebody brought: its length, loudness and shape, what is heard and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.studio.analysis.levels import peaks
from backend.studio.analysis.listening import Heard, listen
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.errors import BadAudio
from backend.studio.formats import decode, tags_in
from backend.studio.mix.loudness import integrated_lufs
from backend.studio.mix.true_peak import true_peak_dbtp
from backend.studio.score import Family

# As many columns as a row of a list has room for.
COLUMNS, HIGHEST = 400, 255
BLOCK = 2**18
# Where a mix is parted to be drawn: below most tunes, and above their fundamentals.
LOW_HZ, HIGH_HZ = 200.0, 2000.0


@dataclass(frozen=True)
class Band:
    """A part of the spectrum, drawn as if it were an instrument of a family; ``peaks`` as `Survey` has them."""

    name: str
    family: Family
    peaks: tuple[int, ...]


@dataclass(frozen=True)
class Survey:
    """What a recording is. ``peaks`` are magnitudes 0..255 of full scale; silence has no level.

    ``bands`` are low, middle and high, from which its picture is drawn.

    ``heard`` is its tempo, key and chords, or None, and then ``unheard`` says why.
    """

    duration_s: float
    sample_rate: int
    channels: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    peaks: tuple[int, ...]
    heard: Heard | None = None
    unheard: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()


def survey(path: Path) -> Survey:
    """Look through a recording.

    Raises
    ------
    BadAudio
        if it cannot be decoded
    """
    sound, about = decode.two_sided(path, SAMPLE_RATE)
    heard, unheard = _heard(sound)
    return Survey(
        about.duration_s,
        about.sample_rate,
        about.channels,
        _finite(integrated_lufs(sound)),
        _finite(true_peak_dbtp(sound)),
        _columns(sound),
        heard,
        unheard,
        tags_in.read(path),
        _bands(sound),
    )


def _heard(sound: Audio) -> tuple[Heard | None, str]:
    try:
        return listen(sound, SAMPLE_RATE), ""
    except BadAudio as silence:
        return None, silence.message


def _columns(sound: Audio) -> tuple[int, ...]:
    highest = peaks(sound, max(1, -(-sound.shape[1] // COLUMNS)))
    return tuple(int(level) for level in np.rint(np.minimum(highest, 1.0) * HIGHEST))


def _bands(sound: Audio) -> tuple[Band, ...]:
    """The shape of the low, the middle and the high of a sound (Butterworth filters of the fourth order)."""
    from scipy.signal import butter  # noqa: PLC0415 - half of scipy, which is not to be carried into every fork

    parts = {
        ("low", Family.BASS): butter(4, LOW_HZ, "lowpass", fs=SAMPLE_RATE, output="sos"),
        ("middle", Family.KEYS): butter(4, (LOW_HZ, HIGH_HZ), "bandpass", fs=SAMPLE_RATE, output="sos"),
        ("high", Family.SYNTH): butter(4, HIGH_HZ, "highpass", fs=SAMPLE_RATE, output="sos"),
    }
    whole = sound.mean(axis=0, dtype=np.float32)[np.newaxis]
    return tuple(Band(name, family, _columns(_filtered(whole, part))) for (name, family), part in parts.items())


def _filtered(sound: Audio, sections: NDArray[np.float64]) -> Audio:
    """A sound behind a filter, block by block: filters work in numbers of twice the size."""
    from scipy.signal import sosfilt  # noqa: PLC0415 - as above

    filtered, state = np.empty_like(sound), np.zeros((len(sections), 1, 2))
    for start in range(0, sound.shape[1], BLOCK):
        part = slice(start, start + BLOCK)
        filtered[:, part], state = sosfilt(sections, sound[:, part], zi=state)
    return filtered


def _finite(level: float) -> float | None:
    return round(level, 2) if isfinite(level) else None
