"""How the faders of a desk stand: all that a mix found out by measuring, so that a later one can begin with it.

A take that was made by an edit is mixed with what its parent measured, so that what was not touched sounds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class StripLevels:
    """One channel: the factor before its devices, the gain behind them and its place between left and right."""

    trim: float
    gain_db: float
    pan: float


@dataclass(frozen=True)
class MixState:
    """What was measured, or nothing where it is still to be.

    ``strips`` are by part id and ``rides`` (dB) by section key; ``shelves_db`` is what the whole is lifted by in the
    lows and the highs, ``width`` the factor on the difference of its sides; ``bus_db`` is the level that the bus
    compressor reckons with, ``voice_db`` what singers were raised by to be heard above the band before that, and
    ``voice_after_db`` after it; ``master_db`` is the gain into the limiter, ``likely_db`` the one for which it sought
    peaks.
    """

    strips: Mapping[str, StripLevels] = field(default_factory=dict)
    rides: Mapping[str, float] = field(default_factory=dict)
    shelves_db: tuple[float, float] | None = None
    width: float = 1.0
    bus_db: float | None = None
    master_db: float | None = None
    likely_db: float | None = None
    voice_db: float | None = None
    voice_after_db: float | None = None

    def without(self, *, parts: Iterable[str] = (), sections: Iterable[str] = ()) -> MixState:
        """The same, but for parts and sections that are to be measured anew."""
        gone, past = set(parts), set(sections)
        return replace(
            self,
            strips={part: levels for part, levels in self.strips.items() if part not in gone},
            rides={key: gain_db for key, gain_db in self.rides.items() if key not in past},
        )
