"""What rules can ask about songs: the fields, and the operators that fit each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.services.errors import InvalidInput
from backend.services.moments import read_moment
from backend.services.spelling import sort_key

MAX_TEXT, MAX_WORDS, MAX_DAYS = 200, 50, 36_500
ORIGINS = ("generated", "uploaded")


class Wrong(Exception):
    """What is wrong with a value, to be said with the place where it stands."""


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    MOMENT = "moment"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """Something that is known of songs; numbers lie between ``low`` and ``high``, in ``unit``."""

    name: str
    label: str
    kind: Kind
    unit: str = ""
    low: float = 0.0
    high: float = 1e9
    choices: tuple[str, ...] = ()


FIELDS = {
    field.name: field
    for field in (
        Field("title", "Title", Kind.TEXT),
        Field("artist", "Artist", Kind.TEXT),
        Field("album", "Album", Kind.TEXT),
        Field("genre", "Genre", Kind.WORD),
        Field("mood", "Mood", Kind.WORD),
        Field("key", "Key", Kind.WORD),
        Field("tag", "Tag", Kind.WORD),
        Field("origin", "Origin", Kind.WORD, choices=ORIGINS),
        Field("tempo", "Tempo", Kind.NUMBER, "bpm", 1, 1000),
        Field("duration", "Length", Kind.NUMBER, "s", 0, 86_400),
        Field("plays", "Plays", Kind.NUMBER),
        Field("likes", "Likes", Kind.NUMBER),
        Field("stars", "My stars", Kind.NUMBER, "stars, 0 for none", 0, 5),
        Field("date", "Made", Kind.MOMENT),
        Field("liked", "Liked by me", Kind.YES_NO),
    )
}
ORDERS = ("date", "title", "duration", "tempo", "plays", "likes")
RANDOM = "random"


Reader = Callable[[Field, Any], Any]
"""Reads what an operator was given, in the spelling in which it is compared; raises `Wrong`."""


def _text(_field: Field, value: Any) -> Any:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_TEXT:
        raise Wrong(f"a text of 1 to {MAX_TEXT} characters is wanted")
    return sort_key(value)


def _word(field: Field, value: Any) -> Any:
    word = _text(field, value)
    if field.choices and word not in field.choices:
        raise Wrong(f"one of {', '.join(field.choices)} is wanted")
    return word


def _words(field: Field, value: Any) -> Any:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_WORDS:
        raise Wrong(f"a list of 1 to {MAX_WORDS} texts is wanted")
    return [_word(field, each) for each in value]


def _number(field: Field, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not field.low <= value <= field.high:
        raise Wrong(f"a number of {field.low:g} to {field.high:g} is wanted")
    return float(value)


def _moment(_field: Field, value: Any) -> Any:
    try:
        return read_moment("value", str(value)[:40])
    except InvalidInput:
        raise Wrong("a moment such as 2026-05-30T05:16:03Z, or a day such as 2026-05-30, is wanted") from None


def _pair(read: Reader) -> Reader:
    def pair(field: Field, value: Any) -> Any:
        if not isinstance(value, list) or len(value) != 2:
            raise Wrong("a list of two is wanted, the lower one first")
        low, high = (read(field, each) for each in value)
        if low > high:
            raise Wrong("the lower one comes first")
        return [low, high]

    return pair


def _days(_field: Field, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAX_DAYS:
        raise Wrong(f"a number of days, 1 to {MAX_DAYS}, is wanted")
    return value


def _yes_no(_field: Field, value: Any) -> Any:
    if not isinstance(value, bool):
        raise Wrong("true or false is wanted")
    return value


OPERATORS: dict[Kind, dict[str, Reader]] = {
    Kind.TEXT: dict.fromkeys(("is", "is_not", "contains", "contains_not", "begins_with", "ends_with"), _text),
    Kind.WORD: {"is": _word, "is_not": _word, "one_of": _words, "none_of": _words, "contains": _text},
    Kind.NUMBER: {**dict.fromkeys(("is", "is_not", "at_least", "at_most"), _number), "between": _pair(_number)},
    Kind.MOMENT: {
        "after": _moment,
        "before": _moment,
        "between": _pair(_moment),
        "in_last_days": _days,
        "not_in_last_days": _days,
    },
    Kind.YES_NO: {"is": _yes_no},
}
VALUES: dict[Reader, str] = {
    _text: "text",
    _word: "text",
    _words: "texts",
    _number: "number",
    _moment: "moment",
    _days: "days",
}


def told() -> dict[str, Any]:
    """The fields with their operators, and the orders, for whoever builds a rule."""
    return {
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind,
                "unit": field.unit,
                "low": field.low if field.kind is Kind.NUMBER else None,
                "high": field.high if field.kind is Kind.NUMBER else None,
                "choices": list(field.choices),
                "operators": [
                    {"name": name, "value": _shape(name, read)} for name, read in OPERATORS[field.kind].items()
                ],
            }
            for field in FIELDS.values()
        ],
        "orders": [*(sign + order for order in ORDERS for sign in ("", "-")), RANDOM],
    }


def _shape(operator: str, read: Reader) -> str:
    return "pair" if operator == "between" else VALUES.get(read, "yes_no")
