"""What holds in one section only: "no drums in the intro", "starts quiet", "an explosive chorus", "a long outro"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.neighbours import beside, following, phrase_start, preceding, said_of

ROLES = ("intro", "verse", "prechorus", "chorus", "bridge", "breakdown", "build", "solo", "interlude", "outro")
# The sections that come before one is heard for the first time.
BEFORE_CHORUS = ("intro", "verse", "prechorus")
EARLIER = {
    "intro": (),
    "verse": ("intro",),
    "prechorus": ("intro", "verse"),
    "build": ("intro", "verse"),
    "interlude": ("intro", "verse"),
    "chorus": BEFORE_CHORUS,
    "bridge": (*BEFORE_CHORUS, "chorus"),
    "breakdown": (*BEFORE_CHORUS, "chorus"),
    "solo": (*BEFORE_CHORUS, "chorus"),
    "outro": ROLES[:-1],
}


@dataclass
class Bound:
    """What sections claim: ``places`` maps an item (a mood, a length, an absence) to the roles in which alone it holds.

    ``barred`` maps an instrument to the roles in which it must not play; ``alone`` a word such as "only" to its role.
    ``named`` are sections asked for, with the item that names them; ``claims`` what each section claimed.
    """

    places: dict[int, tuple[str, ...]] = field(default_factory=dict)
    barred: dict[int, tuple[str, ...]] = field(default_factory=dict)
    alone: dict[int, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    claims: dict[int, list[int]] = field(default_factory=dict)


def bind(items: Sequence[Item], opaque: frozenset[int], taken: dict[int, int]) -> Bound:
    """Bind moods, lengths and absences to the sections that are named beside them."""
    binder = _Binder(items, taken)
    live = [at for at in range(len(items)) if at not in opaque and at not in taken]
    for at in live:
        if items[at].senses.section:
            binder.noun(at, items[at].senses.section)
    for at in live:
        if items[at].senses.moment:
            binder.moment(at, items[at].senses.moment)
    return binder.bound


class _Binder:
    """Walks from each section to the words that it claims; what is claimed once stays so."""

    def __init__(self, items: Sequence[Item], taken: dict[int, int]) -> None:
        self.items, self.taken, self.bound = items, taken, Bound()

    def noun(self, at: int, role: str) -> None:
        """Bind what belongs to a section that is named by a noun."""
        first = phrase_start(self.items, at)
        lead = self.items[first - 1] if first > 0 and not self.items[first].comma else None
        if self._joins_another(first - 1) and self._extend(at, first - 2, role):
            return
        if lead is None or not (lead.has("enters", "until", "inside") or lead.text.lower() == "after"):
            self._described(at, first, role)
        elif lead.has("enters") or lead.text.lower() == "after":
            self._bar(first - 1, (*EARLIER[role], role) if lead.text.lower().endswith("after") else EARLIER[role])
        elif lead.has("until"):
            self._bar(first - 1, EARLIER[role])
        elif first > 1 and self.items[first - 2].has("only"):
            self._bar(first - 2, tuple(other for other in ROLES if other != role))
        else:
            self._place(first - 1, at, role)

    def moment(self, at: int, role: str) -> None:
        """Bind what belongs to "starts" or to "at the end"."""
        if self.items[at].has("place"):
            self._place(at, at, role)
        else:
            self._claim(following(self.items, at, over_pause=True), role)

    def _described(self, at: int, first: int, role: str) -> None:
        """Bind what is said beside a section; one of which nothing is said is a section asked for."""
        heads_clause = first == 0 or self.items[first].comma
        said = following(self.items, at, over_pause=False) if heads_clause else said_of(self.items, at)
        if not self._claim([*beside(self.items, at), *said], role):
            self.bound.named[at] = role

    def _place(self, lead: int, at: int, role: str) -> None:
        """Bind what stands before "in the intro"; where that heads its clause, what stands after it."""
        before = preceding(self.items, lead)
        if self._claim(before, role):
            self.bound.claims[at] = [index for index in before if index in self.bound.places]
        elif lead == 0 or self.items[lead].comma:
            self._claim(following(self.items, at, over_pause=True), role)

    def _joins_another(self, lead: int) -> bool:
        joins = lead > 0 and self.items[lead].text.lower() in ("and", "or", "&")
        return joins and bool(self.items[lead - 1].senses.section)

    def _extend(self, section: int, earlier: int, role: str) -> bool:
        """Let what one section claimed hold in another, too: "no drums in the intro AND THE OUTRO"."""
        claimed = self.bound.claims.get(earlier, [])
        for index in claimed:
            self.bound.places[index] = (*self.bound.places[index], role)
        self.bound.claims[section] = claimed
        return bool(claimed)

    def _bar(self, at: int, roles: tuple[str, ...]) -> None:
        """Keep what stands before ``at`` out of some sections; a negation before it is thereby limited to them."""
        for index in preceding(self.items, at):
            item = self.items[index]
            if index in self.taken or (item.senses.mood and not item.is_instrument):
                self.bound.places[index] = roles
            elif item.is_instrument or item.senses.generic:
                self.bound.barred[index] = roles

    def _claim(self, indices: Iterable[int], role: str) -> bool:
        """Claim those of some items that can hold in one section: absences, moods with an energy, lengths, "only"."""
        claimed = False
        for index in indices:
            item = self.items[index]
            if index in self.bound.places or index in self.bound.alone:
                continue
            if item.has("only") and not item.senses.mood:
                self.bound.alone[index] = role
            elif (
                index in self.taken or item.senses.stretch or (item.senses.mood and item.senses.mood.energy is not None)
            ):
                self.bound.places[index] = (role,)
            else:
                continue
            claimed = True
        return claimed
