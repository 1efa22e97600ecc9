"""Help with lyrics that are there: other words for a line, and the section that comes next.

Another line has the syllables and stresses of the old one, or those of the melody, and rhymes with what the old one
rhymed with. A new section steps and rhymes as the last one of its kind does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.studio.composer.seeds import Seeds
from backend.studio.embedding import Rank
from backend.studio.errors import BadLyrics
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhyme import Kind, Tail
from backend.studio.lyrics.text import Line, Lyrics, Stanza, clean, parse
from backend.studio.lyrics.writing import plan, stanza
from backend.studio.lyrics.writing.fitting import Fit
from backend.studio.lyrics.writing.fragments import Fragment
from backend.studio.lyrics.writing.plan import NAMES, Part
from backend.studio.lyrics.writing.room import Room
from backend.studio.lyrics.writing.taste import Spot, Taste
from backend.studio.lyrics.writing.topics import subject
from backend.studio.lyrics.writing.writer import Wish, nearness, stock_of

MOST_ALTERNATIVES, TRIED = 12, 60


@dataclass(frozen=True)
class Rewritten:
    """Lyrics with another line in the place of one, and what else could stand there; the first of them does."""

    text: str
    line: str
    alternatives: tuple[str, ...]


def rewrite(text: str, number: int, wish: Wish, *, rhythm: Rhythm = (), rank: Rank | None = None) -> Rewritten:
    """Write other words for a line, counted from 0 among the sung lines.

    Raises
    ------
    BadLyrics
        if there is no such line, or nothing else can be found for it
    """
    lyrics = parse(text)
    line = _line(lyrics, number)
    marks = meter.stresses(spoken(line.text))
    room = _room(lyrics, wish, rank)
    fit = room.fit(rhythm or meter.natural(marks), None)
    home = next(one for one in lyrics.stanzas if line in one.lines)
    partners = _partners(home, line)
    found = _alternatives(fit, room, partners, Spot(home.lines.index(line), home.role, "any", None))
    if not found:
        raise BadLyrics(
            f"Nothing else was found for line {number}: {len(marks)} syllables"
            + (" that rhyme with the lines around it; change those first." if partners else ".")
        )
    rows = clean(text).split("\n")
    rows[line.row] = found[0]
    return Rewritten("\n".join(rows), found[0], tuple(found))


def go_on(text: str, wish: Wish, role: str = "", rank: Rank | None = None) -> str:
    """Write the section that comes next and give the whole back.

    Raises
    ------
    BadLyrics
        if the role is none that is sung
    """
    lyrics = parse(text)
    if role and role not in NAMES:
        raise BadLyrics(f"{role!r} is no section that is sung; sung are {', '.join(NAMES)}.")
    room = _room(lyrics, wish, rank)
    part = _next(lyrics, role or _next_role(lyrics), wish, room)
    lines = stanza.write(part, room, tense="now" if part.role != "verse" else "any")
    return "\n".join([clean(text).rstrip("\n"), "", f"[{part.name}]", *lines])


def _line(lyrics: Lyrics, number: int) -> Line:
    if not 0 <= number < len(lyrics.lines):
        raise BadLyrics(f"There is no line {number}; the lyrics have lines 0 to {len(lyrics.lines) - 1}.")
    return lyrics.lines[number]


def _room(lyrics: Lyrics, wish: Wish, rank: Rank | None) -> Room:
    """What is written from, by the prompt or, without one, by the words that are there; it knows what they say."""
    seeds = Seeds(wish.seed).child("rewriting")
    texts = [line.text for line in lyrics.lines]
    about = subject(wish.prompt, wish.mood, seeds.rng("theme"), rank)
    if not wish.prompt.strip():
        about = replace(subject(" ".join(texts), wish.mood, seeds.rng("theme"), rank), topics=())
    room = Room(stock_of(about), Taste(about.mood, nearness(wish.prompt, about, rank)), seeds.rng("lines"))
    stanza.note(texts, room)
    return room


def _partners(home: Stanza, line: Line) -> list[tuple[Tail, ...]]:
    """The ends of the lines of its section that a line rhymes with."""
    ends = {other.number: rhyme.tails(spoken(other.text)) for other in home.lines}
    own = ends.pop(line.number)
    return [other for other in ends.values() if rhyme.rhyme(own, other)]


def _alternatives(fit: Fit, room: Room, partners: Sequence[Sequence[Tail]], spot: Spot) -> list[str]:
    """New lines, the best first: true rhymes, or near ones where there are no others."""
    said = {text.lower() for text in room.memory.texts}
    for least in (Kind.PERFECT, Kind.NEAR):
        ends = [end for end in fit.ends if all(rhyme.rhyme(end.ends, other) >= least for other in partners)]
        found: dict[str, float] = {}
        for end in _best(ends, room):
            if fit.starts(end):
                draft, worth = stanza.begun(fit, end, room, spot)
                if draft.text.lower() not in said:
                    found[draft.text] = worth
        if found:
            return sorted(found, key=lambda text: -found[text])[:MOST_ALTERNATIVES]
    return []


def _best(ends: Sequence[Fragment], room: Room) -> list[Fragment]:
    alone = [end for end in ends if end.pair is None or end.pair[1] == 0]
    return sorted(alone, key=lambda end: -(room.taste.of(end) + room.rng.gumbel(0, 1.0)))[:TRIED]


def _next_role(lyrics: Lyrics) -> str:
    """After a verse its chorus, if there is none yet; after two choruses a bridge; else another verse."""
    roles = [stanza.role for stanza in lyrics.stanzas if stanza.lines]
    if roles and roles[-1] == "verse" and "chorus" not in roles:
        return "chorus"
    return "bridge" if roles.count("chorus") > 1 and "bridge" not in roles else "verse"


def _next(lyrics: Lyrics, role: str, wish: Wish, room: Room) -> Part:
    """A section that steps as the last one of its kind; else as the style does."""
    model = next((one for one in reversed(lyrics.stanzas) if one.role == role and one.lines), None)
    count = sum(one.role == role and not one.repeated for one in lyrics.stanzas) + 1
    name = NAMES[role] + (f" {count}" if count > 1 else "")
    if model is None:
        return replace(plan.of_form(plan.Frame(role, wish.style, wish.scheme), None, room.rng)[0], name=name)
    return Part(role, name, _steps(model), plan.scheme_of([line.text for line in model.lines]))


def _steps(model: Stanza) -> tuple[Rhythm, ...]:
    return tuple(meter.natural(meter.stresses(spoken(line.text))) for line in model.lines)
