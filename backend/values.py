"""Values as people write them into an environment: each kind is read in one way, and mistakes are collected.

Standard library only, as `config`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path

SERVER = re.compile(r"\w+://([^/@]*@)?(\[[\da-fA-F:]+\]|[^/@:\s]+)(:\d{1,5})?/?")


class Values:
    """Reads values by their names; ``mistakes`` has a line for each that is wrong."""

    def __init__(self, environ: Mapping[str, str], root: Path) -> None:
        self.environ, self.root = environ, root
        self.mistakes: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def names(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name, "").split(",") if part.strip())

    def networks(self, name: str, default: str) -> tuple[str, ...]:
        given = tuple(part.strip() for part in self.text(name, default).split(",") if part.strip())
        for each in given:
            try:
                ip_network(each)
            except ValueError:
                self.mistakes.append(f"{name} holds {each!r}; it takes addresses and networks such as 172.18.0.0/16.")
        return given

    def path(self, name: str, default: str) -> Path:
        return (self.root / Path(self.text(name, default)).expanduser()).resolve()

    def number(self, name: str, default: int, low: int, high: int) -> int:
        given = self.text(name, str(default))
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        self.mistakes.append(f"{name} is {given!r}; it must be a whole number from {low} to {high}.")
        return default

    def flag(self, name: str, default: bool) -> bool:
        return self.choice(name, "1" if default else "0", {"1": True, "0": False, "true": True, "false": False})

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        given = self.text(name, allowed[0]).lower()
        if given not in allowed:
            self.mistakes.append(f"{name} is {given!r}; it must be one of {', '.join(allowed)}.")
        return given

    def choice(self, name: str, default: str, meanings: Mapping[str, bool]) -> bool:
        given = self.text(name, default).lower()
        if given in meanings:
            return meanings[given]
        self.mistakes.append(f"{name} is {given!r}; it must be one of {', '.join(meanings)}.")
        return meanings[default]

    def url(self, name: str, schemes: tuple[str, ...]) -> str:
        given = self.text(name, "")
        if given and not given.startswith(schemes):
            self.mistakes.append(f"{name} is {given!r}; it must begin with {' or '.join(schemes)}.")
        return given

    def server(self, name: str, schemes: tuple[str, ...]) -> str:
        given = self.url(name, schemes)
        if given.startswith(schemes) and not SERVER.fullmatch(given):
            self.mistakes.append(
                f"{name} must name a server and nothing behind it, such as {schemes[0]}studio.example:1234."
            )
        return given
