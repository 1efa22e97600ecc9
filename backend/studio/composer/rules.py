"""The schema of a style: what ``styles/NAME.toml`` may say. Beats, energies (0..1), milliseconds, MIDI pitches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from backend.studio.composer import grid
from backend.studio.composer.instruments import ROLES, find
from backend.studio.composer.schema import Written, between, one_of
from backend.studio.composer.theory import EXTENSIONS, numeral
from backend.studio.errors import UnknownName

SECTION_ROLES = (
    "intro", "verse", "prechorus", "chorus", "bridge", "solo", "build", "drop", "breakdown", "interlude", "outro",
)  # fmt: skip
CADENCES = ("open", "half", "authentic", "plagal", "deceptive", "turnaround", "final")
LANES = {
    "kick": 36, "rim": 37, "snare": 38, "clap": 39, "tight_snare": 40, "hat": 42, "pedal": 44, "open": 46, "ride": 51,
    "bell": 53, "crash": 49, "splash": 55, "high_tom": 50, "mid_tom": 47, "low_tom": 45, "floor_tom": 43,
    "tambourine": 54, "cowbell": 56, "high_bongo": 60, "low_bongo": 61, "mute_conga": 62, "conga": 63, "low_conga": 64,
    "cabasa": 69, "shaker": 82, "triangle": 81, "brush": 38, "sticks": 31,
}  # fmt: skip
# What a sign of a drum lane is worth as a MIDI velocity: accent, stroke, soft, ghost, and a ghost half of the time.
STROKES = {"X": 116, "x": 98, "o": 76, "g": 38, "?": 38}
# Signs of a pitched pattern: chord (accented, normal, soft), strums down and up, voices of the chord from the bottom,
# Power chord (loud, soft), and Root, Fifth, Octave, Third and an Approach to the next root in the bass.
PITCHED = "XxoDdUu123456PpRFOTA-."


def _progression(text: str) -> str:
    for roman in text.split():
        numeral(roman)
    return text


def _edges(given: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
    for roman, nexts in given.items():
        numeral(roman)
        for following in nexts:
            if following not in given:
                raise ValueError(f"leads from {roman} to {following}, which has no edges of its own")
    return given


def _numerals(given: Mapping[str, float]) -> Mapping[str, float]:
    for text in given:
        _progression(text)
    return given


def _known(given: Mapping[str, float]) -> Mapping[str, float]:
    try:
        for name in given:
            find(name)
    except UnknownName as error:
        raise ValueError(f"names an instrument that is not in the table: {error}") from error
    return given


def _keys_of(*allowed: str) -> Written:
    """A rule for a mapping of numbers: its keys are among ``allowed``."""

    def check(given: Mapping[str, float]) -> Mapping[str, float]:
        for key in given:
            one_of(*allowed)(key)
        return given

    return Written(Mapping[str, float], check)


Energy = Annotated[float, between(0, 1)]
Span = tuple[Energy, Energy]
SectionRole = Annotated[str, one_of(*SECTION_ROLES)]


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
    weight: float = 1.0
    loop: tuple[int, int] = (0, 0)


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
        for name in self.cadences:
            one_of(*CADENCES)(name)
        if "final" not in self.cadences:
            raise ValueError("has no cadence 'final'")

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
class Pattern:
    """What a part plays: ``lanes`` on a grid, or a manner of playing that needs none.

    ``sustain`` holds every chord, ``walk`` walks a bass line, ``kick`` plays the bass with the bass drum.
    """

    lanes: tuple[str, ...] = ()
    manner: Annotated[str, one_of("grid", "sustain", "walk", "kick")] = "grid"
    steps: Annotated[int, one_of(*grid.STEPS)] = 16
    energy: Span = (0.0, 1.0)
    roles: tuple[SectionRole, ...] = ()
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.manner == "grid" and not self.lanes:
            raise ValueError("has no lanes")
        for lane in self.lanes:
            check_lane(lane, steps=self.steps, signs=PITCHED)


@dataclass(frozen=True)
class PartRule:
    """A player: which instruments may take the part, when it plays, and how.

    ``enter`` and ``leave`` are the energies between which it plays; ``only`` and ``never`` name kinds of sections.
    ``voices`` is how many notes of the chord it takes, ``voice`` the single one (0 is the lowest) that a line takes.
    ``gate`` is how much of a written length sounds; ``late_ms`` and ``timing_ms`` are its place and its looseness
    against the beat; ``spread_ms`` rolls a chord from note to note.
    """

    id: str
    name: str
    role: Annotated[str, one_of(*ROLES)]
    instruments: Annotated[Mapping[str, float], _known]
    patterns: tuple[Pattern, ...] = ()
    register: tuple[int, int] = (48, 79)
    enter: Energy = 0.0
    leave: Energy = 1.0
    only: tuple[SectionRole, ...] = ()
    never: tuple[SectionRole, ...] = ()
    voices: Annotated[int, between(1, 6)] = 4
    voice: Annotated[int, between(0, 5)] = 0
    velocity: tuple[int, int] = (60, 92)
    gate: Annotated[float, between(0.05, 1.2)] = 0.95
    late_ms: Annotated[float, between(-30, 30)] = 0.0
    timing_ms: Annotated[float, between(0, 20)] = 4.0
    spread_ms: Annotated[float, between(0, 60)] = 0.0
    pedal: bool = False
    swell: bool = False


@dataclass(frozen=True)
class MelodyRules:
    """How a melody is made.

    ``cells`` are one-bar rhythms by kind of section (``o`` starts a note), ``closes`` the ones that end a phrase.
    ``lift`` raises the chorus by so many scale steps, ``tension`` is the share of strong beats that lean on a
    neighbour of the chord, ``ornaments`` how often a repeat is decorated, ``hook`` makes one motif carry everything.
    """

    cells: Mapping[str, tuple[str, ...]]
    closes: tuple[str, ...]
    lift: Annotated[int, between(0, 7)] = 2
    tension: Annotated[float, between(0, 0.4)] = 0.12
    ornaments: Energy = 0.1
    hook: bool = False

    def __post_init__(self) -> None:
        if "any" not in self.cells:
            raise ValueError("has no cells 'any' for the sections it does not name")
        for cell in (*self.closes, *(cell for cells in self.cells.values() for cell in cells)):
            check_lane(cell, steps=16, signs="o-.")


@dataclass(frozen=True)
class Groove:
    """A drum pattern for a range of energies: the lanes are drums of the kit."""

    lanes: Mapping[str, str]
    energy: Span = (0.0, 1.0)
    steps: Annotated[int, one_of(*grid.STEPS)] = 16
    roles: tuple[SectionRole, ...] = ()
    weight: float = 1.0

    def __post_init__(self) -> None:
        for name, lane in self.lanes.items():
            one_of(*LANES)(name)
            check_lane(lane, steps=self.steps, signs="".join(STROKES) + ".")


@dataclass(frozen=True)
class Fill:
    """What the drums play instead in the last 1, 2 or 4 beats before a new phrase: four steps a beat."""

    beats: Annotated[int, one_of(1, 2, 4)]
    lanes: Mapping[str, str]
    energy: Span = (0.0, 1.0)

    def __post_init__(self) -> None:
        for name, lane in self.lanes.items():
            one_of(*LANES)(name)
            check_lane(lane, steps=4 * self.beats, signs="".join(STROKES) + ".")


@dataclass(frozen=True)
class DrumRules:
    """The drums of a style. ``crash`` is the energy from which a section begins with a cymbal."""

    grooves: tuple[Groove, ...] = ()
    fills: tuple[Fill, ...] = ()
    crash: Energy = 0.6
    crash_lane: Annotated[str, one_of(*LANES)] = "crash"
    fill_every: Annotated[int, one_of(2, 4, 8, 16)] = 4


@dataclass(frozen=True)
class Feel:
    """How a style is played.

    ``swing`` is the share of a pair of notes that the first one takes (0.5 straight, 0.67 triplets) and
    ``swing_beats`` the length of the pair; ``accents`` weigh the pulses of a bar. ``ritardando`` is the share of the
    tempo left at the end, ``ring_s`` how long the last chord rings on.
    """

    swing: Annotated[float, between(0.5, 0.75)] = 0.5
    swing_beats: Annotated[float, one_of(0.5, 1.0)] = 1.0
    accents: tuple[float, ...] = (1.0, 0.92, 0.97, 0.92)
    velocity_sd: Annotated[float, between(0, 12)] = 4.0
    ritardando: Annotated[float, between(0.6, 1)] = 1.0
    ring_s: Annotated[float, between(0.5, 8)] = 2.5


def check_lane(lane: str, *, steps: int, signs: str) -> None:
    """Raise ValueError unless a lane fills whole bars and uses known signs."""
    written = grid.clean(lane)
    if not written or len(written) % steps:
        raise ValueError(f"has the lane {lane!r} of {len(written)} steps, which is no multiple of {steps}")
    strange = sorted(set(written) - set(signs))
    if strange:
        raise ValueError(f"has the sign {strange[0]!r} in the lane {lane!r}; allowed are {signs}")
