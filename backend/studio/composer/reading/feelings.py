"""The mood of a sentence: all words that pull, weighed together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backend.studio.brief import Mood
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.senses import Pull

MIDDLE = 0.5
# How far an adverb moves a word from the middle: "very sad" is sadder than "sad", "slightly sad" less so. Chosen so
# that "very" reaches the end of the scale for the strongest words and "slightly" stays on its side of the middle.
STRONGER, WEAKER = 1.25, 0.55
# "Not sad" is less than "happy": it is mirrored and drawn to the middle, and counts less.
NEGATED = -0.6
NEGATED_WEIGHT, USE_WEIGHT, TOPIC_WEIGHT = 0.7, 0.6, 0.6
# The words against the style: said moods lead, the style keeps some of its own.
SAID = 0.8

Weighed = tuple[Pull, float]


def pulls(items: Sequence[Item], live: Iterable[int], topical: Iterable[int], taken: dict[int, int]) -> list[Weighed]:
    """Every pull of a sentence with its weight."""
    found: list[Weighed] = []
    for at in live:
        found += _of(items, at, 1.0)
    for at in topical:
        mood = items[at].senses.mood
        if mood:
            found.append((_scaled(mood, _strength(items, at)), TOPIC_WEIGHT))
    for at in taken:
        mood = items[at].senses.mood
        if mood and not items[at].is_instrument:
            too = any(item.has("too") for item in items[max(0, at - 1) : at])
            found.append((_scaled(mood, WEAKER if too else NEGATED), NEGATED_WEIGHT))
    return found


def blend(style: Mood, weighed: Sequence[Weighed]) -> Mood:
    """The mood of a style drawn towards the words."""
    return Mood(*(_drawn(getattr(style, name), name, weighed) for name in ("valence", "energy", "tension")))


def _drawn(own: float, name: str, weighed: Sequence[Weighed]) -> float:
    said = [(value, weight) for pull, weight in weighed if (value := getattr(pull, name)) is not None]
    if not said:
        return own
    total = sum(weight for _, weight in said)
    target = sum(value * weight for value, weight in said) / total
    drawn: float = SAID * target + (1 - SAID) * own
    return round(min(1.0, max(0.0, drawn)), 3)


def _of(items: Sequence[Item], at: int, weight: float) -> list[Weighed]:
    found: list[Weighed] = []
    senses = items[at].senses
    if senses.mood:
        found.append((_scaled(senses.mood, _strength(items, at)), weight))
    if senses.use:
        found.append((senses.use, weight * USE_WEIGHT))
    return found


def _strength(items: Sequence[Item], at: int) -> float:
    """How strongly a mood word is meant, by the adverb before it."""
    if at == 0 or items[at].comma:
        return 1.0
    before = items[at - 1]
    if before.has("weaker") and not before.senses.mood:
        return WEAKER
    return STRONGER if before.has("stronger") and not before.senses.mood else 1.0


def _scaled(mood: Pull, factor: float) -> Pull:
    return Pull(
        *(None if value is None else _around(value, factor) for value in (mood.valence, mood.energy, mood.tension))
    )


def _around(value: float, factor: float) -> float:
    return min(1.0, max(0.0, MIDDLE + (value - MIDDLE) * factor))
