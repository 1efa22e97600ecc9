"""Samples ready to be read: decoded once, padded for the interpolation, short loops unrolled.

A slot is 16-bit, as fonts are. With a cache folder it is a file mapped into memory, so that a new process decodes
nothing and several processes share one copy.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import numpy as np
import soundfile
from numpy.typing import NDArray

from backend.studio.errors import BadSoundFont
from backend.studio.instruments.generators import Gen
from backend.studio.instruments.keeping import keep
from backend.studio.instruments.soundfont import COMPRESSED, SoundFont, text
from backend.studio.instruments.tables import TAPS

Pcm = NDArray[np.int16]
Key = TypeVar("Key", bound=tuple[Any, ...])

NO_LOOP, LOOP, LOOP_UNTIL_RELEASE = 0, 1, 3
# Long enough that the inner loop of the resampler rarely meets the end of a loop, short enough to stay in cache.
SHORTEST_LOOP = 4096
LONGEST_SAMPLE = 1 << 24  # frames, six minutes at 44.1 kHz; more is a broken or hostile file
PADDING = np.zeros(TAPS, np.int16)  # on both sides, for the interpolation reaches eight frames beyond where it reads
HEAD = 4 * 8 // 2  # words of 16 bits that the four numbers before a kept slot take


class Slotted(Protocol):
    """What names a slot, whoever makes it; ``mode`` is how the sample loops."""

    @property
    def mode(self) -> int:
        """NO_LOOP, LOOP or LOOP_UNTIL_RELEASE."""

    def __hash__(self) -> int:
        """Names of the same slot are equal."""


class SlotKey(NamedTuple):
    """A sample as one region reads it: offsets are in frames, relative to what the sample's header says."""

    sample: int
    mode: int
    start: int
    end: int
    loop_start: int
    loop_end: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A readable sample: play from ``start``, come back from ``loop_end`` to ``loop_start``, stop at ``end``."""

    pcm: Pcm
    start: int
    loop_start: int
    loop_end: int
    end: int


def slot_key(sample: int, values: Sequence[float]) -> SlotKey:
    """Name the slot that a voice reads, from its generators."""
    mode = int(values[Gen.LOOP_MODE]) & 3
    return SlotKey(
        sample,
        mode if mode != 2 else NO_LOOP,
        int(values[Gen.START] + 32768 * values[Gen.START_COARSE]),
        int(values[Gen.END] + 32768 * values[Gen.END_COARSE]),
        int(values[Gen.LOOP_START] + 32768 * values[Gen.LOOP_START_COARSE]),
        int(values[Gen.LOOP_END] + 32768 * values[Gen.LOOP_END_COARSE]),
    )


class Samples(Generic[Key]):
    """Samples that are made on demand, by ``make``; ``folder`` keeps them between processes."""

    def __init__(self, make: Callable[[Key], Slot], folder: Path | None) -> None:
        self._make, self._folder = make, folder
        self._slots: dict[Key, Slot] = {}
        self._lock = threading.Lock()

    def load(self, keys: Iterable[Key], pool: Executor) -> dict[Key, Slot]:
        """Return the slots asked for, making those that are missing.

        Raises
        ------
        BadSoundFont
            if a sample cannot be decoded
        """
        wanted = set(keys)
        with self._lock:
            missing = sorted(wanted - self._slots.keys())
            self._slots.update(zip(missing, pool.map(self._load, missing), strict=True))
            return {key: self._slots[key] for key in wanted}

    def _load(self, key: Key) -> Slot:
        if self._folder is None:
            return self._make(key)
        path = self._folder / ("_".join(map(str, key)) + ".slot")
        kept = _kept(path)
        if kept is None:
            slot = self._make(key)
            head = np.array([slot.start, slot.loop_start, slot.loop_end, slot.end], np.int64)
            keep(path, head.tobytes() + slot.pcm.tobytes())
            kept = _kept(path) or slot
        return kept


def decoded(font: SoundFont, key: SlotKey) -> Slot:
    """Decode a sample of a font as a region reads it.

    Raises
    ------
    BadSoundFont
        if it cannot be decoded
    """
    return _slot(key, *_decoded(font, key))


def _decoded(font: SoundFont, key: SlotKey) -> tuple[Pcm, int, int]:
    """A sample's frames and its loop, all relative to its first frame, the region's offsets applied."""
    header = font.tables["shdr"][key.sample]
    start, end = int(header["start"]), int(header["end"])
    if header["type"] & COMPRESSED:
        pcm, origin = _vorbis(font, start, end, text(header["name"])), 0
    else:
        stored = len(font.waveforms) // 2
        first, last = min(start, stored), min(end + max(key.end, 0), stored)
        pcm, origin = np.frombuffer(font.waveforms, "<i2", last - first, 2 * first), start
    pcm = pcm[: max(0, min(len(pcm), LONGEST_SAMPLE) + min(key.end, 0))]
    loop_start = int(header["loop_start"]) - origin + key.loop_start
    return pcm, loop_start, int(header["loop_end"]) - origin + key.loop_end


def _vorbis(font: SoundFont, start: int, end: int, name: str) -> Pcm:
    try:
        with soundfile.SoundFile(io.BytesIO(font.waveforms[start:end])) as file:
            sound = file.read(LONGEST_SAMPLE, dtype="float32", always_2d=True)[:, 0]
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise BadSoundFont(f"{font.name}: sample {name!r} cannot be decoded: {error}.") from error
    pcm: Pcm = (np.clip(sound, -1.0, 1.0) * 32767).astype(np.int16)
    return pcm


def _slot(key: SlotKey, pcm: Pcm, loop_start: int, loop_end: int) -> Slot:
    """Pad a sample on both sides; repeat a lasting loop so that the reader never meets its seam."""
    first = min(max(key.start, 0), len(pcm))
    loop_end = min(loop_end, len(pcm))
    period = loop_end - loop_start
    begin = len(PADDING)
    if key.mode == NO_LOOP or period < 2 or loop_start < 0 or loop_end <= first:
        return Slot(np.concatenate([PADDING, pcm[first:], PADDING]), begin, 0, 0, begin + len(pcm) - first)
    if key.mode == LOOP_UNTIL_RELEASE:
        shift = begin - first
        whole = np.concatenate([PADDING, pcm[first:], PADDING])
        return Slot(whole, begin, max(loop_start + shift, begin), loop_end + shift, len(pcm) + shift)
    loop, times = pcm[loop_start:loop_end], -(-SHORTEST_LOOP // period)
    body = [pcm[first:loop_end], *[loop] * times, np.resize(loop, len(PADDING))]
    seam = begin + loop_end - first
    end = seam + times * period
    return Slot(np.concatenate([PADDING, *body]), begin, seam, end, end)


def _kept(path: Path) -> Slot | None:
    """Map a slot from the cache: four numbers, then the frames. Anything odd counts as absent."""
    try:
        # Copy-on-write, because a kernel compiled for writable arrays does not take read-only ones.
        words: Pcm = np.asarray(np.memmap(path, np.int16, "c"))
    except (OSError, ValueError):
        return None
    if len(words) < HEAD:
        return None
    start, loop_start, loop_end, end = words[:HEAD].view(np.int64).tolist()
    is_inside = len(PADDING) <= start <= end <= len(words) - HEAD - len(PADDING)
    is_loop = loop_start == loop_end == 0 or len(PADDING) <= loop_start < loop_end <= end
    return Slot(words[HEAD:], start, loop_start, loop_end, end) if is_inside and is_loop else None
