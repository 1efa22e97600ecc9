"""The chords of a whole song, voiced: a letter has the same chords and voicings whenever it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.brief import Brief
from backend.studio.composer import harmony, voicing
from backend.studio.composer.asked import harmony as wanted
from backend.studio.composer.given import harmony as given
from backend.studio.composer.harmony import Span
from backend.studio.composer.rules import HarmonyRules, Row
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Chord, Section

# A song of no more bars than this has its last chord in the second half of a bar.
SHORT_BARS = 2


def chords(
    rows: Sequence[Row], sections: Sequence[Section], brief: Brief, rules: HarmonyRules, seeds: Seeds
) -> tuple[Chord, ...]:
    """Write the chords of all sections, the last of which closes the song if its cadence is final."""
    spans: dict[str, list[Span]] = {}
    voicings: dict[str, tuple[Sequence[Span], list[tuple[int, ...]]]] = {}
    song: list[Chord] = []
    for row, section, asked in zip(rows, sections, _asked(rows, sections, brief, rules), strict=True):
        if asked is None and row.letter not in spans:
            spans[row.letter] = _spans(_source(row, rows), row.bars, brief, rules, seeds)
        chosen = spans[row.letter] if asked is None else list(asked)
        if section.cadence == "final" and asked is None:
            chosen = _closed(chosen, section, brief, rules, seeds)
        at_beat = section.start_bar * brief.meter.beats_per_bar
        sounding = harmony.sounding(chosen, at_beat=at_beat, tonic=brief.tonic, mode=brief.mode)
        known, shapes = voicings.get(row.letter, ((), []))
        shapes = shapes[: _alike(known, chosen)]
        before = shapes[-1] if shapes else song[-1].voicing if song else ()
        rest = sounding[len(shapes) :]
        shapes = shapes + voicing.voice(rest, voices=rules.voices, centre=rules.centre, previous=before)
        voicings.setdefault(row.letter, (chosen, shapes))
        song += [replace(chord, voicing=shape) for chord, shape in zip(sounding, shapes, strict=True)]
    return tuple(song)


def _asked(
    rows: Sequence[Row], sections: Sequence[Section], brief: Brief, rules: HarmonyRules
) -> list[Sequence[Span] | None]:
    """The chords of each section as they were written down, or as given notes make them; None where both are silent."""
    under, bar = given.spans(brief, rules), brief.meter.beats_per_bar
    found: list[Sequence[Span] | None] = []
    for section, line in zip(sections, wanted.spans(brief, rows), strict=True):
        start, end = section.start_bar * bar, (section.start_bar + section.bars) * bar
        inside = [replace(span, start=span.start - start) for span in under if start <= span.start < end]
        covered = bool(inside) and inside[-1].start + inside[-1].length >= end - start
        found.append(line if line is not None else harmony.joined(inside, bar) if covered else None)
    return found


def _source(row: Row, rows: Sequence[Row]) -> Row:
    """The section whose chords a row takes: its own, or those of the letter it borrows from."""
    return next((other for other in rows if row.changes and other.letter == row.changes), row)


def _spans(source: Row, bars: int, brief: Brief, rules: HarmonyRules, seeds: Seeds) -> list[Span]:
    rng = seeds.rng("harmony", source.letter)
    return harmony.progression(rules, role=source.role, bars=bars, meter=brief.meter, mode=brief.mode, rng=rng)


def _closed(spans: list[Span], section: Section, brief: Brief, rules: HarmonyRules, seeds: Seeds) -> list[Span]:
    short = section.start_bar + section.bars <= SHORT_BARS
    last_beats = brief.meter.beats_per_bar / (2 if short else 1)
    rng = seeds.rng("harmony", "final")
    return harmony.close(spans, rules, meter=brief.meter, mode=brief.mode, last_beats=last_beats, rng=rng)


def _alike(ours: Sequence[Span], theirs: Sequence[Span]) -> int:
    """How many chords two rows have in common at their beginning."""
    for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one.chord != other.chord or one.start != other.start:
            return index
    return min(len(ours), len(theirs))
