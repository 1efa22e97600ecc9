"""The chords of single sections: other ones, a close where the song ends, and moved ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backend.studio.composer import blend, chords, harmony, theory, voicing
from backend.studio.composer.harmony import Span
from backend.studio.composer.rules import HarmonyRules
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.styles import find
from backend.studio.score import MOMENT, Chord, Plan, Section
from backend.studio.units import spell


def fresh(plan: Plan, index: int, seeds: Seeds) -> Plan:
    """The same plan with other chords in a section, drawn from its own seed; the last section closes the song."""
    section, rules, brief = plan.sections[index], rules_of(plan, index), plan.brief
    rng = seeds.of(section, "harmony").rng("harmony", section.key)
    spans = harmony.progression(rules, role=section.role, bars=section.bars, meter=plan.meter, mode=brief.mode, rng=rng)
    if section.cadence == "final":
        spans = _close(spans, plan, section, rules, seeds)
    return _with(plan, index, _sounding(spans, plan, index, rules, before=_before(plan, index)))


def closed(plan: Plan, index: int, seeds: Seeds) -> Plan:
    """The same plan with a final cadence at the end of a section; what comes before it keeps its chords."""
    section, rules = plan.sections[index], rules_of(plan, index)
    size = section.bars * plan.meter.beats_per_bar
    # All that is needed of what comes before is where it ends.
    closing = _close([Span(size, 0.0, theory.numeral("I"))], plan, section, rules, seeds)
    start = plan.start_beat(section)
    kept = _cut(in_section(plan, section), start, start + closing[0].start)
    before = kept[-1].voicing if kept else _before(plan, index)
    return _with(plan, index, [*kept, *_sounding(closing, plan, index, rules, before=before)])


def in_section(plan: Plan, section: Section) -> list[Chord]:
    """The chords that begin in a section."""
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    return [chord for chord in plan.harmony if start - MOMENT <= chord.start_beat < stop - MOMENT]


def fitted(found: Sequence[Chord], beats: float) -> list[Chord]:
    """Chords counted from 0, repeated or cut so that they last so many beats."""
    length = max(chord.end_beat for chord in found)
    laps = range(int(-(-beats // length)))
    return _cut([replace(c, start_beat=c.start_beat + lap * length) for lap in laps for c in found], 0.0, beats)


def moved(chord: Chord, semitones: int, *, tonic: int, mode: str) -> Chord:
    """A chord moved by semitones and spelt in a key."""
    root, bass = (chord.root + semitones) % 12, (chord.bass + semitones) % 12
    symbol = re.sub(r"^[A-G][#b]?", spell(root, tonic=tonic, mode=mode), chord.symbol)
    symbol = re.sub(r"/[A-G][#b]?$", "/" + spell(bass, tonic=tonic, mode=mode), symbol)
    return replace(
        chord,
        root=root,
        bass=bass,
        tones=tuple((tone + semitones) % 12 for tone in chord.tones),
        scale=tuple((step + semitones) % 12 for step in chord.scale),
        voicing=tuple(pitch + semitones for pitch in chord.voicing),
        symbol=symbol,
    )


def rules_of(plan: Plan, index: int) -> HarmonyRules:
    """The rules of harmony of a section's style."""
    style = plan.sections[index].style
    return (find(style) if style else blend.style_of(plan.brief)).harmony


def _close(spans: list[Span], plan: Plan, section: Section, rules: HarmonyRules, seeds: Seeds) -> list[Span]:
    short = section.start_bar + section.bars <= chords.SHORT_BARS
    last_beats = plan.meter.beats_per_bar / (2 if short else 1)
    rng = seeds.rng("harmony", "final")
    return harmony.close(spans, rules, meter=plan.meter, mode=plan.brief.mode, last_beats=last_beats, rng=rng)


def _sounding(
    spans: list[Span], plan: Plan, index: int, rules: HarmonyRules, *, before: tuple[int, ...]
) -> list[Chord]:
    at_beat = plan.start_beat(plan.sections[index])
    found = harmony.sounding(spans, at_beat=at_beat, tonic=plan.brief.tonic, mode=plan.brief.mode)
    shapes = voicing.voice(found, voices=rules.voices, centre=rules.centre, previous=before)
    return [replace(chord, voicing=shape) for chord, shape in zip(found, shapes, strict=True)]


def _with(plan: Plan, index: int, found: Sequence[Chord]) -> Plan:
    start = plan.start_beat(plan.sections[index])
    stop = start + plan.sections[index].bars * plan.meter.beats_per_bar
    before = [chord for chord in plan.harmony if chord.start_beat < start - MOMENT]
    after = [chord for chord in plan.harmony if chord.start_beat >= stop - MOMENT]
    return replace(plan, harmony=(*before, *found, *after))


def _before(plan: Plan, index: int) -> tuple[int, ...]:
    """The voicing that sounds before a section."""
    start = plan.start_beat(plan.sections[index])
    return next((chord.voicing for chord in reversed(plan.harmony) if chord.start_beat < start - MOMENT), ())


def _cut(found: Sequence[Chord], start: float, stop: float) -> list[Chord]:
    inside = [chord for chord in found if start - MOMENT <= chord.start_beat < stop - MOMENT]
    return [replace(chord, length_beats=min(chord.length_beats, stop - chord.start_beat)) for chord in inside]
