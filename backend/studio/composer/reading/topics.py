"""What a song is about: stretches of a sentence that are a topic or a title and say nothing about the sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.studio.composer.reading.items import Item

# Openers that also begin half-sentences about the music: what follows is a topic only if nothing in it is musical.
WEAK_OPENERS = (
    "like",
    "when",
    "while",
    "where",
    "imagine",
    "picture",
    "as if",
    "as though",
    "so that",
    "because",
    "as i",
    "as you",
    "as we",
    "theme",
)
# They open a comparison with somebody, or a topic.
LIKE = ("like", "inspired by", "reminiscent of", "based on", "similar to", "influenced by")
QUOTES = "\"“”„«»'‘’`"


@dataclass(frozen=True)
class Topic:
    """Items ``first:last``, characters ``start:end``; the ``kind`` is called, manner, about, for or to."""

    first: int
    last: int
    start: int
    end: int
    kind: str


def find(items: Sequence[Item], prompt: str) -> tuple[Topic, ...]:
    """Find every topic, in order; none overlaps another."""
    found: list[Topic] = []
    at = 0
    while at < len(items):
        topic = _called(items, at, prompt) or _manner(items, at) or _about(items, at) or _for(items, at)
        if topic:
            found.append(topic)
        at = max(at + 1, topic.last if topic else 0)
    return tuple(found)


def opaque(topics: Sequence[Topic]) -> frozenset[int]:
    """The items that lie inside a topic."""
    return frozenset(index for topic in topics for index in range(topic.first, topic.last))


def significant(items: Sequence[Item], at: int) -> int:
    """The first item of the clause from ``at`` on that is more than glue or mood; ``len(items)`` if there is none."""
    for index in range(at, len(items)):
        item = items[index]
        if index > at and item.comma:
            break
        if item.senses.is_strong or not (
            item.is_glue or item.senses.mood or item.has("only", "stronger", "weaker", "too")
        ):
            return index
    return len(items)


def _called(items: Sequence[Item], at: int, prompt: str) -> Topic | None:
    if not items[at].has("called") or at + 1 >= len(items):
        return None
    first = at + 1
    opening = prompt[items[at].end : items[first].start]
    if any(quote in opening for quote in QUOTES):
        closing = next(
            (i for i in range(items[first].start, len(prompt)) if prompt[i] in QUOTES and not _inside_word(prompt, i)),
            len(prompt),
        )
        last = next((i for i in range(first, len(items)) if items[i].start >= closing), len(items))
        return Topic(first, last, items[first].start, closing, "called")
    if items[at].text.lower() in ("title", "called") and items[first].stop:
        return None
    last = _until(items, first, first)
    return Topic(first, last, items[first].start, items[last - 1].end, "called") if last > first else None


def _inside_word(prompt: str, at: int) -> bool:
    return 0 < at < len(prompt) - 1 and prompt[at - 1].isalnum() and prompt[at + 1].isalnum()


def _about(items: Sequence[Item], at: int) -> Topic | None:
    item = items[at]
    if not item.has("topic") or at + 1 >= len(items) or items[at + 1].stop:
        return None
    follows = significant(items, at + 1)
    if follows < len(items) and items[follows].senses.is_number:
        return None
    last = _until(items, at + 1, at + 1)
    musical = any(items[index].senses.is_strong for index in range(at + 1, last))
    starts_musical = follows < len(items) and items[follows].senses.is_strong
    if (item.text.lower() != "about" and starts_musical) or (item.text.lower() in WEAK_OPENERS and musical):
        return None
    return Topic(at, last, items[at + 1].start, items[last - 1].end, "about") if last > at + 1 else None


def _manner(items: Sequence[Item], at: int) -> Topic | None:
    """Find somebody's name after "in the style of" and its like: whose manner it is, we cannot promise."""
    if not items[at].has("manner") and items[at].text.lower() not in LIKE:
        return None
    first = last = at + 1
    while last < len(items) and not (last > first and items[last].comma):
        if not items[last].text[:1].isupper() and not (
            last > first and items[last].text.lower() in ("of", "the", "and", "&", "de", "van")
        ):
            break
        last += 1
    while last > first and not items[last - 1].text[:1].isupper():
        last -= 1
    named = items[first:last]
    if not named or all(item.senses.is_strong or item.senses.lean or item.has("filler") for item in named):
        return None
    if not any(item.has("unknown") for item in named) and items[at].text.lower() in LIKE:
        return None
    return Topic(first, last, items[first].start, items[last - 1].end, "manner")


def _for(items: Sequence[Item], at: int) -> Topic | None:
    item = items[at]
    if not item.has("for") or at + 1 >= len(items) or items[at + 1].comma:
        return None
    follows = significant(items, at + 1)
    if follows >= len(items) or not items[follows].has("ordinary", "unknown", "number"):
        return None
    if item.text.lower() == "to" and not items[follows].has("act"):
        return None
    if items[follows].has("unknown") and not items[at + 1].has("filler"):
        return None  # "for theorbo and zither" names players, "for my Schnurri" somebody
    last = _until(items, at + 1, at + 1)
    return (
        Topic(at, last, item.start, items[last - 1].end, "for" if item.text.lower() == "for" else "to")
        if last > at + 1
        else None
    )


def _until(items: Sequence[Item], first: int, at: int) -> int:
    """Where a topic that begins at ``first`` ends: at a pause, at a figure, or where the sound comes back."""
    for index in range(at, len(items)):
        item = items[index]
        if index > first and (item.stop or (item.comma and not _goes_on(items, index))):
            return index
        if item.senses.is_number or (index > first and _turns_to_sound(items, index)):
            return index
    return len(items)


def _turns_to_sound(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.has("called", "negation") or item.text.lower() in ("about", "inspired by"):
        return True
    if item.has("players", "inside", "for", "manner", "enters") and not item.has("topic"):
        follows = significant(items, at + 1)
        return follows < len(items) and items[follows].senses.is_strong
    return False


def _goes_on(items: Sequence[Item], at: int) -> bool:
    """Tell whether a list goes on after a comma: "about love, loss and redemption"."""
    for index in range(at, len(items)):
        item = items[index]
        says_sound = item.senses.is_strong or item.senses.mood or item.senses.pace is not None
        if says_sound or (index > at and item.stop) or item.has("players", "music", "only", "negation"):
            return False
        if item.text.lower() in ("and", "or", "&"):
            return True
    return False
