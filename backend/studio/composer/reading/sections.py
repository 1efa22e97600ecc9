"""What holds in one section only: "no drums in the intro", "starts quiet", "an explosive chorus", "a long outro"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from backend.studio.composer.reading.items import Item

ROLES = ("intro", "verse", "prechorus", "chorus", "bridge", "breakdown", "build", "solo", "interlude", "outro")
# The sections that come before one is heard for the first time.
EARLIER = {
    "verse": ("intro",), "prechorus": ("intro", "verse"), "chorus": ("intro", "verse", "prechorus"), "build": ("intro", "verse"),
    "bridge": ("intro", "verse", "prechorus", "chorus"), "breakdown": ("intro", "verse", "prechorus", "chorus"),
    "outro": ROLES[:-1], "solo": ("intro", "verse", "prechorus", "chorus"), "interlude": ("intro", "verse"), "intro": (),
}  # fmt: skip


TURNS = ("but", "then", "for")
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
    "gets",
    "get",
    "stays",
    "stay",
)


@dataclass
class Bound:
    """What sections claim: ``places`` maps an item (a mood, a length, an absence) to the roles in which alone it holds.

    ``barred`` maps an instrument to the roles in which it must not play; ``alone`` a word such as "only" to its role.
    ``named`` are sections that are asked for, with the item that names them; ``claims`` what each section claimed.
    """

    places: dict[int, tuple[str, ...]] = field(default_factory=dict)
    barred: dict[int, tuple[str, ...]] = field(default_factory=dict)
    alone: dict[int, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    claims: dict[int, list[int]] = field(default_factory=dict)

    def extend(self, section: int, earlier: int, role: str) -> bool:
        """Let what one section claimed hold in another, too: "no drums in the intro AND THE OUTRO"."""
        claimed = self.claims.get(earlier, [])
        for index in claimed:
            self.places[index] = (*self.places[index], role)
        self.claims[section] = claimed
        return bool(claimed)


def bind(items: Sequence[Item], opaque: frozenset[int], taken: dict[int, int]) -> Bound:
    """Bind moods, lengths and absences to the sections that are named beside them."""
    bound = Bound()
    for at, item in enumerate(items):
        if at in opaque or at in taken:
            continue
        if item.senses.section:
            _bind_noun(items, at, item.senses.section, bound, taken)
    for at, item in enumerate(items):
        if at in opaque or not item.senses.moment:
            continue
        if item.has("place"):
            _bind_place(items, at, at, item.senses.moment, bound, taken)
        else:
            _claim(items, _after(items, at, over_pause=True), (item.senses.moment,), bound, taken)
    return bound


def _bind_noun(items: Sequence[Item], at: int, role: str, bound: Bound, taken: dict[int, int]) -> None:
    first = _phrase_start(items, at)
    lead = first - 1
    joins = lead > 0 and items[lead].text.lower() in ("and", "or", "&") and items[lead - 1].senses.section
    if joins and bound.extend(at, lead - 1, role):
        return
    if lead >= 0 and not items[first].comma:
        if items[lead].has("enters") or items[lead].text.lower() == "after":
            _bar(items, lead, _before(items, role, items[lead].text), bound, taken)
            return
        if items[lead].has("until"):
            _bar(items, lead, EARLIER[role], bound, taken)
            return
        if items[lead].has("inside"):
            if _is_only(items, lead - 1):
                _bar(items, lead - 1, tuple(other for other in ROLES if other != role), bound, taken)
            else:
                _bind_place(items, lead, at, role, bound, taken)
            return
    heads_clause = first == 0 or items[first].comma
    said = _after(items, at, over_pause=False) if heads_clause else _said_of(items, at)
    if not _claim(items, [*_beside(items, at), *said], (role,), bound, taken):
        bound.named[at] = role


def _phrase_start(items: Sequence[Item], at: int) -> int:
    """Where the noun phrase of a section begins: "the FIRST chorus"."""
    while (
        at > 0
        and not items[at].comma
        and items[at - 1].has("filler")
        and not items[at - 1].has("inside", "until", "for", "join", "players")
    ):
        if items[at - 1].has("enters", "verb", "place") or items[at - 1].text.lower() == "after":
            break
        at -= 1
    return at


def _before(items: Sequence[Item], role: str, verb: str) -> tuple[str, ...]:
    return (*EARLIER[role], role) if verb.lower().endswith("after") else EARLIER[role]


def _is_only(items: Sequence[Item], at: int) -> bool:
    return at >= 0 and items[at].has("only")


def _bar(items: Sequence[Item], at: int, roles: tuple[str, ...], bound: Bound, taken: dict[int, int]) -> None:
    """Keep what stands before ``at`` out of some sections; a negation before it is thereby limited to them."""
    for index in _preceding(items, at):
        item = items[index]
        if index in taken or (item.senses.mood and not item.is_instrument):
            bound.places[index] = roles
        elif item.is_instrument or item.senses.generic:
            bound.barred[index] = roles


def _bind_place(items: Sequence[Item], lead: int, at: int, role: str, bound: Bound, taken: dict[int, int]) -> None:
    """Bind what stands before "in the intro"; where nothing does, what stands after it."""
    before = _preceding(items, lead)
    if _claim(items, before, (role,), bound, taken):
        bound.claims[at] = [index for index in before if index in bound.places]
        return
    if lead == 0 or items[lead].comma:
        _claim(items, _after(items, at, over_pause=True), (role,), bound, taken)


def _claim(
    items: Sequence[Item], indices: Sequence[int], roles: tuple[str, ...], bound: Bound, taken: dict[int, int]
) -> bool:
    claimed = False
    for index in indices:
        if index in bound.places or index in bound.alone:
            continue
        item = items[index]
        if item.has("only") and not item.senses.mood:
            bound.alone[index] = roles[0]
            claimed = True
        elif index in taken or item.senses.stretch or (item.senses.mood and item.senses.mood.energy is not None):
            bound.places[index] = roles
            claimed = True
    return claimed


def _preceding(items: Sequence[Item], lead: int) -> list[int]:
    """The list that stands right before "in the ...": back to a pause, or through the commas of a list that ends in "or"."""
    found: list[int] = []
    saw_or, since_and = False, 0
    for index in range(lead - 1, -1, -1):
        item = items[index]
        if item.has("negation"):
            break
        if item.senses.moment:
            return found[:since_and] if since_and else found  # "STARTS quiet and explodes in the chorus"
        if item.text.lower() in ("and", "but") and not since_and:
            since_and = len(found)
        if _is_bindable(item):
            found.append(index)
        elif item.has("music", "players", "inside") and not item.text.lower() == "with":
            break
        elif not (item.is_glue or item.has("filler", "verb", "join", "enters", "unknown")):
            break
        saw_or = saw_or or item.text.lower() in ("or", "nor")
        if item.stop or (item.comma and not saw_or):
            break
    return found


def _is_bindable(item: Item) -> bool:
    senses = item.senses
    named = senses.instruments or senses.generic or senses.absences or senses.elsewhere or senses.unmet
    return bool(senses.mood or named or item.has("only"))


def _beside(items: Sequence[Item], at: int) -> Iterator[int]:
    """The adjectives right before a section: "a long, quiet piano INTRO"."""
    index = at - 1
    while index >= 0 and not items[index + 1].stop:
        item = items[index]
        fits = item.senses.stretch or item.senses.mood or item.is_instrument or item.has("stronger", "weaker")
        joins = item.text.lower() in ("and", "&") and index > 0 and items[index - 1].senses.mood
        between_adjectives = items[index + 1].comma and not (
            item.senses.mood and (items[index + 1].senses.mood or items[index + 1].senses.stretch)
        )
        if not (fits or joins) or between_adjectives:
            return
        yield index
        index -= 1


def _said_of(items: Sequence[Item], at: int) -> Iterator[int]:
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


def _after(items: Sequence[Item], at: int, *, over_pause: bool) -> list[int]:
    """What follows "starts" or "in the chorus": to the next pause, section or turn; ``over_pause`` skips a first pause."""
    found: list[int] = []
    for index in range(at + 1, len(items)):
        item = items[index]
        pause = item.stop or (item.comma and not (over_pause and index == at + 1))
        if pause or item.senses.section or item.senses.moment or item.text.lower() in TURNS:
            break
        found.append(index)
    return found
