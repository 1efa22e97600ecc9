"""The course of a sung song: a section for each section of the words, as long as its lines need.

A song whose length is open is as long as its words. Where a length was asked for, the words come closer or further
apart and the band fills what is left; words that find no room even so are left out from the end, as the report says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

import numpy as np

from backend.studio.brief import Brief, Source
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
from backend.studio.score import Section

SAID = (Source.PROMPT, Source.REQUEST)
# What it is worth that a section of the words finds one of its own kind, one that only fits, or none at all.
SAME, FITTING, NOWHERE, UNPLAYED = 3.0, 1.0, -6.0, -0.5
# Sections that are not for words unless they are named for them.
PLAYED = ("intro", "outro", "solo", "interlude", "breakdown", "build")
# How much faster or slower than usual words may come where a length was asked for, the nearest first.
PACES = (1.0, 1.25, 0.8, 1.6, 0.62, 2.1, 2.8)
# What it costs to sing at another pace by an octave of speed, to play a section more, to leave out a line.
HURRY, PLAYED_MORE, LINE_LESS = 4.0, 1.5, 40.0
# Of all forms so many are looked at closely: those that seem to fit best, a bar too many or too few costing so much.
CLOSELY, BAR_OFF = 6, 8.0
# How many sections the band may have for itself where words are few and the song is long, and their bars.
MOST_PLAYED, PLAYED_BARS = 24, 8
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


def offers(brief: Brief, style: Style, written: Form | None = None) -> list[Offer]:
    """The forms in which the words of a brief can be sung, the likeliest first; one where the length is open.

    Parameters
    ----------
    written : the sections that were written down, if they were
    """
    verses = wording.verses(brief.singing)
    found = [
        offer
        for pace in (PACES if _is_bound(brief) else PACES[:1])
        for offer in (_written(written, verses, brief, pace) if written else _at_pace(verses, brief, style, pace))
    ]
    wanted = brief.bars or brief.duration_s * brief.tempo_bpm / 60 / brief.meter.beats_per_bar
    found.sort(key=lambda offer: offer.price + BAR_OFF * abs(offer.bars - wanted) * _is_bound(brief))
    return found[:CLOSELY]


def natural_bars(brief: Brief, style: Style, written: Form | None = None) -> int:
    """How many bars the words take by themselves, with the band before and after them."""
    return offers(brief, style, written)[0].bars


def allot(verses: Sequence[Verse], spots: Sequence[places.Spot]) -> list[Verse | None]:
    """Which section of the words each section of a song has: both in their order, as many of them as can be.

    Sections of a kind find each other; where a kind is missing another one that may have words stands in.
    """
    worth = np.full((len(verses) + 1, len(spots) + 1), -np.inf)
    worth[0] = 0.0
    for at, verse in enumerate(verses, start=1):
        left_out = _left_out(verse)
        worth[at, 0] = worth[at - 1, 0] + left_out
        for place, spot in enumerate(spots, start=1):
            worth[at, place] = max(
                worth[at - 1, place] + left_out, worth[at, place - 1], worth[at - 1, place - 1] + _fit(verse, spot)
            )
    found: list[Verse | None] = [None] * len(spots)
    at, place = len(verses), len(spots)
    while at and place:
        if worth[at, place] == worth[at - 1, place - 1] + _fit(verses[at - 1], spots[place - 1]):
            found[place - 1] = verses[at - 1]
            at, place = at - 1, place - 1
        elif worth[at, place] == worth[at, place - 1]:
            place -= 1
        else:
            at -= 1
    return found


def words(verses: Sequence[Verse], sections: Sequence[Section]) -> dict[str, tuple[Line, ...]]:
    """The lines of each section that has some, by its key."""
    found = zip(sections, allot(verses, sections), strict=True)
    return {section.key: verse.lines for section, verse in found if verse and verse.lines}


def _left_out(verse: Verse) -> float:
    return NOWHERE * len(verse.lines) if verse.lines else UNPLAYED


def _fit(verse: Verse, spot: places.Spot) -> float:
    if verse.role == spot.role:
        return SAME
    if not verse.lines:
        return FITTING if spot.role in PLAYED else -np.inf
    return -np.inf if spot.role in PLAYED else FITTING


def _is_bound(brief: Brief) -> bool:
    """Whether somebody said how long the song is."""
    return bool(brief.bars) or brief.sources.get("duration_s") in SAID


def _written(form: Form, verses: Sequence[Verse], brief: Brief, pace: float) -> Iterator[Offer]:
    """The form that was written down; sections whose bars were left open are as long as their words need."""
    found = allot(verses, form.sections)
    open_ = [not row.bars for row in brief.form.rows]
    sung = [verse if is_open and verse and verse.lines else None for verse, is_open in zip(found, open_, strict=True)]
    own = _lengths([verse for verse in sung if verse], [_sung(verse, brief, pace) for verse in sung if verse], brief)
    lengths = dict(demands(brief, form).lengths)
    rest = iter(own)
    for row, verse in zip(form.sections, sung, strict=True):
        if verse:
            lengths[row.letter] = max(lengths.get(row.letter, 0), next(rest))
    yield Offer(form, replace(demands(brief, form), lengths=lengths), HURRY * log2(pace) ** 2)


def _at_pace(verses: Sequence[Verse], brief: Brief, style: Style, pace: float) -> Iterator[Offer]:
    """Forms with all words at a pace: the plain one, one with more for the band, and one that ends before the words."""
    price = HURRY * log2(pace) ** 2
    bars = _lengths(verses, [_sung(verse, brief, pace) for verse in verses], brief)
    rows = _rows(verses, bars, brief, style)
    yield _offer(rows, brief, price)
    if not _is_bound(brief):
        return
    wanted = brief.bars or brief.duration_s * brief.tempo_bpm / 60 / brief.meter.beats_per_bar
    missing = wanted - sum(row.bars for row in rows)
    for more in {int(missing // PLAYED_BARS), int(-(-missing // PLAYED_BARS))}:
        if 0 < more <= MOST_PLAYED:
            yield _offer(_with_played(rows, more, style), brief, price + PLAYED_MORE * more)
    if missing < 0:
        inner = [row for row in rows if row.role not in FRAME_ROLES]
        yield _offer(inner, brief, price + PLAYED_MORE * (len(rows) - len(inner)))
        yield _shortened(inner, verses, int(wanted), brief, price)


def _offer(rows: Sequence[Row], brief: Brief, price: float) -> Offer:
    """All these sections, those with words as long as they are; the band's own may be longer or shorter."""
    lengths = {row.letter: row.bars for row in rows if row.keep == WORDED}
    return Offer(Form(tuple(rows)), Demands(all_rows=True, lengths=lengths, bars=brief.bars), price)


def _sung(verse: Verse, brief: Brief, pace: float) -> Pace:
    manner = singers.manner(brief, verse.role)
    return Pace(brief.meter, brief.tempo_bpm, replace(manner, aim=manner.aim * pace))


def _lengths(verses: Sequence[Verse], sung: Sequence[Pace], brief: Brief) -> list[int]:
    """How many bars each section of the words takes; those of a kind as many as each other where it costs little."""
    units = [_unit(verse, number, brief) for verse, number in zip(verses, _numbers(verses), strict=True)]
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
    return own


def _numbers(verses: Sequence[Verse]) -> list[int]:
    seen = Counter[str]()
    found = []
    for verse in verses:
        seen[verse.role] += 1
        found.append(seen[verse.role])
    return found


def _unit(verse: Verse, number: int, brief: Brief) -> int:
    """The bars of the chords that were asked for in a section: it has them a whole number of times."""
    line = places.narrowest(brief.chords, Row(verse.role, "", 1, 0.5), number)
    return chord_text.read(line.text, brief.meter).bars if line else 1


def _rows(verses: Sequence[Verse], bars: Sequence[int], brief: Brief, style: Style) -> list[Row]:
    """A row for each section of the words, and the band before and after them."""
    letters: dict[tuple[str, int], str] = {}
    first: dict[str, str] = {}
    rows: list[Row] = []
    left_out = (*brief.form.left_out, "outro") if brief.singing.alone else brief.form.left_out
    if verses[0].role != "intro" and "intro" not in left_out:
        rows.append(_framing("intro", brief, style))
    for verse, own, number in zip(verses, bars, _numbers(verses), strict=True):
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
    sizes = [len(verse.lines) for verse in verses if verse.role not in FRAME_ROLES]
    kept, left, missing = list[Row](), max(1, wanted), 0.0
    for row, lines in zip(rows, sizes, strict=True):
        if left >= row.bars:
            kept.append(row)
        else:
            kept += [replace(row, bars=left, letter=CUT)] if left else []
            missing += lines * (1 - left / row.bars)
        left -= min(left, row.bars)
    return _offer(kept, brief, price + LINE_LESS * missing)
