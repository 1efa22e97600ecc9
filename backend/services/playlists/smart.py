"""What a rule finds, asked of the database: statements are built once for each form of a rule, values are bound.

``liked`` and ``stars`` are of whoever made the playlist.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Float, and_, bindparam, cast, exists, func, not_, or_, select

from backend.db.columns import UtcDateTime
from backend.db.library import Album, Artist, Opinion, SongTag
from backend.db.models import Song
from backend.services.finding.scopes import within
from backend.services.finding.wishes import Scope
from backend.services.playlists.fields import FIELDS, RANDOM, Kind
from backend.services.playlists.rules import Condition, Group, Rule

# A form that was not asked for among so many others is built again.
FORMS = 256
# A prime below 2**31: squares of what is below it fit 63 bits.
PRIME = 2_147_483_647
Form = tuple[Any, ...]
"""A rule without its values: nested tuples of words."""

_ME: Any = bindparam("me")
_COLUMNS: dict[str, Any] = {
    "genre": func.lower(Song.genre),
    "mood": func.lower(Song.mood),
    "key": func.lower(Song.key),
    "origin": Song.origin,
    "tempo": Song.tempo_bpm,
    "duration": Song.duration_s,
    "plays": Song.play_count,
    "likes": Song.like_count,
    "date": Song.created_at,
    "title": Song.title_key,
    "stars": func.coalesce(
        select(Opinion.stars)
        .where(Opinion.user_id == _ME, Opinion.kind == "song", Opinion.thing_id == Song.id)
        .correlate(Song)
        .scalar_subquery(),
        0,
    ),
}
_NOT = {"is_not": "is", "contains_not": "contains", "none_of": "one_of", "not_in_last_days": "in_last_days"}
_COMPARED: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "is": lambda column, value: column == value,
    "at_least": lambda column, value: column >= value,
    "at_most": lambda column, value: column <= value,
    "after": lambda column, value: column > value,
    "before": lambda column, value: column < value,
    "in_last_days": lambda column, value: column >= value,
}


@dataclass(frozen=True)
class Query:
    """Asks for the numbers and the lengths of all songs that a rule finds, in order; and the values that it wants."""

    statement: Any
    values: dict[str, Any]


def query(rule: Rule, *, owner_id: int, seed: int, now: datetime, is_admin: bool) -> Query:
    """Translate a rule; the caller's ``owner`` name is still to be bound.

    Parameters
    ----------
    owner_id : whose likes and stars are meant
    seed : what tells one shuffling of a day from another
    """
    statement = _statement(_form(rule.group), rule.order_by, is_admin)
    values = {"me": owner_id, "limit": rule.limit, **_shuffled(seed, now)}
    for index, condition in enumerate(rule.group.conditions()):
        values.update(_values(condition, f"v{index}", now))
    return Query(statement, values)


@lru_cache(FORMS)
def _statement(form: Form, order_by: str, is_admin: bool) -> Any:
    wanted = (_held(form, count()), Song.state == "ready", within(Scope.ALL, is_admin))
    return select(Song.id, Song.duration_s).where(*wanted).order_by(*_order(order_by)).limit(bindparam("limit"))


def _form(group: Group) -> Form:
    parts = (_form(part) if isinstance(part, Group) else (part.field, part.operator) for part in group.parts)
    return (group.how, tuple(parts))


def _held(form: Form, numbers: Iterator[int]) -> ColumnElement[bool]:
    how, parts = form
    if how in {"all", "any"} and isinstance(parts, tuple):
        return (and_ if how == "all" else or_)(*(_held(part, numbers) for part in parts))
    return _holds(how, parts, f"v{next(numbers)}")


def _holds(name: str, operator: str, value: str) -> ColumnElement[bool]:
    """One condition; its value is bound under a name, pairs under two."""
    if operator in _NOT:
        return not_(_holds(name, _NOT[operator], value))
    if name == "liked":
        liked = exists().where(
            Opinion.user_id == _ME,
            Opinion.kind == "song",
            Opinion.thing_id == Song.id,
            Opinion.liked_at.is_not(None),
        )
        return liked.correlate(Song) == bindparam(value, type_=Boolean())
    if name == "tag":
        return exists().where(SongTag.song_id == Song.id, _compared(SongTag.tag, name, operator, value)).correlate(Song)
    if name in {"artist", "album"}:
        table, column, key = (
            (Artist, Artist.name_key, Song.artist_id) if name == "artist" else (Album, Album.title_key, Song.album_id)
        )
        chosen = select(table.id).where(_compared(column, name, operator, value))
        return and_(key.is_not(None), key.in_(chosen))
    return _compared(_COLUMNS[name], name, operator, value)


def _compared(column: Any, name: str, operator: str, value: str) -> ColumnElement[bool]:
    if operator == "one_of":
        return column.in_(bindparam(value, expanding=True))  # type: ignore[no-any-return]
    if operator in {"contains", "begins_with", "ends_with"}:
        return column.like(bindparam(value), escape="\\")  # type: ignore[no-any-return]
    kind: Any = {Kind.MOMENT: UtcDateTime(), Kind.NUMBER: Float()}.get(FIELDS[name].kind)
    if operator == "between":
        return column.between(bindparam(f"{value}_low", type_=kind), bindparam(f"{value}_high", type_=kind))  # type: ignore[no-any-return]
    return _COMPARED[operator](column, bindparam(value, type_=kind))


def _values(condition: Condition, name: str, now: datetime) -> dict[str, Any]:
    value, operator = condition.value, _NOT.get(condition.operator, condition.operator)
    if operator == "between":
        return {f"{name}_low": value[0], f"{name}_high": value[1]}
    if operator == "in_last_days":
        return {name: now - timedelta(days=value)}
    if operator in {"contains", "begins_with", "ends_with"}:
        plain = re.sub(r"([%_\\])", r"\\\1", value)
        return {name: ("" if operator == "begins_with" else "%") + plain + ("" if operator == "ends_with" else "%")}
    return {name: value}


def _order(order_by: str) -> tuple[Any, ...]:
    if order_by == RANDOM:
        # Squares modulo a prime scatter what a straight line would only turn round.
        turned = (cast(Song.id, BigInteger) * bindparam("factor") + bindparam("shift")) % PRIME
        return (turned * turned % PRIME, Song.id)
    column = _COLUMNS[order_by.removeprefix("-")]
    return (column.desc(), Song.id.desc()) if order_by.startswith("-") else (column.asc(), Song.id)


def _shuffled(seed: int, now: datetime) -> dict[str, int]:
    """The numbers of a day's shuffling."""
    digest = hashlib.sha256(f"{now.date()} {seed}".encode()).digest()
    return {
        "factor": int.from_bytes(digest[:4], "big") % (PRIME - 1) + 1,
        "shift": int.from_bytes(digest[4:8], "big") % PRIME,
    }
