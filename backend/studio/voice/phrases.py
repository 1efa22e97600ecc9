"""A sung part cut into phrases: where the singer breathes, and what is sung in between.

Each phrase is written down by itself: its notes begin at 0 s, in whole frames, and its seed comes from its place in its
section. So what is done to one phrase is not heard in another, and a phrase that only moves is still the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Note, Plan, PlayedNote, PlayedPart
from backend.studio.singing import Syllable, Touch
from backend.studio.units import TempoMap
from backend.studio.voice import ways
from backend.studio.voice.phrase import Phrase, SungNote

# A singer needs as long as this for a quick breath; a shorter gap is a consonant or a staccato.
BREATH_S = 0.12
# Between two lines of the words, less is enough: whoever sings thinks in lines.
LINE_S = 0.03
# Nobody has more breath than this (about three bars of a slow song); then the next word begins a phrase.
LONGEST_S = 15.0
# What a note is sung on that came without words: the "oo" of backing vocals.
OO = Syllable("", "", 0, 1, (), "u", (), 0, -1, 0)


@dataclass(frozen=True)
class Placed:
    """A phrase and when its first note begins in the song; ``section`` is the index of the one it begins in.

    ``syllables`` are those of its notes with their places in the words of the song, of which the phrase knows nothing.
    """

    phrase: Phrase
    on_s: float
    section: int
    syllables: tuple[Syllable | None, ...] = ()

    @property
    def off_s(self) -> float:
        """When its last note ends in the song."""
        return self.on_s + self.phrase.off_s

    @property
    def frame(self) -> int:
        """The frame of the song on which the phrase's own time begins."""
        return round(self.on_s * SAMPLE_RATE)


def cut(played: PlayedPart, plan: Plan) -> list[Placed]:
    """Cut a sung part into phrases, each sung in the way of its section.

    Parameters
    ----------
    played : its notes are those of the part's line, in their order (the last ones may be missing)
    plan : of the song, for its seeds and sections, and for what is asked of its singers
    """
    notes = list(zip(played.part.line, played.notes, strict=False))
    return [_placed(own, played.part.id, plan) for own in _groups(notes)]


def _groups(notes: Sequence[tuple[Note, PlayedNote]]) -> Iterator[list[tuple[Note, PlayedNote]]]:
    group: list[tuple[Note, PlayedNote]] = []
    line = None
    for written, sounding in notes:
        if group and _breathes(group, written, sounding, line):
            yield group
            group = []
        group.append((written, sounding))
        line = written.syllable.line if written.syllable else line
    if group:
        yield group


def _breathes(group: Sequence[tuple[Note, PlayedNote]], written: Note, sounding: PlayedNote, line: int | None) -> bool:
    """Whether the singer breathes before a note."""
    gap_s = sounding.on_s - group[-1][1].off_s
    if gap_s >= BREATH_S:
        return True
    if written.syllable is None or written.syllable.index:
        return False
    return (written.syllable.line != line and gap_s >= LINE_S) or sounding.off_s - group[0][1].on_s > LONGEST_S


def _placed(group: Sequence[tuple[Note, PlayedNote]], part: str, plan: Plan) -> Placed:
    (written, first), section = group[0], plan.sections[group[0][1].section]
    seeds = Seeds(plan.brief.seed, overrides=plan.seeds).of(section, part)
    place = round(written.start_beat - plan.start_beat(section), 3)
    key = f"{seeds.seed}/sing/{part}/{section.key}/{place:g}"
    seed = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "little")
    notes, way = tuple(_sung(group, plan.tempo)), ways.of(plan.brief, section.role)
    phrase = Phrase(notes, way, plan.brief.singing.language, seed)
    return Placed(phrase, first.on_s, first.section, tuple(one.syllable for one, _ in group))


def _sung(group: Sequence[tuple[Note, PlayedNote]], tempo: TempoMap) -> Iterator[SungNote]:
    """The notes of a phrase in its own time; none reaches into the next one."""
    zero = group[0][1].on_s
    ends = [note.on_s for _, note in group[1:]] + [group[-1][1].off_s]
    for index, ((written, note), end) in enumerate(zip(group, ends, strict=True)):
        syllable = written.syllable or (None if index else OO)
        syllable = syllable and replace(syllable, line=0, place=0)
        yield SungNote(
            _frames(note.on_s - zero),
            _frames(min(note.off_s, end) - zero),
            note.pitch,
            note.velocity,
            syllable,
            _timed(written, tempo),
        )


def _timed(written: Note, tempo: TempoMap) -> Touch:
    """How a note is sung, with its bend in seconds."""
    touch = written.touch or Touch()
    if not touch.bend:
        return touch
    zero = tempo.seconds(written.start_beat)
    at = [_frames(tempo.seconds(written.start_beat + beat) - zero) for beat, _ in touch.bend]
    return replace(touch, bend=tuple((second, cents) for second, (_, cents) in zip(at, touch.bend, strict=True)))


def _frames(seconds: float) -> float:
    # The last bits of a difference depend on where in the song it was taken: without them half a frame is half a frame.
    return round(round(seconds, 9) * SAMPLE_RATE) / SAMPLE_RATE


def varied(phrase: Phrase, *, number: int, cents: float, formant: float = 1.0) -> Phrase:
    """The same phrase sung once more: other small errors, ``cents`` off, by somebody a little taller or smaller."""
    seed = (phrase.seed + 0x9E3779B1 * number) % 2**32
    notes = tuple(replace(note, touch=_off(note.touch, cents, formant)) for note in phrase.notes)
    return replace(phrase, notes=notes, seed=seed)


def _off(touch: Touch, cents: float, formant: float) -> Touch:
    bend = tuple((beat, own + cents) for beat, own in touch.bend) or ((0.0, cents),)
    return replace(touch, bend=bend, formant=(touch.formant or 1.0) * formant)
