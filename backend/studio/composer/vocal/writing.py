"""The vocal part of a song: the tune of every section that has words, as notes with their syllables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.studio.brief import Brief
from backend.studio.composer import motifs, touch
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import brought, singers, spans
from backend.studio.composer.vocal.from_score import MELISMA
from backend.studio.composer.vocal.spans import Pace
from backend.studio.composer.vocal.tune import Memory, Tone, Vocalist
from backend.studio.composer.vocal.wording import Line
from backend.studio.score import Family, Motif, Note, Part, Section
from backend.studio.singing import PREFIX, VOCAL

ID, NAME, DETAIL = "vocals", "Vocals", "Lead vocal"
# What stands for a singer in MIDI files: choir aahs.
PROGRAM = 52
# How hard a singer sings, from the calmest section to the fullest, and what stress adds and lightness takes.
VELOCITY, STRESSED, LIGHT = (66, 98), 6, -6
# A last note as long as this, in seconds, has room for more than one pitch; the turn before its end takes this share.
ROOM_S, TURN = 0.9, 0.3
HOME_LEAP = 7


def part(notes: Sequence[Note], brief: Brief) -> Part:
    """The vocal part with these notes."""
    voice, given = PREFIX + brief.singing.voice, brought.melody(brief) is not None
    return Part(ID, NAME, DETAIL, VOCAL, Family.VOICE, PROGRAM, 0, tuple(notes), given=given, voice=voice)


def write(setting: Setting, seeds: Seeds, attempt: int = 0) -> list[Note]:
    """Write the notes of the lead vocal; ``attempt`` counts the tunes that were thrown away."""
    plan, memories = setting.plan, dict[tuple[str, int], Memory]()
    if brought.melody(plan.brief):
        return [note for own in setting.held.values() for note in own] or brought.sung(setting)
    notes: list[Note] = []
    for section in plan.sections:
        lines = setting.words.get(section.key, ())
        if not lines:
            continue
        own = seeds.of(section, ID)
        rng = own.rng("vocal", section.letter, attempt)
        memory = memories.setdefault((_tune_of(section, plan.brief), own.seed), Memory())
        pace = _pace(section, setting)
        motif = _motif(section, setting, own)
        vocalist = Vocalist(section, motif, setting, pace, singers.tessitura(plan.brief.singing), rng, memory)
        if section.key in setting.held:
            vocalist.remember(setting.held[section.key])
            notes += setting.held[section.key]
        else:
            turns = own.rng("melisma", section.letter, attempt)
            notes += _sung(vocalist, lines, turns, is_last=section is plan.sections[-1] and setting.ends)
    return notes


def _sung(vocalist: Vocalist, lines: Sequence[Line], rng: np.random.Generator, *, is_last: bool) -> list[Note]:
    """The notes of a section."""
    tones = vocalist.tune(lines)
    tones = _home(tones, vocalist) if is_last else tones
    return [note for tone in tones for note in _written(tone, tones, vocalist, rng)]


def _pace(section: Section, setting: Setting) -> Pace:
    """How fast a section is sung; what found room when the form was made has room now."""
    brief, bpm = setting.plan.brief, setting.plan.tempo.bpm_at(setting.start(section))
    return Pace(setting.meter, bpm, singers.manner(brief, section.role), spans.HURRY * spans.MARGIN)


def _tune_of(section: Section, brief: Brief) -> str:
    """What sections share a tune: those of a kind, unless somebody told their letters apart."""
    return section.letter if any(row.letter for row in brief.form.rows) else section.role


def _motif(section: Section, setting: Setting, own: Seeds) -> Motif:
    plan = setting.plan
    if own.seed == plan.brief.seed:
        return plan.motif_of(section.letter)
    rng = own.rng("motif", section.letter)
    return motifs.motif(setting.style.melody, role=section.role, meter=setting.meter, rng=rng)


def _home(tones: list[Tone], vocalist: Vocalist) -> list[Tone]:
    """The same tune, its last note on the tonic if the chord under it has one near enough."""
    if not tones:
        return tones
    last, brief = tones[-1], vocalist.setting.plan.brief
    chord = vocalist.setting.chord_at(vocalist.setting.start(vocalist.section) + last.beat)
    low, high = vocalist.tessitura
    near = [
        pitch
        for pitch in range(low, high + 1)
        if (pitch - brief.tonic) % 12 == 0 and abs(pitch - tones[-2].pitch if len(tones) > 1 else 0) <= HOME_LEAP
    ]
    if brief.tonic not in chord.tones or not near:
        return tones
    pitch = min(near, key=lambda pitch: abs(pitch - last.pitch))
    return [*tones[:-1], replace(last, pitch=pitch)]


def _written(tone: Tone, tones: Sequence[Tone], vocalist: Vocalist, rng: np.random.Generator) -> list[Note]:
    """A tone as a note, or as several where a last syllable is sung on more than one pitch."""
    setting, section = vocalist.setting, vocalist.section
    level = VELOCITY[0] + (VELOCITY[1] - VELOCITY[0]) * section.energy
    stress = tone.syllable.stress if tone.syllable else 0
    level += STRESSED if stress == 2 else 0 if stress else LIGHT
    tags = ("strong",) if tone.strong else ()
    start = setting.start(section) + tone.beat
    note = Note(start, tone.length, tone.pitch, touch.clipped(level), tags, tone.syllable)
    is_last = all(other.breath != tone.breath or other.beat <= tone.beat for other in tones)
    roomy = tone.length * 60 / vocalist.pace.bpm >= ROOM_S
    if not (is_last and roomy and rng.random() < vocalist.pace.manner.melisma):
        return [note]
    return _turned(note, _above(tone.pitch, start, vocalist))


def _above(pitch: int, beat: float, vocalist: Vocalist) -> int | None:
    """The next tone of the scale above a pitch, if the singer has it."""
    scale = vocalist.setting.chord_at(beat).scale
    above = next(pitch + step for step in range(1, 13) if (pitch + step) % 12 in scale)
    return above if above <= vocalist.tessitura[1] else None


def _turned(note: Note, above: int | None) -> list[Note]:
    """A note that comes down to its pitch from the one above."""
    if above is None:
        return [note]
    first = max(1, round(note.length_beats * TURN * 2)) / 2
    rest = replace(note, start_beat=note.start_beat + first, length_beats=note.length_beats - first, syllable=None)
    return [replace(note, length_beats=first, pitch=above), replace(rest, tags=(MELISMA,))]
