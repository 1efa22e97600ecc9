"""When each word and syllable of a song was sung: from the sounds of its phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from backend.studio.lyrics import text
from backend.studio.lyrics.timed import TimedLine, TimedLyrics, TimedSyllable, TimedWord
from backend.studio.score import Plan
from backend.studio.singing import Syllable
from backend.studio.voice.booth import Line


@dataclass(frozen=True)
class _Heard:
    """A syllable as it was sung, and the name of the section that its phrase begins in."""

    syllable: Syllable
    timed: TimedSyllable
    section: str


def timed(lines: Iterable[Line], plan: Plan) -> TimedLyrics:
    """Read the times of words off the phrases of a part; what is sung without words has none."""
    heard = [one for line in lines for one in _syllables(line, plan.sections[line.placed.section].name)]
    by_line: dict[int, list[_Heard]] = defaultdict(list)
    for one in heard:
        by_line[one.syllable.line].append(one)
    written = _written(plan)
    found = [_line(own, written.get(number, "")) for number, own in by_line.items()]
    brief = plan.brief
    return TimedLyrics(tuple(sorted(found, key=lambda line: line.start_s)), brief.title, "", brief.singing.language)


def _written(plan: Plan) -> dict[int, str]:
    """The lines of the words as they were typed."""
    wish = plan.brief.singing
    return {line.number: line.text for line in text.parse(wish.lyrics).lines} if wish.is_sung else {}


def _syllables(line: Line, section: str) -> list[_Heard]:
    notes = line.placed.phrase.notes
    carriers = [index for index, note in enumerate(notes) if note.syllable]
    times: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for phone in line.sung.phones:
        carrier = max((index for index in carriers if index <= phone.note), default=carriers[0])
        times[carrier].append((phone.on_s, phone.off_s))
    found = []
    for index, sounds in times.items():
        syllable = line.placed.syllables[index]
        if syllable is None or not syllable.text:
            continue
        start, end = min(on for on, _ in sounds), max(off for _, off in sounds)
        at = line.placed.on_s
        timed = TimedSyllable(syllable.text, _rounded(at + start), _rounded(at + end), notes[index].pitch)
        found.append(_Heard(syllable, timed, section))
    return sorted(found, key=lambda one: one.timed.start_s)


def _line(heard: Sequence[_Heard], written: str) -> TimedLine:
    words = []
    for _, own in groupby(heard, key=lambda one: one.syllable.place):
        rows = list(own)
        syllables = tuple(one.timed for one in rows)
        words.append(TimedWord(rows[0].syllable.word, syllables[0].start_s, syllables[-1].end_s, syllables))
    shown = written or " ".join(word.text for word in words)
    return TimedLine(shown, words[0].start_s, words[-1].end_s, heard[0].section, tuple(words))


def _rounded(seconds: float) -> float:
    return round(max(0.0, seconds), 3)
