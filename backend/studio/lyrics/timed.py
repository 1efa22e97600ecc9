"""Words in time, in seconds from the song's start: what lyric files and the words lit on a page are made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimedSyllable:
    """A syllable as it is sung; ``note`` is the MIDI pitch of the note it begins on, where there is one."""

    text: str
    start_s: float
    end_s: float
    note: int | None = None


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word as written; ``syllables`` are empty where only the word's own time is known."""

    text: str
    start_s: float
    end_s: float
    syllables: tuple[TimedSyllable, ...] = ()


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line; ``section`` is the name of the section that it stands in, ``words`` are empty where only the line is."""

    text: str
    start_s: float
    end_s: float
    section: str = ""
    words: tuple[TimedWord, ...] = ()


@dataclass(frozen=True)
class TimedLyrics:
    """The words of a song in time, its lines in the order in which they are sung."""

    lines: tuple[TimedLine, ...]
    title: str = ""
    artist: str = ""
    language: str = ""
