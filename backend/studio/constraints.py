"""Hard constraints of a brief: what somebody asked for to the bar and to the note, and what came of it.

``where`` names sections: ``any``, a kind of section (``chorus``), one of its returns (``chorus 2``), a letter (``A``).
Beats are quarter notes from the start of the song, bars are counted from 1 as people count them.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "any"
MATERIALS = ("melody", "chords", "bass", "drums", "song")
MAX_SECTION_BARS = 64

GivenNote = tuple[float, float, int, int]
"""Start and length in beats, MIDI pitch, velocity."""


@dataclass(frozen=True)
class ChordLine:
    """Chords for some sections, as a musician writes them: ``Am7 | D9 | Gmaj7 | %``."""

    where: str
    text: str


@dataclass(frozen=True)
class FormRow:
    """A section that was asked for. 0 bars and no letter leave them to the style and the time there is."""

    role: str
    bars: int = 0
    letter: str = ""
    name: str = ""


@dataclass(frozen=True)
class TempoChange:
    """Another tempo. ``at`` names sections, which keep it to their end, or a place from which on it holds:
    ``bar 17`` or ``beat 64``; ``over_bars`` is how long the way there takes."""

    at: str
    bpm: float
    over_bars: float = 0.0


@dataclass(frozen=True)
class Casting:
    """An instrument that has to play a role (``lead``, ``bass``, ``chords`` ...); a role may be cast twice."""

    role: str
    instrument: str


@dataclass(frozen=True)
class Level:
    """How much of something some sections have, 0..1."""

    where: str
    value: float


@dataclass(frozen=True)
class OwnSeed:
    """A seed for a section and a part alone.

    ``section`` is a section's key or letter and ``part`` a part's id; ``*`` means all. What is said more closely wins,
    and of two that say the same the later one.
    """

    section: str
    part: str
    seed: int


@dataclass(frozen=True)
class Given:
    """Notes that somebody brought and that stay note for note.

    ``role`` is what plays them (``lead``, ``chords``, ``bass``, ``drums``); ``material`` is what the whole file was
    said to be, one of ``MATERIALS``. ``instrument`` may be empty: then the style chooses. ``end_beat`` is where the
    file ends, which may be in a rest.
    """

    role: str
    material: str
    notes: tuple[GivenNote, ...]
    end_beat: float
    name: str = ""
    instrument: str = ""


@dataclass(frozen=True)
class Constraints:
    """Everything that a request may ask for outright; empty or 0 leaves it open."""

    chords: tuple[ChordLine, ...] = ()
    form: tuple[FormRow, ...] = ()
    bars: int = 0
    tempo_changes: tuple[TempoChange, ...] = ()
    roles: tuple[Casting, ...] = ()
    energies: tuple[Level, ...] = ()
    density: tuple[Level, ...] = ()
    seeds: tuple[OwnSeed, ...] = ()
    given: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A constraint and how much of it the finished score keeps. ``misses`` say what is not as it was asked for."""

    what: str
    asked: int
    met: int
    unit: str
    misses: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.met == self.asked

    @property
    def line(self) -> str:
        """The constraint as a sentence: ``Chords of the verse: 8 chords asked, 8 met``."""
        unit = self.unit if self.asked == 1 else f"{self.unit}s"
        return f"{self.what}: {self.asked} {unit} asked, {self.met} met"
