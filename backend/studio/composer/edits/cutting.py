"""A song cut into its sections and put together in another order: notes, chords and tempo go with their section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from backend.studio.brief import MAX_SECONDS, MIN_SECONDS, Ending
from backend.studio.composer import blend, form, harmony, rewriting, whole
from backend.studio.composer.edits import chords
from backend.studio.errors import BadEdit
from backend.studio.score import MOMENT, Chord, Motif, Note, Plan, Score, Section
from backend.studio.units import TempoMap

FINAL = "final"


@dataclass(frozen=True)
class Block:
    """A section with all that is in it, beats counted from its start. ``tempo`` begins with its tempo at beat 0."""

    section: Section
    chords: tuple[Chord, ...]
    tempo: tuple[tuple[float, float], ...]
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)


def cut(score: Score) -> list[Block]:
    """Cut a score into its sections."""
    return [_block(score, section) for section in score.plan.sections]


def paste(score: Score, blocks: Sequence[Block], motifs: Mapping[str, Motif]) -> Score:
    """Put blocks together; parts, brief and key are those of the score. ``motifs`` are by letter."""
    plan, bar, at = score.plan, score.plan.meter.beats_per_bar, 0
    sections, harmony_, tempo = [], list[Chord](), list[tuple[float, float]]()
    notes: dict[str, list[Note]] = {part.id: [] for part in score.parts}
    for block in blocks:
        beat = at * bar
        sections.append(replace(block.section, start_bar=at))
        harmony_ += [replace(chord, start_beat=chord.start_beat + beat) for chord in block.chords]
        tempo += [(beat + offset, bpm) for offset, bpm in block.tempo]
        for part, own in block.notes.items():
            notes[part] += [replace(note, start_beat=note.start_beat + beat) for note in own]
        at += block.section.bars
    letters = dict.fromkeys(section.letter for section in sections)
    made = replace(
        plan,
        sections=tuple(_numbered(sections)),
        harmony=tuple(harmony_),
        tempo=TempoMap(tuple(_steady(tempo))),
        motifs=tuple(motifs[letter] for letter in letters),
    )
    parts = tuple(replace(part, notes=tuple(notes[part.id])) for part in score.parts)
    return Score(made, parts)


def motifs_of(plan: Plan) -> dict[str, Motif]:
    """The motif of each letter."""
    return {section.letter: plan.motif_of(section.letter) for section in plan.sections}


def mended(score: Score) -> tuple[Score, list[int]]:
    """The same song with an end where it ends and nowhere else; which sections were written anew for that."""
    sections, fades = score.plan.sections, score.plan.brief.form.ending is Ending.FADE
    last = len(sections) - 1
    opened = [index for index, one in enumerate(sections) if one.cadence == FINAL and index != last]
    closing = [last] if sections[last].cadence != FINAL and not fades else []
    for index in opened:
        score = replace(score, plan=_opened(score.plan, index))
    for index in closing:
        score = replace(score, plan=_closed(score.plan, index))
    changed = sorted({*opened, *closing})
    return rewriting.rewritten(score, changed, whole.seeds_of(score.plan)), changed


def lasting(score: Score, before: Plan) -> Score:
    """The same song, its brief telling the length that it has now and ringing on as long as it did.

    Raises
    ------
    BadEdit
        if it would become too short or too long
    """
    plan = score.plan
    now_s, then_s = plan.tempo.seconds(plan.end_beat), before.tempo.seconds(before.end_beat)
    if not MIN_SECONDS - 1 <= now_s <= MAX_SECONDS:
        message = f"The song would last {now_s:.1f} s; {MIN_SECONDS:g} to {MAX_SECONDS:g} s are allowed."
        raise BadEdit.of("edit", message)
    length_s = min(MAX_SECONDS, max(MIN_SECONDS, plan.brief.duration_s + now_s - then_s))
    return replace(score, plan=replace(plan, brief=replace(plan.brief, duration_s=length_s)))


def _block(score: Score, section: Section) -> Block:
    plan = score.plan
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    changes = [(beat - start, bpm) for beat, bpm in plan.tempo.changes if start + MOMENT < beat < stop - MOMENT]
    own = {part.id: rewriting.notes_in(part, plan, section) for part in score.parts}
    return Block(
        section,
        tuple(replace(chord, start_beat=chord.start_beat - start) for chord in chords.in_section(plan, section)),
        ((0.0, plan.tempo.bpm_at(start + MOMENT)), *changes),
        {id_: tuple(replace(note, start_beat=note.start_beat - start) for note in notes) for id_, notes in own.items()},
    )


def _numbered(sections: Sequence[Section]) -> list[Section]:
    """The same sections, those of one name counted anew."""
    titles = [section.name.rstrip("0123456789").rstrip() for section in sections]
    total, seen, found = Counter(titles), Counter[str](), []
    for section, title in zip(sections, titles, strict=True):
        seen[title] += 1
        found.append(replace(section, name=f"{title} {seen[title]}" if total[title] > 1 else title))
    return found


def _steady(tempo: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Changes of tempo without those that change nothing."""
    found: list[tuple[float, float]] = []
    for beat, bpm in tempo:
        if not found or found[-1][1] != bpm:
            found.append((beat, bpm))
    return found


def _opened(plan: Plan, index: int) -> Plan:
    """A section that closed the song goes on instead: at one tempo, with the chords of its letter or other ones."""
    section = plan.sections[index]
    rules = chords.rules_of(plan, index)
    cadence = harmony.tonality_of(rules, plan.brief.mode).section(section.role).cadence
    plan = _with_section(plan, index, replace(section, cadence=cadence))
    start = plan.start_beat(section)
    stop = start + section.bars * plan.meter.beats_per_bar
    tempo = [change for change in plan.tempo.changes if not start + MOMENT < change[0] < stop - MOMENT]
    after = plan.tempo.bpm_at(stop + MOMENT)
    if all(abs(beat - stop) > MOMENT for beat, _ in tempo):
        tempo = sorted([*tempo, (stop, after)])
    plan = replace(plan, tempo=TempoMap(tuple(_steady(tempo))))
    return chords.fresh(plan, index, whole.seeds_of(plan))


def _closed(plan: Plan, index: int) -> Plan:
    """A section that ends the song: a final cadence, and slower if the style slows down."""
    section = replace(plan.sections[index], cadence=FINAL)
    plan = chords.closed(_with_section(plan, index, section), index, whole.seeds_of(plan))
    factors = form.slowing(plan.brief, blend.style_of(plan.brief), bars=plan.bars)
    bar, begin = plan.meter.beats_per_bar, (plan.bars - form.SLOW_BARS) * plan.meter.beats_per_bar
    if not factors or section.bars < form.SLOW_BARS:
        return plan
    bpm, step = plan.tempo.bpm_at(begin), form.SLOW_BARS * bar / len(factors)
    kept = [change for change in plan.tempo.changes if change[0] < begin - MOMENT]
    slow = [(begin + number * step, bpm * factor) for number, factor in enumerate(factors)]
    return replace(plan, tempo=TempoMap((*kept, *slow)))


def _with_section(plan: Plan, index: int, section: Section) -> Plan:
    sections = list(plan.sections)
    sections[index] = section
    return replace(plan, sections=tuple(sections))
