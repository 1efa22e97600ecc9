"""Other words for a line that is sung already: what stays the same keeps its notes, the rest takes as few as it can.

A word with as many syllables as the one before takes its notes as they are. One with more splits notes of its own, one
with fewer lets notes be held; only where that cannot be done is the whole line set anew, in the time it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations, groupby

import numpy as np

from backend.studio.composer.vocal import rhythm
from backend.studio.composer.vocal.from_score import MELISMA
from backend.studio.composer.vocal.rhythm import Window
from backend.studio.composer.vocal.spans import FINEST, Breath, Pace
from backend.studio.composer.vocal.wording import Line
from backend.studio.errors import BadLyrics
from backend.studio.score import MOMENT, Note
from backend.studio.singing import Syllable

# More ways of splitting or joining notes than this are not looked through.
MOST_WAYS = 2000
# A word that goes lets the note before it be held, at most for so many beats; notes that are split are this many times
# as long as the quickest.
HELD, EASY = 1.0, 1.8
# What short notes cost where notes are split: this over their length in beats.
SHORTNESS = 0.3


@dataclass(frozen=True)
class Room:
    """The time that a line may take, from ``start`` to ``end`` in beats of the song; bars begin at ``zero``."""

    zero: float
    start: float
    end: float


def refit(notes: Sequence[Note], line: Line, pace: Pace, room: Room) -> list[Note]:
    """The notes of a line with other words.

    Raises
    ------
    BadLyrics
        if there is no time for so many syllables
    """
    found: list[Note] = []
    for old, new in _changes(notes, line):
        taken = _taken(old, new, pace)
        if taken is None:
            return _anew(notes, line, pace, room)
        if not new and found and old:
            end = min(old[-1].start_beat + old[-1].length_beats, old[0].start_beat + HELD)
            found[-1] = replace(found[-1], length_beats=end - found[-1].start_beat)
        found += taken
    return found


@dataclass(frozen=True)
class _Sung:
    """A syllable and on how many further notes it is held."""

    syllable: Syllable
    holds: int

    @property
    def key(self) -> tuple[object, ...]:
        return self.syllable.word, self.syllable.index, self.syllable.sounds


def _changes(notes: Sequence[Note], line: Line) -> list[tuple[list[Note], list[_Sung]]]:
    """The notes of old words and the new words that take their place, word by word where they are the same."""
    old = _words(notes)
    new = [
        [_Sung(syllable, line.holds[at]) for at, syllable in group]
        for _, group in groupby(enumerate(line.syllables), key=lambda pair: pair[1].place)
    ]
    before = [tuple((n.syllable.word, n.syllable.sounds) for n in word if n.syllable) for word in old]
    after = [tuple((one.syllable.word, one.syllable.sounds) for one in word) for word in new]
    found: list[tuple[list[Note], list[_Sung]]] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal" or b - a == d - c:
            pairs = zip(old[a:b], new[c:d], strict=True)
            found += [(list(was), list(now)) for was, now in pairs]
        else:
            found.append(([note for word in old[a:b] for note in word], [one for word in new[c:d] for one in word]))
    return _with_notes(found)


def _with_notes(changes: list[tuple[list[Note], list[_Sung]]]) -> list[tuple[list[Note], list[_Sung]]]:
    """The same changes; words that come without notes share those of the word before them, or after."""
    found: list[tuple[list[Note], list[_Sung]]] = []
    waiting: list[_Sung] = []
    for notes, sung in changes:
        if not notes and found and found[-1][1]:
            found[-1] = (found[-1][0], [*found[-1][1], *sung])
        elif not notes:
            waiting += sung
        else:
            found.append((notes, [*waiting, *sung]))
            waiting = []
    return found if not waiting else [*found[:-1], (found[-1][0], [*found[-1][1], *waiting])] if found else []


def _words(notes: Sequence[Note]) -> list[list[Note]]:
    """The notes of each word."""
    found: list[list[Note]] = []
    for note in notes:
        if note.syllable and (not found or note.syllable.index == 0):
            found.append([note])
        elif found:
            found[-1].append(note)
    return found


def _taken(notes: Sequence[Note], sung: Sequence[_Sung], pace: Pace) -> list[Note] | None:
    """The notes of a few words taken by others; None where there is no room."""
    wanted = [one.syllable if not held else None for one in sung for held in range(one.holds + 1)]
    if not wanted:
        return []
    begun = [at for at, note in enumerate(notes) if note.syllable]
    syllables = [mark for mark in wanted if mark]
    if len(begun) == len(syllables) and not any(one.holds for one in sung):
        marks = dict(zip(begun, syllables, strict=True))
        return [replace(note, syllable=marks.get(at)) for at, note in enumerate(notes)]
    plain = [note for note in notes if MELISMA not in note.tags]
    plain = _stretched(plain, notes)
    if len(wanted) == len(plain):
        return [replace(note, syllable=mark) for note, mark in zip(plain, wanted, strict=True)]
    if len(wanted) < len(plain):
        return _joined(plain, wanted, pace)
    return split(plain, wanted, pace)


def _stretched(plain: Sequence[Note], notes: Sequence[Note]) -> list[Note]:
    """Notes as long as the ornaments that followed them."""
    found = []
    for note in plain:
        at = notes.index(note)
        end = note.start_beat + note.length_beats
        for after in notes[at + 1 :]:
            if MELISMA not in after.tags:
                break
            end = after.start_beat + after.length_beats
        found.append(replace(note, length_beats=end - note.start_beat))
    return found


def _joined(notes: Sequence[Note], marks: Sequence[Syllable | None], pace: Pace) -> list[Note]:
    """Fewer notes: some are held on, so that stresses fall where they weigh most."""
    ways = [(0, *rest) for rest in combinations(range(1, len(notes)), len(marks) - 1)][:MOST_WAYS]

    def cost(way: Sequence[int]) -> float:
        return _misplaced([notes[at].start_beat for at in way], marks, pace)

    best = min(ways, key=cost)
    ends = [*(notes[at].start_beat for at in best[1:]), notes[-1].start_beat + notes[-1].length_beats]
    # A note does not reach over a rest that was there.
    found = []
    for at, end, mark in zip(best, ends, marks, strict=True):
        last = next(
            (
                notes[index]
                for index in range(at, len(notes))
                if notes[index].start_beat < end and (index + 1 == len(notes) or notes[index + 1].start_beat >= end)
            ),
            notes[at],
        )
        longest = max(notes[at].length_beats, pace.manner.longest_s * pace.bpm / 60)
        until = min(end, last.start_beat + last.length_beats, notes[at].start_beat + longest)
        found.append(replace(notes[at], length_beats=until - notes[at].start_beat, syllable=mark))
    return found


def split(notes: Sequence[Note], marks: Sequence[Syllable | None], pace: Pace) -> list[Note] | None:
    """More notes: long ones are split on the grid, so that stresses fall where they weigh most."""
    more = len(marks) - len(notes)
    quick = max(EASY * pace.manner.quick_s * pace.bpm / 60, FINEST)
    places = [
        (at, note.start_beat + step * FINEST)
        for at, note in enumerate(notes)
        for step in range(1, int(note.length_beats / FINEST - 1e-6) + 1)
        if min(step * FINEST, note.length_beats - step * FINEST) >= quick - MOMENT
    ]
    if len(places) < more:
        return None
    best: tuple[float, tuple[tuple[int, float], ...]] | None = None
    for count, way in enumerate(combinations(places, more)):
        if count >= MOST_WAYS:
            break
        onsets = sorted([*(note.start_beat for note in notes), *(beat for _, beat in way)])
        gaps = np.diff([*onsets, notes[-1].start_beat + notes[-1].length_beats])
        if gaps.min() < quick - MOMENT:
            continue
        price = _misplaced(onsets, marks, pace) + float(np.sum(SHORTNESS / gaps))
        if best is None or price < best[0]:
            best = (price, way)
    return _cut(notes, best[1], marks) if best else None


def _cut(notes: Sequence[Note], way: Sequence[tuple[int, float]], marks: Sequence[Syllable | None]) -> list[Note]:
    found: list[Note] = []
    for at, note in enumerate(notes):
        begins = [note.start_beat, *sorted(beat for index, beat in way if index == at)]
        ends = [*begins[1:], note.start_beat + note.length_beats]
        found += [
            replace(
                note, start_beat=begin, length_beats=end - begin, touch=note.touch if begin == note.start_beat else None
            )
            for begin, end in zip(begins, ends, strict=True)
        ]
    return [replace(note, syllable=mark) for note, mark in zip(found, marks, strict=True)]


def _misplaced(onsets: Sequence[float], marks: Sequence[Syllable | None], pace: Pace) -> float:
    """What it costs to have these syllables on these beats."""
    levels = rhythm.levels(np.array(onsets), pace.meter)
    stresses = [mark.stress if mark else 0 for mark in marks]
    return float(sum(rhythm.PLACES[stress, level] for stress, level in zip(stresses, levels.tolist(), strict=True)))


def _anew(notes: Sequence[Note], line: Line, pace: Pace, room: Room) -> list[Note]:
    """The whole line set anew in its time, on the pitches that sounded there.

    Raises
    ------
    BadLyrics
        if there is no time for so many syllables
    """
    bar = pace.meter.beats_per_bar
    first = (room.start - room.zero) // bar
    breath = Breath(
        line, 0, len(line.syllables), int(first), max(1, int(np.ceil((room.end - room.zero) / bar - first)))
    )
    zero = room.zero + first * bar
    most = int((room.end - room.start) / FINEST)
    if breath.size > most:
        message = f"The line has {breath.size} syllables; there is time for up to {most}."
        raise BadLyrics(message, fields={"text": [message]})
    known = frozenset(note.start_beat - zero for note in notes)
    onsets = rhythm.onsets(breath, pace, Window(room.start - zero, room.end - zero, known=known))
    ends = [*onsets[1:], min(room.end - zero, onsets[-1] + max(pace.manner.longest_s * pace.bpm / 60, 0.5))]
    found = []
    for begin, end, mark in zip(onsets, ends, rhythm.marks(breath), strict=True):
        model = min(notes, key=lambda note: abs(note.start_beat - zero - begin))
        found.append(Note(zero + begin, end - begin, model.pitch, model.velocity, (), mark))
    return found
