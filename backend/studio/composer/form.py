"""The plan of a song: its form fitted to the time there is, its chords, and the motifs it will be made of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from backend.studio.brief import MAX_SECONDS, MIN_SECONDS, Brief, Ending, Source
from backend.studio.composer import blend, chords, fitting, harmony, layers, motifs, players, shaping, tempo
from backend.studio.composer.asked import course
from backend.studio.composer.fitting import Fit, Ring
from backend.studio.composer.rules import Form, Row
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.styles import Style
from backend.studio.composer.theory import MODES
from backend.studio.composer.vocal import course as words
from backend.studio.composer.vocal import layering as sung
from backend.studio.errors import BadForm, UnknownName
from backend.studio.score import Plan, Section
from backend.studio.units import TempoMap

# A song slows down over its last bars; a short one has no time for it.
SLOW_BARS, SLOW_FROM_BARS = 2, 8
SLOW_STEPS = 8
ASKED = (Source.PROMPT, Source.REQUEST)
# Tempi that must not be bent.
HELD = (*ASKED, Source.FORM, Source.GIVEN)
# How often the form is fitted anew while changes of tempo make it longer or shorter.
STRAIGHT, TRIES = 3, 16
# Of the forms for some words so many are fitted closely, the likeliest first.
CLOSELY = 6
# How far the length of a song may be from the one asked for, where bars were asked for as well: seconds, or a share.
SLACK_S, SLACK = 1.0, 0.03


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
    fitted = _with_changes(brief, style, seeds)
    rows = shaping.felt(fitted.rows, brief, style)
    band = players.cast(brief, style, seeds)
    worded = sung.worded(rows, brief)
    playing = layers.layers(rows, band, brief, sung=worded)
    sections = _sections(rows, sung.with_singers(playing, rows, worded, brief), style, brief)
    course.check(brief, sections)
    course.check_moments(brief, sum(row.bars for row in rows))
    letters = {row.letter: row.role for row in reversed(rows)}
    found = Plan(
        brief=brief,
        meter=brief.meter,
        tempo=_tempo(fitted.bpm, sections, brief, style),
        sections=sections,
        harmony=chords.chords(rows, sections, brief, style.harmony, seeds),
        motifs=motifs.bank(style.melody, dict(reversed(letters.items())), brief.meter, seeds),
        mix="backing" if brief.backing and brief.singing.alone else style.mix,
        seeds=brief.seeds,
    )
    _check_length(found, style)
    return found


def ring(brief: Brief, style: Style, bpm: float) -> Ring:
    """How long the song may ring on after its last bar line."""
    bar_s = brief.meter.beats_per_bar * 60 / bpm
    return fitting.ring_of(brief.form.ending, usual_s=style.feel.ring_s, bar_s=bar_s, duration_s=brief.duration_s)


def _fitted(brief: Brief, style: Style, seeds: Seeds, duration_s: float) -> Fit:
    """Choose among the style's forms, each as likely as it is usual and as it fits."""
    forms = shaping.forms(style, brief)
    if brief.singing.is_sung:
        return _fitted_to_words(brief, style, duration_s, forms[0] if brief.form.rows else None)
    fits = [(form.weight, _fit(form, course.demands(brief, form), brief, style, duration_s)) for form in forms]
    best = min(fit.cost for _, fit in fits)
    chances = [weight * math.exp(best - fit.cost) for weight, fit in fits]
    chosen = seeds.rng("form").random() * sum(chances)
    for chance, (_, fit) in zip(chances, fits, strict=True):
        chosen -= chance
        if chosen < 0:
            return fit
    return fits[-1][1]


def _fitted_to_words(brief: Brief, style: Style, duration_s: float, written: Form | None) -> Fit:
    """The form that suits the words and the time best.

    Raises
    ------
    BadForm
        if none has all that is asked for
    """
    fits: list[tuple[float, Fit]] = []
    offers = words.offers(replace(brief, duration_s=duration_s), style, written)
    for offer in offers:
        try:
            fit = _fit(offer.form, offer.demands, brief, style, duration_s)
        except BadForm:
            if offer is offers[-1] and not fits:
                raise
            continue
        fits.append((offer.price + fit.cost, fit))
        if len(fits) == CLOSELY:
            break
    return min(fits, key=lambda priced: priced[0])[1]


def _fit(form: Form, demands: course.Demands, brief: Brief, style: Style, duration_s: float) -> Fit:
    return fitting.fit(
        form,
        duration_s=duration_s,
        bpm=brief.tempo_bpm,
        bar_beats=brief.meter.beats_per_bar,
        ring=ring(brief, style, brief.tempo_bpm),
        held=brief.sources.get("tempo_bpm") in HELD,
        slow_bars=_slow_bars(brief, style),
        demands=demands,
    )


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


def title_of(role: str) -> str:
    """What a kind of section is called."""
    return {"prechorus": "Pre-chorus"}.get(role, role.capitalize())


def _title(row: Row) -> str:
    return row.name or title_of(row.role)


def _slow_bars(brief: Brief, style: Style) -> float:
    """How many bars longer the song is because it slows down."""
    factors = slowing(brief, style, bars=SLOW_FROM_BARS)
    return sum(1 / factor - 1 for factor in factors) * SLOW_BARS / len(factors) if factors else 0.0


def slowing(brief: Brief, style: Style, *, bars: int) -> list[float]:
    """The shares of the tempo in the eight steps of the ritardando, if there is one."""
    long_enough = bars >= SLOW_FROM_BARS and brief.duration_s >= 20
    if (
        style.feel.ritardando == 1.0
        or brief.form.ending is not Ending.RING
        or not long_enough
        or brief.given
        or brief.backing
    ):
        return []
    return [1 + (style.feel.ritardando - 1) * (step + 1) / SLOW_STEPS for step in range(SLOW_STEPS)]


def _tempo(bpm: float, sections: Sequence[Section], brief: Brief, style: Style) -> TempoMap:
    bar = brief.meter.beats_per_bar
    bars = sections[-1].start_bar + sections[-1].bars
    factors = slowing(brief, style, bars=bars)
    changing = tempo.course(bpm, brief.tempo_changes, sections, bar)
    return tempo.slowed(changing, factors, start=(bars - SLOW_BARS) * bar, step=SLOW_BARS * bar / SLOW_STEPS)


def _with_changes(brief: Brief, style: Style, seeds: Seeds) -> Fit:
    """The form whose length is right with all changes of tempo: their share is known only when the form is."""
    if not brief.tempo_changes:
        return _fitted(brief, style, seeds, brief.duration_s)
    bar_s = brief.meter.beats_per_bar * 60 / brief.tempo_bpm
    found, over_s, nearest_s = list[tuple[float, Fit]](), 0.0, 0.0
    for turn in range(TRIES):
        # First straight towards the length, then bar by bar to both sides of it.
        aside = (turn - STRAIGHT + 1) // 2 * (-1) ** turn * bar_s if turn >= STRAIGHT else 0.0
        wanted_s = max(1.0, brief.duration_s - (nearest_s if aside else over_s) + aside)
        fitted = _fitted(brief, style, seeds, wanted_s)
        over = _over(fitted, brief, style)
        over_s += over
        nearest_s = over_s if turn < STRAIGHT else nearest_s
        if brief.sources.get("tempo_bpm") not in HELD:
            fitted = _bent(fitted, over, brief)
        found.append((_over(fitted, brief, style), fitted))
    return min(found, key=lambda one: abs(one[0]))[1]


def _over(fitted: Fit, brief: Brief, style: Style) -> float:
    """By how many seconds a form is too long, with all changes of tempo."""
    sections = _sections(fitted.rows, [()] * len(fitted.rows), style, brief)
    beats = sum(row.bars for row in fitted.rows) * brief.meter.beats_per_bar
    music_s = _tempo(fitted.bpm, sections, brief, style).seconds(beats)
    return music_s + ring(brief, style, fitted.bpm).usual - brief.duration_s


def _bent(fitted: Fit, over_s: float, brief: Brief) -> Fit:
    """The same form, its own tempo bent as far as nobody hears it."""
    low, high = brief.tempo_bpm * (1 - fitting.NUDGE), brief.tempo_bpm * (1 + fitting.NUDGE)
    return replace(fitted, bpm=min(high, max(low, fitted.bpm * (1 + over_s / brief.duration_s))))


def _check_length(plan: Plan, style: Style) -> None:
    """Refuse what was asked for where it cannot last as long as was asked for, too.

    Raises
    ------
    BadForm
        naming both lengths
    """
    brief = plan.brief
    is_hard = brief.sources.get("duration_s") in ASKED and (brief.form.rows or brief.chords or course.named(brief))
    music_s = plan.tempo.seconds(plan.end_beat)
    rings = ring(brief, style, plan.tempo.changes[0][1])
    missed = max(music_s + rings.shortest - brief.duration_s, brief.duration_s - music_s - rings.longest)
    if is_hard and missed > max(SLACK_S, SLACK * brief.duration_s, brief.meter.beats_per_bar * 60 / brief.tempo_bpm):
        message = (
            f"What is asked for takes {plan.bars} bars, {music_s:.1f} s at {plan.tempo.changes[0][1]:g} bpm; "
            f"{brief.duration_s:g} s are asked for as well."
        )
        raise BadForm(message, fields={"form": [message]})
    if not music_s + rings.longest >= MIN_SECONDS - SLACK_S or music_s > MAX_SECONDS + SLACK_S:
        message = f"The song has {plan.bars} bars, {music_s:.1f} s; {MIN_SECONDS:g} to {MAX_SECONDS:g} s are allowed."
        raise BadForm(message, fields={"form": [message]})
