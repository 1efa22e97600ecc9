"""A finished score as the constraint report needs it: what sounds where, who plays, where sections begin."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backend.studio.brief import Brief
from backend.studio.composer import blend, instruments, layers, players
from backend.studio.composer.asked import key, places
from backend.studio.composer.instruments import Instrument
from backend.studio.composer.rules import Row
from backend.studio.composer.seeds import Seeds
from backend.studio.constraints import Level
from backend.studio.score import Part, Plan, Score, Section

# From this difference of energies on, the fuller section has to be played harder.
HEARD_ENERGY = 0.15
# The song slows down over so many last bars where its style does.
SLOW_BARS = 2
SAME = 1e-3


@dataclass(frozen=True)
class Sounding:
    """A score and what the report asks of it."""

    score: Score

    @property
    def plan(self) -> Plan:
        return self.score.plan

    @property
    def brief(self) -> Brief:
        return self.score.plan.brief

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.score.parts

    @cached_property
    def numbered(self) -> list[tuple[Section, int]]:
        """The sections, each with its number among those of its kind."""
        return list(zip(self.plan.sections, places.numbers(self.plan.sections), strict=True))

    def span(self, section: Section) -> tuple[float, float]:
        """The beats of a section: (first, end)."""
        start = self.plan.start_beat(section)
        return start, start + section.bars * self.plan.meter.beats_per_bar

    def spans(self, role: str | None) -> list[tuple[float, float]]:
        """The beats of all sections of a kind; of the whole song for None."""
        return [self.span(section) for section in self.plan.sections if role in (None, section.role)]

    def starts_of(self, at: str) -> list[float]:
        """The beats that a place in time names."""
        beat = places.beat_of(at, self.plan.meter.beats_per_bar)
        if beat is not None:
            return [beat] if beat < self.plan.end_beat else []
        place = places.place(at)
        return [self.plan.start_beat(section) for section, n in self.numbered if places.covers(place, section, n)]

    def is_slowing(self, beat: float) -> bool:
        """Whether a beat lies where the song may slow down to its end."""
        return beat >= self.plan.end_beat - SLOW_BARS * self.plan.meter.beats_per_bar - SAME

    def in_scale(self, scale: Set[int]) -> float:
        """The share of the sounding beats that lie in a scale."""
        notes = [note for part in self.parts if not part.is_drums for note in part.notes]
        whole = sum(note.length_beats for note in notes)
        return sum(note.length_beats for note in notes if note.pitch % 12 in scale) / whole if whole else 1.0

    def sounds_in(self, tonic: int) -> bool:
        """Whether the notes, by how long they sound, are nearest to a key on this tonic."""
        classes = np.zeros(12)
        for part in self.parts:
            for note in () if part.is_drums else part.notes:
                classes[note.pitch % 12] += note.length_beats
        found = key.best(classes, {})
        return found is not None and found[0] == tonic

    def plays(self, part: Part, name: str) -> bool:
        """Whether a part is that instrument's, with notes to play."""
        instrument = instruments.find(name)
        return bool(part.notes) and (part.bank, part.program) == (instrument.bank, instrument.program)

    def instrument_of(self, part: Part) -> Instrument | None:
        """The instrument that a part names."""
        found = (one for one in instruments.load_all().values() if one.label == part.detail)
        return next((one for one in found if (one.bank, one.program) == (part.bank, part.program)), None)

    def wrong_energies(self, level: Level) -> Iterator[str]:
        """Where a section's energy is not the asked one, or a fuller section is played softer than a calmer one."""
        for section, number in self.numbered:
            if places.narrowest(self.brief.energies, section, number) != level:
                continue
            if abs(section.energy - level.value) > SAME:
                yield f"{section.name} has the energy {section.energy:.2f} instead of {level.value:g}"
            for other in self.plan.sections:
                if section.energy - other.energy >= HEARD_ENERGY and not self._is_harder(section, other):
                    yield f"{section.name} is not played harder than {other.name}"

    def _is_harder(self, one: Section, other: Section) -> bool:
        """Whether most of the parts that play in both sections strike harder in one of them."""
        pairs = [(self._strength(part, one), self._strength(part, other)) for part in self.parts if not part.given]
        known = [(first, second) for first, second in pairs if first is not None and second is not None]
        most = sum(first > second - 1 for first, second in known) * 2 >= len(known)
        return most or self._push(one) > self._push(other)

    def _push(self, section: Section) -> float:
        """How much is struck in a section, and how hard: all velocities by the bar."""
        start, end = self.span(section)
        struck = (note for part in self.parts for note in part.notes if start - SAME <= note.start_beat < end - SAME)
        return sum(note.velocity for note in struck) / section.bars

    def _strength(self, part: Part, section: Section) -> float | None:
        start, end = self.span(section)
        found = [note.velocity for note in part.notes if start - SAME <= note.start_beat < end - SAME]
        return sum(found) / len(found) if found else None

    def wrong_densities(self, level: Level) -> Iterator[str]:
        """Where more or fewer of those who may play are heard than were asked for."""
        for section, number in self.numbered:
            if places.narrowest(self.brief.density, section, number) != level:
                continue
            start, end = self.span(section)
            heard = [
                part.id
                for part in self.parts
                if not (part.given or part.is_sung)
                and any(start - SAME <= note.start_beat < end - SAME for note in part.notes)
            ]
            row = Row(section.role, section.letter, section.bars, section.energy)
            is_sung = any(part.is_sung and part.id in section.layers for part in self.parts)
            may = [p for p in self._band if layers.may_fill(p, row, self.brief.absences, is_sung=is_sung)]
            wanted = layers.so_many(level.value, may)
            if len(heard) != wanted:
                yield f"{section.name} has {len(heard)} of {len(may)} parts instead of {wanted}"

    @cached_property
    def _band(self) -> tuple[players.Player, ...]:
        style = blend.style_of(self.brief)
        return tuple(p for p in players.cast(self.brief, style, Seeds(self.brief.seed)) if p.given is None)
