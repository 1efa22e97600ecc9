"""A finished song in a smaller form, written while it is read, so that whoever hears it need not wait for its end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from backend.studio.errors import BadAudio, UnknownName
from backend.studio.formats.conversions import OPUS_RATE

# Raised when the same sound makes other bytes than before.
VERSION = 1
# A quarter of a second at a time: the first bytes leave soon, and the libraries' calls are few.
BLOCKS_PER_S = 4
# How the sound library turns its scale from 0, the best, to 1 into bits: Opus for each channel, from 256 down to 6
# kbit/s (ogg_opus.c), MP3 for both together, from 320 down to 32 (mpeg_l3_encode.c); both checked by measuring.
OPUS_KBPS, MP3_KBPS = (6, 256), (32, 320)
# What LAME puts before the sound, with what decoders add, where no tag says so: 576 + 529 (lame, tech-FAQ).
MP3_DELAY = 1105


@dataclass(frozen=True)
class Form:
    """What a song is sent as: a kind of sound file and its bitrate in kbit/s."""

    kind: str
    kbps: int

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.kbps}"


FORMS = (Form("opus", 96), Form("opus", 128), Form("mp3", 128), Form("mp3", 192))


def form(kind: str, kbps: int = 0) -> Form:
    """The form of a kind that comes closest to a bitrate without exceeding it, else the smallest; 0: the largest.

    Raises
    ------
    UnknownName
        if there is none of this kind
    """
    of_kind = sorted((each for each in FORMS if each.kind == kind), key=lambda each: each.kbps)
    if not of_kind:
        kinds = ", ".join(dict.fromkeys(each.kind for each in FORMS))
        raise UnknownName(f"Songs are not streamed as {kind!r}; known are {kinds}.")
    fitting = [each for each in of_kind if not kbps or each.kbps <= kbps]
    return fitting[-1] if fitting else of_kind[0]


def encode(
    source: Path, target: int, wanted: Form, *, start_s: float = 0.0, is_wanted: Callable[[], bool] = lambda: True
) -> None:
    """Write a song in another form; what is done can be read from the file while the rest is made.

    Parameters
    ----------
    source : a file that the sound library reads
    target : an open file, by its descriptor, which stays open
    start_s : from where on, in seconds; beyond the end there is nothing but a header
    is_wanted : asked before each part of a second; what comes after a no is left out

    Raises
    ------
    BadAudio
        if the source cannot be read
    """
    try:
        with soundfile.SoundFile(source) as file:
            file.seek(min(file.frames, round(start_s * file.samplerate)))
            rate = OPUS_RATE if wanted.kind == "opus" else file.samplerate
            channels = min(file.channels, 2)
            with _writer(target, wanted, rate, channels) as out:
                for block in takewhile(lambda _: is_wanted(), _blocks(file, rate, channels)):
                    out.write(np.clip(block, -1.0, 1.0))
    except soundfile.LibsndfileError as error:
        raise BadAudio(f"{source.name} cannot be read: {error.error_string}") from error


def _writer(target: int, wanted: Form, rate: int, channels: int) -> soundfile.SoundFile:
    if wanted.kind == "opus":
        least, most = OPUS_KBPS
        level = 1 - (wanted.kbps / channels - least) / (most - least)
        how = {"format": "OGG", "subtype": "OPUS", "compression_level": level}
    else:
        least, most = MP3_KBPS
        level = (most - wanted.kbps) / (most - least)
        how = {"format": "MP3", "subtype": "MPEG_LAYER_III", "compression_level": level, "bitrate_mode": "CONSTANT"}
    return soundfile.SoundFile(os.dup(target), "w", samplerate=rate, channels=channels, **how)


def _blocks(file: soundfile.SoundFile, rate: int, channels: int) -> Iterator[NDArray[np.float32]]:
    """The sound at a rate, a part of a second at a time, shape (frames, channels)."""
    resampler = soxr.ResampleStream(file.samplerate, rate, channels, dtype="float32")
    while len(block := file.read(max(1, file.samplerate // BLOCKS_PER_S), dtype="float32", always_2d=True)):
        sides = np.ascontiguousarray(block[:, :channels])
        yield sides if rate == file.samplerate else resampler.resample_chunk(sides)
    if rate != file.samplerate:
        yield resampler.resample_chunk(np.zeros((0, channels), np.float32), last=True)
