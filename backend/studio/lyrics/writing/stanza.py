"""One section of new lyrics: ends that rhyme, beginnings that lead to them, the best of several tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.writing import rhyming
from backend.studio.lyrics.writing.fitting import Fit, Start, pick
from backend.studio.lyrics.writing.fragments import FACT, HOOK, Fragment
from backend.studio.lyrics.writing.joining import put_together
from backend.studio.lyrics.writing.plan import Part
from backend.studio.lyrics.writing.room import Room
from backend.studio.lyrics.writing.taste import (
    CHANCE,
    FACT_AGAIN,
    FULL,
    Draft,
    Memory,
    Spot,
    fullness,
    in_place,
    said_again,
)

# How often a section is tried, and in how many rounds at most if something of it does not scan, rhyme or comes twice.
TRIES, ROUNDS = 10, 4
# How many beginnings are looked at for an end.
STARTS = 40
# A hook that can be gone on with in fewer ways than this leaves no choice of rhymes.
WAYS = 8
# A line that does not scan, or a pair that does not rhyme, costs more than all taste can give; a line again, more.
BROKEN, TWICE = -20.0, -50.0


def write(part: Part, room: Room, *, tense: str, hook: Fragment | None = None) -> tuple[str, ...]:
    """Write the lines of a section and remember what was said; lines that are given stand at its beginning."""
    if part.given:
        note(part.given, room)
        first = len(part.given)
        rest = replace(part, rhythms=part.rhythms[first:], scheme=part.scheme[first:], given=())
        return (*part.given, *(write(rest, room, tense=tense) if rest.rhythms else ()))
    sung = hook_places(part, hook, room) if hook else ()
    fits = [room.fit(rhythm, hook if place in sung else None) for place, rhythm in enumerate(part.rhythms)]
    tries: list[tuple[float, list[Draft], Memory]] = []
    for _ in range(ROUNDS):
        tries += [_try(part, fits, room, tense) for _ in range(TRIES)]
        if any(points > BROKEN / 2 for points, _, _ in tries):
            break
        # The hook may leave no choice of rhymes.
        fits = [room.fit(rhythm, None) for rhythm in part.rhythms]
    _, drafts, memory = max(tries, key=lambda found: found[0])
    room.memory = memory
    return tuple(draft.text for draft in drafts)


def hook_places(part: Part, hook: Fragment, room: Room) -> tuple[int, ...]:
    """The lines of a chorus that can sing its hook: the first, and the third of four if they need not rhyme."""
    wanted = (0, 2) if len(part.rhythms) > 3 and part.scheme[0] != part.scheme[2] else (0,)
    return tuple(place for place in wanted if room.ways_on(part.rhythms[place], hook) >= WAYS)


def _try(part: Part, fits: Sequence[Fit], room: Room, tense: str) -> tuple[float, list[Draft], Memory]:
    memory = room.memory.copy()
    ends = rhyming.ends(part.scheme, fits, room, memory)
    drafts: list[Draft] = []
    points = 0.0
    for place, (fit, end) in enumerate(zip(fits, ends, strict=True)):
        spot = Spot(place, part.role, tense, drafts[-1] if drafts else None)
        draft, worth = begun(fit, end, room, spot, memory)
        points += worth + (FACT_AGAIN if end.kind == FACT and any(one.end.kind == FACT for one in drafts) else 0.0)
        drafts.append(draft)
        _remember(draft, memory)
    return points + BROKEN * _broken(part, drafts), drafts, memory


def begun(fit: Fit, end: Fragment, room: Room, spot: Spot, memory: Memory | None = None) -> tuple[Draft, float]:
    """A line with the best beginning for an end, and what it is worth."""
    memory = memory or room.memory
    found: list[tuple[float, Draft]] = []
    for start in pick(room.rng, fit.starts(end, goes_on=spot.answers), STARTS) or [Start(fit.stock.leads[0], None)]:
        draft = Draft(start, end, put_together(start, end))
        worth = sum(room.taste.of(fragment) for fragment in draft.fragments) / len(draft.fragments)
        worth += FULL * fullness(draft, fit.rhythm) + said_again(draft, memory) + in_place(draft, spot)
        worth += room.rng.gumbel(0, CHANCE) + TWICE * (draft.text in memory.texts)
        found.append((worth, draft))
    worth, draft = max(found, key=lambda one: one[0])
    return draft, worth


def _remember(draft: Draft, memory: Memory) -> None:
    for fragment in draft.fragments:
        if fragment.kind != HOOK and fragment is not draft.start.lead:
            memory.sources.add(fragment.source)
        memory.words.update(fragment.words)
    memory.last_words.add(draft.end.last)
    memory.texts.add(draft.text)


def note(lines: Sequence[str], room: Room) -> None:
    """Remember what lines say that were written as a whole."""
    for line in lines:
        read = spoken(line)
        room.memory.words.update(word.text.lower() for word in read if len(word.text) > 3)
        room.memory.last_words.update(rhyme.bare(tail.word) for tail in rhyme.tails(read)[:1])
        room.memory.texts.add(line)


def _broken(part: Part, drafts: Sequence[Draft]) -> int:
    """How many lines do not scan, and how many do not rhyme though they should, read as a whole."""
    read = [spoken(draft.text) for draft in drafts]
    crooked = sum(
        not meter.fits(meter.stresses(words), rhythm) for words, rhythm in zip(read, part.rhythms, strict=True)
    )
    ends = [rhyme.tails(words) for words in read]
    apart = sum(
        rhyme.rhyme(ends[left], ends[right]) != rhyme.Kind.PERFECT
        for left, right in rhyming.pairs(part.scheme)
    )  # fmt: skip
    return crooked + apart
