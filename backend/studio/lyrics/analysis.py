"""What lyrics are like: syllables and stresses, rhyme scheme, meter, how well they sing and how they fit a melody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backend.studio.lyrics import meter, rhyme, singable
from backend.studio.lyrics.foreign import Speak
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.text import Line, Lyrics, Stanza
from backend.studio.lyrics.words import Spoken, SungWord


@dataclass(frozen=True)
class LineReport:
    """A line. ``rhyme`` is its letter in the section's scheme, ``rhymes`` how well: ``perfect``, ``near`` or empty.

    ``notes`` is how many notes the melody has for it, where there is one.
    """

    text: str
    number: int
    words: tuple[SungWord, ...]
    stresses: tuple[int, ...]
    rhyme: str
    rhymes: str
    notes: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StanzaReport:
    """A section of the words."""

    role: str
    name: str
    wordless: bool
    repeated: bool
    rhyme_scheme: str
    meter: str
    lines: tuple[LineReport, ...]


@dataclass(frozen=True)
class Report:
    """All that was found; ``warnings`` are those of the song as a whole."""

    stanzas: tuple[StanzaReport, ...]
    warnings: tuple[str, ...] = field(default=())


KINDS = {rhyme.Kind.PERFECT: "perfect", rhyme.Kind.NEAR: "near", rhyme.Kind.NONE: ""}


def analyse(
    lyrics: Lyrics,
    *,
    language: str = "en-US",
    respelled: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    speak: Speak | None = None,
    melody: Sequence[SectionRhythm] = (),
) -> Report:
    """Look through lyrics; ``melody`` are the lines of a song that they are to be sung to.

    Raises
    ------
    CannotSing
        if nobody reads the language
    """
    fitted = list(fit(lyrics, melody)) if melody else [()] * len(lyrics.stanzas)
    stanzas = tuple(
        _stanza(stanza, [spoken(line.text, language, respelled, speak) for line in stanza.lines], rhythms, bool(melody))
        for stanza, rhythms in zip(lyrics.stanzas, fitted, strict=True)
    )
    return Report(stanzas, tuple(_of_the_song(stanzas, fitted, bool(melody))))


def fit(lyrics: Lyrics, melody: Sequence[SectionRhythm]) -> Iterator[tuple[Rhythm, ...]]:
    """The melody's lines for each section of the words: those of the next section of its role that is left.

    Choruses are all the same, so that the last one serves again where the words have more of them.
    """
    left = {role: [section for section in melody if section.role == role] for role in {row.role for row in melody}}
    for stanza in lyrics.stanzas:
        rows = left.get(stanza.role) or (left.get("drop", []) if stanza.role == "chorus" else [])
        yield () if stanza.wordless or not rows else (rows.pop(0) if len(rows) > 1 else rows[0]).lines


def _stanza(stanza: Stanza, read: Sequence[tuple[Spoken, ...]], rhythms: Sequence[Rhythm], sung: bool) -> StanzaReport:
    letters, kinds = rhyme.scheme([rhyme.tails(words) for words in read])
    marks = [meter.stresses(words) for words in read]
    rows = [*rhythms, *[None] * len(read)][: len(read)] if sung else [None] * len(read)
    return StanzaReport(
        stanza.role,
        stanza.name,
        stanza.wordless,
        stanza.repeated,
        letters,
        meter.name(marks),
        tuple(
            _line(line, words, rhythm, letter, KINDS[kind])
            for line, words, rhythm, letter, kind in zip(stanza.lines, read, rows, letters, kinds, strict=True)
        ),
    )


def _line(line: Line, words: tuple[Spoken, ...], rhythm: Rhythm | None, letter: str, kind: str) -> LineReport:
    marks = meter.stresses(words)
    notes = None if rhythm is None else len(rhythm)
    warnings = (*singable.of_words(words), *(singable.against(words, rhythm) if rhythm else ()))
    return LineReport(
        line.text, line.number, tuple(word.sung() for word in words), marks, letter, kind, notes, warnings
    )


def _of_the_song(
    stanzas: Sequence[StanzaReport], fitted: Sequence[tuple[Rhythm, ...]], has_melody: bool
) -> Iterator[str]:
    """What is worth knowing beyond single lines."""
    for stanza, rhythms in zip(stanzas, fitted, strict=True):
        if has_melody and stanza.lines and not rhythms:
            yield f"[{stanza.name}]: the melody has no {stanza.role} to sing it to."
        elif has_melody and len(stanza.lines) != len(rhythms):
            yield f"[{stanza.name}] has {len(stanza.lines)} lines; the melody has {len(rhythms)} there."
    sung = [stanza for stanza in stanzas if stanza.lines]
    if len(sung) > 1 and not any(stanza.role in ("chorus", "drop") for stanza in sung):
        yield "There is no [Chorus]: head the part that returns with it."
