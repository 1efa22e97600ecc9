"""The two compiled loops: resample a wave, and filter and add up every voice of a section.

Voices run eight at a time, one in each lane of a vector register: a lane is an element of an 8-tuple of float32, which
the compiler turns into one register. Filters are all-pole here; their two zeros are put into the wave by ``resample``.
All of it lies in one file, because what is kept of compiled code is only made anew when its own file changes.
"""

# ruff: noqa: PLR0917, PLR0912, PLR0915 - compiled code takes its arrays by position, and a call in the inner loop costs

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.studio.audio import Audio
from backend.studio.instruments.tables import (
    BLOCK,
    CUTOFF_STEP,
    LANES,
    LOWEST_CUTOFF,
    NEAREST_CUTOFF,
    OCTAVE_PARTS,
    OPEN_CUTOFF,
    PHASES,
    STEPS_PER_DB,
    TAPS,
    amplitudes,
    angles,
)
from backend.studio.jit import recursion

Lanes = tuple[Any, ...]
Table = NDArray[np.float64]
Rows = Any  # rows of tables.NOTE_ROW and tables.VOICE_ROW, read by field name

ONE = 4294967296.0  # positions are 32.32 fixed point: a step is exact to 1e-10 of a frame
WHOLE, FRACTION = np.uint64(32), np.uint64(0xFFFFFFFF)
PHASE_SHIFT = np.uint64(32 - int(math.log2(PHASES)))
FULL_SCALE = np.float32(1 / 32768)
# Unsigned indices: a signed one may count from the end, which the compiler would have to test before every load.
U = tuple(np.uint64(i) for i in range(TAPS + 1))
SILENCE_DB = 399.0  # where the table of amplitudes ends
# Rows of eight in a group's state.
FEED, POLE_1, POLE_2, LAST_1, LAST_2, LEFT, RIGHT, LEFT_STEP, RIGHT_STEP = range(0, 9 * LANES, LANES)
STATE = 9 * LANES
NEVER = 1e15  # frames
UNTUNED = -1e9  # cents
AMPLITUDES = amplitudes()
SINES, COSINES = angles()
CUTOFF_ROOM = len(SINES) - 2.0


@recursion
def resample(
    pcm: NDArray[np.int16],
    marks: tuple[int, int, int, int],
    looping_until: float,
    step: float,
    curve: Table,
    zeros: float,
    kernels: Audio,
    out: Audio,
) -> int:
    """Read a sample at another pitch.

    Parameters
    ----------
    pcm : the slot's samples
    marks : where to start, where the loop starts and ends, where the sample ends
    looping_until : frame of ``out`` up to which the loop is kept, 0 for none
    step : sample frames for each frame of sound
    curve : cents to add to the pitch, one value for each ``BLOCK`` frames, or empty
    zeros : 1 to add the two zeros of the low-pass, (1 + 1/z)^2, else 0
    kernels : ``tables.sinc_kernels``
    out : float32, filled as far as the sample reaches, full scale ±1

    Returns
    -------
    int, how many frames were filled
    """
    start, loop_start, loop_end, end = marks
    position, t, total = float(start), 0, out.shape[0]
    x1, x2 = np.float32(0), np.float32(0)
    zero_1, zero_2 = np.float32(2 * zeros), np.float32(zeros)
    while t < total:
        loops = t < looping_until
        limit = loop_end if loops else end
        stop = min(total, math.ceil(looping_until)) if loops else total
        pace = step
        if curve.shape[0] > 0:
            block = min(t // BLOCK, curve.shape[0] - 1)
            pace = step * 2.0 ** (curve[block] / 1200)
            stop = min(stop, (t // BLOCK + 1) * BLOCK)
        reach = math.ceil((limit - position) / pace)
        if reach <= 0 and not loops:
            break
        stop = min(stop, t + max(reach, 0))
        base = int(position)
        at = (np.uint64(base - (TAPS // 2 - 1)) << WHOLE) + np.uint64((position - base) * ONE)
        advance = np.uint64(pace * ONE)
        third = math.ceil(OCTAVE_PARTS * math.log2(pace)) if pace > 1 else 0
        bank = kernels[min(third, kernels.shape[0] - 1)]
        for i in range(t, stop):
            row = ((at & FRACTION) >> PHASE_SHIFT) * U[TAPS]
            first, second = at >> WHOLE, (at >> WHOLE) + U[LANES]
            lanes = _sum(
                _product(_read(pcm, first), _load(bank, row)), _product(_read(pcm, second), _load(bank, row + U[LANES]))
            )
            x = _total(lanes) * FULL_SCALE
            out[i] = x + zero_1 * x1 + zero_2 * x2
            x1, x2 = x, x1
            at += advance
        position += (stop - t) * pace
        t = stop
        if loops and position >= loop_end:
            length = loop_end - loop_start
            position -= math.floor((position - loop_start) / length) * length
    return t


@recursion
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
    """Filter, shape and add up the voices of a section.

    Block by block of absolute time, each group of eight lanes runs from one corner of any of its envelopes to the next:
    in between, gains are straight lines and filters stand still. A lane that has no voice, or whose voice has not begun
    or has ended, reads the silence at the arena's start.

    Arrays are only touched here, and helpers are given single rows and numbers: handing an array to a helper counts its
    references, which for every lane of every block would cost as much as the filter.

    Parameters
    ----------
    arena : all waves, one after the other, the first ``BLOCK`` frames silent
    notes : rows of ``tables.NOTE_ROW`` in the order of their starts, frames counted from the section's start
    voices : rows of ``tables.VOICE_ROW``
    rate_cents : the sample rate as a pitch in absolute cents
    section_left, section_right : silent, written to
    tail_left, tail_right : silent, written with what sounds after the section's end
    """
    count = notes.shape[0]
    groups = (count + LANES - 1) // LANES
    state = np.zeros(groups * STATE, np.float32)
    note_in, corner = np.zeros(count, np.int64), np.zeros(count, np.int64)
    level, cutoff = np.zeros(count), np.zeros(count)
    source = np.zeros(LANES, np.uint64)
    left, right = np.zeros(BLOCK * LANES, np.float32), np.zeros(BLOCK * LANES, np.float32)
    active, waiting, t = 0, 0, 0
    while active > 0 or waiting < count:
        if active == 0:
            t = notes[waiting].start // BLOCK * BLOCK
        while waiting < count and notes[waiting].start < t + BLOCK:
            note_in[active], corner[active] = waiting, notes[waiting].start
            level[active], cutoff[active] = 0.0, UNTUNED
            active, waiting = active + 1, waiting + 1
        for first in range(0, active, LANES):
            lanes, group, at = min(LANES, active - first), first // LANES * STATE, t
            while at < t + BLOCK:
                stop = t + BLOCK
                for k in range(first, first + lanes):
                    if corner[k] <= at:
                        note = notes[note_in[k]]
                        corner[k] = note.start + _corner(at - note.start, note, voices[note.voice])
                    stop = min(stop, corner[k])
                per_frame = 1 / (stop - at)
                for lane in range(LANES):
                    place, k = group + lane, first + lane
                    source[lane] = 0
                    before, after = 0.0, 0.0
                    note = notes[note_in[min(k, active - 1)]]
                    voice = voices[note.voice]
                    since = at - note.start
                    if lane < lanes and 0 <= since < note.length:
                        source[lane] = note.wave + since
                        before, after = level[k], _level(float(stop - note.start), note, voice)
                        level[k] = after
                        cents = _cents(0.5 * (at + stop) - note.start, note, voice)
                        if cents != cutoff[k]:
                            cutoff[k] = cents
                            state[place + FEED], state[place + POLE_1], state[place + POLE_2] = _low_pass(
                                cents, rate_cents, voice
                            )
                    step = (after - before) * per_frame
                    state[place + LEFT], state[place + RIGHT] = before * voice.left, before * voice.right
                    state[place + LEFT_STEP], state[place + RIGHT_STEP] = step * voice.left, step * voice.right
                _run(arena, source, state, group, left, right, at - t, stop - at)
                at = stop
        _deliver(left, section_left, tail_left, t)
        _deliver(right, section_right, tail_right, t)
        t += BLOCK
        for k in range(active - 1, -1, -1):
            if notes[note_in[k]].start + notes[note_in[k]].length <= t:
                active -= 1
                for row in range(0, STATE, LANES):
                    state[_place(k) + row] = state[_place(active) + row]
                    state[_place(active) + row] = 0
                note_in[k], corner[k], level[k] = note_in[active], corner[active], level[active]
                cutoff[k] = cutoff[active]


@recursion
def _place(k: int) -> int:
    """Where lane ``k`` lies in the state: groups one after the other, in each the rows, in each the lanes."""
    return k // LANES * STATE + k % LANES


@recursion
def _corner(since: int, note: Rows, voice: Rows) -> int:
    """The next frame after ``since`` at which a voice's envelope changes its formula."""
    corner = NEVER
    if since < note.length:
        corner = float(note.length)
    if since < note.release:
        corner = min(corner, note.release)
    if since < note.choke:
        corner = min(corner, note.choke)
    time = voice.delay
    for span in (0.0, voice.attack, voice.hold, voice.sustain / voice.decay):
        time += span
        if since < time:
            corner = min(corner, time)
    return math.ceil(corner)


@recursion
def _level(t: float, note: Rows, voice: Rows) -> float:
    """The volume envelope and tremolo, a factor, ``t`` frames after the note began."""
    since = min(t, note.release) - voice.delay
    if since <= 0:
        return 0.0
    fall = max(0.0, t - note.release) * note.fall + max(0.0, t - note.choke) * note.choke_fall
    fall += min(voice.sustain, max(0.0, since - voice.attack - voice.hold) * voice.decay)
    if voice.lfo_volume != 0:
        fall -= 0.1 * voice.lfo_volume * _triangle(t, voice)
    rise = since / voice.attack if since < voice.attack else 1.0
    return float(rise * _amplitude(fall))


@recursion
def _cents(t: float, note: Rows, voice: Rows) -> float:
    """The cutoff of the low-pass, ``t`` frames after the note began."""
    if not voice.is_moving:
        return float(voice.cutoff)
    return float(voice.cutoff + voice.lfo_cutoff * _triangle(t, voice) + voice.env_cutoff * _shift(t, note, voice))


@recursion
def _amplitude(fall_db: float) -> float:
    if fall_db >= SILENCE_DB:
        return 0.0
    if fall_db < 0:
        return float(10 ** (-fall_db / 20))
    x = fall_db * STEPS_PER_DB
    i = np.uint64(x)
    return float(AMPLITUDES[i] + (x - i) * (AMPLITUDES[i + U[1]] - AMPLITUDES[i]))


@recursion
def _triangle(t: float, voice: Rows) -> float:
    """The modulation LFO, -1..1."""
    phase = max(0.0, t - voice.lfo_delay) * voice.lfo_rate + 0.25
    return float(1 - 4 * abs(phase - math.floor(phase) - 0.5))


@recursion
def _shift(t: float, note: Rows, voice: Rows) -> float:
    """The modulation envelope, 0..1; see ``envelopes.modulation``."""
    if voice.env_cutoff == 0:
        return 0.0
    since = min(t, note.release) - voice.env_delay
    held = 0.0
    if since > 0:
        if since < voice.env_attack:
            held = max(0.0, 1 + 400 / 960 * math.log10(max(since / voice.env_attack, 1e-6)))
        else:
            held = max(voice.env_sustain, 1 - max(0.0, since - voice.env_attack - voice.env_hold) / voice.env_decay)
    return float(max(0.0, held - max(0.0, t - note.release) / voice.env_release))


@recursion
def _low_pass(cents: float, rate_cents: float, voice: Rows) -> tuple[float, float, float]:
    """Feed and two poles of a low-pass [1]_; its zeros are in the wave already.

    .. [1] R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", low-pass.
    """
    if not voice.is_filtered:
        return 1.0, 0.0, 0.0
    below_rate = rate_cents - min(max(cents, LOWEST_CUTOFF), OPEN_CUTOFF)
    x = min(max(below_rate - NEAREST_CUTOFF, 0.0) / CUTOFF_STEP, CUTOFF_ROOM)
    i = np.uint64(x)
    sine = SINES[i] + (x - i) * (SINES[i + U[1]] - SINES[i])
    cosine = COSINES[i] + (x - i) * (COSINES[i + U[1]] - COSINES[i])
    alpha = sine * voice.damping
    scale = 1 / (1 + alpha)
    return 0.5 * (1 - cosine) * scale, 2 * cosine * scale, (alpha - 1) * scale


@recursion
def _run(arena: Audio, source: Any, state: Audio, group: int, left: Audio, right: Audio, at: int, frames: int) -> None:
    """Filter eight voices for some frames and add them to the eight accumulators of each channel."""
    origin = _load(source, U[0])
    feed, pole_1, pole_2 = (
        _load(state, np.uint64(group + FEED)),
        _load(state, np.uint64(group + POLE_1)),
        _load(state, np.uint64(group + POLE_2)),
    )
    last_1, last_2 = _load(state, np.uint64(group + LAST_1)), _load(state, np.uint64(group + LAST_2))
    gain_l, gain_r = _load(state, np.uint64(group + LEFT)), _load(state, np.uint64(group + RIGHT))
    step_l, step_r = _load(state, np.uint64(group + LEFT_STEP)), _load(state, np.uint64(group + RIGHT_STEP))
    k = np.uint64(at * LANES)
    for i in range(frames):
        x = _gather(arena, origin, np.uint64(i))
        y = _sum(_sum(_product(feed, x), _product(pole_2, last_2)), _product(pole_1, last_1))
        last_2, last_1 = last_1, y
        louder_l, louder_r = _sum(_load(left, k), _product(y, gain_l)), _sum(_load(right, k), _product(y, gain_r))
        gain_l, gain_r = _sum(gain_l, step_l), _sum(gain_r, step_r)
        _store(left, k, louder_l)
        _store(right, k, louder_r)
        k += U[LANES]
    _store(state, np.uint64(group + LAST_1), last_1)
    _store(state, np.uint64(group + LAST_2), last_2)


@recursion
def _deliver(lanes: Audio, section: Audio, tail: Audio, t: int) -> None:
    """Write the sum of the lanes into the section or, past its end, into its tail, and clear the lanes."""
    target, at = section, t
    if t >= section.shape[0]:
        target, at = tail, t - section.shape[0]
    for i in range(min(BLOCK, target.shape[0] - at)):
        target[np.uint64(at + i)] = _total(_load(lanes, np.uint64(i * LANES)))
    lanes[:] = 0


@recursion
def _load(x: Any, i: Any) -> Lanes:
    return x[i], x[i + U[1]], x[i + U[2]], x[i + U[3]], x[i + U[4]], x[i + U[5]], x[i + U[6]], x[i + U[7]]


@recursion
def _read(pcm: Any, i: Any) -> Lanes:
    x = _load(pcm, i)
    return (
        *(np.float32(x[0]), np.float32(x[1]), np.float32(x[2]), np.float32(x[3])),
        *(np.float32(x[4]), np.float32(x[5]), np.float32(x[6]), np.float32(x[7])),
    )


@recursion
def _store(x: Audio, i: Any, v: Lanes) -> None:
    x[i], x[i + U[1]], x[i + U[2]], x[i + U[3]] = v[0], v[1], v[2], v[3]
    x[i + U[4]], x[i + U[5]], x[i + U[6]], x[i + U[7]] = v[4], v[5], v[6], v[7]


@recursion
def _gather(x: Audio, at: Lanes, i: Any) -> Lanes:
    return (
        *(x[at[0] + i], x[at[1] + i], x[at[2] + i], x[at[3] + i]),
        *(x[at[4] + i], x[at[5] + i], x[at[6] + i], x[at[7] + i]),
    )


@recursion
def _product(a: Lanes, b: Lanes) -> Lanes:
    return a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3], a[4] * b[4], a[5] * b[5], a[6] * b[6], a[7] * b[7]


@recursion
def _sum(a: Lanes, b: Lanes) -> Lanes:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5], a[6] + b[6], a[7] + b[7]


@recursion
def _total(v: Lanes) -> Any:
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]))
