"""How well a line sings: consonants that pile up, words that were guessed, and words too long for their notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from backend.studio.lyrics import meter
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.words import Spoken

# Four consonants between two vowels take about 0.3 s (80 ms each): more than a note of a lively song has.
PILE = 4
# Sounds that are the same movement of the tongue: they swallow each other.
HISSING = frozenset("szʃʒθð")
HARD_PAIRS = frozenset({"sʃ", "zʃ", "ʃs", "ʃz", "θs", "sθ", "zð", "ʒz", "ʧʃ", "ʤʒ", "θð", "sz"})
# More syllables than this nobody sings in one breath at an easy pace.
LONGEST = 16
# A word of three syllables whose notes are shorter than this is a mouthful; beats.
QUICK_BEATS, LONG_WORD = 0.3, 3


def of_words(words: Sequence[Spoken]) -> Iterator[str]:
    """What makes a line hard to sing, whatever its melody."""
    for word in words:
        if not word.sounds:
            yield f"{word.text!r} cannot be read aloud in this language; respell it, as in {word.text}(shi-VAWN)."
        elif not word.known:
            yield f"{word.text!r} is not in the lexicon; its sound is a guess. Respell it if it is wrong: word(wurd)."
        elif pile := _piled(word):
            yield f"{word.text!r} piles up {len(pile)} consonants ({'-'.join(pile)}): hard to sing quickly."
    for left, right in pairwise([word for word in words if word.sounds]):
        if joint := _joint(left, right):
            yield f"{left.text!r} into {right.text!r} ({joint}) is hard to sing quickly."
    if (count := len(meter.stresses(words))) > LONGEST:
        yield f"{count} syllables are more than a breath; up to {LONGEST} sing well."


def against(words: Sequence[Spoken], rhythm: Rhythm) -> Iterator[str]:
    """Where a line and its melody part."""
    marks = meter.stresses(words)
    if len(marks) != len(rhythm):
        yield f"{len(marks)} syllables for {len(rhythm)} notes."
        return
    at = 0
    for word in words:
        beats = rhythm[at : at + len(word.sounds)]
        if any(mark == 2 and not beat.strong for mark, beat in zip(marks[at:], beats, strict=False)):
            yield f"{word.text!r} is stressed off the beat."
        if len(beats) >= LONG_WORD and max(beat.length for beat in beats) <= QUICK_BEATS:
            yield f"{word.text!r} is long for notes this short."
        at += len(word.sounds)


def _piled(word: Spoken) -> tuple[str, ...]:
    """Consonants of a word that follow each other in too great a number, or that end it so."""
    runs = [(*left.coda, *right.onset) for left, right in pairwise(word.sounds)]
    ends = [word.sounds[-1].coda] if len(word.sounds[-1].coda) >= PILE - 1 and _hisses(word.sounds[-1].coda) else []
    return next((run for run in [*(run for run in runs if len(run) >= PILE), *ends]), ())


def _hisses(coda: Sequence[str]) -> bool:
    return sum(sound in HISSING for sound in coda) > 1


def _joint(left: Spoken, right: Spoken) -> str:
    """The consonants in which two words meet, where they get into each other's way."""
    before, after = left.sounds[-1].coda, right.sounds[0].onset
    if len(before) + len(after) > PILE:
        return "-".join((*before, *after))
    return f"{before[-1]}-{after[0]}" if before and after and before[-1] + after[0] in HARD_PAIRS else ""
