"""Which cards are chosen, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, bindparam, select

from backend.db.library import Opinion
from backend.services.callers import Caller
from backend.services.finding.cards import Cards, Mask, Numbers
from backend.services.finding.said import Where, songs_saying
from backend.services.finding.wishes import Range, Scope, Sort, Wish
from backend.services.spelling import name_key

_LIKED = select(Opinion.thing_id).where(
    Opinion.user_id == bindparam("user_id"), Opinion.kind == "song", Opinion.liked_at.is_not(None)
)


@dataclass(frozen=True)
class Choice:
    """What a wish comes to: a mask for each thing that was asked for, and where in the songs its words are said."""

    cards: Cards
    masks: Mapping[str, Mask]
    said: Mapping[Where, Mask]

    def rows(self, *, but: str = "") -> Mask:
        """Which cards are chosen, with all that was asked for but one thing."""
        rows: Mask = np.logical_and.reduce([mask for name, mask in self.masks.items() if name != but])
        return rows

    def ordered(self, sort: Sort | None) -> Numbers:
        """The chosen rows in an order."""
        order = self.cards.order(Sort.NEWEST if sort in {None, Sort.BEST} else sort)
        chosen = order[self.rows()[order]]
        if "words" not in self.masks or sort not in {None, Sort.BEST}:
            return chosen
        heard = self.cards["plays"][chosen] + self.cards["likes"][chosen]
        return chosen[np.lexsort((-heard, ~self.said[Where.TITLE_OR_ARTIST][chosen]))]


def choose(
    connection: Connection, cards: Cards, caller: Caller, wish: Wish, *, places: tuple[Where, ...] = ()
) -> Choice:
    """Find what a caller may see and wishes for, and which songs say its words in more ``places``.

    Raises
    ------
    NotSignedIn
        if somebody without an account asks for what they like
    """
    masks = {
        "scope": cards_within(cards, caller, wish.scope),
        **_by_terms(cards, wish),
        **_by_parts(cards, wish),
        **_by_ranges(cards, wish),
    }
    if wish.liked:
        liked = connection.scalars(_LIKED, {"user_id": caller.signed_in().id})
        masks["liked"] = cards.mask_of(np.fromiter(liked, "i8"))
    places = (Where.ANYTHING, Where.TITLE_OR_ARTIST, *places)
    ids = songs_saying(connection, wish.words, *places)
    said = {where: cards.mask_of(found) for where, found in zip(places, ids, strict=True)}
    if wish.words.strip():
        masks["words"] = said[Where.ANYTHING]
    return Choice(cards, masks, said)


def cards_within(cards: Cards, caller: Caller, scope: Scope | None) -> Mask:
    """Which cards a caller may see in a scope; None: one's own, and for those who own nothing what is public."""
    scope = scope or (Scope.MINE if caller.owner else Scope.PUBLIC)
    mine = cards["owner"] == cards.terms["owner"].known(caller.owner)
    if scope is Scope.TRASH:
        trash: Mask = cards["is_there"] & cards["is_trashed"] & mine
        return trash
    kept = cards["is_there"] & ~cards["is_trashed"]
    if scope is Scope.ALL and caller.is_admin:
        return kept
    public = cards["is_public"] & cards["is_ready"]
    seen: Mask = kept & {Scope.MINE: mine, Scope.PUBLIC: public, Scope.ALL: mine | public}[scope]
    return seen


def _by_terms(cards: Cards, wish: Wish) -> dict[str, Mask]:
    """What has exactly a genre, an artist and so on."""
    masks: dict[str, Mask] = {}
    for term in ("genre", "mood", "key", "origin"):
        if word := getattr(wish, term):
            masks[term] = cards[term] == cards.terms[term].known(word)
    for name in ("artist_id", "album_id"):
        if (number := getattr(wish, name)) is not None:
            masks[name] = cards[name] == number
    if wish.tag:
        masks["tag"] = cards.tagged(wish.tag)
    return masks


def _by_parts(cards: Cards, wish: Wish) -> dict[str, Mask]:
    """What has some letters in its title or its genre."""
    masks: dict[str, Mask] = {}
    if wish.title:
        masks["title"] = _containing(cards.titles, wish.title)
    if wish.genre_part:
        genres = (genre.replace("-", "") for genre in cards.terms["genre"].keys)
        masks["genre_part"] = _containing(genres, wish.genre_part.replace("-", ""))[cards["genre"]]
    return masks


def _by_ranges(cards: Cards, wish: Wish) -> dict[str, Mask]:
    since, until = (moment.timestamp() if moment else None for moment in (wish.since, wish.until))
    ranges = (
        ("tempo_bpm", wish.tempo_bpm, cards["tempo_bpm"]),
        ("length_s", wish.length_s, cards["duration_s"]),
        ("made", Range(since, until), cards["created"]),
    )
    masks = {name: _between(values, limits) for name, limits, values in ranges if limits}
    return {**masks, "year": _between(cards.years, wish.year)} if wish.year else masks


def _between(values: Numbers, limits: Range) -> Mask:
    low = -np.inf if limits.low is None else limits.low
    high = np.inf if limits.high is None else limits.high
    found: Mask = (values >= low) & (values <= high)
    return found


def _containing(texts: Iterable[str], part: str) -> Mask:
    key = name_key(part)
    return np.fromiter((key in one for one in texts), bool)
