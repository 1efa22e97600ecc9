"""A score as the measures need it: its notes in one list, its melody bar by bar, the chord under a beat."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from backend.studio.composer import grid
from backend.studio.score import Chord, Note, Part, Score
from backend.studio.singing import VOCAL

# Notes further apart than a bar of 4/4 make no interval that one hears.
SILENCE_BEATS = 4.0
# The final cadence and the chord it leads to.
CADENCE_BARS = 2
BarOfTune = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Analysis:
    """A score and what several measures need of it."""

    score: Score

    @cached_property
    def pitched(self) -> list[tuple[Part, Note]]:
        return [(part, note) for part in self.score.parts if not part.is_drums for note in part.notes]

    @cached_property
    def melody(self) -> list[Note]:
        """What is sung, else the lead's notes, in order; of two at once the higher one."""
        notes: list[Note] = []
        role = VOCAL if any(part.role == VOCAL for part in self.score.parts) else "lead"
        leads = (note for part in self.score.parts if part.role == role for note in part.notes)
        for note in sorted(leads, key=lambda note: (note.start_beat, -note.pitch)):
            if not notes or note.start_beat - notes[-1].start_beat > 0.06:
                notes.append(note)
        return notes

    @cached_property
    def intervals(self) -> list[int]:
        """Semitones from note to note of the melody, where no long silence lies between."""
        return [
            after.pitch - before.pitch
            for before, after in pairwise(self.melody)
            if after.start_beat - before.start_beat - before.length_beats < SILENCE_BEATS
        ]

    @cached_property
    def tune_bars(self) -> dict[int, BarOfTune]:
        """The melody bar by bar: ((sixteenth in the bar, pitch), ...)."""
        bar = self.score.plan.meter.beats_per_bar
        bars: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for note in self.melody:
            bars[int(note.start_beat // bar)].append((round(note.start_beat % bar * 4), note.pitch))
        return {index: tuple(notes) for index, notes in bars.items()}

    def chord_at(self, beat: float) -> Chord:
        """The planned chord at a beat."""
        return self.score.plan.harmony[max(0, bisect_right(self.chord_starts, beat + 1e-6) - 1)]

    @cached_property
    def chord_starts(self) -> list[float]:
        return [chord.start_beat for chord in self.score.plan.harmony]

    @cached_property
    def strong_notes(self) -> list[tuple[Note, int | None, bool]]:
        """The melody's notes on strong beats: (note, interval to the next, whether its chord has it)."""
        strong = grid.strong_beats(self.score.plan.meter)
        bar = self.score.plan.meter.beats_per_bar
        found = []
        for note, after in zip_longest(self.melody, self.melody[1:]):
            if any(abs(note.start_beat % bar - beat) < 0.06 for beat in strong):
                inside = note.pitch % 12 in self.chord_at(note.start_beat).tones
                found.append((note, after.pitch - note.pitch if after else None, inside))
        return found

    def letters(self) -> dict[str, list[list[BarOfTune]]]:
        """The melody bars of each section, by letter; bars in which it rests and the final cadence are left out."""
        found: dict[str, list[list[BarOfTune]]] = defaultdict(list)
        for section in self.score.plan.sections:
            cadence = CADENCE_BARS if section.cadence == "final" else 0
            bars = range(section.start_bar, section.start_bar + section.bars - cadence)
            sung = [self.tune_bars[bar] for bar in bars if bar in self.tune_bars]
            if sung:
                found[section.letter].append(sung)
        return found


def share(truths: list[bool], few: int) -> float | None:
    """The share of truths, or None if there are too few to say."""
    return sum(truths) / len(truths) if len(truths) >= few else None
