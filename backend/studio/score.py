"""The plan and the score: the truth that audio, MIDI, charts and pictures are all made from.

Beats are quarter notes from the start of the song and are kept pure: swing, timing and dynamics of playing are added by
``composer.perform`` and live in a ``Performance``, in seconds, so that an edit of one section never moves another.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from backend.studio.brief import Brief
from backend.studio.constraints import OwnSeed
from backend.studio.singing import PREFIX, Syllable, Touch
from backend.studio.units import Meter, TempoMap

# Beats closer together than this are the same beat: far below what can be heard, far above rounding.
MOMENT = 1e-3


NO_CHORD = "none"


class Family(StrEnum):
    """Instrument families: they order the strata and choose the hue in the picture of a song."""

    BASS = "bass"
    DRUMS = "drums"
    PLUCKED = "plucked"
    KEYS = "keys"
    STRINGS = "strings"
    WINDS = "winds"
    SYNTH = "synth"
    MALLETS = "mallets"
    VOICE = "voice"
    TEXTURE = "texture"


@dataclass(frozen=True)
class Section:
    """A stretch of whole bars. The same ``letter`` is the same music; ``energy`` is 0..1, ``layers`` name part ids.

    ``key`` names this one section for as long as it lives, wherever edits move it. ``style`` is the style that it alone
    is in, or empty for the song's own.
    """

    letter: str
    role: str
    name: str
    start_bar: int
    bars: int
    energy: float
    layers: tuple[str, ...]
    cadence: str
    key: str = ""
    style: str = ""


@dataclass(frozen=True)
class Chord:
    """A chord in time. ``root`` and ``bass`` are pitch classes, ``tones`` the pitch classes that belong to it.

    ``asked`` chords were written down by somebody: players make sure that they are heard.
    """

    start_beat: float
    length_beats: float
    root: int
    quality: str
    bass: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]
    function: str
    roman: str
    symbol: str
    voicing: tuple[int, ...] = ()
    asked: bool = False

    @property
    def end_beat(self) -> float:
        return self.start_beat + self.length_beats

    @property
    def third(self) -> int | None:
        """The pitch class that tells major from minor, if the chord has one."""
        return next((tone for tone in self.tones if (tone - self.root) % 12 in (3, 4)), None)

    @property
    def is_silent(self) -> bool:
        """Whether there is no chord here (N.C.): nobody plays harmony; tones are only what a melody may lean on."""
        return self.quality == NO_CHORD


@dataclass(frozen=True)
class Motif:
    """A melodic cell: onsets and lengths in beats, contour in scale steps from its first note, accents 0..1."""

    rhythm: tuple[tuple[float, float], ...]
    contour: tuple[int, ...]
    accents: tuple[float, ...]


@dataclass(frozen=True)
class Phrase:
    """A motif and what is done to it, aimed at a target tone (scale step) and a cadence."""

    motif: Motif
    transforms: tuple[str, ...]
    target_step: int
    cadence: str


@dataclass(frozen=True)
class Plan:
    """The course of a song before a note is written. ``seeds`` are those that sections and parts have of their own."""

    brief: Brief
    meter: Meter
    tempo: TempoMap
    sections: tuple[Section, ...]
    harmony: tuple[Chord, ...]
    motifs: tuple[Motif, ...]
    mix: str
    seeds: tuple[OwnSeed, ...] = ()

    @property
    def bars(self) -> int:
        return sum(section.bars for section in self.sections)

    @property
    def end_beat(self) -> float:
        return self.bars * self.meter.beats_per_bar

    def start_beat(self, section: Section) -> float:
        """The beat on which a section begins."""
        return section.start_bar * self.meter.beats_per_bar

    def motif_of(self, letter: str) -> Motif:
        """The motif of a letter; there is one for each, in the order in which they come."""
        letters = list(dict.fromkeys(section.letter for section in self.sections))
        return self.motifs[letters.index(letter)]

    def section_index(self, beat: float) -> int:
        """Which section a beat belongs to; the last one goes on for ever."""
        starts = [self.start_beat(section) for section in self.sections]
        return max(0, bisect_right(starts, beat + MOMENT) - 1)


@dataclass(frozen=True, slots=True)
class Note:
    """A written note. ``tags`` say why it is there: strong, passing, ghost, fill, ornament, ...

    In a vocal part ``syllable`` is what begins on it (None goes on with the vowel before), ``touch`` how it is sung.
    """

    start_beat: float
    length_beats: float
    pitch: int
    velocity: int
    tags: tuple[str, ...] = ()
    syllable: Syllable | None = None
    touch: Touch | None = None


@dataclass(frozen=True)
class Part:
    """One player: an instrument and all its notes. ``program`` and ``bank`` are General MIDI; drums are bank 128.

    ``instrument`` is its name in composer/instruments.toml, empty where nobody wrote it down. A part that came with the
    style of a single section is called ``id@style``. What is ``frozen`` no edit touches. ``given`` notes were brought
    by somebody and stay as they are. ``voice`` is what sounds where it is not the studio's SoundFont alone:
    ``synth:PATCH``, ``amp:NAME`` or ``sing:VOICE``; bank and program then only stand in MIDI files.
    """

    id: str
    name: str
    detail: str
    role: str
    family: Family
    program: int
    bank: int
    notes: tuple[Note, ...]
    instrument: str = ""
    frozen: bool = False
    given: bool = False
    voice: str = ""

    @property
    def is_drums(self) -> bool:
        return self.bank == 128

    @property
    def is_sung(self) -> bool:
        return self.voice.startswith(PREFIX)

    @property
    def line(self) -> tuple[Note, ...]:
        """The notes as one voice sings them: in order, of several at once the highest."""
        highest: dict[float, Note] = {}
        for note in self.notes:
            rival = highest.get(note.start_beat)
            if rival is None or note.pitch > rival.pitch:
                highest[note.start_beat] = note
        return tuple(highest[beat] for beat in sorted(highest))

    @property
    def is_fixed(self) -> bool:
        """Whether its notes stay as they are, whatever is written anew around them."""
        return self.frozen or self.given


@dataclass(frozen=True)
class Score:
    """The written song."""

    plan: Plan
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PlayedNote:
    """A note as it is played, in seconds from the start of the song; ``section`` is the index of the one it belongs to.

    A renderer may add up the notes of each section alone, so that those of one never change another by a rounding.
    """

    on_s: float
    off_s: float
    pitch: int
    velocity: int
    section: int = 0


@dataclass(frozen=True)
class PlayedPart:
    """A part as it is played.

    ``controls`` maps a MIDI controller (64 pedal, 11 expression, 1 modulation) to ((time_s, value 0..127), ...), held
    until the next point; ``bend`` is ((time_s, cents), ...), linear between points.
    """

    part: Part
    notes: tuple[PlayedNote, ...]
    controls: dict[int, tuple[tuple[float, int], ...]] = field(default_factory=dict)
    bend: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Performance:
    """The score as it is played. ``length_s`` includes the time in which the last notes ring out."""

    score: Score
    parts: tuple[PlayedPart, ...]
    length_s: float

    @property
    def sung(self) -> tuple[PlayedPart, ...]:
        """The parts that singers have."""
        return tuple(one for one in self.parts if one.part.is_sung)

    @property
    def played(self) -> tuple[PlayedPart, ...]:
        """The parts that the band has."""
        return tuple(one for one in self.parts if not one.part.is_sung)
