"""The tune of a section for its words: each line has its rhythm from the words and its pitches from the song's motif.

A line that comes again with the same words is sung as before; one with other words keeps the way the tune goes. Beats
are counted from the start of the section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from backend.studio.composer import grid, phrases, tunes
from backend.studio.composer.phrases import Aim, Ground
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import from_score, spans, timing
from backend.studio.composer.vocal.rhythm import MAIN
from backend.studio.composer.vocal.spans import Breath, Pace
from backend.studio.composer.vocal.timing import Places, Timed
from backend.studio.composer.vocal.wording import Line
from backend.studio.score import Chord, Motif, Note, Section
from backend.studio.singing import Syllable

# A sung line follows the one that it answers as closely as this: how often a note strays from it.
FAITHFUL = 0.05
# What a note outside the singer's tessitura costs: no line is worth straining for.
STRAINED = 60.0
# A stressed syllable below the light one before it, and a leap at the end of a line, sound like another language.
SUNKEN, LAST_LEAP = 0.25, 0.4
# Where in the tessitura the tune of a verse lies, the most that a chorus may be lifted to, and how far a tune moves
# from its centre, in semitones.
CENTRE, HIGHEST_CENTRE, REACH = 0.4, 0.7, 8
# The last syllable of a spoken line falls, or stays.
FALLS, LIFTS = (-1, 0), (1, 2)


@dataclass(frozen=True)
class Tone:
    """A note of a vocal tune; ``breath`` is which breath of the section it belongs to."""

    beat: float
    length: float
    degree: int
    pitch: int
    strong: bool
    syllable: Syllable | None
    breath: int


@dataclass
class Memory:
    """What sections of a kind have in common: rhythms, the tune of each breath in its turn, and that of words."""

    places: Places = field(default_factory=Places)
    breaths: dict[int, list[Tone]] = field(default_factory=dict)
    words: dict[tuple[str, ...], list[Tone]] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocalist:
    """Somebody who makes the vocal tune of one section."""

    section: Section
    motif: Motif
    setting: Setting
    pace: Pace
    tessitura: tuple[int, int]
    rng: np.random.Generator
    memory: Memory

    def tune(self, lines: Sequence[Line]) -> list[Tone]:
        """Make the tune of the section."""
        breaths = spans.lay(lines, self.section.bars, self.pace)
        self.memory.places.used.update(beat for beat, _ in self.motif.rhythm)
        lined = timing.timed(breaths, self.pace, self.section.bars, self.memory.places, self.rng)
        tones: list[Tone] = []
        said: dict[str, list[Tone]] = {}
        for index, (kind, breath, notes) in enumerate(zip(self._kinds(len(breaths)), breaths, lined, strict=True)):
            again = self.memory.words.get(_words(breath)) or self.memory.breaths.get(index)
            sung = self._tones(index, notes, self._line(kind, notes, tones, again, said))
            said.setdefault(kind, sung)
            self.memory.breaths.setdefault(index, sung)
            self.memory.words.setdefault(_words(breath), sung)
            tones += sung
        return tones

    def remember(self, notes: Sequence[Note]) -> None:
        """Take notes that stay for the tune of the section, which others of its kind follow."""
        start = self.setting.start(self.section)
        self.memory.places.used.update((note.start_beat - start) % (2 * self.setting.bar) for note in notes)
        for index, own in enumerate(from_score.by_line(notes).values()):
            tones = [
                Tone(
                    note.start_beat - start,
                    note.length_beats,
                    self._degree(note),
                    note.pitch,
                    self._is_strong(note.start_beat - start),
                    note.syllable,
                    index,
                )
                for note in own
                if from_score.MELISMA not in note.tags
            ]
            words = tuple(_word(note.syllable) for note in own if note.syllable)
            self.memory.breaths.setdefault(index, tones)
            self.memory.words.setdefault(words, tones)

    def _degree(self, note: Note) -> int:
        """The scale degree that comes nearest to a pitch from below."""
        chord = self.setting.chord_at(note.start_beat)
        tonic = self._aim.tonic
        scale = sorted((step - tonic) % 12 for step in chord.scale)
        octave, above = divmod(note.pitch - phrases.MIDDLE - tonic, 12)
        return 7 * octave + max(step for step, size in enumerate(scale) if size <= above)

    def _line(
        self,
        kind: str,
        notes: Sequence[Timed],
        before: Sequence[Tone],
        again: Sequence[Tone] | None,
        said: dict[str, list[Tone]],
    ) -> tuple[np.ndarray, np.ndarray]:
        """The degrees and pitches of one breath: as it was sung before, else as like it as the words allow."""
        model = again or said.get(kind) or []
        if self._is_same(model, notes):
            return np.array([tone.degree for tone in model]), np.array([tone.pitch for tone in model])
        if self.pace.manner.spoken:
            return self._spoken(notes)
        aim = replace(self._aim, before=tuple(tone.pitch for tone in before[-2:]), home=tunes.HOMES[kind])
        model = model or said.get("a", [])
        contour = _followed(model, notes) if model else list(self.motif.contour)
        contour = [-degree for degree in contour] if kind == "b" and not again else contour
        return self._sung(notes, contour, aim, is_faithful=bool(again) or kind in "aA", begun=bool(again))

    def _is_same(self, model: Sequence[Tone], notes: Sequence[Timed]) -> bool:
        """Whether what was sung before can be sung again note for note: as many notes, the same chords under them."""
        return len(model) == len(notes) and all(
            self._chord(tone.beat).tones == self._chord(note.beat).tones
            for tone, note in zip(model, notes, strict=True)
        )

    def _sung(
        self, notes: Sequence[Timed], contour: Sequence[int], aim: Aim, *, is_faithful: bool, begun: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """The best of many lines of that contour; ``begun`` if it begins where the contour does."""
        stand = self._ground(notes)
        leans = int(self.rng.binomial(int(stand.strong.sum()), self.setting.style.melody.tension))
        return phrases.search(
            stand,
            contour,
            replace(aim, leans=leans),
            self.rng,
            strays=FAITHFUL if is_faithful else phrases.STRAYS,
            begun=contour[0] if begun else None,
            taste=self._taste(notes),
        )

    def _spoken(self, notes: Sequence[Timed]) -> tuple[np.ndarray, np.ndarray]:
        """Speech on the beat: a reciting tone, a step or two up for what is stressed, a fall at the end."""
        base = round((self._aim.centre - phrases.MIDDLE - self._aim.tonic % 12) * 7 / 12)
        lift = int(self.rng.choice(LIFTS))
        degrees = np.array([base + lift * _is_stressed(note) for note in notes])
        degrees[-1] = base + int(self.rng.choice(FALLS))
        return degrees, self._ground(notes).pitches(degrees)

    def _ground(self, notes: Sequence[Timed]) -> Ground:
        rhythm = [(note.beat, note.length) for note in notes]
        chords = [self._chord(note.beat) for note in notes]
        return phrases.ground(rhythm, chords, [self._is_strong(note.beat) for note in notes], tonic=self._aim.tonic)

    def _taste(self, notes: Sequence[Timed]) -> phrases.Taste:
        """What a singer minds: notes out of reach, stresses that sink, lines that end with a leap."""
        low, high = self.tessitura
        stressed = np.array([_is_stressed(note) for note in notes])

        def cost(pitches: np.ndarray) -> np.ndarray:
            outside = np.maximum(low - pitches, 0) + np.maximum(pitches - high, 0)
            moves = np.diff(pitches, axis=1)
            sunken = (moves < 0) & (stressed[1:] & ~stressed[:-1])
            ends = np.abs(moves[:, -1:]) > phrases.LEAP
            found: np.ndarray = (
                STRAINED * outside.sum(axis=1) + SUNKEN * sunken.sum(axis=1) + LAST_LEAP * ends.sum(axis=1)
            )
            return found

        return cost

    def _tones(self, index: int, notes: Sequence[Timed], line: tuple[np.ndarray, np.ndarray]) -> list[Tone]:
        """The notes of a breath with their pitches, none outside the tessitura."""
        columns = zip(notes, line[0].tolist(), line[1].tolist(), strict=True)
        return [
            Tone(note.beat, note.length, degree, self._eased(pitch, note), self._is_strong(note.beat), note.mark, index)
            for note, degree, pitch in columns
        ]

    def _eased(self, pitch: int, note: Timed) -> int:
        """A pitch inside the tessitura: where it is not, the nearest octave, else the nearest tone of the scale."""
        low, high = self.tessitura
        if low <= pitch <= high:
            return pitch
        octaves = [other for other in (pitch - 12, pitch + 12) if low <= other <= high]
        scale = self._chord(note.beat).scale
        tones = [other for other in range(low, high + 1) if other % 12 in scale]
        return octaves[0] if octaves else min(tones, key=lambda other: abs(other - pitch))

    def _kinds(self, count: int) -> str:
        """Which phrases the breaths of the section are, as tunes have them."""
        if count <= len(tunes.COURSES):
            lifted = count == len(tunes.COURSES) and self.section.role in tunes.LIFTED
            return tunes.SINGING if lifted else tunes.COURSES.get(count, "")
        return (tunes.LONG * (count // len(tunes.LONG) + 1))[: count - 1] + "c"

    @cached_property
    def _aim(self) -> Aim:
        """Where in the tessitura the tune lies: the chorus above the verse by the style's lift."""
        low, high = self.tessitura
        lift = self.setting.style.melody.lift * tunes.STEP * tunes.LIFTED.get(self.section.role, 0.0)
        centre = min(low + CENTRE * (high - low) + lift, low + HIGHEST_CENTRE * (high - low))
        lowest, highest = max(low, round(centre) - REACH), min(high, round(centre) + REACH)
        return Aim(lowest, highest, centre, self.setting.plan.brief.tonic)

    def _is_strong(self, beat: float) -> bool:
        return any(abs(beat % self.setting.bar - strong) < 1e-6 for strong in grid.strong_beats(self.setting.meter))

    def _chord(self, beat: float) -> Chord:
        return self.setting.chord_at(self.setting.start(self.section) + beat)


def _is_stressed(note: Timed) -> bool:
    return note.mark is not None and note.mark.stress == MAIN


def _words(breath: Breath) -> tuple[str, ...]:
    """What is sung in a breath."""
    return tuple(_word(syllable) for syllable in breath.line.syllables[breath.first : breath.end])


def _word(syllable: Syllable) -> str:
    return f"{syllable.word}:{syllable.index}".lower()


def _followed(model: Sequence[Tone], notes: Sequence[Timed]) -> list[int]:
    """The degrees of a tune at other beats, both from their first note to their last: those of what sounds there."""
    begun = np.array([tone.beat - model[0].beat for tone in model])
    wanted = np.array([note.beat - notes[0].beat for note in notes])
    scale = begun[-1] / wanted[-1] if wanted[-1] > 0 and begun[-1] > 0 else 1.0
    found = np.searchsorted(begun, wanted * scale + 1e-6, side="right") - 1
    return [model[at].degree for at in np.clip(found, 0, len(model) - 1).tolist()]
