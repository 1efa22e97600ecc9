"""Words typed onto single notes: a word, ``+`` for its next syllable, ``-`` to hold the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.composer.vocal import wording
from backend.studio.errors import BadLyrics
from backend.studio.score import Note
from backend.studio.singing import SingingWish, Syllable

NEXT, HELD = ("+",), ("-", "_", "~", "+~", "—")


def lay(notes: Sequence[Note], typed: Sequence[str], wish: SingingWish, line: int) -> list[Note]:
    """Put what was typed onto notes, each text on its note; an empty text leaves the note as it is.

    A word with more syllables than it has notes splits its last one.

    Raises
    ------
    BadLyrics
        if a text holds nothing that can be sung, or there is no word for a ``+``
    CannotSing
        if nobody reads the language
    """
    found: list[Note] = []
    left: list[Syllable] = []
    for note, text in zip(notes, (text.strip() for text in typed), strict=True):
        if not text:
            found = [*_finished(found, left), note]
            left = []
        elif text in HELD:
            found.append(replace(note, syllable=None))
        elif text in NEXT:
            if not left:
                raise BadLyrics(f"A + stands on beat {note.start_beat:g} where no word has a syllable left.")
            found.append(replace(note, syllable=left.pop(0)))
        else:
            found = _finished(found, left)
            left = list(_read(text, wish, line))
            found.append(replace(note, syllable=left.pop(0)))
    return _finished(found, left)


def _read(text: str, wish: SingingWish, line: int) -> Sequence[Syllable]:
    syllables = wording.read(text, line, wish.language, wish.respelled).syllables
    if not syllables:
        raise BadLyrics(f"{text[:40]!r} holds nothing that can be sung.")
    return syllables


def _finished(notes: list[Note], left: Sequence[Syllable]) -> list[Note]:
    """The same notes, the last one split for the syllables that are left."""
    if not left:
        return notes
    last, count = notes[-1], len(left) + 1
    size = last.length_beats / count
    marks = [last.syllable, *left]
    parts = [
        replace(last, start_beat=last.start_beat + number * size, length_beats=size, syllable=mark)
        for number, mark in enumerate(marks)
    ]
    return [*notes[:-1], *parts]
