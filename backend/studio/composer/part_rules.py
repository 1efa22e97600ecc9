"""The schema of a style's players: patterns, parts and drums. Energies are 0..1, pitches and velocities MIDI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from backend.studio.composer import grid
from backend.studio.composer.instruments import ROLES, find
from backend.studio.composer.rules import Energy, MeterName, SectionRole, Span, Weight, check_lane
from backend.studio.composer.schema import between, one_of, rising, weighed
from backend.studio.errors import UnknownName
from backend.studio.units import Meter

LANES = {
    "kick": 36, "rim": 37, "snare": 38, "clap": 39, "tight_snare": 40, "hat": 42, "pedal": 44, "open": 46, "ride": 51,
    "bell": 53, "crash": 49, "splash": 55, "high_tom": 50, "mid_tom": 47, "low_tom": 45, "floor_tom": 43,
    "tambourine": 54, "cowbell": 56, "high_bongo": 60, "low_bongo": 61, "mute_conga": 62, "conga": 63, "low_conga": 64,
    "cabasa": 69, "shaker": 82, "triangle": 81, "brush": 38, "sticks": 31, "high_timbale": 65, "low_timbale": 66,
    "high_agogo": 67, "low_agogo": 68, "maracas": 70, "guiro": 73, "long_guiro": 74, "claves": 75, "high_block": 76,
    "low_block": 77, "mute_cuica": 78, "cuica": 79, "mute_triangle": 80, "sleigh_bells": 83, "castanets": 85,
    "mute_surdo": 86, "surdo": 87,
}  # fmt: skip
# What a sign of a drum lane is worth as a MIDI velocity: accent, stroke, soft, ghost, and a ghost half of the time.
STROKES = {"X": 116, "x": 98, "o": 76, "g": 38, "?": 38}
# So many even strokes instead of one, over as long as ``-`` holds the sign: rolls and the stutters of drum machines.
ROLLS = "23456"
DRUMMED = "".join(STROKES) + ROLLS + "-."
# Ways of playing by role; what has none of these plays by its own rules.
PATTERNED = ("bass", "chords", "pad", "arp", "line", "pulse")
# Signs of a pitched pattern: chord (accented, normal, soft), strums down and up, voices of the chord from the bottom,
# Power chord (loud, soft), and Root, Fifth, Octave, Third (a tenth where there is room, ``t`` a plain third), Sixth and
# an Approach to the next root in the bass. ``n`` and ``N`` come before their time: the chord, and the root, that
# follows where they end.
PITCHED = "XxonDdUu123456PpRNFOTtSA-."


def _known(given: Mapping[str, float]) -> Mapping[str, float]:
    try:
        for name in given:
            find(name)
    except UnknownName as error:
        raise ValueError(f"names an instrument that is not in the table: {error}") from error
    return weighed(given)


Pitches = Annotated[tuple[Annotated[int, between(0, 127)], Annotated[int, between(0, 127)]], rising]
Velocities = Annotated[tuple[Annotated[int, between(1, 127)], Annotated[int, between(1, 127)]], rising]


@dataclass(frozen=True)
class Pattern:
    """What a part plays: ``lanes`` on a grid, or a manner of playing that needs none.

    ``sustain`` holds every chord, ``walk`` walks a bass line, ``kick`` plays the bass with the bass drum. What is at
    home ``anywhere`` stands beside what is written in the song's meter.
    """

    lanes: tuple[str, ...] = ()
    manner: Annotated[str, one_of("grid", "sustain", "walk", "kick")] = "grid"
    steps: Annotated[int, one_of(*grid.STEPS)] = 16
    meter: MeterName = grid.COMMON
    anywhere: bool = False
    energy: Span = (0.0, 1.0)
    roles: tuple[SectionRole, ...] = ()
    weight: Weight = 1.0

    def __post_init__(self) -> None:
        if self.manner == "grid" and not self.lanes:
            raise ValueError("has no lanes")
        for lane in self.lanes:
            check_lane(lane, steps=grid.per_bar(self.steps, self.meter), signs=PITCHED)

    @property
    def written(self) -> Meter | None:
        """The meter it is written in; a manner that needs no grid is at home in all of them."""
        return self.meter if self.manner == "grid" and not self.anywhere else None


@dataclass(frozen=True)
class PartRule:
    """A player: which instruments may take the part, when it plays, and how.

    ``enter`` and ``leave`` are the energies between which it plays; ``only`` and ``never`` name kinds of sections.
    ``voices`` is how many notes of the chord it takes, ``voice`` the single one (0 is the lowest) that a line takes.
    ``velocity`` rises from the first to the second value with the energy, along ``curve``: evenly at 1, late above it,
    early below it. ``gate`` is how much of a written length sounds; ``late_ms`` and ``timing_ms`` are its place and its
    looseness against the beat; ``spread_ms`` rolls a chord from note to note. ``shares`` names the part whose
    instrument this one plays as well, as two hands do.
    """

    id: str
    name: str
    role: Annotated[str, one_of(*ROLES)]
    instruments: Annotated[Mapping[str, float], _known]
    patterns: tuple[Pattern, ...] = ()
    register: Pitches = (48, 79)
    enter: Energy = 0.0
    leave: Energy = 1.0
    only: tuple[SectionRole, ...] = ()
    never: tuple[SectionRole, ...] = ()
    voices: Annotated[int, between(1, 6)] = 4
    voice: Annotated[int, between(0, 5)] = 0
    velocity: Velocities = (60, 92)
    curve: Annotated[float, between(0.25, 4)] = 1.0
    gate: Annotated[float, between(0.05, 1.2)] = 0.95
    late_ms: Annotated[float, between(-30, 30)] = 0.0
    timing_ms: Annotated[float, between(0, 20)] = 4.0
    spread_ms: Annotated[float, between(0, 60)] = 0.0
    pedal: bool = False
    swell: bool = False
    shares: str = ""


@dataclass(frozen=True)
class Groove:
    """A drum pattern for a range of energies: the lanes are drums of the kit; ``anywhere`` is as in a pattern."""

    lanes: Mapping[str, str]
    energy: Span = (0.0, 1.0)
    steps: Annotated[int, one_of(*grid.STEPS)] = 16
    meter: MeterName = grid.COMMON
    anywhere: bool = False
    roles: tuple[SectionRole, ...] = ()
    weight: Weight = 1.0

    def __post_init__(self) -> None:
        for name, lane in self.lanes.items():
            one_of(*LANES)(name)
            check_lane(lane, steps=grid.per_bar(self.steps, self.meter), signs=DRUMMED)

    @property
    def written(self) -> Meter | None:
        """The meter it is written in, if it is not at home in all of them."""
        return None if self.anywhere else self.meter


@dataclass(frozen=True)
class Fill:
    """What the drums play instead in the last 1 to 4 pulses before a new phrase."""

    beats: Annotated[int, one_of(1, 2, 3, 4)]
    lanes: Mapping[str, str]
    energy: Span = (0.0, 1.0)
    steps: Annotated[int, one_of(*grid.STEPS)] = 16
    meter: MeterName = grid.COMMON

    def __post_init__(self) -> None:
        grid.per_bar(self.steps, self.meter)
        size = int(self.steps * grid.pulse_beats(self.meter) / 4)
        for name, lane in self.lanes.items():
            one_of(*LANES)(name)
            check_lane(lane, steps=size * self.beats, signs=DRUMMED)

    @property
    def written(self) -> Meter | None:
        """The meter it is written in."""
        return self.meter


@dataclass(frozen=True)
class Build(Groove):
    """What the drums play instead of their groove in the last bars of a section that leads to a stronger one.

    It is as long as its longest lane.
    """

    @property
    def bars(self) -> int:
        """How many bars it takes."""
        return max((grid.bars(lane, self.steps, self.meter) for lane in self.lanes.values()), default=0)


@dataclass(frozen=True)
class DrumRules:
    """The drums of a style. ``crash`` is the energy from which a section begins with a cymbal.

    ``builds`` and ``breaks`` lead to a stronger section: a build thickens, a break leaves out everything but its own
    lanes; ``breaking`` is how often a break comes instead of a fill. ``ghosts`` is how often a ``?`` sounds.
    """

    grooves: tuple[Groove, ...] = ()
    fills: tuple[Fill, ...] = ()
    builds: tuple[Build, ...] = ()
    breaks: tuple[Fill, ...] = ()
    breaking: Energy = 0.5
    ghosts: Energy = 0.5
    crash: Energy = 0.6
    crash_lane: Annotated[str, one_of(*LANES)] = "crash"
    fill_every: Annotated[int, one_of(2, 4, 8, 16)] = 4
