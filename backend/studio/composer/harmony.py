"""Harmony: the chords of each section, as a loop or a walk on the style's graph, closed by cadences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.composer import grid, theory
from backend.studio.composer.rules import HarmonyRules, SectionHarmony, Tonality
from backend.studio.composer.seeds import draw
from backend.studio.composer.theory import Numeral
from backend.studio.score import Chord
from backend.studio.units import Meter

# A chord that is held longer than this is struck again, so that a chart stays readable.
LONGEST_BARS = 4
# How often the second half of a walked section begins like the first: antecedent and consequent.
ANSWERS = 0.7


@dataclass(frozen=True)
class Span:
    """A chord of a section: beats from the section's start, the chord relative to the tonic, its name if it has one."""

    start: float
    length: float
    chord: Numeral
    symbol: str = ""

    @property
    def end(self) -> float:
        return self.start + self.length


def progression(
    rules: HarmonyRules, *, role: str, bars: int, meter: Meter, mode: str, rng: np.random.Generator
) -> list[Span]:
    """Make the chords of a section of so many bars."""
    tonality = tonality_of(rules, mode)
    section = tonality.section(role)
    slots = _slots(bars, section.chord_bars, meter)
    if section.loops and (not section.start or rng.random() >= section.walk):
        loop = draw(rng, section.loops).split()
        romans = [loop[index % len(loop)] for index in range(len(slots))]
    else:
        romans = _walk(tonality, section, len(slots), rng)
    romans = _ended(romans, tonality.cadences.get(section.cadence, {}), rng)
    spans = [Span(start, length, theory.numeral(roman)) for (start, length), roman in zip(slots, romans, strict=True)]
    return _joined(_coloured(spans, rules, mode, rng), longest=LONGEST_BARS * meter.beats_per_bar)


def close(
    spans: list[Span], rules: HarmonyRules, *, meter: Meter, mode: str, last_beats: float, rng: np.random.Generator
) -> list[Span]:
    """End a section for good: a final cadence that takes one bar, and a last chord of ``last_beats``."""
    *approach, home = draw(rng, tonality_of(rules, mode).cadences["final"]).split()
    end = spans[-1].end
    last = end - last_beats
    room = min(meter.beats_per_bar, last)
    pulses = round(room / grid.pulse_beats(meter))
    # As many chords as the bar can be halved for; a very short song has room for none.
    approach = approach[-2:] if pulses % 2 == 0 else approach[-1:]
    size = room / len(approach) if room > 0 and approach else 0.0
    closing = [
        Span(last - size * before, size, theory.numeral(roman))
        for before, roman in zip(range(len(approach), 0, -1), approach, strict=True)
        if size > 0
    ] + [Span(last, last_beats, theory.numeral(home))]
    kept = [span for span in spans if span.start < closing[0].start]
    if kept:
        kept[-1] = replace(kept[-1], length=closing[0].start - kept[-1].start)
    return kept + _coloured(closing, rules, mode, rng)


def tonality_of(rules: HarmonyRules, mode: str) -> Tonality:
    """The chords of the style for a mode with a major or a minor third."""
    return rules.minor if theory.is_minor(mode) else rules.major


def sounding(spans: list[Span], *, at_beat: float, tonic: int, mode: str) -> list[Chord]:
    """Give the chords of a section their place in the song and their pitches in its key."""
    return [
        Chord(
            start_beat=at_beat + span.start,
            length_beats=span.length,
            root=(tonic + span.chord.root) % 12,
            quality=span.chord.quality,
            bass=(tonic + span.chord.bass) % 12,
            tones=tuple((tonic + tone) % 12 for tone in span.chord.tones),
            scale=tuple((tonic + step) % 12 for step in theory.chord_scale(span.chord, mode)),
            function=span.chord.function,
            roman=span.chord.roman,
            symbol=span.symbol or theory.symbol(span.chord, tonic=tonic, mode=mode),
            asked=bool(span.symbol),
        )
        for span in spans
    ]


def _slots(bars: int, chord_bars: float, meter: Meter) -> list[tuple[float, float]]:
    """Where chords may change: (start, length) in beats. A bar is halved only if its pulses can be."""
    halves, bar = grid.halves(meter), meter.beats_per_bar
    if chord_bars < 1 and len(set(halves)) > 1:
        begins = [index * bar for index in range(bars)]
        return [slot for at in begins for slot in ((at, halves[0]), (at + halves[0], halves[1]))]
    step, end = bar * (chord_bars if chord_bars >= 1 or len(halves) > 1 else 1.0), bars * bar
    starts = [index * step for index in range(-int(-end // step))]
    return [(start, min(step, end - start)) for start in starts]


def _walk(tonality: Tonality, section: SectionHarmony, count: int, rng: np.random.Generator) -> list[str]:
    """Walk on the graph; the second half of a long walk answers the first."""
    edges = section.edges or tonality.edges
    half = count // 2 if count >= 8 and count % 2 == 0 and rng.random() < ANSWERS else 0
    romans = [draw(rng, section.start)]
    while len(romans) < (half or count):
        romans.append(draw(rng, edges[romans[-1]]) if romans[-1] in edges else draw(rng, section.start))
    if half:
        romans = _ended(romans, tonality.cadences.get("half", {}), rng) + romans
    return romans


def _ended(romans: list[str], cadences: Mapping[str, float], rng: np.random.Generator) -> list[str]:
    """The same chords with a cadence at their end, which may take half of them."""
    if not cadences:
        return romans
    ending = draw(rng, cadences).split()[-max(1, len(romans) // 2) :]
    return romans[: len(romans) - len(ending)] + ending


def _coloured(spans: list[Span], rules: HarmonyRules, mode: str, rng: np.random.Generator) -> list[Span]:
    """Bend chords to the mode and extend them; the same numeral gets the same colour throughout a section."""
    colours: dict[str, Numeral] = {}
    for span in spans:
        roman = span.chord.roman
        if roman not in colours:
            colours[roman] = theory.extend(theory.in_mode(span.chord, mode), draw(rng, rules.extensions), mode)
    return [replace(span, chord=colours[span.chord.roman]) for span in spans]


def joined(spans: Sequence[Span], bar_beats: float) -> list[Span]:
    """The same chords, one that goes on inside a bar held instead of struck again."""
    found: list[Span] = []
    for span in spans:
        held = bool(found) and span.chord == found[-1].chord and span.start % bar_beats > 0
        if held:
            found[-1] = replace(found[-1], length=found[-1].length + span.length)
        else:
            found.append(span)
    return found


def _joined(spans: list[Span], *, longest: float) -> list[Span]:
    joined = [spans[0]]
    for span in spans[1:]:
        if span.chord == joined[-1].chord and joined[-1].length + span.length <= longest:
            joined[-1] = replace(joined[-1], length=joined[-1].length + span.length)
        else:
            joined.append(span)
    return joined
