"""Tables made into sound: resample the waves of a movement, then mix its sections."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from backend.studio import jit
from backend.studio.audio import Audio
from backend.studio.instruments import tables
from backend.studio.instruments.plan import Plan, Section, Wave
from backend.studio.instruments.samples import Slot, Slotted

Slots = Mapping[Slotted, Slot]
CHUNK = 1 << 20  # frames resampled in one go: some milliseconds


class Arena:
    """Room for the waves of a movement, one after the other behind a silent block, which is what idle lanes read.

    It is mapped and not allocated: it begins silent, memory is taken only where it is written, so that arenas may be
    made long before their turn comes, and goes back to the system when they go.
    """

    def __init__(self, waves: list[Wave]) -> None:
        self.waves = waves
        self.offsets = tables.BLOCK + np.cumsum([0, *(wave.frames for wave in waves)])
        self.audio: Audio = np.frombuffer(_mapped(4 * int(self.offsets[-1])), np.float32)
        self.filled: NDArray[np.int64] = np.zeros(len(waves), np.int64)

    def chunks(self) -> Iterator[range]:
        """Indices of waves, in ranges of about ``CHUNK`` frames."""
        first = 0
        for number in range(1, len(self.waves) + 1):
            if number == len(self.waves) or self.offsets[number] - self.offsets[first] >= CHUNK:
                yield range(first, number)
                first = number


def _mapped(size: int) -> mmap.mmap:
    room = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):  # Linux: a page fault for 2 MB instead of 4 KB
        room.madvise(mmap.MADV_HUGEPAGE)
    return room


@dataclass(frozen=True)
class Tail:
    """What a section of that number leaves sounding after its end."""

    number: int
    first_frame: int
    audio: Audio


class Renderer:
    """The kernels, and the tables they read, at one sample rate."""

    def __init__(self, sample_rate: int, *, compiled: bool = jit.COMPILED) -> None:
        self._kernels = _kernels(compiled)
        self._sinc = tables.sinc_kernels()
        self._rate_cents = tables.rate_cents(sample_rate)

    def resample(self, arena: Arena, chunk: range, slots: Slots) -> None:
        """Fill the arena with some of its waves."""
        for number in chunk:
            wave, slot = arena.waves[number], slots[arena.waves[number].slot]
            arena.filled[number] = self._kernels.resample(
                slot.pcm,
                (slot.start, slot.loop_start, slot.loop_end, slot.end),
                wave.looping_until if slot.loop_end > slot.loop_start else 0.0,
                wave.step,
                wave.curve,
                float(wave.is_filtered),
                self._sinc,
                arena.audio[arena.offsets[number] : arena.offsets[number + 1]],
            )

    def mix(self, plan: Plan, section: Section, arena: Arena, stem: Audio) -> Tail:
        """Write a section into its part of the stem, shape (2, frames), and return what goes on after it."""
        notes = section.notes.copy()
        notes["length"] = np.minimum(notes["length"], arena.filled[section.notes["wave"]])
        notes["wave"] = arena.offsets[section.notes["wave"]]
        notes = notes[notes["length"] > 0]
        here = stem[:, section.first_frame : section.end_frame]
        last = int((notes["start"] + notes["length"]).max(initial=0))
        tail = np.zeros((2, max(0, last - here.shape[1])), np.float32)
        self._kernels.mix(arena.audio, notes, plan.voices, self._rate_cents, here[0], here[1], tail[0], tail[1])
        return Tail(section.number, section.end_frame, tail)


def _kernels(compiled: bool) -> ModuleType:
    """The compiled kernels or their plain twins; only those used are imported, for the twins bring half of scipy."""
    return import_module(f"{__package__}.{'kernels' if compiled else 'kernels_numpy'}")
