"""The brief: what somebody asked for, each field with where it came from.

A brief is complete: whatever the words leave open is filled from the style or the seed, and ``sources`` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backend.studio.constraints import Casting, ChordLine, FormRow, Given, Level, OwnSeed, TempoChange
from backend.studio.singing import SingingWish
from backend.studio.units import Meter

MIN_SECONDS, MAX_SECONDS = 5.0, 300.0
MIN_BPM, MAX_BPM = 40.0, 240.0
MAX_SEED = 2**32 - 1
MAX_CANDIDATES = 16


class Source(StrEnum):
    """Where the value of a field came from; ``form``, ``given`` and ``chords`` mean that it follows from them.

    ``embedding`` is a guess from what unknown words have in common with what we know.
    """

    PROMPT = "prompt"
    REQUEST = "request"
    STYLE = "style"
    SEED = "seed"
    DEFAULT = "default"
    FORM = "form"
    GIVEN = "given"
    CHORDS = "chords"
    EMBEDDING = "embedding"


class Ending(StrEnum):
    """How a song ends."""

    RING = "ring"
    FADE = "fade"
    COLD = "cold"


@dataclass(frozen=True)
class StyleWeight:
    """One style and its share in a blend; the weights of a brief sum to 1."""

    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Mood:
    """Each 0..1: sad to happy, calm to driving, relaxed to tense."""

    valence: float = 0.5
    energy: float = 0.5
    tension: float = 0.3


@dataclass(frozen=True)
class Absence:
    """An instrument, role or family that must not play; ``section_role`` limits it to such sections."""

    what: str
    section_role: str | None = None


@dataclass(frozen=True)
class FormWish:
    """What the words say about the course of the song.

    ``left_out`` and ``wanted`` are section roles; ``energies`` is ((role, energy 0..1), ...); ``lengths`` is
    ((role, factor of the usual length), ...). ``rows`` are the very sections, where somebody wrote them down.
    """

    left_out: tuple[str, ...] = ()
    energies: tuple[tuple[str, float], ...] = ()
    ending: Ending = Ending.RING
    wanted: tuple[str, ...] = ()
    lengths: tuple[tuple[str, float], ...] = ()
    rows: tuple[FormRow, ...] = ()


@dataclass(frozen=True)
class Backing:
    """A recording that is sung over: the id of its upload, what it is called, and from when to when it sounds."""

    upload: str
    name: str
    start_s: float
    length_s: float


@dataclass(frozen=True)
class Span:
    """Characters ``start:end`` of the prompt that were understood as ``field``."""

    start: int
    end: int
    field: str


@dataclass(frozen=True)
class Unresolved:
    """Words of the prompt that were not understood: what kind of thing they seem to be, and the nearest we have."""

    start: int
    end: int
    words: str
    kind: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """Everything the composer needs to know, and nothing else.

    ``tonic`` is a pitch class 0..11; ``duration_s`` 5..300; ``tempo_bpm`` 40..240; ``loudness_lufs`` the target.
    ``instruments`` are asked for by name (see composer/instruments.toml); ``only`` means that nothing else may play.

    What follows ``sources`` are hard constraints (see constraints.py): ``bars`` is the length of the whole song, 0
    leaves it to the duration; ``density`` is the share of the players who play at once; ``seeds`` re-root branches of
    the seed tree; ``given`` stays note for note. ``singing`` is what is sung, and by whom; ``backing`` what it is sung
    over, if not a band.
    """

    prompt: str
    title: str
    styles: tuple[StyleWeight, ...]
    mood: Mood
    tempo_bpm: float
    meter: Meter
    tonic: int
    mode: str
    duration_s: float
    instruments: tuple[str, ...]
    only: bool
    absences: tuple[Absence, ...]
    form: FormWish
    loudness_lufs: float
    seed: int
    understood: tuple[Span, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    bars: int = 0
    chords: tuple[ChordLine, ...] = ()
    tempo_changes: tuple[TempoChange, ...] = ()
    roles: tuple[Casting, ...] = ()
    energies: tuple[Level, ...] = ()
    density: tuple[Level, ...] = ()
    seeds: tuple[OwnSeed, ...] = ()
    given: tuple[Given, ...] = ()
    singing: SingingWish = field(default_factory=SingingWish)
    backing: Backing | None = None

    @property
    def style(self) -> str:
        """The name of the style with the largest weight."""
        return max(self.styles, key=lambda share: share.weight).name
