"""The lines of bench/singing.toml, as they are to be sung."""

from __future__ import annotations

import tomllib
from pathlib import Path

from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of
from backend.studio.voice.phrase import Phrase, SungNote
from backend.studio.voice.singer import Singer

LINES = tomllib.loads(Path(__file__).with_name("singing.toml").read_text(encoding="utf-8"))["lines"]


def home_of(singer: Singer) -> int:
    """The note where a voice is at home."""
    return round((singer.voice.low + singer.voice.high) / 2) - 2


def phrase(line: dict, home: int) -> Phrase:
    """A line as it is to be sung."""
    syllables, on, notes = line_of(pronounce(line["words"]), 0), 0.0, []
    for syllable, pitch, beats in zip(syllables, line["notes"], line["beats"], strict=True):
        off = on + beats * 60 / line["bpm"]
        notes.append(SungNote(on, off, home + pitch, 90, syllable))
        on = off
    return Phrase(tuple(notes), "pop", "en-US", 1)
