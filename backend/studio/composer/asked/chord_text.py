"""Chords as text: ``Am7 | D9 | Gmaj7 | %``, bar by bar.

``|`` parts bars; without one, every chord is a bar. Several chords share a bar evenly, the first ones longer where
they cannot; ``.`` or ``/`` holds a chord for one share more. ``%`` is the bar before once more, ``N.C.`` no chord,
``x2`` at the end of a line or a group in round brackets plays it so often, ``|:`` and ``:|`` twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.studio.composer import chord_symbols, grid
from backend.studio.composer.chord_symbols import Symbol
from backend.studio.constraints import MAX_SECTION_BARS
from backend.studio.errors import BadChords
from backend.studio.units import Meter

MAX_TEXT = 4000
MOST_REPEATS = 16
SPACES = re.compile(r"[^\S\r\n]+")
# What callers write is kept for a while, never for good.
KEPT_TEXTS = 512
REPEAT = re.compile(r"\(([^()]*)\)\s*[x×*]\s*(\d+)|\|:(.*?):\|(?:\s*[x×*]\s*(\d+))?", re.S)
LINE_REPEAT = re.compile(r"^(.*?)\s+[x×*]\s*(\d+)\s*$")
# A hyphen between spaces, a comma or a semicolon parts chords as a bar line does.
BARS_BETWEEN = re.compile(r"\s+[-–—>→]+\s+|\s*[,;]\s*")
BRACKETS = re.compile(r"(?<![\w#♯♭°øΔ+])\(([^()]*)\)")
HOLDS = (".", "/")
AGAIN = ("%", "𝄎", "-%-")


@dataclass(frozen=True)
class Placed:
    """A chord of a line: where it begins and how long it sounds, in beats from the start of the line."""

    beat: float
    length: float
    symbol: Symbol


@dataclass(frozen=True)
class Line:
    """A whole line of chords: how many bars it takes, and its chords."""

    bars: int
    chords: tuple[Placed, ...]


@lru_cache(KEPT_TEXTS)
def read(text: str, meter: Meter) -> Line:
    """Read chords and give them their places in a meter.

    Raises
    ------
    BadChords
        naming the bar and what stands there
    """
    if len(text) > MAX_TEXT:
        raise BadChords(f"The chords have {len(text)} characters; up to {MAX_TEXT} are allowed.")
    # Patterns that look for spaces in several places take for ever over many of them.
    bars = [bar.split() for bar in _bars(_unrolled(SPACES.sub(" ", text)))]
    if not bars:
        raise BadChords("There is no chord; write such as Am7 | D9 | Gmaj7 | %.")
    if len(bars) > MAX_SECTION_BARS:
        raise BadChords(f"The chords take {len(bars)} bars; a section has up to {MAX_SECTION_BARS}.")
    placed: list[Placed] = []
    before: list[tuple[float, float, Symbol]] = []
    for number, tokens in enumerate(bars, start=1):
        before = _bar(tokens, number, before, meter)
        at = (number - 1) * meter.beats_per_bar
        placed += [Placed(at + beat, length, symbol) for beat, length, symbol in before]
    return Line(len(bars), tuple(_joined(placed, meter.beats_per_bar)))


def _unrolled(text: str) -> str:
    """The text with its repeats written out, line ends as bar lines."""
    lines = []
    for written in text.replace("‖", "|").replace("||", "|").splitlines():
        line = REPEAT.sub(_repeated, written)
        match = LINE_REPEAT.match(line)
        lines.append(_times(match[1], match[2]) if match else line)
    return BRACKETS.sub(r" \1 ", " | ".join(line for line in lines if line.strip()))


def _repeated(match: re.Match[str]) -> str:
    group, times, bars, how_often = match.groups()
    return f"|{_times(bars, how_often or '2') if group is None else _times(group, times)}|"


def _times(text: str, times: str) -> str:
    if not 1 <= int(times) <= MOST_REPEATS:
        raise BadChords(f"x{times} is too often; a line can be played 1 to {MOST_REPEATS} times.")
    joint = " | " if "|" in text else "   "
    return joint.join([text.strip().strip("|")] * int(times))


def _bars(text: str) -> Iterator[str]:
    """The bars of a text as they stand, without the empty ones at its ends and between double lines."""
    parts = BARS_BETWEEN.sub(" | ", text) if "|" not in text else text
    if "|" not in parts:
        parts = " | ".join(text.split())
    yield from (bar for bar in parts.split("|") if bar.strip())


def _bar(
    tokens: Sequence[str], number: int, before: list[tuple[float, float, Symbol]], meter: Meter
) -> list[tuple[float, float, Symbol]]:
    """The chords of one bar: (beat in the bar, length, chord)."""
    if len(tokens) == 1 and tokens[0] in AGAIN:
        if not before:
            raise BadChords(f"Bar {number}: {tokens[0]!r} repeats the bar before, and there is none.")
        return before
    shares = _shares(len(tokens), number, meter)
    chords: list[tuple[float, float, Symbol]] = []
    beat = 0.0
    for token, length in zip(tokens, shares, strict=True):
        if token in HOLDS and chords:
            start, held, symbol = chords[-1]
            chords[-1] = (start, held + length, symbol)
        else:
            chords.append((beat, length, _symbol(token, number, [*before, *chords])))
        beat += length
    return chords


def _symbol(token: str, number: int, before: Sequence[tuple[float, float, Symbol]]) -> Symbol:
    if token in (*AGAIN, *HOLDS) and before:
        return before[-1][2]
    try:
        return chord_symbols.parse(token)
    except ValueError:
        raise BadChords(f"Bar {number}: {token!r} is no chord; write such as Am7, F#m7b5, Bb/D, N.C. or %.") from None


def _shares(count: int, number: int, meter: Meter) -> list[float]:
    """How long each of so many chords of a bar lasts: whole pulses, the first ones longer, or halves of pulses."""
    pulse = grid.pulse_beats(meter)
    pulses = max(1, round(meter.beats_per_bar / pulse))
    if count > pulses:
        pulse, pulses = pulse / 2, pulses * 2
    if count > pulses:
        raise BadChords(f"Bar {number} has {count} chords; up to {pulses} fit into a bar of {meter}.")
    least, more = divmod(pulses, count)
    shares = [(least + (index < more)) * pulse for index in range(count)]
    shares[-1] += meter.beats_per_bar - sum(shares)
    return shares


def _joined(placed: Sequence[Placed], bar: float) -> Iterator[Placed]:
    """The same chords, what is repeated inside a bar held instead of struck again."""
    held: Placed | None = None
    for chord in placed:
        if held and chord.symbol == held.symbol and chord.beat % bar:
            held = Placed(held.beat, held.length + chord.length, held.symbol)
            continue
        if held:
            yield held
        held = chord
    if held:
        yield held
