"""A song over a recording: its bars cut into sections for the words, with the chords that were heard in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import ceil

from backend.studio.analysis.listening import Heard
from backend.studio.brief import MAX_SECONDS
from backend.studio.constraints import ChordLine, Constraints, FormRow
from backend.studio.errors import BadAudio
from backend.studio.lyrics import text
from backend.studio.units import spell

# Most songs go in eights; where words have more sections than there are eights, in fours.
LONG_BARS, SHORT_BARS = 8, 4
# A bar that begins this soon begins with the recording.
AT_ONCE_S = 0.05
# What a band plays over a recording without words.
PLAYED = ("verse", "chorus")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"


@dataclass(frozen=True)
class Frame:
    """What a recording makes of a song: when it begins in it, tempo, key, and its sections with their chords."""

    start_s: float
    bpm: float
    key: str
    duration_s: float
    hard: Constraints


def key_of(heard: Heard) -> str:
    """The key of a recording, such as ``A minor``."""
    return f"{spell(heard.tonic, tonic=heard.tonic, mode=heard.mode)} {heard.mode}"


def frame(heard: Heard, lyrics: str) -> Frame:
    """Lay a song over a recording, so that its bars are those of the song; without words for a band alone.

    Raises
    ------
    BadAudio
        if it is longer than a song may be
    """
    start_s = 0.0 if heard.first_bar_s < AT_ONCE_S else heard.bar_s - heard.first_bar_s
    duration_s = start_s + heard.length_s
    if duration_s > MAX_SECONDS:
        raise BadAudio(f"The recording lasts {heard.length_s:.0f} s; up to {MAX_SECONDS:g} s can stand in a song.")
    # The bar in which the recording begins, and what is left of one at its end, have no chord of their own.
    chords = [*(["N.C."] if start_s else []), *heard.chords]
    chords = chords[: max(1, ceil(duration_s / heard.bar_s - 0.5))]
    roles = [stanza.role for stanza in text.parse(lyrics).stanzas] if lyrics.strip() else PLAYED
    rows = list(_rows(len(chords), roles))
    lines, at = [], 0
    for row in rows:
        lines.append(ChordLine(row.letter, " | ".join(chords[at : at + row.bars])))
        at += row.bars
    return Frame(start_s, heard.bpm, key_of(heard), duration_s, Constraints(chords=tuple(lines), form=tuple(rows)))


def _rows(bars: int, roles: Sequence[str]) -> Iterator[FormRow]:
    """Sections for the words in order, again from the first where there is more room; around them the band alone."""
    size = LONG_BARS if bars // LONG_BARS >= len(roles) else SHORT_BARS
    whole, rest = divmod(bars, size)
    sizes = [size] * whole + ([rest] if rest else [])
    has_intro, has_outro = whole > len(roles), bool(rest) and whole >= len(roles)
    sung = len(sizes) - has_intro - has_outro
    named = ["intro"] * has_intro + list(islice(cycle(roles), sung)) + ["outro"] * has_outro
    for number, (own, role) in enumerate(zip(sizes, named, strict=True)):
        letter = LETTERS[number % len(LETTERS)] + ("" if number < len(LETTERS) else LETTERS[number // len(LETTERS) - 1])
        yield FormRow(role, own, letter)
