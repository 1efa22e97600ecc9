"""Rules of smart playlists, read as data: every field and operator is known, and nothing else gets through.

A rule is ``{"all": [...]}`` or ``{"any": [...]}`` of conditions ``{"field", "operator", "value"}`` and of further such
groups, three deep at most; beside the outermost stand ``order_by`` (a leading minus turns it round) and ``limit``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.services.errors import InvalidInput
from backend.services.playlists import fields
from backend.services.playlists.fields import FIELDS, OPERATORS, ORDERS, RANDOM, Wrong

MAX_DEPTH, MAX_CONDITIONS = 3, 12
MAX_LIMIT, USUAL_LIMIT = 1000, 500
USUAL_ORDER = "-date"
_AROUND = {"order_by", "limit"}


@dataclass(frozen=True)
class Condition:
    """What one field has to be; ``value`` is in the spelling in which it is compared."""

    field: str
    operator: str
    value: Any


@dataclass(frozen=True)
class Group:
    """Conditions of which ``all`` or ``any`` hold."""

    how: str
    parts: tuple[Condition | Group, ...]

    def conditions(self) -> Iterator[Condition]:
        """All conditions, from first to last."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part


@dataclass(frozen=True)
class Rule:
    """Which songs, in what order, how many at most."""

    group: Group
    order_by: str
    limit: int


def read(document: Any) -> Rule:
    """Read a rule.

    Raises
    ------
    InvalidInput
        naming the place, what is given there, and what is allowed
    """
    if not isinstance(document, dict):
        raise _wrong("rule", f"a rule is an object with all or any; given: {_shown(document)}")
    group = _group(document, "rule", depth=1, beside=_AROUND)
    if (count := sum(1 for _ in group.conditions())) > MAX_CONDITIONS:
        raise _wrong("rule", f"up to {MAX_CONDITIONS} conditions are allowed; given: {count}")
    orders = {*ORDERS, *(f"-{order}" for order in ORDERS), RANDOM}
    order_by, limit = document.get("order_by", USUAL_ORDER), document.get("limit", USUAL_LIMIT)
    if not isinstance(order_by, str) or order_by not in orders:
        allowed = f"{', '.join(ORDERS)}, each with or without a leading minus, and {RANDOM}"
        raise _wrong("rule.order_by", f"{allowed} are allowed; given: {_shown(order_by)}")
    if isinstance(limit, bool) or not isinstance(limit, int) or not 0 < limit <= MAX_LIMIT:
        raise _wrong("rule.limit", f"a number of 1 to {MAX_LIMIT} is wanted; given: {_shown(limit)}")
    return Rule(group, order_by, limit)


def told() -> dict[str, Any]:
    """What rules are made of, and how large they may be, for whoever builds one."""
    limits = {"conditions": MAX_CONDITIONS, "depth": MAX_DEPTH, "songs": MAX_LIMIT}
    return {**fields.told(), "limits": limits}


def _group(document: dict[str, Any], place: str, *, depth: int, beside: set[str] = frozenset()) -> Group:  # type: ignore[assignment]
    how = [word for word in ("all", "any") if word in document]
    if len(how) != 1 or not isinstance(document[how[0]], list) or not document[how[0]]:
        raise _wrong(place, "either all or any is wanted, with a list of at least one condition")
    if strange := sorted(set(document) - {how[0]} - beside):
        raise _wrong(place, f"{_shown(strange[0])} is not known beside {how[0]}")
    if depth > MAX_DEPTH:
        raise _wrong(place, f"groups may stand {MAX_DEPTH} deep")
    if len(document[how[0]]) > MAX_CONDITIONS:
        raise _wrong(place, f"up to {MAX_CONDITIONS} conditions are allowed; given: {len(document[how[0]])}")
    parts = enumerate(document[how[0]])
    return Group(how[0], tuple(_part(part, f"{place}.{how[0]}[{index}]", depth) for index, part in parts))


def _part(part: Any, place: str, depth: int) -> Condition | Group:
    if not isinstance(part, dict):
        raise _wrong(place, f"a condition has field, operator and value; given: {_shown(part)}")
    if "field" in part:
        return _condition(part, place)
    return _group(part, place, depth=depth + 1)


def _condition(part: dict[str, Any], place: str) -> Condition:
    if strange := sorted(set(part) - {"field", "operator", "value"}):
        raise _wrong(place, f"{_shown(strange[0])} is not known beside field, operator and value")
    name, operator = part["field"], part.get("operator")
    field = FIELDS.get(name) if isinstance(name, str) else None
    if field is None:
        raise _wrong(f"{place}.field", f"{', '.join(FIELDS)} are allowed; given: {_shown(name)}")
    operators = OPERATORS[field.kind]
    if not isinstance(operator, str) or operator not in operators:
        allowed = f"{field.name} takes {', '.join(operators)}"
        raise _wrong(f"{place}.operator", f"{allowed}; given: {_shown(operator)}")
    try:
        return Condition(field.name, operator, operators[operator](field, part.get("value")))
    except Wrong as wrong:
        what = f"for {field.name} {operator} {wrong}"
        raise _wrong(f"{place}.value", f"{what}; given: {_shown(part.get('value'))}") from None


def _wrong(place: str, what: str) -> InvalidInput:
    return InvalidInput.of({"rule": [f"{place}: {what}."]})


def _shown(value: Any) -> str:
    return repr(value)[:60]
