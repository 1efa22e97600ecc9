"""What a language model is asked for, and whether what it wrote will do: it has to rhyme and scan as ours does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend.studio.errors import StudioError
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.text import clean, parse
from backend.studio.lyrics.words import Spoken
from backend.studio.lyrics.writing.plan import Part
from backend.studio.lyrics.writing.rhyming import pairs
from backend.studio.lyrics.writing.writer import Wish, Written

SYSTEM = (
    "You write song lyrics. Answer with the lyrics alone: section headings in square brackets, one sung line on each "
    "line, no explanations, no chords. Use true rhymes, concrete images and plain words."
)
# What the studio's own writer reaches: its lines scan in 98 of 100, its rhymes are true in 95.
SCANNING, RHYMING = 0.98, 0.95
# Without a melody one is made for the words; lines of a section should only be about as long as was planned.
NEAR_ENOUGH = 2


def question(wish: Wish, own: Written) -> str:
    """Ask for lyrics in the form that the studio itself has planned."""
    wanted = [f"Theme: {wish.prompt or own.subject.theme.label}."]
    wanted += [f"Mood: {wish.mood}."] if wish.mood else []
    wanted += [f"Style of music: {wish.style}."] if wish.style else []
    return "\n".join([*wanted, *(_section(verse.part) for verse in own.verses)])


def _section(part: Part) -> str:
    if part.repeats is not None:
        return f"[{part.name}] again: write only its heading."
    sizes = ", ".join(str(len(rhythm)) for rhythm in part.rhythms)
    patterns = " / ".join(meter.pattern_of(rhythm) for rhythm in part.rhythms)
    return (
        f"[{part.name}]: {len(part.rhythms)} lines of {sizes} syllables, rhyme scheme {part.scheme}; "
        f"stressed syllables only where x stands: {patterns}."
    )


def text_of(answer: str) -> str:
    """The lyrics in an answer: without thoughts, fences and emphasis around them."""
    plain = re.sub(r"<think>.*?</think>", "", answer, flags=re.DOTALL)
    plain = re.sub(r"^```\w*$", "", plain, flags=re.MULTILINE).replace("**", "")
    first = plain.find("[")
    return clean(plain[first:] if first >= 0 else plain).strip()


def is_good(text: str, wish: Wish, own: Written) -> str | None:
    """Why lyrics will not do: None where they rhyme and scan as was planned."""
    try:
        stanzas = [stanza for stanza in parse(text).stanzas if stanza.lines and not stanza.repeated]
    except StudioError as wrong:
        return f"the language model's lyrics cannot be read ({wrong.message})"
    planned = [verse.part for verse in own.verses if verse.part.repeats is None]
    if [stanza.role for stanza in stanzas] != [part.role for part in planned]:
        return "the language model's lyrics have other sections than were asked for"
    for stanza, part in zip(stanzas, planned, strict=True):
        if len(stanza.lines) != len(part.rhythms):
            return f"the language model's [{part.name}] has {len(stanza.lines)} lines instead of {len(part.rhythms)}"
    read = [[spoken(line.text) for line in stanza.lines] for stanza in stanzas]
    rhymes = [true for lines, part in zip(read, planned, strict=True) for true in _rhymes(lines, part)]
    if sum(rhymes) < RHYMING * len(rhymes):
        return f"{len(rhymes) - sum(rhymes)} of {len(rhymes)} rhymes of the language model are not true"
    scans = [
        _scans(words, rhythm, exactly=bool(wish.melody))
        for lines, part in zip(read, planned, strict=True)
        for words, rhythm in zip(lines, part.rhythms, strict=True)
    ]
    if sum(scans) < SCANNING * len(scans):
        return f"{len(scans) - sum(scans)} of {len(scans)} lines of the language model do not scan"
    return None


def _rhymes(lines: Sequence[Sequence[Spoken]], part: Part) -> list[bool]:
    """For each pair that the scheme wants, whether it rhymes truly."""
    ends = [rhyme.tails(words) for words in lines]
    return [rhyme.rhyme(ends[left], ends[right]) == rhyme.Kind.PERFECT for left, right in pairs(part.scheme)]


def _scans(words: Sequence[Spoken], rhythm: Rhythm, *, exactly: bool) -> bool:
    """Whether a line has the notes of a melody; where there is none its length is near enough."""
    marks = meter.stresses(words)
    return meter.fits(marks, rhythm) if exactly else abs(len(marks) - len(rhythm)) <= NEAR_ENOUGH
