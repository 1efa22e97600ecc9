"""Calls of the protocol: a table of their names, and what they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response
from werkzeug.datastructures import MultiDict

from backend.api.fields import plain_text
from backend.api.rest.answers import GENERIC, MISSING, Refused
from backend.services.callers import Caller

Content = Mapping[str, Any] | Response | None
MOST_TEXT = 1000
MOST_NUMBER = 2**63 - 1


class Given:
    """The parameters of a call, each read as what it must be.

    Every method raises `Refused`, naming the parameter, what was given and what is allowed.
    """

    def __init__(self, values: MultiDict[str, str]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default there must be one."""
        found = self._values.get(name, default)
        if found is None:
            raise Refused(MISSING, f"Required parameter {name!r} is missing.")
        if len(found) > MOST_TEXT:
            raise Refused(GENERIC, f"{name!r} has {len(found)} characters; up to {MOST_TEXT} are allowed.")
        return plain_text(found)

    def texts(self, name: str, most: int) -> list[str]:
        """All texts of a name, in their order."""
        found = self._values.getlist(name)
        if len(found) > most:
            raise Refused(GENERIC, f"{name!r} is given {len(found)} times; up to {most} are allowed.")
        return found

    def number(self, name: str, default: int | None = None, *, least: int = 0, most: int = MOST_NUMBER) -> int:
        """A whole number; what is above ``most`` is taken for it, as players like to ask for all there is."""
        return _number(name, self.text(name, None if default is None else str(default)), least, most)

    def numbers(self, name: str, most: int) -> list[int]:
        """All whole numbers of a name, in their order, none below 0."""
        return [_number(name, each, 0, MOST_NUMBER) for each in self.texts(name, most)]

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        found = self.text(name, str(default)).lower()
        if found not in ("true", "false", "1", "0"):
            raise Refused(GENERIC, f"{name!r} is {found!r}; it must be true or false.")
        return found in ("true", "1")


def _number(name: str, found: str, least: int, most: int) -> int:
    try:
        number = int(found[:MOST_TEXT])
    except ValueError:
        raise Refused(GENERIC, f"{name!r} is {found[:MOST_TEXT]!r}; it must be a whole number.") from None
    if number < least:
        raise Refused(GENERIC, f"{name!r} is {number}; it must be {least} or more.")
    return min(number, most)


@dataclass(frozen=True)
class Call:
    """A call: who answers it, and whether it needs no login."""

    answer: Callable[[Caller, Given], Content]
    is_open: bool = False


CALLS: dict[str, Call] = {}


def call(
    *names: str, is_open: bool = False
) -> Callable[[Callable[[Caller, Given], Content]], Callable[[Caller, Given], Content]]:
    """Enter a function into the table under the names of its calls."""

    def enter(answer: Callable[[Caller, Given], Content]) -> Callable[[Caller, Given], Content]:
        CALLS.update(dict.fromkeys(names, Call(answer, is_open)))
        return answer

    return enter
