"""Keys in a sentence: "in D minor", "F# major", "E flat", "Bbm", "C dorian"; chords that are asked for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.studio.composer.reading import outlines
from backend.studio.composer.reading.figures import FIGURE, Figure
from backend.studio.composer.reading.senses import Senses
from backend.studio.composer.theory import MODES
from backend.studio.units import pitch_class

SHIFT = r"(?:[\s-]?(?P<shift>sharp|flat)|(?P<sign>[#♯b♭]))?"
MODE_NAMES = {"maj": "major", "dur": "major", "ionian": "major", "min": "minor", "moll": "minor", "aeolian": "minor"}
MODE = "|".join(
    [
        "harmonic[ _-]minor",
        "melodic[ _-]minor",
        "natural[ _-]minor",
        *(name for name in MODES if "_" not in name),
        *MODE_NAMES,
    ]
)

NAMED = re.compile(
    rf"(?<![\w#'])(?P<letter>[A-Ga-g]){SHIFT}[\s-]*(?P<mode>{MODE})\b(?!\w)(?:[\s-](?:scale|mode))?", re.I
)
# "a minor piece" is in no key on A: a small "a" counts after "in" and its like, or where it stands alone.
ARTICLE_NEXT = re.compile(
    r"[\s-]*(key|mode|scale|tonality|feel|mood|sound|piece|song|track|tune|chord|melody|progression|tone|setback)", re.I
)
IN = re.compile(r"\b(?:in|key of|key|key:)\s*$", re.I)
LEADS = re.compile(r"(?:\bin|\bkey of|\bkey|[:=,(])[\s:=]*$", re.I)
SHORT = re.compile(r"(?<![\w#])(?P<letter>[A-G])(?P<shift>)(?P<sign>[#♯b♭])?m(?![\w'’])")
BARE = re.compile(
    rf"(?:\bin(?: the key of)?|\bkey(?: of| is|:|=)?)\s+(?P<letter>[A-G]){SHIFT}(?![\w'’#]|[\s-]+[a-z]+(?:ing|s)\b)"
)
BARE_SMALL = re.compile(rf"\bkey(?: of| is|:|=)\s*(?P<letter>[A-Ga-g]){SHIFT}(?![\w'’#])")
NO_KEY = re.compile(
    r"(?:\bin|\bkey of|\bkey:?)\s+(?:the key of\s+)?[H-Zh-z](?:[\s-]?(?:sharp|flat))?[\s-](?:major|minor)\b", re.I
)


def find(text: str) -> list[Figure]:
    """Every key of a text, every row of chords or sections, and every impossible key, which is not met."""
    found: list[Figure] = []
    for start, end, senses in _all(text):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
            found.append((start, end, senses))
    return sorted(found, key=lambda figure: figure[0])


def parse(key: str) -> tuple[int, str] | None:
    """Read a key such as ``D minor`` by itself: (tonic, mode), or None if it is none."""
    match = NAMED.fullmatch(key.strip()) or SHORT.fullmatch(key.strip())
    return (_tonic(match), _mode(match)) if match else None


def _all(text: str) -> Iterator[Figure]:
    yield from outlines.find(text)
    for match in NAMED.finditer(text):
        if match["letter"] != "a" or match["sign"] or match["shift"] or _is_key_on_a(text, match):
            yield match.start(), match.end(), Senses(tonic=_tonic(match), mode=_mode(match), roles=FIGURE)
    for match in SHORT.finditer(text):
        if match[0] != "Am" or LEADS.search(text[: match.start()]):
            yield match.start(), match.end(), Senses(tonic=_tonic(match), mode="minor", roles=FIGURE)
    for pattern in (BARE, BARE_SMALL):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Senses(tonic=_tonic(match), roles=FIGURE)
    for match in NO_KEY.finditer(text):
        yield match.start(), match.end(), Senses(unfit="key", roles=FIGURE)


def _is_key_on_a(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if IN.search(before):
        return not ARTICLE_NEXT.match(after)
    stands_alone = not before.strip() or before.rstrip()[-1] in ",:;(="
    return stands_alone and (not after.strip() or after.lstrip()[0] in ",;.)")


def _tonic(match: re.Match[str]) -> int:
    sign = {"sharp": "#", "flat": "b"}.get((match["shift"] or "").lower(), match["sign"] or "")
    return pitch_class(match["letter"] + sign.lower())


def _mode(match: re.Match[str]) -> str:
    if "mode" not in match.re.groupindex:
        return "minor"
    name = match["mode"].lower().replace(" ", "_").replace("-", "_")
    name = MODE_NAMES.get(name.removeprefix("natural_"), name.removeprefix("natural_"))
    return name if name in MODES else "minor"
