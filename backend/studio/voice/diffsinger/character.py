"""Who the singer of a bank is, the colours of the voice, and on which terms it may be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import reading

ABOUT, DETAILS = "character.txt", "character.yaml"
# What people call the papers of a bank, in the languages of those who make them.
PAPERS = re.compile(
    r"read.?me|licen[cs]e|terms|eula|copying|policy|rules|規約|规约|利用|使用|说明|説明|협의|이용", re.IGNORECASE
)
PAPER_ENDINGS = (".txt", ".md")
MOST_PAPERS, MOST_SIGNS, MOST_COLOURS = 8, 20_000, 64
NOTES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TONE = re.compile(r"([A-Ga-g])([#b]?)(-?\d)")
# What OpenUtau writes where nobody chose, the whole keyboard: it says nothing about the voice.
WHOLE = (24, 107)


@dataclass(frozen=True)
class Colour:
    """A colour of the voice: its name, and the speaker of the models that it stands for."""

    name: str
    speaker: str


@dataclass(frozen=True)
class Paper:
    """A text that came with the bank: its file, and what stands in it."""

    file: str
    text: str


@dataclass(frozen=True)
class Character:
    """Who sings. ``range`` are the lowest and highest MIDI pitch that the bank names, None where it names none."""

    name: str
    author: str
    voice: str
    web: str
    version: str
    phonemizer: str
    colours: tuple[Colour, ...]
    range: tuple[int, int] | None
    papers: tuple[Paper, ...]


def read(root: Path) -> Character:
    """Read what a bank says about its singer; a bank may say nothing at all.

    Raises
    ------
    BadBank
        if it says so in a file that cannot be read
    """
    details = reading.yaml_table(root / DETAILS) if (root / DETAILS).is_file() else {}
    encoding = reading.line(details.get("text_file_encoding"))
    about: Mapping[str, Any] = {}
    if (root / ABOUT).is_file():
        about = reading.line_table(root / ABOUT, encoding=encoding)

    def told(key: str) -> str:
        return reading.line(details.get(key)) or reading.line(about.get(key))

    banks = reading.rows(details.get("subbanks"))
    return Character(
        name=told("name") or root.name,
        author=told("author"),
        voice=told("voice"),
        web=told("web"),
        version=told("version"),
        phonemizer=told("default_phonemizer"),
        colours=_colours(banks),
        range=_range(banks),
        papers=tuple(_papers(root, encoding)),
    )


def tone(name: str) -> int | None:
    """The MIDI pitch of a name such as C4 or F#3; None if it is none."""
    found = TONE.fullmatch(name.strip())
    if not found:
        return None
    letter, sign, octave = found.groups()
    return NOTES[letter.upper()] + {"#": 1, "b": -1, "": 0}[sign] + 12 * (int(octave) + 1)


def _colours(banks: tuple[Mapping[str, Any], ...]) -> tuple[Colour, ...]:
    """Each speaker once, under its first name."""
    found: dict[str, Colour] = {}
    for bank in banks:
        speaker, name = reading.line(bank.get("suffix")), reading.line(bank.get("color"), 60)
        found.setdefault(speaker, Colour(name, speaker))
    return tuple(found.values())[:MOST_COLOURS]


def _range(banks: tuple[Mapping[str, Any], ...]) -> tuple[int, int] | None:
    written = [part for bank in banks for part in reading.names(bank.get("tone_ranges"))]
    tones = [found for part in written for name in part.split("-") if (found := tone(name)) is not None]
    if not tones or (min(tones), max(tones)) == WHOLE or max(tones) - min(tones) < 5:
        return None
    return (min(tones), max(tones))


def _papers(root: Path, encoding: str) -> Iterator[Paper]:
    """The texts at the top of a bank that are about its use, the terms first."""
    files = [path for path in root.iterdir() if path.suffix.lower() in PAPER_ENDINGS and path.is_file()]
    papers = sorted((path for path in files if PAPERS.search(path.stem)), key=lambda path: path.name.lower())
    for path in papers[:MOST_PAPERS]:
        try:
            text = reading.text(path, encoding=encoding)
        except BadBank:
            continue
        yield Paper(path.name, text.replace("\0", "")[:MOST_SIGNS].strip())
