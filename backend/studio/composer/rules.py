"""The schema of a style: its forms, harmony, melody and feel, as ``styles/NAME.toml`` may describe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from backend.studio.composer import grid
from backend.studio.composer.schema import Written, between, one_of, rising, weighed
from backend.studio.composer.theory import EXTENSIONS, numeral
from backend.studio.units import Meter

SECTION_ROLES = (
    "intro", "verse", "prechorus", "chorus", "bridge", "solo", "build", "drop", "breakdown", "interlude", "outro",
)  # fmt: skip
# The beats that a bar may have.
BEATS = range(2, 17)
CADENCES = ("open", "half", "authentic", "plagal", "deceptive", "turnaround", "final")


def _progression(text: str) -> str:
    for roman in text.split():
        numeral(roman)
    return text


def _edges(given: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
    for roman, nexts in given.items():
        numeral(roman)
        if not weighed(nexts):
            raise ValueError(f"leads from {roman} nowhere")
        for following in nexts:
            if following not in given:
                raise ValueError(f"leads from {roman} to {following}, which has no edges of its own")
    return given


def _numerals(given: Mapping[str, float]) -> Mapping[str, float]:
    for text in given:
        _progression(text)
        if not text.split():
            raise ValueError("has a progression without chords")
    return weighed(given)


def _meter(given: str) -> Meter:
    above, _, below = given.partition("/")
    if not (above.isdecimal() and below in ("4", "8") and int(above) in BEATS):
        raise ValueError(f"is not a meter such as 4/4 or 6/8, of {BEATS[0]} to {BEATS[-1]} beats")
    return Meter(int(above), int(below))


def _keys_of(*allowed: str) -> Written:
    """A rule for a mapping of numbers: its keys are among ``allowed``."""

    def check(given: Mapping[str, float]) -> Mapping[str, float]:
        for key in given:
            one_of(*allowed)(key)
        if not given:
            raise ValueError(f"is empty; it needs some of {', '.join(allowed)}")
        return weighed(given)

    return Written(Mapping[str, float], check)


Energy = Annotated[float, between(0, 1)]
Span = Annotated[tuple[Energy, Energy], rising]
Accent = Annotated[float, between(0.3, 1.5)]
Weight = Annotated[float, between(0, 1000)]
SectionRole = Annotated[str, one_of(*SECTION_ROLES)]
MeterName = Annotated[Meter, Written(str, _meter)]


@dataclass(frozen=True)
class Row:
    """A section of a form. ``keep`` is what it costs to leave it out; ``changes`` borrows another letter's chords."""

    role: SectionRole
    letter: str
    bars: Annotated[int, between(1, 64)]
    energy: Energy
    keep: Annotated[float, between(0, 9)] = 1.0
    name: str = ""
    changes: str = ""


@dataclass(frozen=True)
class Form:
    """The sections of a song in order; ``loop`` (first row, one past the last) may come again in a long song."""

    sections: tuple[Row, ...]
    weight: Weight = 1.0
    loop: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("has no sections")
        letters = {row.letter for row in self.sections}
        for row in self.sections:
            if row.changes and row.changes not in letters:
                raise ValueError(f"has a section {row.letter} with the changes of {row.changes}, which it lacks")
        if not 0 <= self.loop[0] <= self.loop[1] <= len(self.sections):
            raise ValueError(f"has a loop {list(self.loop)} outside its {len(self.sections)} sections")


@dataclass(frozen=True)
class SectionHarmony:
    """How the chords of a kind of section go: a loop, or a walk on the graph of its tonality from ``start``."""

    loops: Annotated[Mapping[str, float], _numerals] = field(default_factory=dict)
    start: Annotated[Mapping[str, float], _numerals] = field(default_factory=dict)
    edges: Annotated[Mapping[str, Mapping[str, float]], _edges] = field(default_factory=dict)
    walk: Annotated[float, between(0, 1)] = 0.0
    chord_bars: Annotated[float, between(0.5, 8)] = 1.0
    cadence: Annotated[str, one_of(*CADENCES)] = "open"


@dataclass(frozen=True)
class Tonality:
    """The chords of a style in major or in minor; ``sections`` has one entry called ``any`` for all other sections."""

    edges: Annotated[Mapping[str, Mapping[str, float]], _edges]
    cadences: Mapping[str, Annotated[Mapping[str, float], _numerals]]
    sections: Mapping[str, SectionHarmony]

    def __post_init__(self) -> None:
        if "any" not in self.sections:
            raise ValueError("has no section 'any' for the sections it does not name")
        for name, chords in self.cadences.items():
            one_of(*CADENCES)(name)
            if not chords:
                raise ValueError(f"has a cadence {name!r} without chords")
        for name in ("final", *(section.cadence for section in self.sections.values())):
            if name != "open" and name not in self.cadences:
                raise ValueError(f"has no cadence {name!r}")
        for name, section in self.sections.items():
            for roman in section.start:
                if roman not in (section.edges or self.edges):
                    raise ValueError(f"begins section {name!r} with {roman}, which has no edges")
            if not section.loops and not section.start:
                raise ValueError(f"has neither loops nor a start for section {name!r}")

    def section(self, role: str) -> SectionHarmony:
        """The harmony of a kind of section."""
        return self.sections.get(role, self.sections["any"])


@dataclass(frozen=True)
class HarmonyRules:
    """``extensions`` are weights of making a plain triad richer; ``voices`` sound above the bass, round ``centre``."""

    major: Tonality
    minor: Tonality
    extensions: Annotated[Mapping[str, float], _keys_of(*EXTENSIONS)]
    voices: Annotated[int, between(3, 4)] = 4
    centre: Annotated[int, between(48, 72)] = 62


@dataclass(frozen=True)
class Rhythms:
    """The rhythms of melodies, written in ``meter`` on ``steps`` to the whole note.

    ``cells`` are one-bar rhythms by kind of section (``o`` starts a note), ``closes`` the ones that end a phrase.
    """

    cells: Mapping[str, tuple[str, ...]]
    closes: tuple[str, ...]
    meter: MeterName = grid.COMMON
    steps: Annotated[int, one_of(*grid.STEPS)] = 16

    def __post_init__(self) -> None:
        if "any" not in self.cells:
            raise ValueError("has no cells 'any' for the sections it does not name")
        if not self.closes:
            raise ValueError("has no closes to end a phrase with")
        for role, cells in self.cells.items():
            if not cells:
                raise ValueError(f"has no cells for {role!r}")
        for cell in (*self.closes, *(cell for cells in self.cells.values() for cell in cells)):
            check_lane(cell, steps=grid.per_bar(self.steps, self.meter), signs="o-.")

    def of(self, role: str) -> tuple[str, ...]:
        """The rhythms of a kind of section."""
        return self.cells.get(role, self.cells["any"])

    def lay(self, cells: str, meter: Meter) -> tuple[tuple[float, float], ...]:
        """Lay one or several rhythms out in a meter: (beat, length in beats) of each note."""
        return tuple((hit.beat, hit.length) for hit in grid.lay(cells, self.steps, meter, self.meter))


@dataclass(frozen=True)
class MelodyRules(Rhythms):
    """How a melody is made: the usual rhythms, and those of ``other`` meters.

    ``lift`` raises the chorus by so many scale steps, ``tension`` is the share of strong beats that lean on a
    neighbour of the chord, ``ornaments`` how often a repeat is decorated, ``hook`` makes one motif carry everything.
    """

    other: tuple[Rhythms, ...] = ()
    lift: Annotated[int, between(0, 7)] = 2
    tension: Annotated[float, between(0, 0.4)] = 0.12
    ornaments: Energy = 0.1
    hook: bool = False

    def rhythms(self, meter: Meter) -> Rhythms:
        """The rhythms that are written in a meter, or the usual ones, which are fitted to it."""
        return next((rhythms for rhythms in self.other if rhythms.meter == meter), self)


@dataclass(frozen=True)
class Feel:
    """How a style is played.

    ``swing`` is the share of a pair of notes that the first one takes (0.5 straight, 0.67 triplets) and
    ``swing_beats`` the length of the pair; ``accents`` weigh the pulses of a bar, ``contour`` the bars of a phrase,
    which each section begins anew. ``ritardando`` is the share of the tempo left at the end, ``ring_s`` how long the
    last chord rings on.
    """

    swing: Annotated[float, between(0.5, 0.75)] = 0.5
    swing_beats: Annotated[float, one_of(0.5, 1.0)] = 1.0
    accents: tuple[Accent, ...] = (1.0, 0.92, 0.97, 0.92)
    contour: tuple[Accent, ...] = (1.0,)
    velocity_sd: Annotated[float, between(0, 12)] = 4.0
    ritardando: Annotated[float, between(0.6, 1)] = 1.0
    ring_s: Annotated[float, between(0.5, 8)] = 2.5

    def __post_init__(self) -> None:
        if not self.accents or not self.contour:
            raise ValueError("has no accents or no contour; [1.0] means none")


def check_lane(lane: str, *, steps: int, signs: str) -> None:
    """Raise ValueError unless a lane fills whole bars of so many steps and uses known signs."""
    written = grid.clean(lane)
    if not written or len(written) % steps:
        raise ValueError(f"has the lane {lane!r} of {len(written)} steps, which is no multiple of {steps}")
    strange = sorted(set(written) - set(signs))
    if strange:
        raise ValueError(f"has the sign {strange[0]!r} in the lane {lane!r}; allowed are {signs}")
