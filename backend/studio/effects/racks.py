"""A chain put over a file: read once, effect after effect, written when all of it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from math import isfinite, log10
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from backend.studio.audio import Audio
from backend.studio.effects import colour, dynamics, impulses, placing, settings, space, stretching, tone, whole
from backend.studio.effects.chain import Chain, Link, read
from backend.studio.effects.meter import Meter
from backend.studio.effects.sound import Hear, Made, Sound, Tape, record
from backend.studio.effects.units import Unit, over
from backend.studio.errors import BadAudio, BadChain
from backend.studio.formats.audio_files import write_flac_blocks, write_wav_blocks
from backend.studio.formats.decode import Limits, streamed
from backend.studio.parallel import Progress

BITS = 24
USUAL = Limits()
BUILD: Mapping[str, Callable[[Any, int], Unit]] = {
    "gain": placing.Gain,
    "compressor": dynamics.Compressor,
    "gate": dynamics.Gate,
    "deesser": dynamics.deesser,
    "eq": tone.equaliser,
    "bell": tone.one_bell,
    "low_shelf": tone.lows,
    "high_shelf": tone.highs,
    "high_pass": tone.above,
    "low_pass": tone.below,
    "distortion": colour.Distortion,
    "bitcrush": colour.Bitcrush,
    "chorus": colour.chorus,
    "phaser": colour.phaser,
    "tremolo": colour.Tremolo,
    "delay": space.Delay,
    "reverb": space.reverb,
    "stereo_width": placing.Width,
}
RINGS_S: Mapping[str, Callable[[Any, int], float]] = {
    "delay": lambda how, _rate: space.delay_rings_s(how),
    "reverb": lambda how, _rate: space.reverb_rings_s(how),
}
LATE = {"distortion": colour.Distortion.LATE}
# Those with kernels of their own, as loud as it takes for all of them to have something to do.
WARM_RATE = 44_100
WARMING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("eq", {"low_db": 3}),
    ("deesser", {}),
    ("gate", {}),
    ("compressor", {}),
    ("distortion", {}),
    ("tremolo", {}),
    ("limiter", {"gain_db": 12}),
)
# Effects that have a sound written down before they begin.
BOUNCED = ("reverse", "normalise")
# Effects that remember many seconds: where there are more, what the first have made is written down before the next.
HEAVY, HEAVY_AT_ONCE = ("convolution", "delay"), 2
# So many times the longest file may a sound last on its way, with all that rings on.
LONGEST_TIMES = 2


@dataclass(frozen=True)
class Level:
    """How loud a sound is; None where silence has no such thing."""

    lufs: float | None
    peak_dbtp: float | None


@dataclass(frozen=True)
class Applied:
    """What came of it. ``lowered_db`` is by how much the whole was made softer to fit into its file."""

    before: Level
    after: Level
    duration_s: float
    channels: int
    sample_rate: int
    lowered_db: float


@np.errstate(over="ignore", invalid="ignore")  # what becomes infinite is refused
def apply(
    source: Path,
    chain: Chain,
    target: Path,
    *,
    folder: Path,
    limits: Limits = USUAL,
    keeps_length: bool = False,
    channels: int | None = None,
    recordings: Mapping[str, Path] = MappingProxyType({}),
    report: Progress = lambda _done: None,
) -> Applied:
    """Put a chain over a file.

    Parameters
    ----------
    target : where the result is written, as its ending says: .wav or .flac, of 24 bits
    folder : room for sounds on their way
    keeps_length : what rings on after the end is left out
    channels : 1 or 2; else as many as there are. Of one side come two, of two their mean
    recordings : where the sounds lie that effects of the chain are set to, by their ids
    report : called with how much is done, 0..1; what it raises ends the work

    Raises
    ------
    BadAudio
        if the file cannot be decoded, is outside the limits, or has more than two channels
    BadChain
        if nothing is left of the sound, or it becomes far longer than the limit or louder than numbers can be
    """
    kinds = [link.kind.name for link in chain.heard]
    heavy = sum(kind in HEAVY for kind in kinds)
    passes = 3 + sum(kind in BOUNCED for kind in kinds) + max(0, heavy - 1) // HEAVY_AT_ONCE
    desk = Desk(folder, recordings, passes=passes, keeps_length=keeps_length, report=report)
    given, before, sides = desk.load(source, limits)
    desk.sides = channels or sides
    sound: Sound = given
    for link in chain.heard:
        sound = desk.put(link, sound)
        _check_length(sound, link, LONGEST_TIMES * limits.max_seconds)
    after = Meter(sound.sample_rate, sides=desk.sides)
    made = desk.bounce(_sided(sound, desk.sides), hear=after.hear)
    gain = min(1.0, 1 / after.highest) if after.highest else 1.0
    desk.write(target, made, gain)
    lowered_db = 20 * log10(gain)
    return Applied(
        _level(before),
        _level(after, lowered_db),
        made.frames / made.sample_rate,
        desk.sides,
        made.sample_rate,
        round(lowered_db, 3) + 0.0,
    )


def warm(folder: Path) -> None:
    """Compile what effects run, by putting some over a second of noise."""
    noise: Audio = np.random.default_rng(1).standard_normal((2, WARM_RATE), np.float32) * np.float32(0.25)
    write_wav_blocks(folder / "noise.wav", [noise], shape=noise.shape, bits=BITS, sample_rate=WARM_RATE)
    apply(
        folder / "noise.wav",
        read([{"type": kind, **more} for kind, more in WARMING]),
        folder / "out.wav",
        folder=folder,
    )


class Desk:
    """Where effects are put over a sound; ``passes`` are how often it is written down on its way."""

    def __init__(
        self, folder: Path, recordings: Mapping[str, Path], *, passes: int, keeps_length: bool, report: Progress
    ) -> None:
        self._recordings = recordings
        self._folder, self._passes, self._keeps_length, self._report = folder, passes, keeps_length, report
        self._numbers = count()
        self._done = self._heavy = 0
        self._tape: Tape | None = None
        self.sides = 2

    def load(self, source: Path, limits: Limits) -> tuple[Tape, Meter, int]:
        """Decode a file onto a tape, with how loud it is and how many sides it has."""
        with streamed(source, limits) as (about, blocks):
            if about.channels > 2:
                raise BadAudio(f"The sound has {about.channels} channels; effects are for one or two.")
            meter = Meter(about.sample_rate, sides=about.channels)
            both = (np.ascontiguousarray(np.broadcast_to(block, (2, block.shape[1]))) for block in blocks)
            expected = max(1, round(about.duration_s * about.sample_rate))
            tape = self._record(both, expected, about.sample_rate, meter.hear)
        if not tape.frames:
            raise BadAudio("The file holds 0 s of sound; there must be some.")
        return tape, meter, about.channels

    def put(self, link: Link, sound: Sound) -> Sound:
        """Put one effect over a sound."""
        name, how, rate = link.kind.name, link.settings, sound.sample_rate
        if name in HEAVY:
            if self._heavy == HEAVY_AT_ONCE:
                sound, self._heavy = self.bounce(sound), 0
            self._heavy += 1
        if name in BUILD:
            rings = round(RINGS_S[name](how, rate) * rate) if name in RINGS_S and not self._keeps_length else 0
            return over(sound, partial(BUILD[name], how, rate), mix=link.mix, late=LATE.get(name, 0), rings=rings)
        return {
            "convolution": lambda: self._convolved(sound, how, link.mix),
            "limiter": lambda: whole.limit(sound, how),
            "normalise": lambda: whole.normalise(sound, how, self.bounce, sides=self.sides),
            "pitch_shift": lambda: stretching.pitch_shift(sound, how, mix=link.mix),
            "time_stretch": lambda: stretching.time_stretch(sound, how),
            "fade": lambda: whole.fade(sound, how),
            "trim": lambda: whole.trim(sound, how),
            "reverse": lambda: whole.reverse(sound, self.bounce),
        }[name]()

    def _convolved(self, sound: Sound, how: settings.Convolution, mix: float) -> Sound:
        """A sound in a place of ours, or in one that was recorded."""
        rate = sound.sample_rate
        if how.impulse:
            answer = impulses.recorded(self._recordings[how.impulse], how.decay, rate)
        else:
            answer = impulses.impulse(how.space, how.decay, rate)
        rings = 0 if self._keeps_length else answer.shape[1] + round(how.predelay_ms / 1000 * rate)
        return over(sound, lambda: space.convolution(how, answer, rate), mix=mix, rings=rings)

    def bounce(self, sound: Sound, hear: Hear | None = None) -> Tape:
        """Write a sound down."""
        return self._record(sound.blocks(), sound.frames, sound.sample_rate, hear)

    def write(self, target: Path, tape: Tape, gain: float) -> None:
        """Write the result, times a gain."""
        blocks = (block[: self.sides] * np.float32(gain) for block in self._watched(tape.blocks(), tape.frames))
        if target.suffix == ".flac":
            write_flac_blocks(target, blocks, channels=self.sides, bits=BITS, sample_rate=tape.sample_rate)
        else:
            shape = self.sides, tape.frames
            write_wav_blocks(target, blocks, shape=shape, bits=BITS, sample_rate=tape.sample_rate)

    def _record(self, blocks: Iterator[Audio], frames: int, sample_rate: int, hear: Hear | None) -> Tape:
        """Write a sound down; the tape that it was made of is needed no more."""
        path = self._folder / f"{next(self._numbers)}.tape"
        tape = record(path, self._watched(blocks, frames), sample_rate, hear=hear)
        if self._tape:
            self._tape.path.unlink()
        self._tape = tape
        return tape

    def _watched(self, blocks: Iterator[Audio], frames: int) -> Iterator[Audio]:
        """The blocks, while it is told how far they are.

        Raises
        ------
        BadChain
            if gains upon gains have made them infinite
        """
        passed = 0
        for block in blocks:
            if not np.isfinite(block).all():
                raise BadChain.of(["The chain makes the sound louder than numbers can be; lower its gains."])
            yield block
            passed += block.shape[1]
            self._report((self._done + min(1.0, passed / frames)) / self._passes)
        self._done += 1


def _check_length(sound: Sound, link: Link, longest_s: float) -> None:
    seconds = sound.frames / sound.sample_rate
    if seconds > longest_s:
        raise BadChain.of([
            f"{link.kind.label} makes the sound {seconds:.0f} s long; on its way it may last {longest_s:.0f} s."
        ])  # fmt: skip


def _sided(sound: Sound, sides: int) -> Sound:
    """A sound for so many loudspeakers: for one, both sides are their mean."""
    if sides == 2:
        return sound

    def made() -> Iterator[Audio]:
        for block in sound.blocks():
            block[:] = (block[0] + block[1]) / 2
            yield block

    return Made(sound.sample_rate, sound.frames, made)


def _level(meter: Meter, more_db: float = 0.0) -> Level:
    def rounded(db: float) -> float | None:
        return round(db + more_db, 2) if isfinite(db) else None

    return Level(rounded(meter.lufs), rounded(meter.peak_db))
