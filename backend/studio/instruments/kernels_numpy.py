"""Plain twins of the compiled kernels, for machines where numba has no wheel: slower, voice by voice, same sound."""

# ruff: noqa: PLR0917 - the twins take what the compiled kernels take

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from backend.studio.audio import Audio
from backend.studio.instruments import envelopes
from backend.studio.instruments.envelopes import Curve
from backend.studio.instruments.tables import (
    BLOCK,
    LOWEST_CUTOFF,
    NEAREST_CUTOFF,
    OCTAVE_PARTS,
    OPEN_CUTOFF,
    PHASES,
    TAPS,
)

Rows = Any
CHUNK = 1 << 16  # frames resampled at once: 16 taps of them are 4 MB
RETUNE = 4 * BLOCK  # frames between two settings of a moving filter: 6 ms, where the compiled one takes 1.5


def resample(
    pcm: NDArray[np.int16],
    marks: tuple[int, int, int, int],
    looping_until: float,
    step: float,
    curve: Curve,
    zeros: float,
    kernels: Audio,
    out: Audio,
) -> int:
    """See ``kernels.resample``."""
    start, loop_start, loop_end, end = marks
    advance = np.full(len(out), step)
    if curve.size:
        advance *= np.repeat(2.0 ** (curve / 1200), BLOCK)[: len(out)]
    position = start + np.concatenate([[0.0], np.cumsum(advance[:-1])])
    if looping_until > 0:
        position = _looped(position, looping_until, loop_start, loop_end)
    frames = int(np.searchsorted(position >= end, True)) if looping_until < len(out) else len(out)
    third = max(0, int(np.ceil(OCTAVE_PARTS * np.log2(max(step, 1.0)))))
    bank = kernels[min(third, len(kernels) - 1)].reshape(PHASES, TAPS)
    for first in range(0, frames, CHUNK):
        here = position[first : min(first + CHUNK, frames)]
        whole = here.astype(np.int64)
        rows = bank[((here - whole) * PHASES).astype(np.int64)]
        taps = pcm[(whole - (TAPS // 2 - 1))[:, None] + np.arange(TAPS)]
        out[first : first + len(here)] = np.einsum("ij,ij->i", taps.astype(np.float32), rows) / 32768
    if zeros:
        out[2:frames] += 2 * out[1 : frames - 1] + out[: frames - 2]
    return frames


def _looped(position: Curve, looping_until: float, loop_start: int, loop_end: int) -> Curve:
    """Fold positions back into the loop; after ``looping_until`` they go on from where they are."""
    until = min(len(position), int(np.ceil(looping_until)))
    length = loop_end - loop_start
    laps = np.maximum(0.0, np.floor((position - loop_start) / length))
    laps[until:] = laps[until - 1] if until else 0.0
    folded: Curve = position - laps * length
    return folded


def mix(
    arena: Audio,
    notes: Rows,
    voices: Rows,
    rate_cents: float,
    section_left: Audio,
    section_right: Audio,
    tail_left: Audio,
    tail_right: Audio,
) -> None:
    """See ``kernels.mix``."""
    span = len(section_left)
    for note in notes:
        voice, start, frames = voices[note["voice"]], int(note["start"]), int(note["length"])
        wave = arena[note["wave"] : note["wave"] + frames]
        sound = (_filtered(wave, note, voice, rate_cents) * _levels(note, voice, frames)).astype(np.float32)
        here = max(0, min(frames, span - start))
        for gain, section, tail in (
            (np.float32(voice["left"]), section_left, tail_left),
            (np.float32(voice["right"]), section_right, tail_right),
        ):
            section[start : start + here] += sound[:here] * gain
            after = start + here - span
            if here < frames:
                tail[after : after + frames - here] += sound[here:] * gain


def _levels(note: Rows, voice: Rows, frames: int) -> Curve:
    """The volume envelope and tremolo as one factor a frame."""
    time = np.arange(float(frames))
    fall = envelopes.attenuation_db(
        time,
        delay=voice["delay"],
        attack=voice["attack"],
        hold=voice["hold"],
        decay=voice["decay"],
        sustain=voice["sustain"],
        released_at=note["release"],
        fall=note["fall"],
    )
    fall += np.maximum(0.0, time - note["choke"]) * note["choke_fall"]
    if voice["lfo_volume"]:
        fall -= 0.1 * voice["lfo_volume"] * envelopes.triangle(time, delay=voice["lfo_delay"], rate=voice["lfo_rate"])
    rise = envelopes.attack(time, delay=voice["delay"], attack=voice["attack"], released_at=note["release"])
    return rise * 10 ** (-fall / 20)


def _filtered(wave: Audio, note: Rows, voice: Rows, rate_cents: float) -> Audio:
    if not voice["is_filtered"]:
        return wave
    pace = RETUNE if voice["is_moving"] else len(wave)
    cents = _cutoffs(note, voice, np.arange(0.5 * pace, len(wave) + pace, pace))
    out, memory = np.empty_like(wave), np.zeros(2)
    for number, first in enumerate(range(0, len(wave), pace)):
        feed, poles = _tuned(float(cents[number]), float(voice["damping"]), rate_cents)
        out[first : first + pace], memory = lfilter([feed], poles, wave[first : first + pace], zi=memory)
    return out


def _cutoffs(note: Rows, voice: Rows, time: Curve) -> Curve:
    cents = np.full(len(time), voice["cutoff"])
    cents += voice["lfo_cutoff"] * envelopes.triangle(time, delay=voice["lfo_delay"], rate=voice["lfo_rate"])
    if voice["env_cutoff"]:
        cents += voice["env_cutoff"] * envelopes.modulation(
            time,
            delay=voice["env_delay"],
            attack=voice["env_attack"],
            hold=voice["env_hold"],
            decay=voice["env_decay"],
            sustain=voice["env_sustain"],
            release=voice["env_release"],
            released_at=note["release"],
        )
    return cents


def _tuned(cents: float, damping: float, rate_cents: float) -> tuple[float, list[float]]:
    """Feed and poles of the low-pass, see ``kernels._low_pass``."""
    below_rate = rate_cents - min(max(cents, LOWEST_CUTOFF), OPEN_CUTOFF)
    turn = 2 * math.pi * 2 ** (-max(below_rate, NEAREST_CUTOFF) / 1200)
    alpha = math.sin(turn) * damping
    feed = 0.5 * (1 - math.cos(turn)) / (1 + alpha)
    return feed, [1.0, -2 * math.cos(turn) / (1 + alpha), (1 - alpha) / (1 + alpha)]
