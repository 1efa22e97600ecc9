"""FluidSynth, the reference our renderer is measured against: played offline, event by event, in float, effects off."""

from __future__ import annotations

import ctypes
import ctypes.util
import time
from pathlib import Path

import numpy as np

from backend.studio.audio import Audio
from backend.studio.score import PlayedPart

POLYPHONY = 4096  # so that it never steals a voice: both sides render the same ones
BUFFER = 128  # frames: it renders 64 at a time, and one such block may be left of what sounded before
CUBIC, SINC = 4, 7  # its interpolation: what it does by default, and its best
SEMITONES = 24  # the bend range it is told to use
DRUM_BANK = 128


def library() -> str | None:
    """Where FluidSynth's library is on this machine, or None."""
    return ctypes.util.find_library("fluidsynth")


class FluidSynth:
    """One synthesizer with one font, loaded whole or, with ``lazily``, a preset at a time before it is played."""

    def __init__(self, font: Path, sample_rate: int, *, interpolation: int = CUBIC, lazily: bool = False) -> None:
        self._lib = ctypes.CDLL(library())
        for maker in ("new_fluid_settings", "new_fluid_synth"):
            getattr(self._lib, maker).restype = ctypes.c_void_p
        self._settings = ctypes.c_void_p(self._lib.new_fluid_settings())
        for name, number in (("synth.sample-rate", float(sample_rate)), ("synth.gain", 1.0)):
            self._lib.fluid_settings_setnum(self._settings, name.encode(), ctypes.c_double(number))
        switches = {"reverb.active": 0, "chorus.active": 0, "dynamic-sample-loading": lazily, "polyphony": POLYPHONY}
        for name, number in switches.items():
            self._lib.fluid_settings_setint(self._settings, f"synth.{name}".encode(), int(number))
        started = time.perf_counter()
        self._synth = ctypes.c_void_p(self._lib.new_fluid_synth(self._settings))
        self._font = self._lib.fluid_synth_sfload(self._synth, str(font).encode(), 1)
        self.load_s = time.perf_counter() - started
        self._rate, self._interpolation = sample_rate, interpolation

    def play(self, part: PlayedPart, frames: int) -> tuple[Audio, float]:
        """Render one part; return the stem, shape (2, frames), and the seconds it took."""
        lib, synth = self._lib, self._synth
        lib.fluid_synth_system_reset(synth)
        lib.fluid_synth_set_interp_method(synth, -1, self._interpolation)
        lib.fluid_synth_program_select(synth, 0, self._font, part.part.bank, part.part.program)
        lib.fluid_synth_pitch_wheel_sens(synth, 0, SEMITONES)
        lib.fluid_synth_cc(synth, 0, 7, 127)
        stem, at = np.zeros((2, frames), np.float32), 0
        left, right = (ctypes.c_void_p(channel.ctypes.data) for channel in stem)
        started = time.perf_counter()
        for when, call in [*_events(part), (frames / self._rate, None)]:
            until = min(frames, round(when * self._rate))
            if until > at:
                lib.fluid_synth_write_float(synth, until - at, left, at, 1, right, at, 1)
                at = until
            if call:
                getattr(lib, f"fluid_synth_{call[0]}")(synth, 0, *call[1:])
        took = time.perf_counter() - started
        self._silence()
        return stem, took

    def _silence(self) -> None:
        """End what still sounds; it only ends while something is rendered."""
        rest = np.zeros((2, BUFFER), np.float32)
        left, right = (ctypes.c_void_p(channel.ctypes.data) for channel in rest)
        self._lib.fluid_synth_all_sounds_off(self._synth, 0)
        self._lib.fluid_synth_write_float(self._synth, BUFFER, left, 0, 1, right, 0, 1)

    def close(self) -> None:
        """Give its memory back."""
        self._lib.delete_fluid_synth(self._synth)
        self._lib.delete_fluid_settings(self._settings)


def _events(part: PlayedPart) -> list[tuple[float, tuple[str | int, ...]]]:
    """The part as calls in time; of two at the same time, releases come first and notes last."""
    found = []
    for note in part.notes:
        found += [(note.on_s, 2, ("noteon", note.pitch, note.velocity)), (note.off_s, 0, ("noteoff", note.pitch))]
    for number, moves in part.controls.items():
        found += [(when, 1, ("cc", number, value)) for when, value in moves]
    found += [(when, 1, ("pitch_bend", round(8192 + cents / SEMITONES / 100 * 8192))) for when, cents in part.bend]
    return [(when, call) for when, _, call in sorted(found, key=lambda event: event[:2])]
