"""What a rule finds, read off the cards of songs (finding/cards.py): a mask for each condition, joined as groups say.

Words are compared in the one spelling of services/spelling.py, moments to the second. ``liked`` and ``stars`` are of
whoever made the playlist.
"""

from __future__ import annotations

import hashlib
import operator
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, select

from backend.db.library import Album, Artist, Opinion
from backend.services.callers import Caller
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Cards, Mask, Numbers
from backend.services.finding.choosing import cards_within
from backend.services.finding.wishes import Scope, Sort
from backend.services.playlists.fields import RANDOM
from backend.services.playlists.rules import Condition, Group, Rule

# What a rule found is kept so long, for so many rules and viewers.
KEPT = timedelta(seconds=5)
MOST_KEPT = 256
# A prime below 2**31: squares of what is below it fit 63 bits.
PRIME = 2_147_483_647
MINE = {"liked", "stars"}
_OPINIONS = select(Opinion.thing_id, Opinion.liked_at.is_not(None), Opinion.stars).where(
    Opinion.user_id == bindparam("me"), Opinion.kind == "song"
)
_NAMED: dict[str, tuple[Any, Any]] = {
    "artist": (
        select(Artist.id).where(Artist.name_key == bindparam("value")),
        select(Artist.id).where(Artist.name_key.like(bindparam("value"), escape="\\")),
    ),
    "album": (
        select(Album.id).where(Album.title_key == bindparam("value")),
        select(Album.id).where(Album.title_key.like(bindparam("value"), escape="\\")),
    ),
}
_NUMBERS = {"tempo": "tempo_bpm", "duration": "duration_s", "plays": "plays", "likes": "likes", "date": "created"}
_NOT = {"is_not": "is", "contains_not": "contains", "none_of": "one_of", "not_in_last_days": "in_last_days"}
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "is": operator.eq,
    "at_least": operator.ge,
    "at_most": operator.le,
    "after": operator.gt,
    "before": operator.lt,
    "in_last_days": operator.ge,
}
_FITS: dict[str, Callable[[str, Any], bool]] = {
    "is": operator.eq,
    "one_of": lambda key, values: key in values,
    "contains": operator.contains,
    "begins_with": str.startswith,
    "ends_with": str.endswith,
}


@dataclass(frozen=True)
class Picked:
    """The ids of all songs that a rule finds, in order, and how long they are together."""

    ids: tuple[int, ...]
    duration_s: float


@dataclass(frozen=True)
class _Kept:
    picked: Picked
    cards: Cards
    at: datetime


class Picker:
    """Picks songs by rules, and remembers for a moment what it picked, as long as no song changes."""

    def __init__(self, box: CardBox) -> None:
        self._box = box
        self._guard = Lock()
        self._kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()

    def pick(
        self, connection: Connection, caller: Caller, rule: Rule, *, owner_id: int, seed: int, now: datetime
    ) -> Picked:
        """What a rule finds among the songs that the caller may see.

        Parameters
        ----------
        owner_id : whose likes and stars are meant
        seed : what tells one shuffling of a day from another
        """
        cards = self._box.cards(connection)
        asked = (repr(rule), owner_id, seed, caller.owner, caller.is_admin)
        kept = self._kept.get(asked)
        if kept and kept.cards is cards and abs(now - kept.at) < KEPT:
            return kept.picked
        held = _Look(connection, cards, owner_id, now).mask(rule.group)
        seen = held & cards["is_ready"] & cards_within(cards, caller, Scope.ALL)
        rows = _ordered(cards, seen, rule.order_by, seed, now)[: rule.limit]
        picked = Picked(tuple(cards["id"][rows].tolist()), float(cards["duration_s"][rows].sum()))
        # What one thinks of songs changes without them.
        if not any(condition.field in MINE for condition in rule.group.conditions()):
            self._keep(asked, _Kept(picked, cards, now))
        return picked

    def _keep(self, asked: tuple[Any, ...], kept: _Kept) -> None:
        with self._guard:
            self._kept[asked] = kept
            self._kept.move_to_end(asked)
            # Older cards are of no use, and large.
            for old in [key for key, other in self._kept.items() if other.cards is not kept.cards]:
                del self._kept[old]
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


@dataclass
class _Look:
    """One look at all cards; a mask has a place for each of them."""

    connection: Connection
    cards: Cards
    owner_id: int
    now: datetime

    def mask(self, part: Condition | Group) -> Mask:
        """Which songs a condition or a group holds for."""
        if isinstance(part, Group):
            joined = np.logical_and if part.how == "all" else np.logical_or
            found: Mask = joined.reduce([self.mask(each) for each in part.parts])
            return found
        if part.operator in _NOT:
            return ~self.mask(replace(part, operator=_NOT[part.operator]))
        return self._holds(part)

    def _holds(self, condition: Condition) -> Mask:
        name, cards = condition.field, self.cards
        if name in MINE:
            return _compared(self._opinions[name], condition.operator, condition.value)
        if name in _NUMBERS:
            return _compared(cards[_NUMBERS[name]], condition.operator, self._number(condition))
        if name == "title":
            return _fitting(cards.titles, condition)
        if name in _NAMED:
            return np.isin(cards[f"{name}_id"], self._named(condition))
        chosen = _fitting(list(cards.terms[name].keys), condition)
        if name == "tag":
            return cards.mask_of(cards.tags[chosen[cards.tags[:, 1]], 0])
        of_songs: Mask = chosen[cards[name]]
        return of_songs

    @cached_property
    def _opinions(self) -> dict[str, Numbers]:
        """Which songs the owner of the playlist likes, and how many stars they gave each."""
        rows = self.connection.execute(_OPINIONS, {"me": self.owner_id}).all()
        told = np.array([(song, is_liked, stars or 0) for song, is_liked, stars in rows], "i8").reshape(-1, 3)
        told = told[np.isin(told[:, 0], self.cards["id"])]
        stars = np.zeros(len(self.cards), "i8")
        stars[self.cards.places(told[:, 0])] = told[:, 2]
        return {"liked": self.cards.mask_of(told[told[:, 1] > 0, 0]), "stars": stars}

    def _named(self, condition: Condition) -> Numbers:
        """The numbers of artists or albums."""
        exactly, alike = _NAMED[condition.field]
        if condition.operator == "is":
            return np.fromiter(self.connection.scalars(exactly, {"value": condition.value}), "i8")
        plain = re.sub(r"([%_\\])", r"\\\1", condition.value)
        before, after = ("" if condition.operator == one else "%" for one in ("begins_with", "ends_with"))
        return np.fromiter(self.connection.scalars(alike, {"value": f"{before}{plain}{after}"}), "i8")

    def _number(self, condition: Condition) -> Any:
        """The value of a condition as its column has it: moments in whole seconds since 1970."""
        value = condition.value
        if condition.field != "date":
            return value
        if condition.operator == "in_last_days":
            value = self.now - timedelta(days=value)
        return [int(each.timestamp()) for each in value] if isinstance(value, list) else int(value.timestamp())


def _compared(column: Numbers, how: str, value: Any) -> Mask:
    if how == "between":
        how, column, value = "is", (column >= value[0]) & (column <= value[1]), True
    found: Mask = _COMPARED[how](column, value)
    return found


def _fitting(keys: Iterable[str], condition: Condition) -> Mask:
    fits, value = _FITS[condition.operator], condition.value
    wanted = frozenset(value) if condition.operator == "one_of" else value
    return np.fromiter((fits(key, wanted) for key in keys), bool)


def _ordered(cards: Cards, chosen: Mask, order_by: str, seed: int, now: datetime) -> Numbers:
    """The rows of a mask in an order."""
    if order_by == RANDOM:
        rows = np.flatnonzero(chosen)
        digest = hashlib.sha256(f"{now.date()} {seed}".encode()).digest()
        factor = int.from_bytes(digest[:4], "big") % (PRIME - 1) + 1
        # Squares modulo a prime scatter what a straight line would only turn round.
        turned = (cards["id"][rows] * factor + int.from_bytes(digest[4:8], "big") % PRIME) % PRIME
        return rows[np.argsort(turned * turned % PRIME, kind="stable")]
    order = cards.order(Sort(order_by.replace("date", "created")))
    return order[chosen[order]]
