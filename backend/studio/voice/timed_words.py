"""When each word and syllable of a song was sung: from the sounds of its phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from backend.studio.lyrics import text
from backend.studio.lyrics.timed import TimedLine, TimedLyrics, TimedSyllable, TimedWord
from backend.studio.lyrics.words import bare, tokens
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
    found = [_line(own, written) for own in by_line.values()]
    brief = plan.brief
    return TimedLyrics(tuple(sorted(found, key=lambda line: line.start_s)), brief.title, "", brief.singing.language)


def _written(plan: Plan) -> dict[tuple[str, ...], str]:
    """The lines as they were typed, by their words: where lines are left out or return, the song counts its own."""
    wish = plan.brief.singing
    lines = text.parse(wish.lyrics).lines if wish.is_sung else ()
    return {_told(word for word, _ in tokens(line.text)): line.text for line in lines}


def _told(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(bare(word).lower() for word in words)


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


def _line(heard: Sequence[_Heard], written: Mapping[tuple[str, ...], str]) -> TimedLine:
    words = []
    for _, own in groupby(heard, key=lambda one: one.syllable.place):
        rows = list(own)
        syllables = tuple(one.timed for one in rows)
        words.append(TimedWord(rows[0].syllable.word, syllables[0].start_s, syllables[-1].end_s, syllables))
    sung = [word.text for word in words]
    shown = written.get(_told(sung)) or " ".join(sung)
    return TimedLine(shown, words[0].start_s, words[-1].end_s, heard[0].section, tuple(words))


def _rounded(seconds: float) -> float:
    return round(max(0.0, seconds), 3)
