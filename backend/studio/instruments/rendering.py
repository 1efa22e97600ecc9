"""A section's tables made into sound: resample its waves, then mix its voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from backend.studio import jit
from backend.studio.audio import Audio
from backend.studio.instruments import kernels, kernels_numpy, tables
from backend.studio.instruments.envelopes import Curve
from backend.studio.instruments.plan import Plan, Section
from backend.studio.instruments.samples import Slot, SlotKey


@dataclass(frozen=True)
class Tail:
    """What a section leaves sounding after its end."""

    first_frame: int
    audio: Audio


class Renderer:
    """The kernels and the tables they read at one sample rate."""

    def __init__(self, sample_rate: int, *, compiled: bool = jit.COMPILED) -> None:
        self._kernels: ModuleType = kernels if compiled else kernels_numpy
        self._sinc = tables.sinc_kernels()
        self._amplitudes: Curve = tables.amplitudes()
        self._angles: Curve = tables.angles(sample_rate)

    def render(self, plan: Plan, section: Section, slots: Mapping[SlotKey, Slot], stem: Audio) -> Tail:
        """Write a section into its part of the stem, shape (2, frames), and return what goes on after it."""
        arena, offsets, filled = self._waves(section, slots)
        notes = section.notes.copy()
        notes["length"] = np.minimum(notes["length"], filled[section.notes["wave"]])
        notes["wave"] = offsets[section.notes["wave"]]
        notes = notes[notes["length"] > 0]
        end = min(section.first_frame + plan.section_frames, plan.frames)
        here = stem[:, section.first_frame : end]
        last = int((notes["start"] + notes["length"]).max(initial=0))
        tail = np.zeros((2, max(0, last - here.shape[1])), np.float32)
        self._kernels.mix(arena, notes, plan.voices, self._amplitudes, self._angles, here[0], here[1], tail[0], tail[1])
        return Tail(end, tail)

    def _waves(self, section: Section, slots: Mapping[SlotKey, Slot]) -> tuple[Audio, np.ndarray, np.ndarray]:
        """Resample every wave of a section; return them in one array, where each begins, and how far it reaches."""
        lengths = np.array([wave.frames for wave in section.waves])
        offsets = tables.BLOCK + np.concatenate([[0], np.cumsum(lengths)])
        arena = np.empty(int(offsets[-1]), np.float32)
        arena[: tables.BLOCK] = 0  # what an idle lane reads
        filled = np.zeros(len(lengths), np.int64)
        for number, wave in enumerate(section.waves):
            slot = slots[wave.slot]
            filled[number] = self._kernels.resample(
                slot.pcm,
                (slot.start, slot.loop_start, slot.loop_end, slot.end),
                wave.looping_until if slot.loop_end > slot.loop_start else 0.0,
                wave.step,
                wave.curve,
                float(wave.is_filtered),
                self._sinc,
                arena[offsets[number] : offsets[number + 1]],
            )
        return arena, offsets, filled
