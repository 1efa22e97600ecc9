"""A melody that somebody brought to be sung: in the singer's octave, or the song in another key, with words laid on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.brief import Brief, Source
from backend.studio.composer.asked import moving
from backend.studio.composer.given import seats
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import laying, singers, wording
from backend.studio.composer.vocal.spans import Pace
from backend.studio.constraints import Given
from backend.studio.score import Note
from backend.studio.singing import VOCAL

SAID = (Source.PROMPT, Source.REQUEST)
OCTAVES, KEYS = (0, 12, -12, 24, -24), (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6)
# So little of a melody may lie outside the tessitura before the song is put into another key.
FEW = 0.05


def melody(brief: Brief) -> Given | None:
    """The melody that was brought to be sung."""
    return next((given for given in brief.given if given.role == VOCAL), None) if brief.singing.is_sung else None


def to_sing(given: Sequence[Given]) -> tuple[Given, ...]:
    """The given parts of a song with words: its first lead is what is sung."""
    first = next((index for index, one in enumerate(given) if one.role == "lead"), None)
    return tuple(replace(one, role=VOCAL) if index == first else one for index, one in enumerate(given))


def eased(brief: Brief) -> Brief:
    """The brief with its melody where the singer is at ease: in another octave, else all of it in another key.

    The key stays where somebody asked for it.
    """
    given = melody(brief)
    if given is None:
        return brief
    low, high = singers.tessitura(brief.singing)
    pitches = [pitch for _, _, pitch, _ in given.notes]

    def strain(shift: int) -> tuple[float, int]:
        return sum(max(low - pitch - shift, pitch + shift - high, 0) for pitch in pitches), abs(shift)

    octave = min(OCTAVES, key=strain)
    outside = sum(not low <= pitch + octave <= high for pitch in pitches)
    key = 0
    if outside > FEW * len(pitches) and brief.sources.get("tonic") not in SAID:
        key = min(KEYS, key=lambda key: strain(octave + key))
    moved = tuple(_moved(one, octave) if one is given else one for one in brief.given)
    brief = replace(brief, given=moved)
    return moving.transposed(brief, key, given_roles={one.role for one in moved} - {"drums"}) if key else brief


def sung(setting: Setting) -> list[Note]:
    """The notes of the brought melody with the words of the song."""
    plan = setting.plan
    given = melody(plan.brief)
    if given is None:
        return []
    notes = [Note(start, length, pitch, level, (seats.TAG,)) for start, length, pitch, level in given.notes]
    lines = [line for verse in wording.verses(plan.brief.singing) for line in verse.lines]
    pace = Pace(plan.meter, plan.tempo.bpm_at(0.0), singers.manner(plan.brief, "verse"))
    edges = [plan.start_beat(section) for section in plan.sections]
    return list(laying.lay(notes, lines, pace, edges).notes)


def _moved(given: Given, semitones: int) -> Given:
    notes = tuple((start, length, pitch + semitones, level) for start, length, pitch, level in given.notes)
    return replace(given, notes=notes)
