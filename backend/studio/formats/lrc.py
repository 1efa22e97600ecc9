"""LRC: lines with the time at which each begins, and in its enhanced form each word.

``[01:02.34]Hold me close`` and ``[01:02.34]<01:02.34>Hold <01:02.80>me <01:03.10>close<01:03.90>``. An empty line
with a time ends the one before it. Hundredths of a second. Sections are named in comments, ``[#:Chorus 1]``, which
programs that know nothing of them pass over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from backend.studio.errors import BadLyrics
from backend.studio.lyrics import text as texts
from backend.studio.lyrics.timed import TimedLine, TimedLyrics, TimedWord

MAX_BYTES, MAX_LINES = 500_000, 2000
# Who sees an empty line blanks the display: worth it where nothing is sung for as long as this.
PAUSE_S = 2.0
# How long the last line stays where the file does not say, and how long any line does at most.
LAST_S, LONGEST_S = 5.0, 10.0

TAG = re.compile(r"^\[[ \t]{0,9}([a-z#]{1,20})[ \t]{0,9}:([^\]\n]{0,300})\]", re.IGNORECASE | re.MULTILINE)
SECTION = re.compile(r"\[#:([^\[\]\n]{1,60})\]")
STAMP = re.compile(r"\[(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]")
WORD_STAMP = re.compile(r"<(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?>")


def write(lyrics: TimedLyrics, *, words: bool = False, length_s: float | None = None) -> str:
    """Write LRC, with the time of every word where ``words`` and they are known."""
    tags = {"ti": lyrics.title, "ar": lyrics.artist, "la": lyrics.language, "length": _clock(length_s, whole=True)}
    rows = [f"[{tag}:{_one_line(value)}]" for tag, value in tags.items() if value]
    following = [*(line.start_s for line in lyrics.lines[1:]), None]
    before = ["", *(line.section for line in lyrics.lines)]
    for line, next_s, section in zip(lyrics.lines, following, before[:-1], strict=True):
        if line.section != section:
            rows.append(f"[#:{_one_line(line.section)}]")
        rows.append(f"[{_clock(line.start_s)}]{_words(line) if words and line.words else _one_line(line.text)}")
        if next_s is None or next_s - line.end_s >= PAUSE_S:
            rows.append(f"[{_clock(line.end_s)}]")
    return "\n".join(rows) + "\n"


def read(text: str) -> TimedLyrics:
    """Read LRC, plain or enhanced; lines that name several times come at each of them.

    Raises
    ------
    BadLyrics
        if it is too long, or no line has a time
    """
    if len(text) > MAX_BYTES:
        raise BadLyrics(f"The LRC file has {len(text)} characters; up to {MAX_BYTES} are allowed.")
    tags = {name.lower(): value.strip() for name, value in TAG.findall(text)}
    shift_s = _offset(tags.get("offset", "")) / 1000
    rows = sorted(_stamped(text, shift_s), key=lambda row: row[0])
    if not any(words for _, words, _ in rows):
        raise BadLyrics("The LRC file has no line with a time, such as [00:12.50]Hold me close.")
    if len(rows) > MAX_LINES:
        raise BadLyrics(f"The LRC file has {len(rows)} timed lines; up to {MAX_LINES} are allowed.")
    follow = [*(start for start, _, _ in rows[1:]), rows[-1][0] + LAST_S]
    lines = tuple(
        _line(start, min(follows, start + LONGEST_S), words, section)
        for (start, words, section), follows in zip(rows, follow, strict=True)
        if words.strip()
    )
    return TimedLyrics(lines, tags.get("ti", ""), tags.get("ar", ""), tags.get("la", ""))


def _words(line: TimedLine) -> str:
    """A word's end is written where the next does not begin there."""
    follow = [*(_clock(word.start_s) for word in line.words[1:]), ""]
    return " ".join(
        f"<{_clock(word.start_s)}>{_one_line(word.text)}"
        + (f"<{_clock(word.end_s)}>" if _clock(word.end_s) != then else "")
        for word, then in zip(line.words, follow, strict=True)
    )


def _clock(seconds: float | None, *, whole: bool = False) -> str:
    if seconds is None:
        return ""
    hundredths = max(0, round(seconds * 100))
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes:02d}:{rest // 100:02d}" + ("" if whole else f".{rest % 100:02d}")


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\[\]<>]", " ", text).split())


def _offset(written: str) -> float:
    """Milliseconds by which all comes earlier."""
    found = re.fullmatch(r"[+-]?\d{1,7}", written.strip())
    return float(found[0]) if found else 0.0


def _stamped(text: str, shift_s: float) -> Iterator[tuple[float, str, str]]:
    """Each line as often as it comes: when, what, and in which section."""
    section = ""
    for row in text.lstrip("\ufeff").splitlines():
        if named := SECTION.fullmatch(row.strip()):
            section = texts.section(named[1]) or section
        stamps = list(STAMP.finditer(row.strip()))
        words = STAMP.sub("", row).strip()
        for stamp in stamps:
            yield max(0.0, _seconds(stamp) - shift_s), words, section


def _seconds(stamp: re.Match[str]) -> float:
    hours, minutes, seconds, part = stamp.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (float(f"0.{part}") if part else 0.0)


def _line(start_s: float, end_s: float, written: str, section: str) -> TimedLine:
    stamps = list(WORD_STAMP.finditer(written))
    text = " ".join(WORD_STAMP.sub(" ", written).split())
    if not stamps:
        return TimedLine(text, start_s, end_s, section)
    times = [_seconds(stamp) for stamp in stamps]
    texts = [written[left.end() : right.start()] for left, right in pairwise(stamps)] + [written[stamps[-1].end() :]]
    ends = [*times[1:], max(end_s, times[-1])]
    words = tuple(
        TimedWord(" ".join(text.split()), start, max(start, end))
        for start, end, text in zip(times, ends, texts, strict=True)
        if text.strip()
    )
    return TimedLine(text, start_s, words[-1].end_s if words and not texts[-1].strip() else end_s, section, words)
