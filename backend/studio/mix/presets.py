"""Mix presets: how each kind of song is mixed, read from `presets/*.toml`.

What holds for a part is put together from the general to the special: the base's ``any``, family and role, then the
preset's own ``any``, family and role. So a preset says only what it does otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from backend.studio import backing
from backend.studio.composer import schema
from backend.studio.composer.instruments import ROLES
from backend.studio.composer.schema import between
from backend.studio.errors import BadStyle, UnknownName
from backend.studio.mix.deesser import DeEssing
from backend.studio.mix.dynamics import Compression
from backend.studio.mix.echo import EchoSetting
from backend.studio.mix.ride import RideSetting
from backend.studio.mix.room import RoomSetting
from backend.studio.mix.tone import ToneSetting
from backend.studio.score import Family
from backend.studio.singing import SUNG_ROLES

FOLDER = Path(__file__).with_name("presets")
BASE = "base"

Frequency = Annotated[float, between(20, 20_000)]
Boost = Annotated[float, between(-18, 18)]
Amount = Annotated[float, between(0, 1)]


@dataclass(frozen=True)
class PartSetting:
    """One channel of the desk. ``pan`` lists places, -1 left .. 1 right: parts that share a role take turns at them.

    ``fader_db`` is the level against other parts, each of which arrives equally loud; ``room``, ``echo`` and
    ``ensemble`` are amounts; ``pump`` is how far the beat ducks the part; ``drive_db`` how hot it meets the tape.
    ``duck_db`` is how far it steps back while somebody sings. A part with a ``plate`` stands in that instead of the
    room of all others.
    """

    fader_db: Annotated[float, between(-40, 12)] = -10.0
    pan: tuple[Annotated[float, between(-1, 1)], ...] = (0.0,)
    width: Annotated[float, between(0, 2)] = 1.0
    high_pass_hz: Frequency = 30.0
    low_pass_hz: Frequency = 20_000.0
    body_hz: Frequency = 300.0
    body_db: Boost = 0.0
    presence_hz: Frequency = 3000.0
    presence_db: Boost = 0.0
    air_hz: Frequency = 8000.0
    air_db: Boost = 0.0
    compress: Compression | None = None
    drive_db: Annotated[float, between(0, 36)] = 0.0
    ensemble: Amount = 0.0
    pump: Amount = 0.0
    duck_db: Annotated[float, between(0, 12)] = 0.0
    deess: DeEssing | None = None
    plate: RoomSetting | None = None
    room: Amount = 0.15
    echo: Amount = 0.0


@dataclass(frozen=True)
class Preset:
    """A whole desk: the rooms behind it, the bus, the ride, and the channels by family and role.

    ``wow_percent`` is how unevenly its tape runs; ``pump_beats`` is how long the beat ducks what pumps; ``voice_db`` is
    how far whoever sings the melody stands above the band between 1 and 4 kHz.
    """

    room: RoomSetting = field(default_factory=RoomSetting)
    echo: EchoSetting = field(default_factory=EchoSetting)
    glue: Compression = field(default_factory=lambda: Compression(over_db=6.0, ratio=1.8, attack_ms=25, release_ms=200))
    ride: RideSetting = field(default_factory=RideSetting)
    tone: ToneSetting = field(default_factory=ToneSetting)
    wow_percent: Annotated[float, between(0, 0.5)] = 0.0
    pump_beats: Annotated[float, between(0.1, 1)] = 0.55
    voice_db: Annotated[float, between(-6, 9)] = 2.5
    any: Mapping[str, object] = field(default_factory=dict)
    families: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def part(self, role: str, family: Family) -> PartSetting:
        """The channel for a part."""
        base = load(BASE)
        layers = [
            layer
            for desk in (base, self)
            for layer in (desk.any, desk.families.get(family, {}), desk.roles.get(role, {}))
        ]
        merged: dict[str, object] = {}
        for layer in layers:
            merged.update(layer)
        return schema.read(PartSetting, merged, where=f"the channel of {role} ({family})")


def names() -> list[str]:
    """All presets there are."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != BASE)


@cache
def load(name: str) -> Preset:
    """Read the preset of that name.

    Raises
    ------
    UnknownName
        if there is none
    BadStyle
        if its file has a key that is not known or a value that is not allowed
    """
    path = FOLDER / f"{name}.toml"
    if name != BASE and name not in names():
        raise UnknownName(f"There is no mix preset {name!r}; known are {', '.join(names())}.")
    return read(schema.load(path), where=path.name)


def read(table: Mapping[str, Any], *, where: str) -> Preset:
    """Turn a table into a preset, with every channel in it checked.

    Raises
    ------
    BadStyle
        if a key is not known or a value is not allowed
    """
    preset = schema.read(Preset, table, where=where)
    schema.read(PartSetting, preset.any, where=f"{where}: any")
    for kind, channels, allowed in (
        ("families", preset.families, tuple(Family)),
        ("roles", preset.roles, (*ROLES, *SUNG_ROLES, backing.ROLE)),
    ):
        for key, channel in channels.items():
            if key not in allowed:
                raise BadStyle(f"{where}: {kind}: unknown key {key!r}; allowed are {', '.join(allowed)}.")
            schema.read(PartSetting, channel, where=f"{where}: {kind}.{key}")
    return preset
