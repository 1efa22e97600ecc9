"""What an effect can be set to: numbers with their units and ranges, choices, recordings.

The settings of an effect are a frozen dataclass; each field is annotated with the parameter that it is, which checks
what is given and is published for those who build knobs.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

Settings = TypeVar("Settings")


@dataclasses.dataclass(frozen=True)
class Number:
    """A number. ``is_ratio``: the ear hears it in ratios, so a knob turns in octaves, not evenly.

    Where ``least`` is set, 0 leaves it to others, and what is not 0 is at least that.
    """

    label: str
    lowest: float
    highest: float
    unit: str = ""
    is_ratio: bool = False
    is_whole: bool = False
    least: float | None = None

    def read(self, given: Any) -> float:
        """Check a value.

        Raises
        ------
        ValueError
            saying what is allowed
        """
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise ValueError(f"is no number; {self.allowed} is allowed")
        if not self.lowest <= given <= self.highest or (self.least is not None and 0 < given < self.least):
            raise ValueError(f"is outside {self.allowed}")
        if self.is_whole and given != int(given):
            raise ValueError(f"is no whole number; {self.allowed} is allowed")
        return float(given)

    @property
    def allowed(self) -> str:
        """The range in words, such as ``20 to 20000 Hz``."""
        lowest = f"{self.lowest:g}" if self.least is None else f"0, or {self.least:g}"
        return f"{lowest} to {self.highest:g} {self.unit}".rstrip()

    def document(self) -> dict[str, Any]:
        """The parameter for those who build a knob."""
        scale = "ratio" if self.is_ratio else "even"
        return {
            "kind": "number", "label": self.label, "unit": self.unit, "min": self.lowest, "max": self.highest,
            "scale": scale, "whole": self.is_whole, "least": self.least,
        }  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of several names."""

    label: str
    options: tuple[str, ...]

    def read(self, given: Any) -> str:
        """Check a value.

        Raises
        ------
        ValueError
            saying what is allowed
        """
        if given not in self.options:
            raise ValueError(f"is none of {', '.join(self.options)}")
        return str(given)

    def document(self) -> dict[str, Any]:
        """The parameter for those who build a list."""
        return {"kind": "choice", "label": self.label, "options": list(self.options)}


@dataclasses.dataclass(frozen=True)
class Recording:
    """A sound of whoever asks, by the id of an upload; empty for none."""

    label: str

    def read(self, given: Any) -> str:
        """Check a value; whether there is such a sound is for others to say.

        Raises
        ------
        ValueError
            if it cannot be an id
        """
        if not (isinstance(given, str) and re.fullmatch("[a-z0-9]{0,40}", given)):
            raise ValueError("is no id of an upload")
        return given

    def document(self) -> dict[str, Any]:
        """The parameter for those who let people choose a recording."""
        return {"kind": "recording", "label": self.label}


Parameter = Number | Choice | Recording


def parameters(settings: type[Any]) -> Mapping[str, Parameter]:
    """The parameters of an effect by name, in order."""
    kind: Any = settings  # the typing of caches takes no class for something that can be hashed
    return _parameters(kind)


@cache
def _parameters(kind: Any) -> Mapping[str, Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: get_args(hints[field.name])[1] for field in dataclasses.fields(kind)}


def documents(settings: type[Any]) -> list[dict[str, Any]]:
    """The parameters of an effect with their defaults."""
    defaults = {field.name: field.default for field in dataclasses.fields(settings)}
    return [{"name": name, "default": defaults[name], **one.document()} for name, one in parameters(settings).items()]


def read(settings: type[Settings], given: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Settings from what was given, the rest by default; with everything that is wrong with it, a sentence each."""
    known, values, wrong = parameters(settings), {}, []
    for name, value in given.items():
        if name not in known:
            wrong.append(f"{shown(name)} is not known; known are {', '.join([*known, 'mix', 'bypass'])}.")
            continue
        try:
            values[name] = known[name].read(value)
        except ValueError as reason:
            wrong.append(f"{name} {shown(value)} {reason}.")
    return settings(**values), wrong


def shown(given: Any) -> str:
    """What was given, short enough to be read."""
    text = repr(given)
    return text if len(text) <= 40 else f"{text[:40]}…"
