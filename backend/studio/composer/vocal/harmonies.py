"""Who sings along: other voices with the words of the lead, a third, a sixth or an octave away, and ad-libs after it.

A harmony moves with the lead through the scale and keeps to the chord where a note is held or stands on a strong beat.
Where it would leave the reach of the singer it goes on the other side of the lead. It is made of the lead's notes and
the chords alone, without chance, so that a line that changes changes only its own harmonies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeVar

from backend.studio.brief import Brief
from backend.studio.composer import grid, touch
from backend.studio.composer.asked import places
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import from_score, singers
from backend.studio.score import Chord, Family, Note, Part, Section
from backend.studio.singing import HARMONIES, HARMONY, PREFIX, SingingWish

AD_LIBS = "ad_libs"
# What a choir is made of.
CHOIR = ("third_above", "third_below", "octave_below")
# How many scale steps each of them lies from the lead, and which distances in semitones are still that.
STEPS: Mapping[str, int] = {
    "third_above": 2, "third_below": -2, "sixth_above": 5, "sixth_below": -5, "octave_above": 7, "octave_below": -7,
}  # fmt: skip
REACH: Mapping[int, tuple[int, int]] = {2: (3, 5), 5: (7, 10), 7: (12, 12)}
OCTAVE = 7
# Sections that open up: others sing along there, or everywhere where a song has none of them.
OPEN_ROLES = ("chorus", "drop", "outro")
# Others sing softer than the lead.
SOFTER = -8
# A note as long as this keeps to the chord, in beats; what it costs not to, to leave the scale or its plain step, and
# to move by a semitone.
HELD, FOREIGN, OFF, BENT, JUMP = 0.75, 1.5, 4.0, 1.0, 0.12
# An ad-lib answers so many beats after the last syllable of the lead has begun and ends so long before the next line;
# it has up to so many syllables, each of this length, the last one twice as long where there is time.
AFTER, BEFORE, SYLLABLES, SPOKEN = 1.0, 0.25, 3, 0.5
# How long after a line its ad-lib may still sound, in beats.
TAIL = AFTER + SYLLABLES * SPOKEN
PROGRAM = 52

Spot = TypeVar("Spot", bound=places.Spot)


@dataclass(frozen=True)
class Voice:
    """Somebody who sings along: the id of the part, and what of `HARMONIES` it is."""

    id: str
    kind: str

    @property
    def name(self) -> str:
        return HARMONIES[self.kind]


def voices(wish: SingingWish) -> list[Voice]:
    """Those who sing along by a wish, each only once; doubles of the lead are the singers' own business."""
    kinds = [kind for name in wish.harmonies for kind in (CHOIR if name == "choir" else (name,))]
    kinds = list(dict.fromkeys(kind for kind in kinds if kind in STEPS or kind == AD_LIBS))
    steps = [kind for kind in kinds if kind in STEPS]
    ids = {kind: f"{HARMONY}_{number}" for number, kind in enumerate(steps, start=1)}
    return [Voice(ids.get(kind, kind), kind) for kind in kinds]


def sections(brief: Brief, sung: Sequence[Spot]) -> list[Spot]:
    """The sections, of those with words, in which others sing along."""
    if not voices(brief.singing):
        return []
    return [section for section in sung if section.role in OPEN_ROLES] or list(sung)


def parts(lead: Sequence[Note], setting: Setting) -> list[Part]:
    """The parts of those who sing along with a lead."""
    wish = setting.plan.brief.singing
    return [_part(voice, notes(voice, lead, setting), wish) for voice in voices(wish)]


def notes(voice: Voice, lead: Sequence[Note], setting: Setting) -> list[Note]:
    """What one of them sings."""
    plan = setting.plan
    found: list[Note] = []
    own = {section: _of(lead, section, setting) for section in plan.sections}
    for section in sections(plan.brief, [section for section in plan.sections if own[section]]):
        sung = own[section]
        if voice.kind == AD_LIBS:
            found += _ad_libs(sung, section, setting)
        else:
            for line in from_score.by_line(sung).values():
                found += _along(voice, line, setting)
    return found


def _part(voice: Voice, sung: Sequence[Note], wish: SingingWish) -> Part:
    return Part(
        voice.id, voice.name, "Harmony", HARMONY, Family.VOICE, PROGRAM, 0, tuple(sung), voice=PREFIX + wish.voice
    )


def _of(lead: Sequence[Note], section: Section, setting: Setting) -> list[Note]:
    start = setting.start(section)
    return [note for note in lead if start <= note.start_beat < start + section.bars * setting.bar]


def _along(voice: Voice, line: Sequence[Note], setting: Setting) -> list[Note]:
    """A line of the lead, sung along."""
    steps = STEPS[voice.kind]
    low, high = singers.compass(setting.plan.brief.singing)
    pitches = _line(steps, line, setting)
    # An octave has no other side.
    is_octave = abs(steps) == OCTAVE
    if max(pitches) > high and steps > 0 and not is_octave:
        pitches = [pitch - 12 for pitch in pitches]
    elif min(pitches) < low and steps < 0 and not is_octave:
        pitches = [pitch + 12 for pitch in pitches]
    return [
        replace(note, pitch=pitch, velocity=touch.clipped(note.velocity + SOFTER), touch=None)
        for note, pitch in zip(line, pitches, strict=True)
    ]


def _line(steps: int, line: Sequence[Note], setting: Setting) -> list[int]:
    """The pitches of a line so many scale steps away, bent to the chord where it matters."""
    least, most = REACH[abs(steps)]
    sign = 1 if steps > 0 else -1
    found: list[int] = []
    for note in line:
        chord = setting.chord_at(note.start_beat)
        plain = _stepped(note.pitch, steps, chord)
        before = found[-1] if found else plain
        costs = {
            pitch: _foreign(pitch, note, setting) + BENT * (pitch != plain) + JUMP * abs(pitch - before)
            for pitch in (note.pitch + sign * size for size in range(least, most + 1))
        }
        found.append(min(costs, key=lambda pitch: costs[pitch]))
    return found


def _foreign(pitch: int, note: Note, setting: Setting) -> float:
    """What it costs to leave the chord where a note is weighty, and the scale anywhere."""
    chord = setting.chord_at(note.start_beat)
    if pitch % 12 in chord.tones:
        return 0.0
    return (FOREIGN if _is_weighty(note, setting) else 0.0) + (OFF if pitch % 12 not in chord.scale else 0.0)


def _is_weighty(note: Note, setting: Setting) -> bool:
    strong = grid.strong_beats(setting.meter)
    return note.length_beats >= HELD or any(abs(note.start_beat % setting.bar - beat) < 1e-6 for beat in strong)


def _stepped(pitch: int, steps: int, chord: Chord) -> int:
    """The pitch so many steps of the scale away; what is foreign to the scale counts as the step below it."""
    sign = 1 if steps > 0 else -1
    at, left = pitch, abs(steps)
    while left:
        at += sign
        left -= at % 12 in chord.scale
    return at


def _ad_libs(sung: Sequence[Note], section: Section, setting: Setting) -> list[Note]:
    """The last word of a line once more, while the lead holds it and rests."""
    stop = setting.start(section) + section.bars * setting.bar
    lines = list(from_score.by_line(sung).values())
    begins = [*(line[0].start_beat for line in lines[1:]), stop]
    found: list[Note] = []
    for line, until in zip(lines, begins, strict=True):
        last = max(note.start_beat for note in line if note.syllable)
        found += _answer(line, ceil((last + AFTER) * 2) / 2, until - BEFORE)
    return found


def _answer(line: Sequence[Note], begin: float, until: float) -> list[Note]:
    """The last word of a line from ``begin`` on, each syllable half a beat, the last one held."""
    last = max((at for at, note in enumerate(line) if note.syllable and note.syllable.index == 0), default=None)
    word = [note for note in line[last:] if note.syllable] if last is not None else []
    count = len(word)
    if not 0 < count <= SYLLABLES or begin + count * SPOKEN > until:
        return []
    ends = [begin + SPOKEN * number for number in range(1, count)] + [min(until, begin + SPOKEN * (count + 1))]
    return [
        replace(
            note,
            start_beat=begin + SPOKEN * number,
            length_beats=end - begin - SPOKEN * number,
            velocity=touch.clipped(note.velocity + SOFTER),
            touch=None,
            tags=("answer",),
        )
        for number, (note, end) in enumerate(zip(word, ends, strict=True))
    ]


def followed(before: Iterable[Part], lead: Sequence[Note], setting: Setting, old_lead: Sequence[Note]) -> list[Part]:
    """The parts of those who sing along with a lead that has changed; where it has not, they sing what they sang."""
    known = {part.id: part for part in before}
    changed = _unlike(old_lead, lead)
    found = []
    for part in parts(lead, setting):
        old = known.get(part.id)
        if old is None:
            found.append(part)
        elif old.frozen:
            found.append(old)
        else:
            kept = [note for note in old.notes if not _is_in(note, changed)]
            new = [note for note in part.notes if _is_in(note, changed)]
            found.append(replace(old, notes=tuple(sorted([*kept, *new], key=lambda note: note.start_beat))))
    return found


def _unlike(old: Sequence[Note], new: Sequence[Note]) -> list[tuple[float, float]]:
    """The stretches of beats in which lines are not the same as before."""
    one, other = from_score.by_line(old), from_score.by_line(new)
    numbers = {number for number in {*one, *other} if one.get(number) != other.get(number)}
    lines = [line for found in (one, other) for number, line in found.items() if number in numbers]
    return [(line[0].start_beat, line[-1].start_beat + line[-1].length_beats + TAIL) for line in lines]


def _is_in(note: Note, stretches: Sequence[tuple[float, float]]) -> bool:
    return any(start <= note.start_beat < stop for start, stop in stretches)
