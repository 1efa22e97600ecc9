"""Which words stand around a section and belong to it: before "in the intro", beside a chorus, after "starts"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.studio.composer.reading.items import Item

COPULAS = (
    "is",
    "are",
    "be",
    "should",
    "should be",
    "that",
    "feel",
    "feels",
    "sound",
    "sounds",
    "being",
    "must",
    "stays",
)
TURNS = ("but", "then", "for")


def phrase_start(items: Sequence[Item], at: int) -> int:
    """Where the noun phrase of a section begins: "the FIRST chorus"."""
    while at > 0 and not items[at].comma and _is_determiner(items[at - 1]):
        at -= 1
    return at


def preceding(items: Sequence[Item], lead: int) -> list[int]:
    """The list right before "in the ...": back to a pause, or through the commas of a list that ends in "or"."""
    found: list[int] = []
    saw_or, since_and = False, 0
    for index in range(lead - 1, -1, -1):
        item = items[index]
        if item.senses.moment:
            return found[:since_and] if since_and else found  # "STARTS quiet and explodes in the chorus"
        if item.has("negation") or not (_is_bindable(item) or _carries_on(item)):
            break
        if _is_bindable(item):
            found.append(index)
        if item.text.lower() in ("and", "but") and not since_and:
            since_and = len(found)
        saw_or = saw_or or item.text.lower() in ("or", "nor")
        if item.stop or (item.comma and not saw_or):
            break
    return found


def beside(items: Sequence[Item], at: int) -> Iterator[int]:
    """The adjectives right before a section: "a long, quiet piano INTRO"."""
    for index in range(at - 1, -1, -1):
        item, after = items[index], items[index + 1]
        fits = item.senses.stretch or item.senses.mood or item.is_instrument or item.has("stronger", "weaker")
        joins = item.text.lower() in ("and", "&") and index > 0 and items[index - 1].senses.mood
        in_list = item.senses.mood and (after.senses.mood or after.senses.stretch)
        if after.stop or not (fits or joins) or (after.comma and not in_list):
            return
        yield index


def said_of(items: Sequence[Item], at: int) -> Iterator[int]:
    """What is said of a section after it: "the verses are CALM and SOFT"."""
    told = False
    for index in range(at + 1, len(items)):
        item = items[index]
        joins = told and item.text.lower() == "and"
        copula = not told and item.text.lower() in COPULAS
        if (
            item.comma
            or item.senses.section
            or not (item.senses.mood or copula or joins or item.has("stronger", "weaker"))
        ):
            return
        if item.senses.mood:
            told = True
            yield index


def following(items: Sequence[Item], at: int, *, over_pause: bool) -> list[int]:
    """What follows "starts" or "in the chorus", to the next pause or section; a first pause may be passed over."""
    found: list[int] = []
    for index in range(at + 1, len(items)):
        item = items[index]
        pause = item.stop or (item.comma and not (over_pause and index == at + 1))
        if item.senses.section and not pause:
            return [before for before in found if before not in set(beside(items, index))]
        if pause or item.senses.moment or item.text.lower() in TURNS:
            break
        found.append(index)
    return found


def _is_determiner(item: Item) -> bool:
    leads = (
        item.has("inside", "until", "for", "join", "players", "enters", "verb", "place") or item.text.lower() == "after"
    )
    return item.has("filler") and not leads


def _is_bindable(item: Item) -> bool:
    senses = item.senses
    named = senses.instruments or senses.generic or senses.absences or senses.elsewhere or senses.unmet
    return bool(senses.mood or named or item.has("only"))


def _carries_on(item: Item) -> bool:
    """Tell whether a word may stand inside the list before "in the ..."."""
    if item.text.lower() == "with":
        return True
    ends = item.has("music", "players", "inside")
    return not ends and (item.is_glue or item.has("filler", "join", "enters", "unknown"))
