"""Writing lyrics: the whole of it, from what was asked for to sections of lines.

The same wish gives the same words. Lines scan to their rhythm (main stresses on strong notes), rhyme truly where the
scheme asks for it, no line comes twice, and the chorus returns with its hook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.studio.composer.seeds import Seeds
from backend.studio.embedding import Rank
from backend.studio.lyrics import meter
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.writing import book, plan, stanza, tables
from backend.studio.lyrics.writing.fitting import Stock
from backend.studio.lyrics.writing.fragments import HOOK, Fragment, closing
from backend.studio.lyrics.writing.joining import capital
from backend.studio.lyrics.writing.plan import Frame, Part
from backend.studio.lyrics.writing.room import Room
from backend.studio.lyrics.writing.taste import Taste
from backend.studio.lyrics.writing.topics import Subject, subject


@dataclass(frozen=True)
class Wish:
    """What to write. ``melody`` are the lines of a song that the words are for; without it the style's measure counts.

    Empty fields are filled by the style and the seed. A form that nobody gave has room in ``length_s`` seconds.
    """

    prompt: str = ""
    style: str = ""
    mood: str = ""
    form: str = ""
    scheme: str = ""
    seed: int = 0
    melody: tuple[SectionRhythm, ...] = ()
    length_s: float | None = None


@dataclass(frozen=True)
class Verse:
    """A section as it was written; one that ``repeats`` has no lines of its own."""

    part: Part
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """New lyrics and what they are made of."""

    verses: tuple[Verse, ...]
    subject: Subject
    hook: str

    @property
    def text(self) -> str:
        """The lyrics as people type them; a chorus that returns is its heading alone."""
        return "\n\n".join("\n".join([f"[{verse.part.name}]", *verse.lines]) for verse in self.verses)


def write(wish: Wish, rank: Rank | None = None) -> Written:
    """Write lyrics.

    Raises
    ------
    BadForm
        if the form cannot be read
    BadLyrics
        if the rhyme scheme cannot be read, or nothing is sung
    """
    seeds = Seeds(wish.seed).child("lyrics")
    about = subject(wish.prompt, wish.mood, seeds.rng("theme"), rank)
    room = Room(stock_of(about), Taste(about.mood, nearness(wish.prompt, about, rank)), seeds.rng("lines"))
    refrain = None if wish.melody else _refrain(about, wish.scheme, room)
    parts = (
        plan.of_melody(wish.melody, wish.scheme)
        if wish.melody
        else plan.of_form(Frame(wish.form, wish.style, wish.scheme, wish.length_s), refrain, seeds.rng("form"))
    )
    if not wish.melody:
        parts = _named(parts, about, room)
    hook = _hook(parts, about, room) if refrain is None else None
    lines = _lines(parts, refrain, hook, _tense(about, room.rng), room)
    verses = tuple(Verse(part, lines.get(place, ())) for place, part in enumerate(parts))
    return Written(verses, about, _sung(hook.text if hook else refrain[0].split(",")[0] if refrain else "", verses))


def _sung(hook: str, verses: Sequence[Verse]) -> str:
    """The hook, if the chorus really sings it."""
    chorus = next((verse for verse in verses if verse.part.role == "chorus"), None)
    return hook if chorus and any(hook.lower() in line.lower() for line in chorus.lines) else ""


def _lines(
    parts: Sequence[Part], refrain: Sequence[str] | None, hook: Fragment | None, tense: str, room: Room
) -> Mapping[int, tuple[str, ...]]:
    """The lines of each part that has its own, the chorus first: what it says is not said before it."""
    lines: dict[int, tuple[str, ...]] = {}
    for place in sorted(range(len(parts)), key=lambda place: (parts[place].role != "chorus", place)):
        part = parts[place]
        if part.repeats is not None:
            continue
        if part.role == "chorus" and refrain:
            lines[place] = tuple(refrain)
            stanza.note(refrain, room)
        else:
            own = hook if part.role == "chorus" else None
            lines[place] = stanza.write(part, room, tense=tense if part.role == "verse" else "now", hook=own)
    return lines


def _named(parts: Sequence[Part], about: Subject, room: Room) -> tuple[Part, ...]:
    """Verses that begin with a couplet about what was asked for, and step as it does."""
    wide = [place for place, part in enumerate(parts) if part.role == "verse" and part.scheme.startswith("AA")]
    found = list(parts)
    drawn = room.rng.permutation(len(tables.general().topic_couplets))
    for place, topic, number in zip(wide, about.topics, drawn.tolist(), strict=False):
        given = tuple(map(capital, book.couplets_about(topic)[number]))
        own = tuple(meter.natural(meter.stresses(spoken(line))) for line in given)
        found[place] = replace(parts[place], rhythms=(*own, *parts[place].rhythms[2:]), given=given)
    return tuple(found)


def _refrain(about: Subject, scheme: str, room: Room) -> tuple[str, ...] | None:
    """A chorus written as a whole, the one that is nearest to what was asked for; none where its rhymes are not."""
    known = [chorus for chorus in about.theme.choruses if plan.suits(chorus, scheme)]
    liked = {chorus: room.taste.of_text(" ".join(chorus)) + room.rng.gumbel(0, 0.7) for chorus in known}
    return max(liked, key=lambda chorus: liked[chorus]) if liked else None


def stock_of(about: Subject) -> Stock:
    """What lines about a subject are made from."""
    openings = book.openings(about.theme.name)
    named = tuple(fragment for topic in about.topics for fragment in book.about(topic))
    ends = book.ends(about.theme.name, about.mood.name if about.mood else "")
    return Stock((*ends, *book.shorts()), (*openings, *named), book.leads())


def nearness(prompt: str, about: Subject, rank: Rank | None) -> Mapping[str, float]:
    """How near the theme's own lines and hooks come to what was asked for."""
    if not rank or not prompt.strip():
        return {}
    theme = about.theme
    texts = (*theme.lines, *theme.hooks, *(couplet[0] for couplet in theme.couplets), *map(" ".join, theme.choruses))
    return rank(prompt, {text: text for text in texts})


def _hook(parts: Sequence[Part], about: Subject, room: Room) -> Fragment | None:
    """What the chorus is built on: one that fits its lines, and that can be gone on with."""
    chorus = next((part for part in parts if part.role == "chorus"), None)
    if chorus is None:
        return None
    known = [fragment for topic in about.topics for fragment in book.hooks_about(topic)]
    sung = [closing(opening, HOOK) for opening in book.openings(about.theme.name) if opening.part and opening.is_clause]
    liked = [
        hook
        for hooks in ([*known, *book.hooks(about.theme.name)], sung)
        for hook in sorted(hooks, key=lambda hook: -(room.taste.of(hook) + room.rng.gumbel(0, 0.7)))
    ]
    return next((hook for hook in liked if 0 in stanza.hook_places(chorus, hook, room)), None)


def _tense(about: Subject, rng: np.random.Generator) -> str:
    """Verses are told in one tense; looking back is told in the past."""
    if about.mood and about.mood.name == "wistful":
        return "past"
    return str(rng.choice(["past", "now"]))
