"""SRT subtitles: numbered cues, each with its time and its lines. Thousandths of a second."""

from __future__ import annotations

import re

from backend.studio.errors import BadLyrics
from backend.studio.lyrics.timed import TimedLine, TimedLyrics

MAX_BYTES, MAX_CUES = 500_000, 2000
CLOCK = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
CUE = re.compile(rf"^[ \t]*{CLOCK}[ \t]*-->[ \t]*{CLOCK}[^\n]*$", re.MULTILINE)
MARKUP = re.compile(r"</?[a-z][^<>\n]{0,80}>|\{\\[^{}\n]{0,80}\}", re.IGNORECASE)


def write(lyrics: TimedLyrics) -> str:
    """Write SRT, a cue for each line."""
    cues = [
        f"{number}\n{_clock(line.start_s)} --> {_clock(line.end_s)}\n{' '.join(line.text.split())}\n"
        for number, line in enumerate(lyrics.lines, 1)
    ]
    return "\n".join(cues)


def read(text: str) -> TimedLyrics:
    """Read SRT; the lines of a cue share its time.

    Raises
    ------
    BadLyrics
        if it is too long, or has no cue
    """
    if len(text) > MAX_BYTES:
        raise BadLyrics(f"The SRT file has {len(text)} characters; up to {MAX_BYTES} are allowed.")
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues = list(CUE.finditer(plain))
    if len(cues) > MAX_CUES:
        raise BadLyrics(f"The SRT file has {len(cues)} cues; up to {MAX_CUES} are allowed.")
    ends = [*(cue.start() for cue in cues), len(plain)][1:]
    lines = [
        TimedLine(row, *_span(cue, place, len(rows)))
        for cue, end in zip(cues, ends, strict=True)
        for rows in [_rows(plain[cue.end() : end])]
        for place, row in enumerate(rows)
    ]
    if not lines:
        raise BadLyrics("The SRT file has no cue, such as 00:00:12,500 --> 00:00:15,000 and under it the words.")
    return TimedLyrics(tuple(sorted(lines, key=lambda line: line.start_s)))


def _rows(body: str) -> list[str]:
    """The words under a cue: up to an empty line, or to the number of the next cue where there is none."""
    above, blank, _ = body.removeprefix("\n").partition("\n\n")
    rows = [" ".join(MARKUP.sub("", row).split()) for row in above.strip().split("\n")]
    if not blank and body.endswith("\n") and len(rows) > 1 and rows[-1].isdigit():
        rows.pop()
    return [row for row in rows if row]


def _span(cue: re.Match[str], place: int, count: int) -> tuple[float, float]:
    """A line's share of its cue's time."""
    numbers = [int(digits) for digits in cue.groups()]
    start, end = (_seconds(cue, numbers, first) for first in (0, 4))
    share = max(0.0, end - start) / count
    return start + place * share, start + (place + 1) * share


def _seconds(cue: re.Match[str], numbers: list[int], first: int) -> float:
    hours, minutes, seconds, _ = numbers[first : first + 4]
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{cue.groups()[first + 3]}")


def _clock(seconds: float) -> str:
    thousandths = max(0, round(seconds * 1000))
    rest, part = divmod(thousandths, 1000)
    return f"{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d},{part:03d}"
