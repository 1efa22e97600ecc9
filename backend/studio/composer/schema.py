"""Reading a table that a musician edits into frozen values, or saying which key or value is wrong.

A schema is a frozen dataclass. Its annotations say what is allowed: numbers, words, tuples, mappings, nested
dataclasses, ``Annotated[kind, rule]`` where a rule is a function that raises ``ValueError`` for a value that is not
allowed, and ``Annotated[kind, Written(as_kind, rule)]`` where the table writes it as another kind of value.
"""

from __future__ import annotations

import dataclasses
import math
import tomllib
import types
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from backend.studio.errors import BadStyle

Schema = TypeVar("Schema")
Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True)
class Written:
    """How a value stands in the table: as ``kind``, which ``rule`` turns into the value or refuses with ValueError."""

    kind: Any
    rule: Callable[[Any], Any]


def load(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    BadStyle
        if the file is not TOML, or cannot be read
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadStyle(f"{path.name} is not a TOML file: {error}.") from error
    except OSError as error:
        raise BadStyle(f"{path.name} cannot be read: {error.strerror}.") from error


def read(schema: type[Schema], table: Mapping[str, Any], *, where: str) -> Schema:
    """Turn a table into a value of ``schema``; keys that are missing take the schema's defaults.

    Raises
    ------
    BadStyle
        if a key is unknown or missing, or a value is not of the kind or outside the range that the schema allows
    """
    kind: Any = schema
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for key in table:
        if key not in fields:
            raise BadStyle(f"{where}: unknown key {key!r}; allowed are {', '.join(fields)}.")
    missing = [name for name, field in fields.items() if _is_needed(field) and name not in table]
    if missing:
        raise BadStyle(f"{where}: key {missing[0]!r} is missing.")
    hints = _hints(kind)
    values = {key: _value(hints[key], value, where=f"{where}: {key}") for key, value in table.items()}
    try:
        return schema(**values)
    except ValueError as error:
        raise BadStyle(f"{where} {error}.") from error


def between(lowest: float, highest: float) -> Callable[[float], float]:
    """A rule: the number lies in ``lowest..highest``."""

    def check(number: float) -> float:
        if not lowest <= number <= highest:
            raise ValueError(f"is outside {lowest:g}..{highest:g}")
        return number

    return check


def short(most: int) -> Callable[[str], str]:
    """A rule: the text has up to so many characters."""

    def check(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"has {len(text)} characters; up to {most} are allowed")
        return text

    return check


def one_of(*allowed: Value) -> Callable[[Value], Value]:
    """A rule: the value is one of ``allowed``."""

    def check(given: Value) -> Value:
        if given not in allowed:
            raise ValueError(f"({given!r}) is none of {', '.join(map(str, allowed))}")
        return given

    return check


def weighed(given: Mapping[str, float]) -> Mapping[str, float]:
    """A rule: something can be drawn by these weights."""
    if any(not 0 <= weight < math.inf for weight in given.values()):
        raise ValueError("has a weight that is no number of 0 or more")
    if given and not any(given.values()):
        raise ValueError("has no weight above 0")
    return given


def rising(given: tuple[Any, Any]) -> tuple[Any, Any]:
    """A rule: of two numbers, the first is not above the second."""
    if given[0] > given[1]:
        raise ValueError("begins above its end")
    return given


@cache
def _hints(schema: type[Any]) -> dict[str, Any]:
    return get_type_hints(schema, include_extras=True)


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _value(hint: Any, given: Any, *, where: str) -> Any:
    if get_origin(hint) is Annotated:
        inner, rule = get_args(hint)
        value = _value(rule.kind if isinstance(rule, Written) else inner, given, where=where)
        try:
            value = rule.rule(value) if isinstance(rule, Written) else rule(value)
        except ValueError as error:
            raise BadStyle(f"{where} = {given!r} {error}.") from error
        return value
    if get_origin(hint) in (Union, types.UnionType):
        return (
            None
            if given is None
            else _value(next(kind for kind in get_args(hint) if kind is not type(None)), given, where=where)
        )
    if dataclasses.is_dataclass(hint):
        return read(_as_schema(hint), _need(dict, given, where), where=where)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), _need(list, given, where), where=where)
    if get_origin(hint) is Mapping:
        kind = get_args(hint)[1]
        return {key: _value(kind, item, where=f"{where}.{key}") for key, item in _need(dict, given, where).items()}
    return _plain(hint, given, where=where)


def _as_schema(hint: Any) -> type[Any]:
    kind: type[Any] = hint
    return kind


def _tuple(kinds: tuple[Any, ...], given: list[Any], *, where: str) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], item, where=f"{where}[{index}]") for index, item in enumerate(given))
    if len(kinds) != len(given):
        raise BadStyle(f"{where} = {given!r} has {len(given)} values; it needs {len(kinds)}.")
    return tuple(_value(kind, item, where=where) for kind, item in zip(kinds, given, strict=True))


def _plain(kind: Any, given: Any, *, where: str) -> Any:
    if kind is float and isinstance(given, int) and not isinstance(given, bool):
        try:
            return float(given)
        except OverflowError:
            raise BadStyle(f"{where} is a whole number that is too large.") from None
    return _need(kind, given, where)


NAMES = {
    float: "a number", int: "a whole number", str: "a text", bool: "true or false", list: "a list", dict: "a table",
}  # fmt: skip


def _need(kind: Any, given: Any, where: str) -> Any:
    if not isinstance(given, kind) or (isinstance(given, bool) and kind is not bool):
        raise BadStyle(f"{where} = {given!r} is not {NAMES.get(kind, kind)}.")
    return given
