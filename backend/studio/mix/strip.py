"""The channel of one stem: level, tone, dynamics and colour first; then its place, its echo and its room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log10
from typing import Protocol

import numpy as np

from backend.studio.analysis.levels import powers
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.mix import colour, curve
from backend.studio.mix.amps import Amp, AmpSetting
from backend.studio.mix.curve import BLOCK, Knots, blocks
from backend.studio.mix.deesser import DeEsser
from backend.studio.mix.dynamics import Compressor
from backend.studio.mix.echo import Echo
from backend.studio.mix.filters import Filter, Section, bell, high_pass, high_shelf, low_pass
from backend.studio.mix.placing import Place
from backend.studio.mix.presets import PartSetting, Preset
from backend.studio.mix.room import Room
from backend.studio.mix.state import StripLevels

LEVEL_DB = -20.0
"""The level at which every stem meets its compressor and its fader: room for peaks 20 dB above."""
STRETCH = SAMPLE_RATE // 10
# Active is what is not silence (-70 dBFS) and not more than 20 dB below the rest: a held breath, a dying cymbal.
SILENCE, BREATH = 1e-7, 0.01
FAINT_DB = -90.0
LOWEST_HZ, HIGHEST_HZ = 20.0, 20_000.0


class Unit(Protocol):
    """A device that works on a stem block after block, in place, and remembers where it was."""

    def process(self, audio: Audio) -> None:
        """Work on the next block, shape (2, n)."""


@dataclass(frozen=True)
class Channel:
    """Everything the desk knows of one stem.

    ``ducking`` is the curve of its pumping and of its stepping back for singers, or None; ``levels`` are those of an
    earlier mix, or None to measure them; ``amp`` is the guitar amplifier that the stem goes through first, instead of
    the drive of its channel. What ``is_mixed`` already passes as it is.
    """

    part: PartSetting
    preset: Preset
    pan: float
    fader_db: float
    bpm: float
    ducking: Knots | None = None
    levels: StripLevels | None = None
    amp: AmpSetting | None = None
    is_mixed: bool = False


def process(audio: Audio, channel: Channel) -> StripLevels | None:
    """Put a dry stem through its channel, in place; return how it was levelled. A silent stem stays silent: None."""
    if channel.is_mixed:
        return StripLevels(trim=1.0, gain_db=0.0, pan=0.0)
    level = active_power(audio)
    if level == 0:
        return channel.levels
    known = channel.levels
    trim = known.trim if known else 10 ** (LEVEL_DB / 20) / level**0.5
    audio *= np.float32(trim)
    _run(_insert(channel), audio, rings_s=0.1)
    gain_db = known.gain_db if known else LEVEL_DB - 10 * log10(active_power(audio)) + channel.fader_db
    _run(_after(channel, gain_db), audio, rings_s=_ringing_s(channel))
    if channel.ducking is not None:
        curve.apply(audio, channel.ducking)
    return StripLevels(trim, gain_db, channel.pan)


def active_power(audio: Audio) -> float:
    """Mean square of audio while it sounds; 0 for silence."""
    steps = powers(audio, min(STRETCH, max(1, audio.shape[1])))
    sounding = steps[steps > SILENCE]
    if not len(sounding):
        return 0.0
    return float(sounding[sounding > BREATH * sounding.mean()].mean())


class Saturation:
    """The soft clipper as a unit."""

    def __init__(self, drive_db: float) -> None:
        self._drive_db = drive_db

    def process(self, audio: Audio) -> None:
        """Clip the next block softly, in place."""
        colour.saturate(audio, self._drive_db)


def _insert(channel: Channel) -> list[Unit]:
    part = channel.part
    units: list[Unit] = [Filter(_equaliser(part))]
    if channel.amp:
        return [Amp(channel.amp), *units]
    if part.deess:
        units.append(DeEsser(part.deess, level_db=LEVEL_DB))
    if part.compress:
        units.append(Compressor(part.compress, level_db=LEVEL_DB))
    if part.drive_db > 0:
        units.append(Saturation(part.drive_db))
    if part.low_pass_hz < HIGHEST_HZ:
        # After the drive, as a cabinet or a tape is: it also takes what the clipping added.
        units.append(Filter([low_pass(part.low_pass_hz)]))
    return units


def _equaliser(part: PartSetting) -> list[Section]:
    sections = [high_pass(part.high_pass_hz)] if part.high_pass_hz > LOWEST_HZ else []
    if part.body_db:
        sections.append(bell(part.body_hz, part.body_db))
    if part.presence_db:
        sections.append(bell(part.presence_hz, part.presence_db))
    if part.air_db:
        sections.append(high_shelf(part.air_hz, part.air_db))
    return sections


def _after(channel: Channel, gain_db: float) -> list[Unit]:
    part, preset = channel.part, channel.preset
    units: list[Unit] = []
    if part.ensemble:
        units.append(colour.ensemble(part.ensemble))
    if preset.wow_percent:
        units.append(colour.wow(preset.wow_percent))
    units.append(Place(width=part.width, pan=channel.pan, gain_db=gain_db))
    if part.echo:
        units.append(Echo(preset.echo, amount=part.echo, bpm=channel.bpm))
    if part.room:
        units.append(Room(part.plate or preset.room, amount=part.room))
    return units


def _run(units: Sequence[Unit], audio: Audio, *, rings_s: float) -> None:
    """Send audio through units; where nothing came in for longer than they ring, nothing is done."""
    silent_for = inf
    for block in blocks(audio.shape[1]):
        part = audio[:, block]
        silent_for = silent_for + part.shape[1] / SAMPLE_RATE if _is_silent(part) else 0.0
        if silent_for <= rings_s + BLOCK / SAMPLE_RATE:
            for unit in units:
                unit.process(part)
            continue
        for unit in units:
            if isinstance(unit, colour.Wander):
                unit.skip(part.shape[1])


def _is_silent(audio: Audio) -> bool:
    # Most blocks sound, which a few samples show; only where those are silent are all of them looked at.
    return not audio[:, :: BLOCK // 64].any() and not audio.any()


def _ringing_s(channel: Channel) -> float:
    """How long echo and room sound on by more than -90 dB."""
    room, echo = channel.part.plate or channel.preset.room, channel.preset.echo
    repeats = FAINT_DB / (20 * log10(max(echo.feedback, 0.01)))
    echoing = channel.part.echo and (1 + repeats) * echo.beats * 60 / channel.bpm
    return echoing + (channel.part.room and room.decay_s * FAINT_DB / -60 + 0.2)
