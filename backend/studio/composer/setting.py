"""What every writer of a part needs to know about the song: plan, style, players, and what sounds at a beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backend.studio.brief import Ending
from backend.studio.composer import blend, players, styles
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.styles import Style
from backend.studio.composer.vocal import course, wording
from backend.studio.composer.vocal.wording import Line
from backend.studio.score import MOMENT, Chord, Note, Plan, Section
from backend.studio.units import Meter


@dataclass(frozen=True)
class Setting:
    """A plan with its style and its players; ``seeds`` are for choices that several parts share.

    ``words`` are the lines of each section that is sung, by its key; ``held`` are sung notes that stay as they are.
    """

    plan: Plan
    style: Style
    players: tuple[Player, ...]
    seeds: Seeds
    words: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    held: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)

    @property
    def meter(self) -> Meter:
        return self.plan.meter

    @property
    def bar(self) -> float:
        """The length of a bar in beats."""
        return self.plan.meter.beats_per_bar

    @property
    def ends(self) -> bool:
        """Whether the song comes to a close, instead of fading while it goes on."""
        return self.plan.brief.form.ending is not Ending.FADE

    @property
    def final_beat(self) -> float:
        """The beat of the last chord, from which on nothing new begins; the end of a song that fades."""
        return self.plan.harmony[-1].start_beat if self.ends else self.plan.end_beat

    @cached_property
    def drummer(self) -> str:
        """The id of the part that plays the drums, or of the one that would."""
        return next((player.id for player in self.players if player.rule.role == "drums"), "drums")

    def style_of(self, section: Section) -> Style:
        """The style of a section: its own, or the song's."""
        return styles.find(section.style) if section.style else self.style

    def start(self, section: Section) -> float:
        """The beat on which a section begins."""
        return self.plan.start_beat(section)

    def stop(self, section: Section) -> float:
        """The beat on which a section ends, or on which its last chord begins if it is the last one."""
        return min(self.start(section) + section.bars * self.bar, self.final_beat)

    def sections_of(self, player: Player) -> list[Section]:
        """The sections in which somebody plays."""
        return [section for section in self.plan.sections if player.id in section.layers]

    def chord_at(self, beat: float) -> Chord:
        """The chord that sounds at a beat."""
        return self.plan.harmony[self._chord_index(beat)]

    def next_chord(self, beat: float) -> Chord:
        """The chord after the one that sounds at a beat; the last one is followed by itself."""
        return self.plan.harmony[min(self._chord_index(beat) + 1, len(self.plan.harmony) - 1)]

    def chords_between(self, start: float, stop: float) -> list[Chord]:
        """The chords that begin or sound between two beats."""
        if stop <= start:
            return []
        return list(self.plan.harmony[self._chord_index(start) : self._chord_index(stop - MOMENT) + 1])

    def _chord_index(self, beat: float) -> int:
        return max(0, bisect_right(self._chord_starts, beat + MOMENT / 2) - 1)

    @cached_property
    def _chord_starts(self) -> list[float]:
        return [chord.start_beat for chord in self.plan.harmony]


def setting(plan: Plan, seeds: Seeds) -> Setting:
    """Gather style and players of a plan, as they were when it was made."""
    style = blend.style_of(plan.brief)
    words = course.words(wording.verses(plan.brief.singing), plan.sections)
    return Setting(plan, style, players.cast(plan.brief, style, seeds), seeds.child("shared"), words)
