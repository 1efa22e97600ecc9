"""The makers of music that this studio has, and which of them takes a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from backend.services.errors import InvalidInput
from backend.studio.engine import Engine


@dataclass(frozen=True)
class Choice:
    """The engine that does the work, and why it is not the one asked for, if so."""

    engine: Engine
    name: str
    fallback_reason: str | None = None


class Engines:
    """All engines by name; the first is the default and must always be available."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = {engine.capabilities().name: engine for engine in engines}
        self.default = next(iter(self._engines))

    def estimate(self, duration_s: float) -> float:
        """What the default engine guesses of the seconds that a piece takes."""
        return self._engines[self.default].estimate(duration_s)

    def names(self) -> list[str]:
        """What may be asked for."""
        return list(self._engines)

    def documents(self) -> list[dict[str, Any]]:
        """What each engine can do, and why it cannot run here, if so."""
        capabilities = (engine.capabilities() for engine in self._engines.values())
        return [{**asdict(can), "available": not can.unavailable} for can in capabilities]

    def check(self, name: str | None) -> None:
        """Refuse a name that is none of ours.

        Raises
        ------
        InvalidInput
            naming the engines there are
        """
        if name is not None and name not in self._engines:
            raise InvalidInput.of({"engine": [f"There is no engine {name!r}; known are {', '.join(self._engines)}."]})

    def choose(self, name: str | None) -> Choice:
        """The engine of that name, or the default where it cannot run here."""
        wanted = name or self.default
        unavailable = self._engines[wanted].capabilities().unavailable
        if unavailable:
            return Choice(self._engines[self.default], self.default, f"{wanted}: {unavailable}"[:200])
        return Choice(self._engines[wanted], wanted)
