"""The balance: every stem through its channel, then the few things that are done to all of them alike.

What a stem goes through alone may colour it. What depends on the whole - correction, bus compressor, section ride - is
worked out on the sum and is linear, and every stem gets the same of it: the stems of a mix always sum to the mix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log10

from backend.studio import backing
from backend.studio.analysis.levels import peaks
from backend.studio.audio import Mix, Stem
from backend.studio.mix import amps, colour, curve, presets, ride, strip, tone, voice_level
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.dynamics import Compressor
from backend.studio.mix.presets import PartSetting, Preset
from backend.studio.mix.state import MixState, StripLevels
from backend.studio.mix.strip import Channel
from backend.studio.mix.summing import total
from backend.studio.parallel import Progress, each
from backend.studio.reels import let_go
from backend.studio.score import Performance, PlayedPart
from backend.studio.singing import VOCAL

# Two parts that share a role are each 2 dB softer: less than the 3 dB that would keep their sum, for two are more.
SHARING_DB = 2 / 3 * 10
CHANNELS_SHARE = 0.75


def mix(
    stems: Sequence[Stem],
    performance: Performance,
    preset: str,
    *,
    given: MixState | None = None,
    threads: int = 2,
    report: Progress | None = None,
) -> Mix:
    """Mix dry stems. Their audio is changed in place.

    Parameters
    ----------
    stems : one for each part of the performance, all of one length
    preset : a name of `presets.names`
    given : what an earlier mix measured; only what it does not know is measured now

    Raises
    ------
    UnknownName
        if there is no such preset
    ParameterOutOfRange
        if there is no stem
    """
    desk = presets.load(preset)
    given = given or MixState()
    channels = _channels(stems, performance, desk, given)

    def through_channel(number: int) -> StripLevels | None:
        levels = strip.process(stems[number].audio, channels[number])
        let_go(stems[number].audio)
        return levels

    levels = each(
        through_channel,
        range(len(stems)),
        threads=threads,
        report=report and (lambda done: report(CHANNELS_SHARE * done)),
    )
    strips = {stem.id: found for stem, found in zip(stems, levels, strict=True) if found}
    known = given if {one.part.id for one in _leads(performance)} <= set(given.strips) else MixState()
    voice_db = _voices(stems, performance, desk, known.voice_db)
    state = _glue(stems, performance, desk, replace(given, strips=strips, voice_db=voice_db), threads=threads)
    # What rides and compresses all alike still weighs loud sections, and so the voice in them, otherwise than before.
    after_db = _voices(stems, performance, desk, known.voice_after_db)
    state = replace(state, voice_after_db=after_db)
    if report:
        report(1.0)
    return Mix(tuple(stems), state)


def _channels(stems: Sequence[Stem], performance: Performance, desk: Preset, given: MixState) -> list[Channel]:
    """One channel for each stem; parts that share a role stand apart and make room for each other."""
    plan = performance.score.plan
    parts = {played.part.id: played.part for played in performance.parts}
    if plan.brief.backing:
        parts[backing.ID] = backing.part(plan.brief.backing)
    together = Counter(part.role for part in parts.values())
    seen: Counter[str] = Counter()
    channels = []
    for stem in stems:
        part = parts[stem.id]
        setting = desk.part(part.role, part.family)
        if amps.is_doubled(part):  # its two takes stand left and right already
            setting = replace(setting, width=1.0, pan=(0.0,))
        known = given.strips.get(stem.id)
        channels.append(
            Channel(
                part=setting,
                preset=desk,
                pan=known.pan if known else setting.pan[seen[part.role] % len(setting.pan)],
                fader_db=setting.fader_db - SHARING_DB * log10(together[part.role]),
                bpm=plan.tempo.bpm_at(0.0),
                ducking=_ducking(setting, performance, desk, stem),
                levels=known,
                amp=amps.find(part.voice),
                is_mixed=part.role == backing.ROLE and plan.mix == backing.PRESET,
            )
        )
        seen[part.role] += 1
    return channels


def _ducking(setting: PartSetting, performance: Performance, desk: Preset, stem: Stem) -> Knots | None:
    """How a stem is moved by the beat and by those who sing."""
    frames, found = stem.audio.shape[1], None
    if setting.pump:
        found = colour.pump(performance.score.plan.tempo, frames, depth=setting.pump, beats=desk.pump_beats)
    spans = voice_level.sung_spans(_leads(performance)) if setting.duck_db else []
    if spans:
        ducked = voice_level.ducking(spans, frames, depth_db=setting.duck_db)
        found = ducked if found is None else found * ducked
    return found


def _leads(performance: Performance) -> list[PlayedPart]:
    """Those who sing the melody."""
    return [one for one in performance.sung if one.part.role == VOCAL]


def _voices(stems: Sequence[Stem], performance: Performance, desk: Preset, known_db: float | None) -> float | None:
    """Raise singers to where they are heard above the band; return by how much, None where nobody sings."""
    sung = {one.part.id for one in performance.sung}
    if not sung:
        return known_db
    leads = {one.part.id for one in _leads(performance)}
    if known_db is None:
        band = [stem for stem in stems if stem.id not in sung]
        notes = voice_level.notes_of(_leads(performance))
        known_db = voice_level.settle(band, [stem for stem in stems if stem.id in leads], notes, desk.voice_db)
    voice_level.raise_by([stem for stem in stems if stem.id in sung], known_db)
    return known_db


def _glue(stems: Sequence[Stem], performance: Performance, desk: Preset, given: MixState, *, threads: int) -> MixState:
    """Correct, compress and ride the whole, on every stem alike; return how."""
    bus = total(stems, threads=threads)
    shelves_db = given.shelves_db
    correction = tone.Correction(shelves_db, given.width) if shelves_db else tone.correct(bus, desk.tone)
    correction.apply(bus)
    power = strip.active_power(bus)
    if power == 0:
        return given
    level_db = 10 * log10(power) if given.bus_db is None else given.bus_db
    gains = Compressor(desk.glue, level_db=level_db).follow(peaks(bus, HOP))
    curve.apply(bus, gains)
    plan = performance.score.plan
    # A recording has its own way through the song.
    known = dict.fromkeys((section.key for section in plan.sections), 0.0) if plan.brief.backing else given.rides
    rides = ride.rides_for(bus, plan, desk.ride, known)
    gains *= ride.curve_for(rides, plan, bus.shape[1])

    def apply(stem: Stem) -> None:
        if correction.is_needed:
            correction.apply(stem.audio)
        curve.apply(stem.audio, gains)
        let_go(stem.audio)

    each(apply, stems, threads=threads)
    return replace(
        given,
        rides={section.key: gain_db for section, gain_db in zip(plan.sections, rides, strict=True)},
        shelves_db=correction.shelves_db,
        width=correction.width,
        bus_db=level_db,
    )
