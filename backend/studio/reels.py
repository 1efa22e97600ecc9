"""Reels: long sounds that live in files without a name, so that a song of any length fits into little memory.

A reel is an ordinary array whose pages lie in a file. Who is done with a stretch of it for now lets go of it: its
memory is free for others, and the sound is read back when it is next looked at.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from backend.studio.audio import Audio

Blank = Callable[[int], Audio]
"""``blank(frames)``: silence of shape (2, frames), ready to be recorded on."""

MEMORY = 112 << 20
"""Bytes of stems that are kept in memory: a song of three minutes then stays below 700 MB, with all else."""
CAN_LET_GO = hasattr(mmap, "MADV_DONTNEED")


def in_memory(frames: int) -> Audio:
    """Silence in memory."""
    return np.zeros((2, frames), np.float32)


def in_folder(folder: Path, *, memory: int = MEMORY) -> Blank:
    """Make reels whose files lie in a folder; they vanish with the last array that uses them, or with the process.

    The first ``memory`` bytes are not reels but arrays in memory, which are faster: short songs never touch the disk.
    """
    left = memory

    def blank(frames: int) -> Audio:
        nonlocal left
        size = 2 * frames * np.dtype(np.float32).itemsize
        left -= size
        if left >= 0 or size == 0:
            return in_memory(frames)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.truncate(size)
            return np.frombuffer(mmap.mmap(file.fileno(), size), np.float32).reshape(2, frames)

    return blank


def let_go(audio: Audio) -> None:
    """Give back the memory of a reel, or of a stretch of it; arrays that are in memory anyway stay as they are."""
    reel = _reel(audio)
    if reel is None or not CAN_LET_GO:
        return
    start = np.frombuffer(reel, np.uint8).ctypes.data
    for side in audio:
        first = side.ctypes.data - start
        # Only whole pages: those at the edges belong to the neighbours as well.
        begin, end = -(-first // mmap.PAGESIZE), (first + side.nbytes) // mmap.PAGESIZE
        if end > begin:
            reel.madvise(mmap.MADV_DONTNEED, begin * mmap.PAGESIZE, (end - begin) * mmap.PAGESIZE)


def is_reel(audio: Audio) -> bool:
    """Tell whether an array's memory can be given back."""
    return _reel(audio) is not None


def _reel(audio: Audio) -> mmap.mmap | None:
    """The map that an array lies in, if it is one of ours."""
    base: object = audio
    while isinstance(base, np.ndarray):
        base = base.base
    owner = base.obj if isinstance(base, memoryview) else base
    return owner if isinstance(owner, mmap.mmap) else None
