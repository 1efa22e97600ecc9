"""The constraint report: for each thing that was asked for, how much of it the finished score keeps.

What counts is what is written in the score, not what was intended: chords are read off the notes that sound, players
off the notes they have, lengths off the bars and the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from backend.studio.brief import Absence, Source
from backend.studio.composer import instruments
from backend.studio.composer.asked import chord_report, given_report, places, words_report
from backend.studio.composer.asked.sounding import Sounding
from backend.studio.composer.theory import MODES
from backend.studio.constraints import Kept
from backend.studio.score import Part, Performance
from backend.studio.units import spell

ASKED = (Source.PROMPT, Source.REQUEST)
# A length in seconds is kept if it is this near: seconds, or a share of what was asked for.
NEAR_S, NEAR = 1.0, 0.03
# So much of what is played lies in the scale of a key that is kept; notes at random would reach 0.58.
IN_SCALE = 0.72
SAME = 1e-3


def report(performance: Performance) -> tuple[Kept, ...]:
    """Look at a finished song and say line by line what it keeps of what was asked for."""
    song = Sounding(performance.score)
    return tuple(line for part in PARTS for line in part(song, performance))


def document(kept: Sequence[Kept]) -> list[dict[str, object]]:
    """The report as JSON values."""
    return [
        {
            "what": one.what,
            "asked": one.asked,
            "met": one.met,
            "is_met": one.is_met,
            "line": one.line,
            "misses": list(one.misses),
        }
        for one in kept
    ]


def _chords(song: Sounding, _: Performance) -> Iterator[Kept]:
    yield from chord_report.lines(song)


def _form(song: Sounding, _: Performance) -> Iterator[Kept]:
    brief, sections = song.brief, song.plan.sections
    if brief.form.rows:
        misses = []
        for index, row in enumerate(brief.form.rows):
            there = sections[index] if index < len(sections) else None
            if not there or there.role != row.role or row.bars not in (0, there.bars):
                misses.append(f"section {index + 1} is not a {row.role} of {row.bars or 'some'} bars")
        misses += [f"a {section.role} too many" for section in sections[len(brief.form.rows) :]]
        yield _kept("Form", len(brief.form.rows), misses, "section")
    if brief.bars:
        last = max((note.start_beat for part in song.parts for note in part.notes), default=0.0)
        right = song.plan.bars == brief.bars and last < song.plan.end_beat + SAME
        yield _kept("Length in bars", 1, [] if right else [f"{song.plan.bars} bars instead of {brief.bars}"], "length")


def _figures(song: Sounding, performance: Performance) -> Iterator[Kept]:
    """Tempo, key, meter, length: one line each where somebody said them."""
    brief, plan = song.brief, song.plan
    if brief.sources.get("tempo_bpm") in ASKED:
        first = plan.tempo.bpm_at(0.0)
        changed_at_once = any(places.beat_of(change.at, 1.0) == 0.0 for change in brief.tempo_changes)
        right = abs(first - brief.tempo_bpm) < 0.01 or changed_at_once or _is_overruled(song)
        yield _kept("Tempo", 1, [] if right else [f"{first:g} bpm instead of {brief.tempo_bpm:g}"], "tempo")
    if brief.sources.get("meter") in ASKED:
        right = plan.meter == brief.meter
        yield _kept("Meter", 1, [] if right else [f"{plan.meter} instead of {brief.meter}"], "meter")
    if brief.sources.get("tonic") in ASKED and not brief.chords and not brief.given:
        share = song.in_scale({(brief.tonic + step) % 12 for step in MODES[brief.mode]})
        right = share >= IN_SCALE or song.sounds_in(brief.tonic)
        name = f"{spell(brief.tonic, tonic=brief.tonic, mode=brief.mode)} {brief.mode}"
        yield _kept("Key", 1, [] if right else [f"{share:.0%} of the notes are in {name}"], "key")
    if brief.sources.get("duration_s") in ASKED and brief.sources.get("bars") is not Source.PROMPT:
        bar_s = plan.meter.beats_per_bar * 60 / brief.tempo_bpm
        allowed = max(NEAR_S, NEAR * brief.duration_s, bar_s if brief.sources.get("tempo_bpm") in ASKED else 0.0)
        right = abs(performance.length_s - brief.duration_s) <= allowed
        found = f"{performance.length_s:.1f} s instead of {brief.duration_s:g}"
        yield _kept("Length in seconds", 1, [] if right else [found], "length")


def _is_overruled(song: Sounding) -> bool:
    """Whether the first section has a tempo of its own."""
    first = song.plan.sections[0]
    wheres = [place for change in song.brief.tempo_changes if (place := places.section_of(change.at)) is not None]
    return any(places.covers(place, first, 1) for place in wheres)


def _tempo_changes(song: Sounding, _: Performance) -> Iterator[Kept]:
    brief, plan = song.brief, song.plan
    if not brief.tempo_changes:
        return
    bar = plan.meter.beats_per_bar
    misses = []
    for index, change in enumerate(brief.tempo_changes):
        beats = song.starts_of(change.at)
        later = brief.tempo_changes[index + 1 :]
        for beat in beats:
            reached = beat + change.over_bars * bar
            overruled = any(
                other != beat and beat < other <= reached + SAME for c in later for other in song.starts_of(c.at)
            )
            if (
                abs(plan.tempo.bpm_at(reached + SAME) - change.bpm) > 0.01
                and not overruled
                and not song.is_slowing(reached)
            ):
                misses.append(f"{plan.tempo.bpm_at(reached + SAME):.1f} bpm at {change.at} instead of {change.bpm:g}")
        if not beats:
            misses.append(f"there is no {change.at}")
    yield _kept("Changes of tempo", len(brief.tempo_changes), misses, "change")


def _players(song: Sounding, _: Performance) -> Iterator[Kept]:
    brief = song.brief
    if brief.roles:
        wanted = list(brief.roles)
        misses = [
            f"{casting.instrument} does not play {casting.role}"
            for casting in wanted
            if not any(part.role == casting.role and song.plays(part, casting.instrument) for part in song.parts)
        ]
        yield _kept("Instruments of roles", len(wanted), misses, "instrument")
    if brief.instruments and brief.sources.get("instruments") in ASKED:
        misses = [
            f"{instruments.find(name).label} does not play"
            for name in brief.instruments
            if not any(song.plays(part, name) for part in song.parts)
        ]
        yield _kept("Instruments", len(brief.instruments), misses, "instrument")
    if brief.absences and brief.sources.get("absences") in ASKED:
        misses = [_named(absence) for absence in brief.absences if any(True for _ in _heard(song, absence))]
        yield _kept("Left out", len(brief.absences), misses, "absence")


def _heard(song: Sounding, absence: Absence) -> Iterator[Part]:
    """The parts that play although they were ruled out."""
    for part in song.parts:
        instrument = song.instrument_of(part)
        if absence.what in (part.role, part.id) or (instrument and instrument.answers_to(absence.what)):
            spans = song.spans(absence.section_role)
            # What begins with the last chord may ring; what was ruled out may not begin.
            if any(start - SAME <= note.start_beat < end - SAME for start, end in spans for note in part.notes):
                yield part


def _named(absence: Absence) -> str:
    return f"{absence.what} plays" + (f" in the {absence.section_role}" if absence.section_role else "")


def _levels(song: Sounding, _: Performance) -> Iterator[Kept]:
    brief = song.brief
    if brief.energies:
        misses = [problem for level in brief.energies for problem in song.wrong_energies(level)]
        yield _kept("Energy", len(brief.energies), misses, "level")
    if brief.density:
        misses = [problem for level in brief.density for problem in song.wrong_densities(level)]
        yield _kept("Density", len(brief.density), misses, "level")


def _given(song: Sounding, _: Performance) -> Iterator[Kept]:
    yield from given_report.lines(song)


def _words(song: Sounding, _: Performance) -> Iterator[Kept]:
    yield from words_report.lines(song)


def _kept(what: str, asked: int, misses: Sequence[str], unit: str) -> Kept:
    return Kept(what, asked, max(0, asked - len(misses)), unit, tuple(misses))


PARTS: tuple[Callable[[Sounding, Performance], Iterator[Kept]], ...] = (
    _form, _chords, _figures, _tempo_changes, _players, _levels, _given, _words,
)  # fmt: skip
