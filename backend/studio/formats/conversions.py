"""A finished master in the other forms that people ask for: read from its file, written a second at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from mutagen.ogg import OggPage
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.errors import BadAudio, UnknownName
from backend.studio.formats.atomic import replacing
from backend.studio.formats.audio_files import FLOAT_BITS, write_wav_blocks

# The only rate but its fractions that Opus knows.
OPUS_RATE = 48_000
# Ogg streams are told apart by a number that the encoder draws at random; a file with one stream needs no chance.
OGG_SERIAL = 1
DITHER_SEED = 16
FULL_16 = 2**15

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Encoder:
    """How the sound library is asked for a compressed file; ``quality`` runs from 0, the best, to 1."""

    container: str
    subtype: str
    quality: float
    rate: int | None = None
    bitrate_mode: str | None = None


# Vorbis at 0.3 is about 220 kbit/s, Opus at 0.35 about 170: both beyond what listening tests can tell apart.
ENCODERS = {
    "mp3-v0": Encoder("MP3", "MPEG_LAYER_III", 0.0, bitrate_mode="VARIABLE"),
    "ogg": Encoder("OGG", "VORBIS", 0.3),
    "opus": Encoder("OGG", "OPUS", 0.35, rate=OPUS_RATE),
}
WAVS = {"wav-16": 16, "wav-32f": FLOAT_BITS}
CONVERSIONS = (*WAVS, *ENCODERS)


def convert(master: Path, target: Path, conversion: str, *, report: Progress = lambda _done: None) -> None:
    """Write a master in another form.

    Parameters
    ----------
    master : a file that holds the sound without loss
    conversion : one of ``CONVERSIONS``; 16 bits are dithered, 32-bit floats hold exactly what the master holds
    report : called after each second with how much is done, 0..1; what it raises ends the work

    Raises
    ------
    UnknownName
        if there is no such conversion
    BadAudio
        if the master cannot be read
    """
    if conversion not in CONVERSIONS:
        raise UnknownName(f"{conversion!r} is no conversion; known are {', '.join(CONVERSIONS)}.")
    try:
        with soundfile.SoundFile(master) as source:
            if conversion in WAVS:
                _wav(source, target, WAVS[conversion], report)
            else:
                _encode(source, target, ENCODERS[conversion], report)
    except soundfile.LibsndfileError as error:
        raise BadAudio(f"The master {master.name} cannot be read: {error.error_string}") from error


def _wav(source: soundfile.SoundFile, target: Path, bits: int, report: Progress) -> None:
    blocks: Iterator[Audio] = (np.ascontiguousarray(block.T) for block in _blocks(source, report))
    if bits != FLOAT_BITS:
        blocks = _dithered(blocks)
    write_wav_blocks(target, blocks, shape=(source.channels, source.frames), bits=bits, sample_rate=source.samplerate)


def _dithered(blocks: Iterator[Audio]) -> Iterator[Audio]:
    """Add triangular noise of one step of 16 bits each way, so that the rounding error is noise and no distortion.

    .. [1] Lipshitz, Wannamaker, Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40(5), 1992.
    """
    dice = np.random.default_rng(DITHER_SEED)
    for block in blocks:
        noise = dice.random(block.shape, np.float32) - dice.random(block.shape, np.float32)
        yield block + noise / np.float32(FULL_16)


def _encode(source: soundfile.SoundFile, target: Path, encoder: Encoder, report: Progress) -> None:
    how: dict[str, Any] = {"format": encoder.container, "subtype": encoder.subtype}
    how |= {"compression_level": encoder.quality, "channels": source.channels}
    if encoder.bitrate_mode:
        how["bitrate_mode"] = encoder.bitrate_mode
    rate = encoder.rate or source.samplerate
    blocks = _blocks(source, report)
    if rate != source.samplerate:
        blocks = _resampled(blocks, source, rate)
    with replacing(target) as beside:
        with soundfile.SoundFile(beside, "w", samplerate=rate, **how) as file:
            # Full scale must not wrap around in an encoder; one long write of Vorbis crashes the library.
            for block in blocks:
                file.write(np.clip(block, -1.0, 1.0))
        if encoder.container == "OGG":
            _fix_serial(beside)


def _blocks(source: soundfile.SoundFile, report: Progress) -> Iterator[NDArray[np.float32]]:
    """The sound second by second, shape (frames, channels)."""
    done = 0
    while len(block := source.read(source.samplerate, dtype="float32", always_2d=True)):
        yield block
        done += len(block)
        report(done / source.frames)


def _resampled(
    blocks: Iterator[NDArray[np.float32]], source: soundfile.SoundFile, rate: int
) -> Iterator[NDArray[np.float32]]:
    stream = soxr.ResampleStream(source.samplerate, rate, source.channels, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros((0, source.channels), np.float32), last=True)


def _fix_serial(path: Path) -> None:
    """Number the stream of an Ogg file, so that the same sound gives the same bytes."""
    with path.open("r+b") as file:
        while True:
            start = file.tell()
            try:
                page = OggPage(file)
            except EOFError:
                return
            page.serial = OGG_SERIAL
            file.seek(start)
            file.write(page.write())
