"""Patches: how each voice of the synthesiser sounds, read from `patches.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from backend.studio.composer import schema
from backend.studio.composer.schema import between
from backend.studio.errors import UnknownName

TABLE = Path(__file__).with_name("patches.toml")
PREFIX = "synth:"
WAVES = ("saw", "square", "pulse", "triangle", "sine", "organ", "choir", "noise")
STRIKES = ("fm_bell", "fm_piano", "deep_kick", "riser", "impact", "reverse")

Seconds = Annotated[float, between(0, 30)]
Cents = Annotated[float, between(-12_000, 12_000)]


@dataclass(frozen=True)
class Patch:
    """A voice of the synthesiser.

    ``source`` is a steady wave, or a strike that dies away by itself. ``unison`` copies of a wave reach
    ``detune_cents`` to either side, spread over ``width`` of the picture; ``blur_cents`` widens every partial into a
    band, as many players do. ``sub_db`` is a sine an octave below. The volume envelope falls by 60 dB in ``decay_s``,
    down to ``sustain_db``. The low-pass stands at ``cutoff_hz`` for middle C and full velocity, follows the key by
    ``key_follow`` and soft notes down by ``velocity_cents``; its envelope adds ``filter_cents``. ``velocity_db`` is how
    much softer velocity 32 is than 127.
    """

    label: str
    source: Annotated[str, schema.one_of(*WAVES, *STRIKES)]
    unison: Annotated[int, between(1, 9)] = 1
    detune_cents: Annotated[float, between(0, 100)] = 0.0
    blur_cents: Annotated[float, between(0, 200)] = 0.0
    width: Annotated[float, between(0, 1)] = 0.0
    sub_db: Annotated[float, between(-60, 12)] = -60.0
    tilt_db: Annotated[float, between(-12, 6)] = 0.0
    length_s: Annotated[float, between(0.1, 16)] = 4.0
    attack_s: Seconds = 0.002
    decay_s: Annotated[float, between(0.01, 120)] = 120.0
    sustain_db: Annotated[float, between(-96, 0)] = 0.0
    release_s: Annotated[float, between(0.01, 20)] = 0.15
    cutoff_hz: Annotated[float, between(40, 20_000)] = 20_000.0
    resonance_db: Annotated[float, between(0, 30)] = 0.0
    key_follow: Annotated[float, between(0, 1)] = 0.4
    velocity_cents: Annotated[float, between(0, 4800)] = 1200.0
    velocity_db: Annotated[float, between(0, 40)] = 12.0
    filter_cents: Cents = 0.0
    filter_attack_s: Seconds = 0.001
    filter_decay_s: Seconds = 0.4
    filter_sustain: Annotated[float, between(0, 1)] = 0.0
    filter_release_s: Seconds = 0.3
    lfo_hz: Annotated[float, between(0.05, 20)] = 5.0
    lfo_delay_s: Seconds = 0.0
    lfo_cents: Annotated[float, between(0, 200)] = 0.0
    lfo_filter_cents: Cents = 0.0
    vibrato_cents: Annotated[float, between(0, 200)] = 50.0

    @property
    def is_struck(self) -> bool:
        """Whether it dies away by itself."""
        return self.source in STRIKES


@cache
def load_all() -> Mapping[str, Patch]:
    """Read all patches, by name."""
    rows = schema.load(TABLE).items()
    return MappingProxyType({name: schema.read(Patch, row, where=f"{TABLE.name}: {name}") for name, row in rows})


def find(voice: str) -> Patch:
    """The patch that a part's voice names, with or without ``synth:`` before it.

    Raises
    ------
    UnknownName
        if there is none
    """
    found = load_all().get(voice.removeprefix(PREFIX))
    if found is None:
        raise UnknownName(f"There is no synthesiser patch {voice!r}; known are {', '.join(load_all())}.")
    return found
