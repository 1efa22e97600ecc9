"""Audio that somebody brought: decoded a second at a time, within limits, and never trusted to be what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import log10
from pathlib import Path

import numpy as np
import soundfile
import soxr

from backend.studio.audio import Audio
from backend.studio.errors import BadAudio

FORMATS = {"WAV": "WAV", "WAVEX": "WAV", "RF64": "WAV", "FLAC": "FLAC", "MP3": "MP3", "OGG": "OGG", "AIFF": "AIFF"}

# Beyond this it is no sound, and what is made of it would be no numbers.
LOUDEST_DB = 60
LOUDEST = 10 ** (LOUDEST_DB / 20)


@dataclass(frozen=True)
class Limits:
    """What is accepted. Ten minutes are twice the longest song; 50 MB hold them in CD quality compressed."""

    max_bytes: int = 50_000_000
    max_seconds: float = 600.0
    max_channels: int = 8
    min_rate: int = 8_000
    max_rate: int = 192_000


# What was examined when it came is as large as it may be.
EXAMINED = Limits(max_bytes=2**63, max_seconds=float("inf"))


@dataclass(frozen=True)
class Decoded:
    """What a file turned out to be: ``format`` is one of WAV, FLAC, MP3, OGG, AIFF."""

    format: str
    duration_s: float
    channels: int
    sample_rate: int


def examine(path: Path, limits: Limits = Limits()) -> Decoded:
    """Decode a whole file, keeping nothing, to see that it is sound from end to end.

    Raises
    ------
    BadAudio
        if it cannot be decoded, is empty, or is outside the limits
    """
    with _opened(path, limits) as file:
        frames = sum(len(block) for block in _blocks(file, limits))
        return _described(file, frames)


def decode(path: Path, limits: Limits = Limits()) -> tuple[Audio, Decoded]:
    """Decode a file to an array, shape (channels, frames), at its own rate.

    Raises
    ------
    BadAudio
        if it cannot be decoded, is empty, or is outside the limits
    """
    with _opened(path, limits) as file:
        blocks = list(_blocks(file, limits))
        described = _described(file, sum(map(len, blocks)))
    return np.ascontiguousarray(np.concatenate(blocks).T), described


def two_sided(path: Path, sample_rate: int, limits: Limits = EXAMINED) -> tuple[Audio, Decoded]:
    """Decode the first two channels, or the only one, at a rate; a large file takes no more room than what is kept.

    Returns
    -------
    ndarray [shape=(1 or 2, n)], ``sample_rate`` frames a second, and what the file is

    Raises
    ------
    BadAudio
        if it cannot be decoded, is empty, or is outside the limits
    """
    with _opened(path, limits) as file:
        sides = min(file.channels, 2)
        at_rate = file.samplerate == sample_rate
        resampler = soxr.ResampleStream(file.samplerate, sample_rate, sides, dtype="float32")
        pieces, frames = list[Audio](), 0
        for block in _blocks(file, limits):
            frames += len(block)
            kept = np.ascontiguousarray(block[:, :sides])
            pieces.append(kept if at_rate else resampler.resample_chunk(kept).reshape(-1, sides))
        if not at_rate:
            pieces.append(resampler.resample_chunk(np.zeros((0, sides), np.float32), last=True).reshape(-1, sides))
        described = _described(file, frames)
    return np.concatenate([piece.T for piece in pieces], axis=1), described


@contextmanager
def streamed(path: Path, limits: Limits = Limits()) -> Iterator[tuple[Decoded, Iterator[Audio]]]:
    """Open a file to decode it second by second: what its header says of it, and blocks of shape (channels, frames).

    Raises
    ------
    BadAudio
        as `decode` does, some of it only while the blocks are read
    """
    with _opened(path, limits) as file:
        blocks = (np.ascontiguousarray(block.T) for block in _blocks(file, limits))
        yield _described(file, max(1, file.frames)), blocks


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[soundfile.SoundFile]:
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise BadAudio(f"The file has {size / 1e6:.1f} MB; up to {limits.max_bytes / 1e6:g} MB are allowed.")
    try:
        with soundfile.SoundFile(path) as file:
            _check(file, limits)
            yield file
    except soundfile.LibsndfileError as error:
        allowed = ", ".join(dict.fromkeys(FORMATS.values()))
        raise BadAudio(f"The file cannot be decoded ({error.error_string}); allowed are {allowed}.") from error


def _check(file: soundfile.SoundFile, limits: Limits) -> None:
    if file.format not in FORMATS:
        raise BadAudio(f"The file is {file.format}; allowed are {', '.join(dict.fromkeys(FORMATS.values()))}.")
    if file.channels > limits.max_channels:
        raise BadAudio(f"The file has {file.channels} channels; up to {limits.max_channels} are allowed.")
    if not limits.min_rate <= file.samplerate <= limits.max_rate:
        raise BadAudio(
            f"The file has {file.samplerate} frames a second; {limits.min_rate} to {limits.max_rate} are allowed."
        )


def _blocks(file: soundfile.SoundFile, limits: Limits) -> Iterator[Audio]:
    """The file second by second. What its header says of its length is not believed: the seconds are counted."""
    seconds = 0
    while len(block := file.read(file.samplerate, dtype="float32", always_2d=True)):
        if not np.isfinite(block).all():
            raise BadAudio(f"The file holds a value that is no number in second {seconds}; only numbers are allowed.")
        if (highest := float(np.abs(block).max())) > LOUDEST:
            over_db = 20 * log10(highest)
            raise BadAudio(f"The sound reaches {over_db:.0f} dB above full scale; up to {LOUDEST_DB} dB are allowed.")
        seconds += 1
        if seconds > limits.max_seconds + 1:
            raise BadAudio(f"The file is longer than {limits.max_seconds:g} s, which is the most that is allowed.")
        yield block


def _described(file: soundfile.SoundFile, frames: int) -> Decoded:
    if not frames:
        raise BadAudio("The file holds 0 s of sound; there must be some.")
    return Decoded(FORMATS[file.format], frames / file.samplerate, file.channels, file.samplerate)
