"""Figures in a sentence: tempo, length, bars, meter, shares of a blend. Each is a stretch of the text with its sense.

What is clear but cannot be met ("999 bpm", "3 hours") is ``unfit``, with the nearest that can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from backend.studio.brief import MAX_BPM, MAX_SECONDS, MIN_BPM, MIN_SECONDS
from backend.studio.composer.reading import tables
from backend.studio.composer.reading.senses import Senses
from backend.studio.units import Meter

Figure = tuple[int, int, Senses]

FIGURE = frozenset({"figure"})
NUMBERS: dict[str, int] = tables.load("grammar")["numbers"]
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
UNITS = "|".join(word for word, value in NUMBERS.items() if value < 10)
SINGLE = "|".join(NUMBERS)
HUNDREDS = rf"(?:(?:{UNITS}|a)[- ])?hundred(?:(?:[- ]and)?[- ](?:{SINGLE}))?"
SPELLED = rf"(?:(?:{TENS})[- ](?:{UNITS})|{HUNDREDS}|{SINGLE})"
NUMBER = rf"(?:(?<!\d)\d{{1,7}}(?:[.,]\d{{1,4}})?|\b{SPELLED}\b)"
RANGE = rf"({NUMBER})(?:\s*(?:-|–|to|and|or)\s*({NUMBER}))?"

TEMPO = re.compile(rf"{RANGE}[\s-]*(?:bpm|b\.p\.m\.?|beats?[\s-](?:per|a|/)[\s-]minute)\b", re.I)
TEMPO_NAMED = re.compile(
    rf"\b(?:tempo|bpm|speed)\s*(?:of|is|at|around|about|near|=|:|-)?\s*(?:about|around)?\s*{RANGE}(?!\s*/)", re.I
)
METRONOME = re.compile(rf"(?:♩|quarter(?: note)?)\s*=\s*({NUMBER})()", re.I)

HOURS, MINUTES, SECONDS = r"(?:hours?|hrs?)", r"(?:minutes?|mins?)", r"(?:seconds?|secs?)"
CLOCK = re.compile(r"(?<![\d:.])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])(?:\s*(?:min(?:utes?)?|long)\b)?")
HALVES = re.compile(rf"\b({NUMBER}|an?|) ?(?:(?:and )?a half|({MINUTES}) and a half)[\s-]*({HOURS}|{MINUTES})?\b", re.I)
HALF = re.compile(rf"\bhalf[\s-]*(?:an?|of an?)?[\s-]*({HOURS}|{MINUTES})\b", re.I)
COMPOUND = re.compile(
    rf"({NUMBER})[\s-]*(?:{MINUTES}|m)(?:\s*,?\s*(?:and\s*)?|-)({NUMBER})(?:[\s-]*(?:{SECONDS}|s))?\b(?!\s*(?:bpm|beats|bars))",
    re.I,
)
PLAIN = re.compile(rf"{RANGE}[\s-]*(?:({HOURS})|({MINUTES})|({SECONDS}))\b", re.I)
SHORT = re.compile(r"(?<![\w.])(?!808s|909s|707s|606s|303s|(?:19|20)\d0s)(\d{1,7}(?:\.\d{1,4})?)()(?:(h)|(m)| ?(s))\b")
ARTICLE = re.compile(
    rf"\b(an?|one|single|couple of|a couple of|few|a few)[\s-](?:whole |full )?(?:({HOURS})|({MINUTES}))\b(?! and)",
    re.I,
)
FEW = {"couple of": 2.0, "a couple of": 2.0, "few": 3.0, "a few": 3.0}

BARS = re.compile(rf"({NUMBER})[\s-]*(?:bars?|measures?)\b(?![\s-]*blues)", re.I)
# A length of one section rather than of the song: "an 8-bar intro".
SECTION_NOUN = "intro|introduction|verses?|chorus|bridge|outro|solo|drop|breakdown|build-?up"
SECTION_BARS = re.compile(rf"({NUMBER})[\s-]*(?:bars?|measures?)[\s-]+(?:long )?(?:\w+ )?(?:{SECTION_NOUN})\b", re.I)
METER = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(2|4|8|16)(?![\d/])(?:\s*(?:time|meter|metre|beat)\b)?")
SHARE = re.compile(r"(?<![\w.])(\d{1,3})\s*(?:%|percent\b|per cent\b)")


def find(text: str) -> list[Figure]:
    """Every figure of a text, in order, none overlapping another; the more telling patterns come first."""
    finders: tuple[Callable[[str], Iterator[Figure]], ...] = (_meters, _section_bars, _tempi, _lengths, _bars, _shares)
    taken: list[Figure] = []
    for finder in finders:
        for figure in finder(text):
            if all(figure[1] <= start or figure[0] >= end for start, end, _ in taken):
                taken.append(figure)
    return sorted(taken, key=lambda figure: figure[0])


def value(number: str) -> float:
    """The value of a number in digits or words.

    >>> value("twenty-five")
    25.0
    """
    digits = number.replace(",", ".")
    if digits[0].isdigit():
        return float(digits)
    total = 0.0
    for word in re.split(r"[\s-]+", number.lower()):
        if word == "hundred":
            total = max(total, 1.0) * 100
        else:
            total += NUMBERS.get(word, 0)
    return total


def _tempi(text: str) -> Iterator[Figure]:
    for pattern in (TEMPO, TEMPO_NAMED, METRONOME):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _tempo(_middle(match[1], match[2]))


def _tempo(bpm: float) -> Senses:
    if MIN_BPM <= bpm <= MAX_BPM:
        return Senses(bpm=bpm, roles=FIGURE)
    nearest = MIN_BPM if bpm < MIN_BPM else MAX_BPM
    return Senses(unfit="tempo", nearest=(f"{nearest:g} bpm",), roles=FIGURE)


def _lengths(text: str) -> Iterator[Figure]:
    for match in CLOCK.finditer(text):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        yield match.start(), match.end(), length(hours * 3600 + minutes * 60 + seconds)
    for match in HALVES.finditer(text):
        unit = match[2] or match[3]
        if unit:
            whole = 1.0 if match[1].lower() in ("a", "an", "") else value(match[1])
            yield match.start(), match.end(), length((whole + 0.5) * _unit(unit))
    for match in HALF.finditer(text):
        yield match.start(), match.end(), length(0.5 * _unit(match[1]))
    for match in COMPOUND.finditer(text):
        yield match.start(), match.end(), length(value(match[1]) * 60 + value(match[2]))
    for pattern in (PLAIN, SHORT):
        for match in pattern.finditer(text):
            if not _is_ordinal_or_decade(text, match):
                unit = match[3] or match[4] or match[5]
                yield match.start(), match.end(), length(_middle(match[1], match[2]) * _unit(unit))
    for match in ARTICLE.finditer(text):
        yield match.start(), match.end(), length(FEW.get(match[1].lower(), 1.0) * _unit(match[2] or match[3]))


def length(seconds: float) -> Senses:
    """The sense of a length."""
    if MIN_SECONDS <= seconds <= MAX_SECONDS:
        return Senses(seconds=seconds, roles=FIGURE)
    nearest = f"{MIN_SECONDS:g} seconds" if seconds < MIN_SECONDS else f"{MAX_SECONDS / 60:g} minutes"
    return Senses(unfit="duration", nearest=(nearest,), roles=FIGURE)


def _is_ordinal_or_decade(text: str, match: re.Match[str]) -> bool:
    """Tell "the second verse" and "the 80s" from lengths.

    "60s" and "90s" are decades after "the" and before a word; the others are decades from 50 on unless "long" follows.
    """
    after = text[match.end() :].lstrip()
    if match[0].lower().endswith("second") and match[1].lower() in ("one", "a"):
        return True
    if match.re is not SHORT or match[5] is None or match[1] not in ("50", "60", "70", "80", "90", "20", "30", "40"):
        return False
    before = text[: match.start()].lower().split()[-1:]
    if before in (["the"], ["early"], ["late"], ["mid"], ["1"], ["from"]):
        return True
    if re.match(r"(long|of|clip|version|total|max|in length|duration)\b", after, re.I) or before in (
        ["for"],
        ["length"],
        ["lasting"],
    ):
        return False
    is_word_next = bool(re.match(r"[A-Za-z]", after))
    return (match[1] in ("60", "90") and is_word_next) or match[1] in ("50", "70", "80")


def _bars(text: str) -> Iterator[Figure]:
    for match in BARS.finditer(text):
        yield match.start(), match.end(), Senses(bars=value(match[1]), roles=FIGURE)


def _section_bars(text: str) -> Iterator[Figure]:
    for match in SECTION_BARS.finditer(text):
        yield match.start(), match.end(), Senses(unmet="form", roles=FIGURE)


def _meters(text: str) -> Iterator[Figure]:
    for match in METER.finditer(text):
        if int(match[1]) > 0:
            yield match.start(), match.end(), Senses(meter=Meter(int(match[1]), int(match[2])), roles=FIGURE)


def _shares(text: str) -> Iterator[Figure]:
    for match in SHARE.finditer(text):
        yield match.start(), match.end(), Senses(share=min(float(match[1]), 100.0) / 100, roles=frozenset({"filler"}))


def _middle(first: str, second: str | None) -> float:
    return (value(first) + value(second)) / 2 if second else value(first)


def _unit(unit: str) -> float:
    return {"h": 3600.0, "m": 60.0, "s": 1.0}[unit[0].lower()]
