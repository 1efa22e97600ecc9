"""Lyrics as people type them: sections under ``[Headings]``, lines, and what a line's words look like.

A heading stands alone in its line: ``[Verse]``, ``[Chorus 2]``, ``[Pre-Chorus: both]``, ``[Instrumental]`` or
``Bridge:``. A heading with nothing under it brings back the words of the last section of its kind, and ``[Chorus x2]``
sings it twice. Without headings blank lines part the sections; what comes again word for word is the chorus.

Within a line: ``word(respelled)`` or ``word(/IPA/)`` is sung as in the brackets, ``ev-er-y`` cuts a word into
syllables, each ``_`` after a syllable holds it for one more note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.studio.errors import BadLyrics

MAX_CHARACTERS, MAX_LINES, MAX_LINE = 20_000, 300, 240
MAX_REPEATS = 8

ROLES = {
    "intro": "intro", "introduction": "intro", "opening": "intro",
    "verse": "verse", "strophe": "verse", "vers": "verse", "verso": "verse", "couplet": "verse", "strofa": "verse",
    "estrofa": "verse", "part": "verse", "rap": "verse",
    "pre-chorus": "prechorus", "prechorus": "prechorus", "pre chorus": "prechorus", "lift": "prechorus",
    "climb": "prechorus",
    "chorus": "chorus", "refrain": "chorus", "hook": "chorus", "post-chorus": "chorus", "post chorus": "chorus",
    "estribillo": "chorus", "coro": "chorus",
    "refrão": "chorus", "refrao": "chorus", "ritornello": "chorus",
    "drop": "drop", "build": "build", "build-up": "build", "bridge": "bridge", "middle eight": "bridge",
    "middle 8": "bridge", "puente": "bridge", "ponte": "bridge", "pont": "bridge",
    "breakdown": "breakdown", "break": "breakdown", "interlude": "interlude", "instrumental": "interlude",
    "instrumental break": "interlude",
    "solo": "solo", "outro": "outro", "ending": "outro", "coda": "outro", "end": "outro", "tag": "outro",
}  # fmt: skip
WORDLESS = frozenset({"instrumental", "instrumental break", "interlude", "solo", "break"})
BRACKETED = re.compile(r"\s*[\[【]([^\[\]【】]{1,60})[\]】]\s*:?\s*")
COLONED = re.compile(r"\s*\(?([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ \-]{2,24}?)\s*(\d{0,2})\s*\)?:\s*")
HEADING = re.compile(
    r"(?P<name>[^\d:–—|,]*?)\s*#?(?P<number>\d{1,2})?\s*(?:[x×*]\s*(?P<often>\d{1,2}))?\s*(?:[:–—|,].*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Line:
    """A line to be sung; ``number`` counts all sung lines of the song from 0, ``row`` those of the text as written."""

    text: str
    number: int
    row: int = -1


@dataclass(frozen=True)
class Stanza:
    """A section of the words. ``role`` is one of the composer's, ``name`` as it was written.

    A ``wordless`` one is played only. Lines that came by a bare heading or ``x2`` are ``repeated``.
    """

    role: str
    name: str
    lines: tuple[Line, ...]
    wordless: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Lyrics:
    """The words of a song."""

    stanzas: tuple[Stanza, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for stanza in self.stanzas for line in stanza.lines)


def parse(text: str) -> Lyrics:
    """Read lyrics.

    Raises
    ------
    BadLyrics
        if they are too long, hold too many lines, or nothing that can be sung
    """
    if len(text) > MAX_CHARACTERS:
        raise BadLyrics(f"The lyrics have {len(text)} characters; up to {MAX_CHARACTERS} are allowed.")
    stanzas = _named(_blocks(clean(text).split("\n")))
    counted = _counted(list(_repeated(stanzas)))
    lines = [line for stanza in counted for line in stanza.lines]
    if len(lines) > MAX_LINES:
        raise BadLyrics(f"The lyrics have {len(lines)} lines; up to {MAX_LINES} are allowed.")
    for line in lines:
        if len(line.text) > MAX_LINE:
            raise BadLyrics(f"Line {line.number + 1} has {len(line.text)} characters; up to {MAX_LINE} are allowed.")
    if not counted:
        raise BadLyrics("The lyrics hold no line; write such as [Verse] and under it the words, line by line.")
    return Lyrics(tuple(counted))


def clean(text: str) -> str:
    """The text without what cannot be seen: one kind of line end and space, no control or direction marks."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\v\f]", "\n", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    kept = ("\n" if sign == "\n" else " " if sign.isspace() else sign for sign in text if _is_seen(sign))
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n"))


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn", "Cs")


def heading(line: str) -> tuple[str, str, int] | None:
    """The role, the name and the repeats of a heading, or None for a line of words."""
    found = BRACKETED.fullmatch(line)
    written = found[1] if found else _with_colon(line)
    if written is None:
        return None
    parts = HEADING.fullmatch(written.strip())
    name = (parts["name"] if parts else written).strip(" .-").lower()
    often = int(parts["often"] or 1) if parts else 1
    return role_of(name), " ".join(written.split()), max(1, min(often, MAX_REPEATS))


def section(written: str) -> str:
    """A name that sections have, with its number and without its repeats; empty for any other words."""
    parts = HEADING.fullmatch(written.strip())
    name = (parts["name"] if parts else "").strip()
    return f"{name} {parts['number'] or ''}".strip() if parts and name.lower() in ROLES else ""


def role_of(name: str) -> str:
    """The composer's role for a heading's words; what is none is sung as a verse."""
    if name in ROLES:
        return ROLES[name]
    return next((ROLES[word] for word in reversed(re.findall(r"[\w-]+", name)) if word in ROLES), "verse")


def _with_colon(line: str) -> str | None:
    """`Chorus:` is a heading, `She said:` is not."""
    found = COLONED.fullmatch(line)
    return f"{found[1]} {found[2]}".strip() if found and found[1].strip().lower() in ROLES else None


def _is_wordless(name: str) -> bool:
    bare = re.sub(r"[\d:x×*].*", "", name.lower()).strip()
    return bare in WORDLESS or bare.endswith((" solo", " instrumental", " break"))


@dataclass(frozen=True)
class _Block:
    """Lines under a heading, or between blank lines where there is none."""

    name: str
    role: str
    often: int
    lines: tuple[Line, ...]


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Cut lines into blocks. Once there are headings blank lines part nothing."""
    has_headings = any(heading(line) for line in lines)
    name, role, often = "", "", 1
    found: list[Line] = []
    for row, line in enumerate(lines):
        head = heading(line)
        if head or (not line and not has_headings):
            if found or name:
                yield _Block(name, role, often, tuple(found))
            role, name, often = head or ("", "", 1)
            found = []
        elif any(sign.isalnum() for sign in line):
            found.append(Line(line, 0, row))
    if found or name:
        yield _Block(name, role, often, tuple(found))


def _named(blocks: Iterator[_Block]) -> list[_Block]:
    """Give blocks without a heading a role: what comes twice is the chorus."""
    rows = list(blocks)
    texts = [_plain(block.lines) for block in rows]
    return [
        block if block.role else replace(block, role="chorus" if texts.count(text) > 1 else "verse")
        for block, text in zip(rows, texts, strict=True)
    ]


def _plain(lines: Sequence[Line]) -> str:
    return "\n".join(" ".join(re.findall(r"\w+", line.text.lower())) for line in lines)


def _repeated(blocks: Sequence[_Block]) -> Iterator[Stanza]:
    """Blocks as stanzas, bare headings filled with the words of their kind, each as often as it is sung."""
    last: dict[str, tuple[Line, ...]] = {}
    for block in blocks:
        wordless = not block.lines and (_is_wordless(block.name) or block.role not in last)
        words = block.lines or (() if wordless else last[block.role])
        last = {**last, block.role: block.lines} if block.lines else last
        for turn in range(block.often):
            name = block.name or block.role.capitalize()
            yield Stanza(block.role, name, words, not words, turn > 0 or (bool(words) and not block.lines))


def _counted(stanzas: Sequence[Stanza]) -> list[Stanza]:
    """Number the lines through the song."""
    found: list[Stanza] = []
    number = 0
    for stanza in stanzas:
        lines = tuple(replace(line, number=number + place) for place, line in enumerate(stanza.lines))
        found.append(replace(stanza, lines=lines))
        number += len(lines)
    return found
