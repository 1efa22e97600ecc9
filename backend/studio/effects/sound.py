"""Sounds of any length, a block at a time: what is read as often as it is needed, and never held as a whole.

A block is float32 of shape (2, `BLOCK`), the last one shorter; a mono sound has two equal sides until it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from backend.studio.audio import Audio
from backend.studio.mix.curve import BLOCK

FRAME_BYTES = 8
Hear = Callable[[Audio], None]
"""Whoever listens while a sound goes by, such as a meter."""


class Sound(Protocol):
    """A sound that can be read from its beginning, again and again."""

    @property
    def sample_rate(self) -> int:
        """Frames a second."""

    @property
    def frames(self) -> int:
        """How long it is."""

    def blocks(self) -> Iterator[Audio]:
        """The sound; each block is the reader's own, to be changed in place."""


@dataclass(frozen=True)
class Tape:
    """A sound in a file of plain floats, left and right in turn."""

    path: Path
    sample_rate: int
    frames: int

    def blocks(self) -> Iterator[Audio]:
        """The sound from its beginning."""
        with self.path.open("rb", buffering=0) as file:
            for start in range(0, self.frames, BLOCK):
                yield _read(file.read(FRAME_BYTES * min(BLOCK, self.frames - start)))

    def backwards(self) -> Iterator[Audio]:
        """The sound from its end."""
        with self.path.open("rb", buffering=0) as file:
            for end in range(self.frames, 0, -BLOCK):
                start = max(0, end - BLOCK)
                file.seek(FRAME_BYTES * start)
                yield _read(file.read(FRAME_BYTES * (end - start)))[:, ::-1]


def record(path: Path, blocks: Iterable[Audio], sample_rate: int, *, hear: Hear | None = None) -> Tape:
    """Write a sound down, whatever its length turns out to be."""
    frames = 0
    with path.open("wb", buffering=0) as file:
        for block in blocks:
            if hear:
                hear(block)
            file.write(np.ascontiguousarray(block.T).data)
            frames += block.shape[1]
    return Tape(path, sample_rate, frames)


@dataclass(frozen=True)
class Made:
    """A sound that is made anew each time it is read."""

    sample_rate: int
    frames: int
    make: Callable[[], Iterator[Audio]]

    def blocks(self) -> Iterator[Audio]:
        """The sound from its beginning."""
        return self.make()


def evenly(pieces: Iterable[Audio], frames: int) -> Iterator[Audio]:
    """Pieces of any lengths as blocks, ``frames`` in all: what is missing at the end is silence, the rest is left."""
    held: list[Audio] = []
    length = given = 0
    for piece in pieces:
        held.append(piece)
        length += piece.shape[1]
        while length >= BLOCK and given + BLOCK <= frames:
            whole = held[0] if len(held) == 1 else np.concatenate(held, axis=1)
            yield np.ascontiguousarray(whole[:, :BLOCK])
            given, length = given + BLOCK, length - BLOCK
            held = [whole[:, BLOCK:]]
        if given + length >= frames:
            break
    held.append(np.zeros((2, max(0, frames - given - length)), np.float32))
    rest = np.concatenate(held, axis=1)[:, : frames - given]
    for start in range(0, rest.shape[1], BLOCK):
        yield np.ascontiguousarray(rest[:, start : start + BLOCK])


def silence(frames: int) -> Iterator[Audio]:
    """Nothing, for so long."""
    for start in range(0, frames, BLOCK):
        yield np.zeros((2, min(BLOCK, frames - start)), np.float32)


def _read(content: bytes) -> Audio:
    return np.array(np.frombuffer(content, np.float32).reshape(-1, 2).T, order="C")
