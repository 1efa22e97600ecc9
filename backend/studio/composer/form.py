"""The plan of a song: its form fitted to the time there is, its chords, and the motifs it will be made of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from backend.studio.brief import Brief, Ending, Source
from backend.studio.composer import blend, chords, fitting, harmony, layers, motifs, players, shaping
from backend.studio.composer.fitting import Fit, Ring
from backend.studio.composer.rules import Row
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.styles import Style
from backend.studio.composer.theory import MODES
from backend.studio.errors import UnknownName
from backend.studio.score import Plan, Section
from backend.studio.units import TempoMap

# A song slows down over its last bars; a short one has no time for it.
SLOW_BARS, SLOW_FROM_BARS = 2, 8
HELD = (Source.PROMPT, Source.REQUEST)


def plan(brief: Brief, seeds: Seeds) -> Plan:
    """Lay out a song: sections that fill the time, who plays in them, harmony and motifs.

    Raises
    ------
    UnknownName
        if the brief names a style, an instrument or a mode that is not there
    """
    if brief.mode not in MODES:
        raise UnknownName(f"There is no mode {brief.mode!r}; known are {', '.join(MODES)}.")
    style = blend.style_of(brief)
    fitted = _fitted(brief, style, seeds)
    rows = shaping.felt(fitted.rows, brief, style)
    band = players.cast(brief, style, seeds)
    sections = _sections(rows, layers.layers(rows, band, brief.absences), style, brief)
    letters = {row.letter: row.role for row in reversed(rows)}
    return Plan(
        brief=brief,
        meter=brief.meter,
        tempo=_tempo(fitted.bpm, sum(row.bars for row in rows), brief, style),
        sections=sections,
        harmony=chords.chords(rows, sections, brief, style.harmony, seeds),
        motifs=motifs.bank(style.melody, dict(reversed(letters.items())), brief.meter, seeds),
        mix=style.mix,
    )


def ring(brief: Brief, style: Style, bpm: float) -> Ring:
    """How long the song may ring on after its last bar line."""
    bar_s = brief.meter.beats_per_bar * 60 / bpm
    return fitting.ring_of(brief.form.ending, usual_s=style.feel.ring_s, bar_s=bar_s, duration_s=brief.duration_s)


def _fitted(brief: Brief, style: Style, seeds: Seeds) -> Fit:
    """Choose among the style's forms, each as likely as it is usual and as it fits."""
    fits = [
        (
            form.weight,
            fitting.fit(
                form,
                duration_s=brief.duration_s,
                bpm=brief.tempo_bpm,
                bar_beats=brief.meter.beats_per_bar,
                ring=ring(brief, style, brief.tempo_bpm),
                held=brief.sources.get("tempo_bpm") in HELD,
                slow_bars=_slow_bars(brief, style),
            ),
        )
        for form in shaping.forms(style, brief.form)
    ]
    best = min(fit.cost for _, fit in fits)
    chances = [weight * math.exp(best - fit.cost) for weight, fit in fits]
    chosen = seeds.rng("form").random() * sum(chances)
    for chance, (_, fit) in zip(chances, fits, strict=True):
        chosen -= chance
        if chosen < 0:
            return fit
    return fits[-1][1]


def _sections(
    rows: Sequence[Row], layering: Sequence[tuple[str, ...]], style: Style, brief: Brief
) -> tuple[Section, ...]:
    total, seen, at = Counter(_title(row) for row in rows), Counter[str](), 0
    heard = Counter[str]()
    sections = []
    for index, (row, playing) in enumerate(zip(rows, layering, strict=True)):
        title = _title(row)
        seen[title] += 1
        name = f"{title} {seen[title]}" if total[title] > 1 else title
        cadence = harmony.tonality_of(style.harmony, brief.mode).section(row.role).cadence
        cadence = "final" if index == len(rows) - 1 and brief.form.ending is not Ending.FADE else cadence
        heard[row.letter] += 1
        key = f"{row.letter}{heard[row.letter]}"
        sections.append(Section(row.letter, row.role, name, at, row.bars, row.energy, playing, cadence, key))
        at += row.bars
    return tuple(sections)


def _title(row: Row) -> str:
    return row.name or {"prechorus": "Pre-chorus"}.get(row.role, row.role.capitalize())


def _slow_bars(brief: Brief, style: Style) -> float:
    """How many bars longer the song is because it slows down."""
    factors = _slowing(brief, style, bars=SLOW_FROM_BARS)
    return sum(1 / factor - 1 for factor in factors) * SLOW_BARS / len(factors) if factors else 0.0


def _slowing(brief: Brief, style: Style, *, bars: int) -> list[float]:
    """The shares of the tempo in the eight steps of the ritardando, if there is one."""
    long_enough = bars >= SLOW_FROM_BARS and brief.duration_s >= 20
    if style.feel.ritardando == 1.0 or brief.form.ending is not Ending.RING or not long_enough:
        return []
    return [1 + (style.feel.ritardando - 1) * (step + 1) / 8 for step in range(8)]


def _tempo(bpm: float, bars: int, brief: Brief, style: Style) -> TempoMap:
    factors, bar = _slowing(brief, style, bars=bars), brief.meter.beats_per_bar
    start, step = (bars - SLOW_BARS) * bar, SLOW_BARS * bar / 8
    return TempoMap(((0.0, bpm), *((start + index * step, bpm * factor) for index, factor in enumerate(factors))))
