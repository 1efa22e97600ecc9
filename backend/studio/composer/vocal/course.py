"""The course of a sung song: a section for each section of the words, as long as its lines need.

A song whose length is open is as long as its words. Where a length was asked for, the words come closer or further
apart and the band fills what is left; words that find no room even so are left out from the end, as the report says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log2

import numpy as np

from backend.studio.brief import MAX_SECONDS, Brief, Source
from backend.studio.composer.asked import chord_text, places
from backend.studio.composer.asked.course import (
    ALPHABET,
    ENERGIES,
    FRAME_ROLES,
    SHORT_ROLES,
    USUAL_BARS,
    Demands,
    demands,
)
from backend.studio.composer.rules import Form, Row
from backend.studio.composer.styles import Style
from backend.studio.composer.vocal import singers, spans, wording
from backend.studio.composer.vocal.spans import Pace
from backend.studio.composer.vocal.wording import Line, Verse
from backend.studio.constraints import MAX_SECTION_BARS
from backend.studio.errors import BadLyrics
from backend.studio.score import Section

SAID = (Source.PROMPT, Source.REQUEST)
# What it is worth that a section of the words finds one of its own kind, one that only fits, or none at all.
SAME, FITTING, NOWHERE, UNPLAYED = 3.0, 1.0, -6.0, -0.5
# Sections that are not for words unless they are named for them.
PLAYED = ("intro", "outro", "solo", "interlude", "breakdown", "build")
# How much faster or slower than usual words may come where a length was asked for, the nearest first.
PACES = (1.0, 1.25, 0.8, 1.6, 0.62, 2.1, 2.8)
# What it costs to sing at another pace by an octave of speed, to play a section more, to leave out a line.
HURRY, PLAYED_MORE, LINE_LESS = 4.0, 1.5, 3.0
# What it costs to leave out anything at all: a length that was asked for is kept, and words only just behind it.
LESS = 10.0
# What it costs to sing all words once more, and how often they may come again.
AGAIN, MOST_AGAIN = 2.0, 8
# What a bar too many or too few costs where forms are put in order.
BAR_OFF = 30.0
# How many sections the band may have for itself where words are few and the song is long, and their bars.
MOST_PLAYED, PLAYED_BARS = 32, 8
# What sections of a kind pay for having the same number of bars, each: then they are the same music.
ALIKE = 1.5
# What it costs to leave out a section with words, and one without.
WORDED, PLAIN = 9.0, 8.0
# The letter of a section that ends before its words do.
CUT = "Z"


@dataclass(frozen=True)
class Offer:
    """A form for the words, what it demands, and what it costs beside the length that it misses."""

    form: Form
    demands: Demands
    price: float

    @property
    def bars(self) -> int:
        """How long it is as it stands."""
        return sum(self.demands.lengths.get(row.letter, row.bars) for row in self.form.sections)

    def missed(self, bars: float) -> float:
        """By how many bars it cannot be as long as that, whatever the band does."""
        open_ = [row for row in self.form.sections if row.letter not in self.demands.lengths]
        fixed = self.bars - sum(row.bars for row in open_)
        most = fixed + sum(2 * row.bars - (row.role in FRAME_ROLES) for row in open_)
        return max(fixed + len(open_) - bars, bars - most, 0.0)


def offers(brief: Brief, style: Style, written: Form | None = None) -> list[Offer]:
    """The forms in which the words of a brief can be sung, the likeliest first; one alone where the length is open.

    Parameters
    ----------
    written : the sections that were written down, if they were

    Raises
    ------
    BadLyrics
        if the longest song is too short for them
    """
    verses = wording.verses(brief.singing)
    if not _is_bound(brief):
        return [_natural(verses, brief, style, written)]
    found = [
        offer
        for pace in PACES
        for offer in (_written(written, verses, brief, pace) if written else _at_pace(verses, brief, style, pace))
    ]
    wanted = _wanted(brief)
    found.sort(key=lambda offer: offer.price + BAR_OFF * offer.missed(wanted))
    return found


def natural_bars(brief: Brief, style: Style, written: Form | None = None) -> int:
    """How many bars the words take by themselves, with the band before and after them.

    Raises
    ------
    BadLyrics
        if the longest song is too short for them
    """
    return offers(brief, style, written)[0].bars


def allot(verses: Sequence[Verse], spots: Sequence[places.Spot]) -> list[Verse | None]:
    """Which section of the words each section of a song has: both in their order, as many of them as can be.

    Sections of a kind find each other; where a kind is missing another one that may have words stands in. Where there
    are more sections of a kind than words for them, the words come again from the beginning.
    """
    every = list(verses) * (1 + MOST_AGAIN)
    worth = np.full((len(every) + 1, len(spots) + 1), -np.inf)
    worth[0] = 0.0
    fits = np.array([[_fit(verse, spot, again=at >= len(verses)) for spot in spots] for at, verse in enumerate(every)])
    lost = [_left_out(verse, again=at >= len(verses)) for at, verse in enumerate(every)]
    for at in range(1, len(every) + 1):
        worth[at, 0] = worth[at - 1, 0] + lost[at - 1]
        for place in range(1, len(spots) + 1):
            worth[at, place] = max(
                worth[at - 1, place] + lost[at - 1],
                worth[at, place - 1],
                worth[at - 1, place - 1] + fits[at - 1, place - 1],
            )
    found: list[Verse | None] = [None] * len(spots)
    at, place = len(every), len(spots)
    while at and place:
        if worth[at, place] == worth[at - 1, place] + lost[at - 1]:
            at -= 1
        elif worth[at, place] == worth[at, place - 1]:
            place -= 1
        else:
            found[place - 1] = every[at - 1]
            at, place = at - 1, place - 1
    return found


def words(verses: Sequence[Verse], sections: Sequence[Section]) -> dict[str, tuple[Line, ...]]:
    """The lines of each section that has some, by its key, counted through the song."""
    found: dict[str, tuple[Line, ...]] = {}
    number = 0
    for section, verse in zip(sections, allot(verses, sections), strict=True):
        if verse and verse.lines:
            found[section.key] = tuple(line.numbered(number + at) for at, line in enumerate(verse.lines))
            number += len(verse.lines)
    return found


def _left_out(verse: Verse, *, again: bool) -> float:
    if again:
        return 0.0
    return NOWHERE * len(verse.lines) if verse.lines else UNPLAYED


def _fit(verse: Verse, spot: places.Spot, *, again: bool) -> float:
    if verse.role == spot.role:
        return SAME if verse.lines or not again else -np.inf
    if again:
        return -np.inf
    if not verse.lines:
        return FITTING if spot.role in PLAYED else -np.inf
    return -np.inf if spot.role in PLAYED else FITTING


def _natural(verses: Sequence[Verse], brief: Brief, style: Style, written: Form | None) -> Offer:
    """The form that the words have by themselves; faster where the longest song would be too short for it."""
    bar_s = brief.meter.beats_per_bar * 60 / brief.tempo_bpm
    for pace in sorted(pace for pace in PACES if pace >= 1):
        offer = next(_written(written, verses, brief, pace) if written else _at_pace(verses, brief, style, pace))
        if offer.bars * bar_s <= MAX_SECONDS:
            return offer
    count = sum(line.size for verse in verses for line in verse.lines)
    message = (
        f"The words have {count} syllables and need {offer.bars * bar_s:.0f} s at {brief.tempo_bpm:g} bpm; "
        f"a song has up to {MAX_SECONDS:g} s. Leave lines out, or ask for a faster song."
    )
    raise BadLyrics(message, fields={"lyrics": [message]})


def _wanted(brief: Brief) -> float:
    """The bars that were asked for, or that go into the time."""
    return brief.bars or brief.duration_s * brief.tempo_bpm / 60 / brief.meter.beats_per_bar


def _is_bound(brief: Brief) -> bool:
    """Whether somebody said how long the song is."""
    return bool(brief.bars) or brief.sources.get("duration_s") in SAID


def _written(form: Form, verses: Sequence[Verse], brief: Brief, pace: float) -> Iterator[Offer]:
    """The form that was written down; sections whose bars were left open are as long as their words need."""
    found = allot(verses, form.sections)
    open_ = [not row.bars for row in brief.form.rows]
    sung = [verse if is_open and verse and verse.lines else None for verse, is_open in zip(found, open_, strict=True)]
    open_verses = tuple(verse for verse in sung if verse)
    paces = tuple(_sung(verse, brief, pace) for verse in open_verses)
    own = _lengths(open_verses, paces, _units(open_verses, brief))
    lengths = dict(demands(brief, form).lengths)
    rest = iter(own)
    for row, verse in zip(form.sections, sung, strict=True):
        if verse:
            lengths[row.letter] = max(lengths.get(row.letter, 0), next(rest))
    yield Offer(form, replace(demands(brief, form), lengths=lengths), HURRY * log2(pace) ** 2)


def _at_pace(verses: Sequence[Verse], brief: Brief, style: Style, pace: float) -> Iterator[Offer]:
    """Forms with all words at a pace: the plain one, and where a length was asked for longer and shorter ones."""
    price = HURRY * log2(pace) ** 2
    bars = _lengths(tuple(verses), tuple(_sung(verse, brief, pace) for verse in verses), _units(verses, brief))
    rows = _rows(verses, bars, brief, style)
    yield _offer(rows, brief, price)
    if not _is_bound(brief):
        return
    wanted = _wanted(brief)
    missing = wanted - sum(row.bars for row in rows)
    if missing > 0:
        yield from _longer(verses, bars, brief, style, price)
    else:
        inner = [row for row in rows if row.role not in FRAME_ROLES]
        yield _offer(inner or rows, brief, price + PLAYED_MORE)
        yield _shortened(rows, verses, int(wanted), brief, price)


def _longer(verses: Sequence[Verse], bars: Sequence[int], brief: Brief, style: Style, price: float) -> Iterator[Offer]:
    """Forms with more for the band, and with the words once more."""
    for times in range(MOST_AGAIN + 1):
        rows = _rows(list(verses) * (times + 1), list(bars) * (times + 1), brief, style)
        missing = _wanted(brief) - sum(row.bars for row in rows)
        more = min(MOST_PLAYED, max(0, round(missing / PLAYED_BARS)))
        for played in {0, more}:
            yield _offer(_with_played(rows, played, style), brief, price + AGAIN * times + PLAYED_MORE * played)
        if missing <= 0:
            return


def _offer(rows: Sequence[Row], brief: Brief, price: float) -> Offer:
    """All these sections, those with words as long as they are; the band's own may be longer or shorter."""
    lengths = {row.letter: row.bars for row in rows if row.keep == WORDED}
    return Offer(Form(tuple(rows)), Demands(all_rows=True, lengths=lengths, bars=brief.bars), price)


def _sung(verse: Verse, brief: Brief, pace: float) -> Pace:
    manner = singers.manner(brief, verse.role)
    return Pace(brief.meter, brief.tempo_bpm, replace(manner, aim=manner.aim * pace))


@lru_cache(64)
def _lengths(verses: tuple[Verse, ...], sung: tuple[Pace, ...], units: tuple[int, ...]) -> tuple[int, ...]:
    """How many bars each section of the words takes; those of a kind as many as each other where it costs little."""
    own = [
        spans.natural(verse.lines, pace, unit=unit, most=MAX_SECTION_BARS) or MAX_SECTION_BARS if verse.lines else 0
        for verse, pace, unit in zip(verses, sung, units, strict=True)
    ]
    for role in {verse.role for verse in verses if verse.lines}:
        places_ = [at for at, verse in enumerate(verses) if verse.role == role and verse.lines]
        prices = [spans.prices(verses[at].lines, sung[at], MAX_SECTION_BARS) for at in places_]
        together = np.sum(prices, axis=0)
        common = [total for total in range(1, MAX_SECTION_BARS + 1) if all(total % units[at] == 0 for at in places_)]
        best = min(common, key=lambda total: float(together[total]), default=0)
        apart = sum(float(price[own[at]]) for price, at in zip(prices, places_, strict=True))
        if best and together[best] <= apart + ALIKE * len(places_):
            for at in places_:
                own[at] = best
    return tuple(own)


def _spots(verses: Sequence[Verse]) -> list[tuple[Row, int]]:
    """Sections of the words as rows of a form, each with its number among those of its kind."""
    rows = [Row(verse.role, "", 1, 0.5) for verse in verses]
    return list(zip(rows, places.numbers(rows), strict=True))


def _units(verses: Sequence[Verse], brief: Brief) -> tuple[int, ...]:
    """The bars of the chords that were asked for in each section: it has them a whole number of times."""
    lines = [places.narrowest(brief.chords, row, number) for row, number in _spots(verses)]
    return tuple(chord_text.read(line.text, brief.meter).bars if line else 1 for line in lines)


def _rows(verses: Sequence[Verse], bars: Sequence[int], brief: Brief, style: Style) -> list[Row]:
    """A row for each section of the words, and the band before and after them."""
    letters: dict[tuple[str, int], str] = {}
    first: dict[str, str] = {}
    rows: list[Row] = []
    left_out = (*brief.form.left_out, "outro") if brief.singing.alone else brief.form.left_out
    if verses[0].role != "intro" and "intro" not in left_out:
        rows.append(_framing("intro", brief, style))
    for verse, own, (_, number) in zip(verses, bars, _spots(verses), strict=True):
        usual = _usual(verse.role, number, style)
        length = own or usual.bars
        key = (verse.role, length)
        if key not in letters:
            letters[key] = _free(usual.letter, {*letters.values(), *(row.letter for row in rows)})
        letter = letters[key]
        borrowed = first.setdefault(verse.role, letter)
        changes = borrowed if borrowed != letter else ""
        rows.append(Row(verse.role, letter, length, usual.energy, WORDED if own else PLAIN, "", changes))
    if verses[-1].role != "outro" and "outro" not in left_out:
        rows.append(_framing("outro", brief, style))
    return rows


def _framing(role: str, brief: Brief, style: Style) -> Row:
    """What the band plays before or after the words; a bar of silence is enough for singers who are alone."""
    usual = _usual(role, 1, style)
    return replace(
        usual,
        letter={"intro": "I", "outro": "O"}[role],
        keep=PLAIN,
        changes="",
        bars=1 if brief.singing.alone else min(usual.bars, 4),
    )


def _usual(role: str, number: int, style: Style) -> Row:
    """The ``number``-th section of a kind as the style has it, or as such sections are."""
    found = max(
        ([row for row in form.sections if row.role == role] for form in style.forms), key=len, default=list[Row]()
    )
    if found:
        return found[min(number, len(found)) - 1]
    return Row(role, "", SHORT_ROLES.get(role, USUAL_BARS), ENERGIES[role])


def _free(wanted: str, taken: set[str]) -> str:
    if wanted and wanted not in taken:
        return wanted
    return next(letter * times for times in range(1, 9) for letter in ALPHABET if letter * times not in taken)


def _with_played(rows: Sequence[Row], more: int, style: Style) -> list[Row]:
    """The same rows with so many sections for the band alone, spread among those with words."""
    found = list(rows)
    inner = [at for at, row in enumerate(rows) if row.role not in FRAME_ROLES]
    taken = {row.letter for row in rows}
    for number in range(more):
        usual = _usual("solo" if number % 2 else "interlude", 1, style)
        letter = "SN"[number % 2] if "SN"[number % 2] not in taken else "SN"[number % 2] * 2
        at = inner[(len(inner) * (number + 1)) // (more + 1)] if inner else len(found)
        found.insert(at + number, replace(usual, letter=letter, keep=PLAIN, changes="", bars=PLAYED_BARS))
    return found


def _shortened(rows: Sequence[Row], verses: Sequence[Verse], wanted: int, brief: Brief, price: float) -> Offer:
    """A form of so many bars that ends before the words do."""
    sizes = [len(verse.lines) for verse in verses if verse.lines]
    kept, left, missing = list[Row](), max(1, wanted), 0.0
    for row, lines in zip((row for row in rows if row.keep == WORDED), sizes, strict=True):
        if left >= row.bars:
            kept.append(row)
        else:
            kept += [replace(row, bars=left, letter=CUT)] if left else []
            missing += lines * (1 - left / row.bars)
        left -= min(left, row.bars)
    return _offer(kept, brief, price + LESS + LINE_LESS * missing)
