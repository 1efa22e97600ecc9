"""The two compiled loops: resample a wave, and filter and add up every voice of a section.

Voices run eight at a time, one in each lane of a vector register: a lane is an element of an 8-tuple of float32, which the
compiler turns into one register. Filters are all-pole here; their two zeros are put into the wave by ``resample``.
"""

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
    OCTAVE_PARTS,
    OPEN_CUTOFF,
    PHASES,
    STEPS_PER_DB,
    TAPS,
)
from backend.studio.jit import kernel

Lanes = tuple[Any, ...]
Table = NDArray[np.float64]
Rows = Any  # rows of tables.NOTE_ROW and tables.VOICE_ROW, read by field name

ONE = 4294967296.0  # positions are 32.32 fixed point: a step is exact to 1e-10 of a frame
PHASE_SHIFT = 32 - int(math.log2(PHASES))
SILENCE_DB = 399.0  # where the table of amplitudes ends
# Rows of eight in a group's state.
FEED, POLE_1, POLE_2, LAST_1, LAST_2, LEFT, RIGHT, LEFT_STEP, RIGHT_STEP = range(0, 9 * LANES, LANES)
STATE = 9 * LANES
CUTOFF_TOP = OPEN_CUTOFF - LOWEST_CUTOFF


@kernel
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
        stop = min(total, int(math.ceil(looping_until))) if loops else total
        pace = step
        if curve.shape[0] > 0:
            block = min(t // BLOCK, curve.shape[0] - 1)
            pace = step * 2.0 ** (curve[block] / 1200)
            stop = min(stop, (t // BLOCK + 1) * BLOCK)
        reach = int(math.ceil((limit - position) / pace))
        if reach <= 0 and not loops:
            break
        stop = min(stop, t + max(reach, 0))
        base = int(position)
        phase, advance = np.int64((position - base) * ONE), np.int64(pace * ONE)
        third = int(math.ceil(OCTAVE_PARTS * math.log2(pace))) if pace > 1 else 0
        bank = kernels[min(third, kernels.shape[0] - 1)]
        for i in range(stop - t):
            at = phase + i * advance
            first = base + (at >> 32) - (TAPS // 2 - 1)
            row = bank[(at & 0xFFFFFFFF) >> PHASE_SHIFT]
            x = np.float32(0)
            for tap in range(TAPS):
                x += np.float32(pcm[first + tap]) * row[tap]
            x *= np.float32(1 / 32768)
            out[t + i] = x + zero_1 * x1 + zero_2 * x2
            x1, x2 = x, x1
        position += (stop - t) * pace
        t = stop
        if loops and position >= loop_end:
            length = loop_end - loop_start
            position -= math.floor((position - loop_start) / length) * length
    return t


@kernel
def mix(
    arena: Audio,
    notes: Rows,
    voices: Rows,
    amplitudes: Table,
    angles: Table,
    section_left: Audio,
    section_right: Audio,
    tail_left: Audio,
    tail_right: Audio,
) -> None:
    """Filter, shape and add up the voices of a section.

    Parameters
    ----------
    arena : all waves, one after the other, the first ``BLOCK`` frames silent
    notes : rows of ``tables.NOTE_ROW`` in the order of their starts, frames counted from the section's start
    voices : rows of ``tables.VOICE_ROW``
    amplitudes, angles : see ``tables``
    section_left, section_right : silent, written to
    tail_left, tail_right : silent, written with what sounds after the section's end
    """
    count = notes.shape[0]
    state = np.zeros(((count + LANES - 1) // LANES, STATE), np.float32)
    note_in, level = np.zeros(count, np.int64), np.zeros(count)
    source = np.zeros(LANES, np.int64)
    left, right = np.zeros(BLOCK * LANES, np.float32), np.zeros(BLOCK * LANES, np.float32)
    active, waiting, t = 0, 0, 0
    while active > 0 or waiting < count:
        if active == 0:
            t = notes[waiting].start // BLOCK * BLOCK
        while waiting < count and notes[waiting].start < t + BLOCK:
            _admit(state, active, voices[notes[waiting].voice], angles)
            note_in[active], level[active] = waiting, 0.0
            active, waiting = active + 1, waiting + 1
        for group in range((active + LANES - 1) // LANES):
            lanes = min(LANES, active - group * LANES)
            at = t
            while at < t + BLOCK:
                stop = _next_corner(at, t + BLOCK, notes, voices, note_in, group * LANES, lanes)
                for lane in range(LANES):
                    source[lane] = 0
                    if lane < lanes:
                        k = group * LANES + lane
                        source[lane] = _prepare(
                            at, stop, notes[note_in[k]], voices, state[group], lane, level, k, amplitudes, angles
                        )
                _run(arena, source, state[group], left, right, at - t, stop - at)
                at = stop
        _deliver(left, section_left, tail_left, t)
        _deliver(right, section_right, tail_right, t)
        t += BLOCK
        k = active - 1
        while k >= 0:
            if notes[note_in[k]].start + notes[note_in[k]].length <= t:
                active -= 1
                _move(state, active, k)
                note_in[k], level[k] = note_in[active], level[active]
            k -= 1


@kernel
def _admit(state: Audio, k: int, voice: Rows, angles: Table) -> None:
    """Make lane ``k`` ready for a new voice."""
    group, lane = k // LANES, k % LANES
    for row in range(0, STATE, LANES):
        state[group, row + lane] = 0
    if voice.is_filtered:
        _tune(state[group], lane, voice.cutoff, voice.damping, angles)
    else:
        state[group, FEED + lane] = 1


@kernel
def _move(state: Audio, origin: int, target: int) -> None:
    """Put the last voice into a lane that has become free; the lane it leaves is silent."""
    for row in range(0, STATE, LANES):
        moved = state[origin // LANES, row + origin % LANES]
        state[origin // LANES, row + origin % LANES] = 0
        if origin != target:
            state[target // LANES, row + target % LANES] = moved


@kernel
def _next_corner(at: int, stop: int, notes: Rows, voices: Rows, note_in: Any, first: int, lanes: int) -> int:
    """The next frame after ``at`` at which one of a group's envelopes changes its formula, at most ``stop``."""
    for k in range(first, first + lanes):
        note = notes[note_in[k]]
        voice = voices[note.voice]
        since = at - note.start
        if since < 0:
            stop = min(stop, note.start)
            continue
        if since < note.length:
            stop = min(stop, note.start + note.length)
        corner = voice.delay
        if since < corner:
            stop = min(stop, note.start + int(math.ceil(corner)))
        corner += voice.attack
        if since < corner:
            stop = min(stop, note.start + int(math.ceil(corner)))
        corner += voice.hold
        if since < corner:
            stop = min(stop, note.start + int(math.ceil(corner)))
        corner += voice.sustain / voice.decay
        if since < corner < since + BLOCK:
            stop = min(stop, note.start + int(math.ceil(corner)))
        if since < note.release < since + BLOCK:
            stop = min(stop, note.start + int(math.ceil(note.release)))
        if since < note.choke < since + BLOCK:
            stop = min(stop, note.start + int(math.ceil(note.choke)))
    return stop


@kernel
def _prepare(
    at: int,
    stop: int,
    note: Rows,
    voices: Rows,
    state: Audio,
    lane: int,
    level: Table,
    k: int,
    amplitudes: Table,
    angles: Table,
) -> int:
    """Set a lane's gains and filter for the frames ``at`` to ``stop``; return where in the arena it reads."""
    voice = voices[note.voice]
    since = at - note.start
    if since < 0 or since >= note.length:
        state[LEFT + lane] = state[RIGHT + lane] = state[LEFT_STEP + lane] = state[RIGHT_STEP + lane] = 0
        return 0
    if voice.is_moving:
        middle = since + 0.5 * (stop - at)
        cents = voice.cutoff + voice.lfo_cutoff * _triangle(middle, voice) + voice.env_cutoff * _shift(middle, note, voice)
        _tune(state, lane, cents, voice.damping, angles)
    after = _level(float(stop - note.start), note, voice, amplitudes)
    step = (after - level[k]) / (stop - at)
    state[LEFT + lane], state[RIGHT + lane] = level[k] * voice.left, level[k] * voice.right
    state[LEFT_STEP + lane], state[RIGHT_STEP + lane] = step * voice.left, step * voice.right
    level[k] = after
    return int(note.wave + since)


@kernel
def _level(t: float, note: Rows, voice: Rows, amplitudes: Table) -> float:
    """The volume envelope and tremolo, a factor, ``t`` frames after the note began."""
    since = min(t, note.release) - voice.delay
    if since <= 0:
        return 0.0
    fall = max(0.0, t - note.release) * note.fall + max(0.0, t - note.choke) * note.choke_fall
    rise = min(1.0, since / voice.attack)
    fall += min(voice.sustain, max(0.0, since - voice.attack - voice.hold) * voice.decay)
    if voice.lfo_volume != 0:
        fall -= 0.1 * voice.lfo_volume * _triangle(t, voice)
    return float(rise * _amplitude(fall, amplitudes))


@kernel
def _amplitude(fall_db: float, amplitudes: Table) -> float:
    if fall_db >= SILENCE_DB:
        return 0.0
    if fall_db < 0:
        return float(10 ** (-fall_db / 20))
    x = fall_db * STEPS_PER_DB
    i = int(x)
    return float(amplitudes[i] + (x - i) * (amplitudes[i + 1] - amplitudes[i]))


@kernel
def _triangle(t: float, voice: Rows) -> float:
    """The modulation LFO, -1..1."""
    phase = max(0.0, t - voice.lfo_delay) * voice.lfo_rate + 0.25
    return float(1 - 4 * abs(phase - math.floor(phase) - 0.5))


@kernel
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


@kernel
def _tune(state: Audio, lane: int, cents: float, damping: float, angles: Table) -> None:
    """Set a lane's low-pass [1]_; its zeros are in the wave already.

    .. [1] R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", low-pass.
    """
    x = min(max(cents - LOWEST_CUTOFF, 0.0), CUTOFF_TOP) / CUTOFF_STEP
    i = int(x)
    sine = angles[i, 0] + (x - i) * (angles[i + 1, 0] - angles[i, 0])
    cosine = angles[i, 1] + (x - i) * (angles[i + 1, 1] - angles[i, 1])
    alpha = sine * damping
    scale = 1 / (1 + alpha)
    state[FEED + lane] = 0.5 * (1 - cosine) * scale
    state[POLE_1 + lane] = 2 * cosine * scale
    state[POLE_2 + lane] = (alpha - 1) * scale


@kernel
def _run(arena: Audio, source: Any, state: Audio, left: Audio, right: Audio, at: int, frames: int) -> None:
    """Filter eight voices for some frames and add them to the eight accumulators of each channel."""
    origin = _load(source, 0)
    feed, pole_1, pole_2 = _load(state, FEED), _load(state, POLE_1), _load(state, POLE_2)
    last_1, last_2 = _load(state, LAST_1), _load(state, LAST_2)
    gain_l, gain_r, step_l, step_r = _load(state, LEFT), _load(state, RIGHT), _load(state, LEFT_STEP), _load(state, RIGHT_STEP)
    for i in range(frames):
        k = (at + i) * LANES
        y = _sum(_product(feed, _gather(arena, origin, i)), _sum(_product(pole_1, last_1), _product(pole_2, last_2)))
        last_2, last_1 = last_1, y
        louder_l, louder_r = _sum(_load(left, k), _product(y, gain_l)), _sum(_load(right, k), _product(y, gain_r))
        gain_l, gain_r = _sum(gain_l, step_l), _sum(gain_r, step_r)
        _store(left, k, louder_l)
        _store(right, k, louder_r)
    _store(state, LAST_1, last_1)
    _store(state, LAST_2, last_2)


@kernel
def _deliver(lanes: Audio, section: Audio, tail: Audio, t: int) -> None:
    """Write the sum of the lanes into the section or, past its end, into its tail, and clear the lanes."""
    target, at = section, t
    if t >= section.shape[0]:
        target, at = tail, t - section.shape[0]
    for i in range(min(BLOCK, target.shape[0] - at)):
        v = _load(lanes, i * LANES)
        target[at + i] = ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]))
    lanes[:] = 0


@kernel
def _load(x: Any, i: int) -> Lanes:
    return x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4], x[i + 5], x[i + 6], x[i + 7]


@kernel
def _store(x: Audio, i: int, v: Lanes) -> None:
    x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4], x[i + 5], x[i + 6], x[i + 7] = v


@kernel
def _gather(x: Audio, at: Lanes, i: int) -> Lanes:
    return (
        *(x[at[0] + i], x[at[1] + i], x[at[2] + i], x[at[3] + i]),
        *(x[at[4] + i], x[at[5] + i], x[at[6] + i], x[at[7] + i]),
    )


@kernel
def _product(a: Lanes, b: Lanes) -> Lanes:
    return a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3], a[4] * b[4], a[5] * b[5], a[6] * b[6], a[7] * b[7]


@kernel
def _sum(a: Lanes, b: Lanes) -> Lanes:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5], a[6] + b[6], a[7] + b[7]
