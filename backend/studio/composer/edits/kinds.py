"""What can be asked of a finished score: one value for each kind of edit. `documents` reads them from JSON.

Sections are counted from 0 as the song goes, bars from 0 as well, and parts go by their ids. A seed that is left out is
given by whoever asks, so that the same edit is the same music again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from backend.studio.brief import MAX_BPM, MAX_SEED, MIN_BPM
from backend.studio.composer.rules import SECTION_ROLES
from backend.studio.composer.schema import between, one_of, short
from backend.studio.errors import BadEdit
from backend.studio.lyrics import text as texts
from backend.studio.singing import HARMONIES

# More than a long song has of them; what is beyond is a mistake.
MOST_SECTIONS, MOST_BARS = 200, 64
MOST_LINES, MOST_LETTERS, MOST_NAME, MOST_SOUNDS, MOST_SOUND = 2000, 240, 120, 64, 4
START, MIDDLE, END = "start", "middle", "end"

Place = Annotated[int, between(0, MOST_SECTIONS)]
Seed = Annotated[int, between(0, MAX_SEED)]
Bars = Annotated[int, between(1, MOST_BARS)]
Energy = Annotated[float, between(0, 1)]
Pitches = tuple[Annotated[int, between(0, 127)], Annotated[int, between(0, 127)]]
Sound = Annotated[str, short(MOST_SOUND)]


@dataclass(frozen=True)
class Edit:
    """Something to change. Each kind is one of the classes below; ``kind`` is its name in JSON."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Regenerate(Edit):
    """Write a section, a part, or a part in a section anew; all of the song where neither is named.

    ``chords`` gives the section other chords as well, for which the whole of it has to be written anew.
    """

    kind = "regenerate"
    section: Place | None = None
    part: str | None = None
    chords: bool = False
    seed: Seed | None = None


@dataclass(frozen=True)
class Compose(Edit):
    """The whole song anew, form and all, as if it had been asked for with this seed: another candidate."""

    kind = "compose"
    seed: Seed | None = None


@dataclass(frozen=True)
class Vary(Edit):
    """Change so many percent of the bars, of a section, a part, or all."""

    kind = "vary"
    amount: Annotated[float, between(0, 100)]
    section: Place | None = None
    part: str | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class SetInstrument(Edit):
    """Give a part to another instrument, by its name in composer/instruments.toml."""

    kind = "instrument"
    part: str
    instrument: str


@dataclass(frozen=True)
class Transpose(Edit):
    """Move notes by semitones: all with their key, a section with its chords, or a part alone."""

    kind = "transpose"
    semitones: Annotated[int, between(-24, 24)]
    section: Place | None = None
    part: str | None = None


@dataclass(frozen=True)
class SetTempo(Edit):
    """Play the song, or one section of it, at another tempo."""

    kind = "tempo"
    bpm: Annotated[float, between(MIN_BPM, MAX_BPM)]
    section: Place | None = None


@dataclass(frozen=True)
class SetStyle(Edit):
    """Write one section in another style, with that style's players."""

    kind = "style"
    section: Place
    style: str
    seed: Seed | None = None


@dataclass(frozen=True)
class SetEnergy(Edit):
    """Bring a section to another energy: who plays, how much and how loud."""

    kind = "energy"
    section: Place
    energy: Energy


@dataclass(frozen=True)
class Extend(Edit):
    """Make the song longer by new bars: at its start, before its ending, or (middle) after a section."""

    kind = "extend"
    at: Annotated[str, one_of(START, MIDDLE, END)]
    bars: Bars
    section: Place | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class Insert(Edit):
    """Put a new section before the one at a place; a place behind the last one is the end."""

    kind = "insert"
    before: Place
    role: Annotated[str, one_of(*SECTION_ROLES)]
    bars: Bars
    energy: Energy | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class Delete(Edit):
    """Take a section out."""

    kind = "delete"
    section: Place


@dataclass(frozen=True)
class Move(Edit):
    """Take a section from its place and put it before another one, counted as they stand now."""

    kind = "move"
    section: Place
    before: Place


@dataclass(frozen=True)
class Duplicate(Edit):
    """Play a section again, right after itself or before the one at a place."""

    kind = "duplicate"
    section: Place
    before: Place | None = None


@dataclass(frozen=True)
class Freeze(Edit):
    """Keep parts from being touched by later edits, or let go of them."""

    kind = "freeze"
    parts: tuple[str, ...]
    frozen: bool = True


@dataclass(frozen=True)
class HandSyllable:
    """What begins on a sung note, as `singing.Syllable` has it: text, place and sounds."""

    text: Annotated[str, short(MOST_NAME)]
    word: Annotated[str, short(MOST_NAME)]
    index: Annotated[int, between(0, MOST_SOUNDS)]
    count: Annotated[int, between(1, MOST_SOUNDS)]
    onset: tuple[Sound, ...]
    vowel: Sound
    coda: tuple[Sound, ...]
    stress: Annotated[int, between(0, 2)] = 0
    line: Annotated[int, between(-1, MOST_LINES)] = 0
    place: Annotated[int, between(0, MOST_LINES)] = 0


@dataclass(frozen=True)
class HandTouch:
    """How a sung note is sung, as `singing.Touch` has it; what is left out is as the way of singing has it."""

    vibrato_cents: Annotated[float, between(0, 200)] | None = None
    vibrato_hz: Annotated[float, between(1, 12)] | None = None
    vibrato_after_s: Annotated[float, between(0, 10)] | None = None
    glide_s: Annotated[float, between(0, 2)] | None = None
    scoop_cents: Annotated[float, between(0, 600)] | None = None
    level_db: Annotated[float, between(-24, 12)] = 0.0
    breath: Annotated[float, between(0, 1)] | None = None
    formant: Annotated[float, between(0.5, 2)] | None = None
    bend: tuple[tuple[Annotated[float, between(0, 1e3)], Annotated[float, between(-2400, 2400)]], ...] = ()
    tension: Annotated[float, between(-1, 1)] | None = None
    diction: Annotated[float, between(0.5, 2)] | None = None
    freedom: Annotated[float, between(0, 1)] | None = None
    colour: tuple[tuple[Annotated[str, short(MOST_NAME)], Annotated[float, between(0, 1)]], ...] = ()


@dataclass(frozen=True)
class HandNote:
    """A note that somebody wrote, in beats from the start of the song.

    A note of a sung part may have a ``syllable``, or a ``lyric``: a word, ``+`` for its next syllable, ``-`` to hold
    the one before; and a ``touch``.
    """

    start_beat: Annotated[float, between(0, 1e5)]
    length_beats: Annotated[float, between(1 / 64, 1e3)]
    pitch: Annotated[int, between(0, 127)]
    velocity: Annotated[int, between(1, 127)] = 90
    syllable: HandSyllable | None = None
    touch: HandTouch | None = None
    lyric: Annotated[str, short(MOST_NAME)] = ""

    @property
    def is_sung(self) -> bool:
        """Whether it says something about how it is sung."""
        return bool(self.syllable or self.touch or self.lyric)


@dataclass(frozen=True)
class SetNotes(Edit):
    """Put notes in the place of those that a part has: in all of the song, or in so many bars from one on.

    ``respelled`` says how typed words are spoken.
    """

    kind = "notes"
    part: str
    notes: tuple[HandNote, ...]
    from_bar: Annotated[int, between(0, 10_000)] = 0
    bars: Annotated[int, between(1, 10_000)] | None = None
    respelled: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SetWords(Edit):
    """Sing other words in a line, counted from 0 as the song goes; no words leave it out.

    ``everywhere`` changes all lines that have the same words. ``respelled`` says how words are spoken.
    """

    kind = "words"
    line: Annotated[int, between(0, MOST_LINES)]
    text: Annotated[str, short(MOST_LETTERS)]
    everywhere: bool = False
    respelled: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        line = texts.clean(self.text).strip()
        if "\n" in line or texts.heading(line):
            raise BadEdit.of("text", f"{self.text!r} is no line: write one line of words, and no heading as [Chorus].")


@dataclass(frozen=True)
class SetSinging(Edit):
    """Let another voice sing, in another way, or with others; what is left out stays.

    ``lyrics`` are laid onto the tune that is sung, or onto that of a ``part`` of a song in which nobody sings yet: the
    lead's, where none is named.
    ``tessitura`` is where the voice is at ease, ``compass`` what it can sing; whoever knows the voices fills them in.
    """

    kind = "singing"
    voice: Annotated[str, short(MOST_NAME)] | None = None
    expression: Annotated[str, short(MOST_NAME)] | None = None
    harmonies: tuple[Annotated[str, short(MOST_NAME)], ...] | None = None
    tessitura: Pitches | None = None
    compass: Pitches | None = None
    lyrics: Annotated[str, short(texts.MAX_CHARACTERS)] | None = None
    language: Annotated[str, short(MOST_NAME)] | None = None
    part: Annotated[str, short(MOST_NAME)] | None = None
    respelled: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if unknown := [name for name in self.harmonies or () if name not in HARMONIES]:
            raise BadEdit.of("harmonies", f"{unknown[0]!r} is no harmony; known are {', '.join(HARMONIES)}.")
        for field, pitches in (("tessitura", self.tessitura), ("compass", self.compass)):
            if pitches and pitches[0] > pitches[1]:
                raise BadEdit.of(field, f"The lowest pitch {pitches[0]} is above the highest, {pitches[1]}.")
        if self.language and self.lyrics is None:
            raise BadEdit.of("language", "A language is told with lyrics; those of the song stay in theirs.")


KINDS: Mapping[str, type[Edit]] = {
    kind.kind: kind
    for kind in (
        Regenerate, Compose, Vary, SetInstrument, Transpose, SetTempo, SetStyle, SetEnergy,
        Extend, Insert, Delete, Move, Duplicate, Freeze, SetNotes, SetWords, SetSinging,
    )
}  # fmt: skip
