"""Ends of lines that rhyme: couplets that were written as one where they fit, else what sounds alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np

from backend.studio.lyrics import rhyme
from backend.studio.lyrics.writing.fitting import Fit
from backend.studio.lyrics.writing.fragments import Fragment
from backend.studio.lyrics.writing.joining import capital, put_together
from backend.studio.lyrics.writing.plan import FREE
from backend.studio.lyrics.writing.room import Room
from backend.studio.lyrics.writing.taste import CHANCE, Memory

# How often two lines that rhyme next to each other are a couplet that was written as one, where one fits; and what it
# costs to take the first line of one alone. The second makes no sense without it.
COUPLET, ALONE = 0.97, -0.7
# How many ends are looked at for a line.
ENDS = 24

Key = tuple[str, tuple[str, ...]]


def ends(scheme: str, fits: Sequence[Fit], room: Room, memory: Memory) -> list[Fragment]:
    """An end for each line, those of one letter rhyming."""
    found: dict[int, Fragment] = {}
    known = memory.copy()
    for letter in dict.fromkeys(scheme):
        places = [place for place, own in enumerate(scheme) if own == letter]
        for group in [[place] for place in places] if letter == FREE else [places]:
            chosen = _rhyming(fits, group, room, known)
            known.sources.update(end.source for end in chosen)
            known.last_words.update(end.last for end in chosen)
            found.update(zip(group, chosen, strict=True))
    return [found[place] for place in range(len(scheme))]


def _rhyming(fits: Sequence[Fit], places: Sequence[int], room: Room, memory: Memory) -> list[Fragment]:
    """Ends for some lines that all rhyme with each other; any ends where there are none."""
    own = [fits[place] for place in places]
    if len(places) == 2 and places[1] == places[0] + 1 and (couplet := _couplet(own, room, memory)):
        return couplet
    for known in (memory, Memory(memory.sources), Memory()):
        stocks = [_by_sound(fit, known, memory.texts) for fit in own]
        for key in _by_worth([key for key in stocks[0] if all(key in other for other in stocks[1:])], stocks, room):
            if chosen := _distinct([stock[key] for stock in stocks], own, places, room, memory.texts):
                return chosen
    return [_any(fit, room, memory) for fit in own]


def _couplet(fits: Sequence[Fit], room: Room, memory: Memory) -> list[Fragment]:
    """Two lines that were written as one and fit here, for most places; else nothing."""
    first, second = (
        {end.pair[0]: end for end in fit.ends if end.pair and end.pair[1] == at and _is_new(end, memory)}
        for at, fit in enumerate(fits)
    )
    known = [name for name in first if name in second]
    if not known or room.rng.random() > COUPLET:
        return []
    best = max(known, key=lambda name: room.taste.of(first[name]) + room.rng.gumbel(0, CHANCE))
    return [first[best], second[best]]


def _is_new(end: Fragment, memory: Memory) -> bool:
    return end.source not in memory.sources and end.last not in memory.last_words


def _by_sound(fit: Fit, memory: Memory, texts: Set[str]) -> Mapping[Key, list[Fragment]]:
    """New ends by their rhyme; never the second line of a couplet, nor a line that is in ``texts``."""
    found: dict[Key, list[Fragment]] = defaultdict(list)
    for end in fit.ends:
        is_said = end.size == len(fit.rhythm) and capital(end.text) in texts
        if _is_new(end, memory) and not is_said and (end.pair is None or end.pair[1] == 0):
            found[end.ends[0].vowel, end.ends[0].rest].append(end)
    return found


def _by_worth(keys: Sequence[Key], stocks: Sequence[Mapping[Key, list[Fragment]]], room: Room) -> Iterator[Key]:
    """Rhymes, those with much to choose from more often first."""
    if not keys:
        return
    weights = np.sqrt([min(len(stock[key]) for stock in stocks) for key in keys])
    for place in room.rng.choice(len(keys), len(keys), replace=False, p=weights / weights.sum()):
        yield keys[place]


def _distinct(
    choices: Sequence[list[Fragment]], fits: Sequence[Fit], places: Sequence[int], room: Room, texts: Set[str]
) -> list[Fragment]:
    """An end from each list, no two in the same word, each with something that leads to it; nothing if that fails."""
    chosen: list[Fragment] = []
    for ends, fit, place in zip(choices, fits, places, strict=True):
        liked = sorted(
            ends, key=lambda end: -(room.taste.of(end) + ALONE * (end.pair is not None) + room.rng.gumbel(0, CHANCE))
        )[:ENDS]
        best = next((end for end in liked if _goes_with(end, chosen) and _can_begin(fit, end, place, texts)), None)
        if best is None:
            return []
        chosen.append(best)
    return chosen


def _can_begin(fit: Fit, end: Fragment, place: int, texts: Set[str]) -> bool:
    """Whether something leads to an end that makes a line which is not there yet."""
    return any(put_together(start, end) not in texts for start in fit.starts(end, goes_on=place % 2 == 1))


def _goes_with(end: Fragment, others: Sequence[Fragment]) -> bool:
    return all(
        end.source != other.source and rhyme.rhyme(end.ends, other.ends) == rhyme.Kind.PERFECT for other in others
    )


def _any(fit: Fit, room: Room, memory: Memory) -> Fragment:
    """Whatever fits, without a rhyme, new where there is something new; else what is of the right size."""
    fitting = [end for end in fit.ends if fit.starts(end, goes_on=True)]
    new = [end for end in fitting if _is_new(end, memory)]
    sized = [end for end in fit.stock.ends if end.size == len(fit.rhythm)]
    choice = new or fitting or sized or list(fit.stock.ends)
    return choice[int(room.rng.integers(len(choice)))]


def pairs(scheme: str) -> list[tuple[int, int]]:
    """The lines that a scheme wants to rhyme, each with the nearest before it of its letter."""
    found = []
    for place, letter in enumerate(scheme):
        earlier = scheme.rfind(letter, 0, place)
        if letter != FREE and earlier >= 0:
            found.append((earlier, place))
    return found
