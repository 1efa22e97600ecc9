"""The balance: every stem through its channel, then the few things that are done to all of them alike.

What a stem goes through alone may colour it. What depends on the whole - correction, bus compressor, section ride - is
worked out on the sum and is linear, and every stem gets the same of it: the stems of a mix always sum to the mix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log10

from backend.studio.analysis.levels import peaks
from backend.studio.audio import Mix, Stem
from backend.studio.mix import colour, curve, presets, ride, strip, tone
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.dynamics import Compressor
from backend.studio.mix.presets import Preset
from backend.studio.mix.strip import Channel
from backend.studio.mix.summing import total
from backend.studio.parallel import Progress, each
from backend.studio.score import Performance

# Two parts that share a role are each 2 dB softer: less than the 3 dB that would keep their sum, for two are more.
SHARING_DB = 2 / 3 * 10
CHANNELS_SHARE = 0.75


def mix(
    stems: Sequence[Stem],
    performance: Performance,
    preset: str,
    *,
    threads: int = 2,
    report: Progress | None = None,
) -> Mix:
    """Mix dry stems. Their audio is changed in place.

    Parameters
    ----------
    stems : one for each part of the performance, all of one length
    preset : a name of `presets.names`

    Raises
    ------
    UnknownName
        if there is no such preset
    ParameterOutOfRange
        if there is no stem
    """
    desk = presets.load(preset)
    channels = _channels(stems, performance, desk)
    each(
        lambda at: strip.process(stems[at].audio, channels[at]),
        range(len(stems)),
        threads=threads,
        report=report and (lambda done: report(CHANNELS_SHARE * done)),
    )
    _glue(stems, performance, desk, threads=threads)
    if report:
        report(1.0)
    return Mix(tuple(stems))


def _channels(stems: Sequence[Stem], performance: Performance, desk: Preset) -> list[Channel]:
    """One channel for each stem; parts that share a role stand apart and make room for each other."""
    plan = performance.score.plan
    parts = {played.part.id: played.part for played in performance.parts}
    together = Counter(part.role for part in parts.values())
    seen: Counter[str] = Counter()
    channels = []
    for stem in stems:
        part = parts[stem.id]
        setting = desk.part(part.role, part.family)
        channels.append(
            Channel(
                part=setting,
                preset=desk,
                pan=setting.pan[seen[part.role] % len(setting.pan)],
                fader_db=setting.fader_db - SHARING_DB * log10(together[part.role]),
                bpm=plan.tempo.bpm_at(0.0),
                ducking=_ducking(setting.pump, performance, desk, stem),
            )
        )
        seen[part.role] += 1
    return channels


def _ducking(depth: float, performance: Performance, desk: Preset, stem: Stem) -> Knots | None:
    if not depth:
        return None
    return colour.pump(performance.score.plan.tempo, stem.audio.shape[1], depth=depth, beats=desk.pump_beats)


def _glue(stems: Sequence[Stem], performance: Performance, desk: Preset, *, threads: int) -> None:
    """Correct, compress and ride the whole, on every stem alike."""
    bus = total(stems, threads=threads)
    correction = tone.correct(bus, desk.tone)
    correction.apply(bus)
    power = strip.active_power(bus)
    if power == 0:
        return
    gains = Compressor(desk.glue, level_db=10 * log10(power)).follow(peaks(bus, HOP))
    curve.apply(bus, gains)
    gains *= ride.curve_for(bus, performance.score.plan, desk.ride)

    def apply(stem: Stem) -> None:
        if correction.is_needed:
            correction.apply(stem.audio)
        curve.apply(stem.audio, gains)

    each(apply, stems, threads=threads)
