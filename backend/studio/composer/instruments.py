"""The instruments the studio knows: their words, families, General MIDI sounds, registers and roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from backend.studio.composer import schema
from backend.studio.errors import UnknownName
from backend.studio.score import Family

TABLE = Path(__file__).with_name("instruments.toml")
ROLES = ("drums", "bass", "chords", "pad", "arp", "lead", "counter", "line", "pulse")
DRUM_BANK = 128


@dataclass(frozen=True)
class Instrument:
    """An instrument. ``kind`` groups relatives ("guitar"); ``low`` and ``high`` are the MIDI pitches it plays well.

    ``bank`` and ``program`` are General MIDI; banks above 0 are variants, for which program in bank 0 is the fallback.
    ``sustains`` is true where a held note stays as loud as it began, so that swells make sense. ``keys`` says where a
    drum kit has other drums than General MIDI's standard kit. ``voice`` is what the studio plays instead of the
    program: ``synth:PATCH``, one of instruments/synth/patches.toml, or ``amp:NAME``, one of mix/amps.toml.
    """

    name: str
    label: str
    words: tuple[str, ...]
    kind: str
    family: Annotated[Family, schema.Written(str, Family)]
    program: Annotated[int, schema.between(0, 127)]
    roles: tuple[Annotated[str, schema.one_of(*ROLES)], ...]
    bank: Annotated[int, schema.between(0, 128)] = 0
    low: Annotated[int, schema.between(0, 127)] = 36
    high: Annotated[int, schema.between(0, 127)] = 84
    sustains: bool = False
    keys: Mapping[str, Annotated[int, schema.between(0, 127)]] = field(default_factory=dict)
    voice: str = ""

    @property
    def is_drums(self) -> bool:
        return self.bank == DRUM_BANK

    def answers_to(self, what: str) -> bool:
        """Tell whether ``what`` means this instrument: its name, kind or family."""
        return what in (self.name, self.kind, str(self.family))


@cache
def load_all() -> Mapping[str, Instrument]:
    """Read the table of instruments, by name."""
    rows = schema.load(TABLE).items()
    return MappingProxyType(
        {name: schema.read(Instrument, {"name": name, **row}, where=f"{TABLE.name}: {name}") for name, row in rows}
    )


def find(name: str) -> Instrument:
    """The instrument of that name.

    Raises
    ------
    UnknownName
        if there is none
    """
    found = load_all().get(name)
    if found is None:
        raise UnknownName(f"There is no instrument {name!r}; known are {', '.join(sorted(load_all()))}.")
    return found
