"""Tunes: the melody of a letter, made of one motif that returns, is varied, and comes to rest.

A tune is built of two-bar phrases: ``a`` states the motif, ``A`` says it again a little changed, ``b`` turns it over
and leads on, ``h`` ends open and ``c`` ends at home. Beats are counted from the start of the section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backend.studio.composer import grid, phrases
from backend.studio.composer.phrases import Aim
from backend.studio.composer.players import Player
from backend.studio.composer.rules import MelodyRules, Rhythms
from backend.studio.composer.setting import Setting
from backend.studio.score import Chord, Motif, Phrase, Section

PHRASE_BARS = 2
COURSES = {1: "c", 2: "ac", 3: "aAc", 4: "aAbc"}
SINGING, LONG = "abac", "aAbhaAbc"
# What each kind of phrase does with the motif: state or vary it faithfully, turn it upside down, or lead on freely.
TRANSFORMS = {"a": ("state",), "A": ("vary",), "b": ("invert",), "h": ("lead",), "c": ("lead",)}
# Weight of resting on the tonic at the end of each kind of phrase.
HOMES = {"a": 0.3, "A": 0.5, "b": 0.2, "h": 0.0, "c": 2.5}
# How often a note of a statement strays from the motif's contour.
FAITHFUL = 0.06
# How often a phrase that repeats another ends in a rhythm of its own.
NEW_TAIL = 0.35
# Kinds of sections that lie above the verse, as shares of the style's lift.
LIFTED = {"chorus": 1.0, "drop": 1.0, "prechorus": 0.4, "bridge": 0.5, "solo": 0.7}
# A scale step is 12/7 semitones on average.
STEP = 12 / 7
# The verse's centre, as a share of the register; a tune keeps within a sixth on either side of its own.
CENTRE, REACH = 0.36, 9


@dataclass(frozen=True)
class Tone:
    """A note of a tune: beat and length, its scale degree (0 is the tonic near middle C), its pitch."""

    beat: float
    length: float
    degree: int
    pitch: int
    strong: bool


Rhythm = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Tunesmith:
    """Somebody who makes the tune of one section."""

    player: Player
    section: Section
    motif: Motif
    setting: Setting
    rng: np.random.Generator

    def tune(self) -> list[Tone]:
        """Make the tune of the section."""
        return self._sung([], begin=0)

    def ending(self, known: Sequence[Tone]) -> list[Tone]:
        """Lead a known tune to its end: over the final cadence the last phrase is made anew, and rests on the tonic."""
        last = self.setting.final_beat - self._start
        cadence = [chord.start_beat - self._start for chord in self.setting.plan.harmony[-3:]]
        begin = max(0, int(max(cadence[0], 0.0) // self._phrase_beats))
        kept = [tone for tone in known if tone.beat < begin * self._phrase_beats]
        tones = [tone for tone in self._sung(kept, begin=begin) if tone.beat < last]
        return [*_cut(tones, last), self._homecoming(last, tones[-1] if tones else None)]

    def _sung(self, known: list[Tone], *, begin: int) -> list[Tone]:
        """Sing phrase by phrase from phrase ``begin`` on, after what is known already."""
        tones = list(known)
        rhythms: dict[str, Rhythm] = {}
        said: dict[str, list[Tone]] = {}
        for index, kind in enumerate(self._course):
            rhythm = rhythms.get(kind) or rhythms.setdefault(kind, self._rhythm(kind))
            at = index * self._phrase_beats
            room = min(self._phrase_beats, self.section.bars * self.setting.bar - at)
            if room < self._phrase_beats:
                # A bar that is left over ends the section; where it is all there is, it has to say something.
                rhythm = self._tail(kind) if index else self._head
            if index < begin or not rhythm:
                continue
            phrase = Phrase(self.motif, TRANSFORMS[kind], 0, "home" if kind == "c" else "open")
            placed = tuple((at + beat, length) for beat, length in rhythm if beat < room)
            sung = self._again(said.get(kind, []), placed)
            sung = sung or self._phrase(phrase, kind, placed, before=tones, stated=said.get("a", []))
            said.setdefault(kind, sung)
            tones += sung
        return tones

    def _phrase(
        self, phrase: Phrase, kind: str, rhythm: Rhythm, *, before: Sequence[Tone], stated: Sequence[Tone]
    ) -> list[Tone]:
        """Search the notes of a phrase."""
        strong = [beat % self.setting.bar in grid.strong_beats(self.setting.meter) for beat, _ in rhythm]
        chords = [self.setting.chord_at(self._start + beat) for beat, _ in rhythm]
        stand = phrases.ground(rhythm, chords, strong, tonic=self._aim.tonic)
        leans = int(self.rng.binomial(sum(strong), self._rules.tension))
        aim = replace(self._aim, before=tuple(tone.pitch for tone in before[-2:]), home=HOMES[kind], leans=leans)
        contour = tuple(tone.degree for tone in stated) or self.motif.contour
        if "invert" in phrase.transforms:
            contour = tuple(-degree for degree in contour)
        strays = FAITHFUL if {"state", "vary"} & set(phrase.transforms) else phrases.STRAYS
        degrees, pitches = phrases.search(stand, contour, aim, self.rng, strays=strays)
        columns = zip(rhythm, degrees.tolist(), pitches.tolist(), strong, strict=True)
        return [Tone(beat, length, degree, pitch, heavy) for (beat, length), degree, pitch, heavy in columns]

    def _again(self, said: Sequence[Tone], rhythm: Rhythm) -> list[Tone]:
        """What was said before, note for note, if the chords are the same under it; else nothing."""
        if len(said) != len(rhythm):
            return []
        for tone, (beat, _) in zip(said, rhythm, strict=True):
            if self._chord(tone.beat).tones != self._chord(beat).tones:
                return []
        return [replace(tone, beat=beat, length=length) for tone, (beat, length) in zip(said, rhythm, strict=True)]

    def _rhythm(self, kind: str) -> Rhythm:
        """The rhythm of a kind of phrase: the motif's own, or one that shares its first bar or its last."""
        bar = self.setting.bar
        if kind == "b":
            cells = self._rhythms.of(self.section.role)
            return (*self._laid(str(self.rng.choice(cells))), *((bar + beat, size) for beat, size in self._tail(kind)))
        if kind in "hc" or (kind == "A" and self.rng.random() < NEW_TAIL):
            return (*self._head, *((bar + beat, size) for beat, size in self._tail(kind)))
        return self.motif.rhythm

    @property
    def _head(self) -> Rhythm:
        """The first bar of the motif."""
        bar = self.setting.bar
        return tuple((beat, min(length, bar - beat)) for beat, length in self.motif.rhythm if beat < bar)

    def _tail(self, kind: str) -> Rhythm:
        """A bar that ends a phrase; the plainest one ends a section."""
        closes = self._rhythms.closes
        return self._laid(closes[0] if kind == "c" else str(self.rng.choice(closes)))

    def _laid(self, cell: str) -> Rhythm:
        return self._rhythms.lay(cell, self.setting.meter)

    def _homecoming(self, last: float, previous: Tone | None) -> Tone:
        """The tonic over the last chord, as near as it lies; the root of the chord where the tonic is foreign to it."""
        low, high = self._aim.low, self._aim.high
        chord = self.setting.plan.harmony[-1]
        home = self._aim.tonic if self._aim.tonic in chord.tones or chord.is_silent else chord.root
        tonics = [pitch for pitch in range(low, high + 1) if (pitch - home) % 12 == 0]
        near = previous.pitch if previous else self._aim.centre
        pitch = min(tonics, key=lambda tonic: abs(tonic - near))
        length = self.setting.plan.end_beat - self.setting.final_beat
        return Tone(last, length, 7 * ((pitch - phrases.MIDDLE) // 12), pitch, strong=True)

    @property
    def _course(self) -> str:
        """Which phrases the section has."""
        count = max(1, -(-self.section.bars // PHRASE_BARS))
        if self._rules.hook:
            return "a" * count
        if count <= 4:
            return SINGING if count == 4 and self.section.role in LIFTED else COURSES[count]
        return (LONG * (count // len(LONG) + 1))[: count - 1] + "c"

    @cached_property
    def _aim(self) -> Aim:
        """The register of the tune: the chorus lies above the verse by the style's lift."""
        low, high = self.player.register
        centre = low + CENTRE * (high - low) + self._rules.lift * STEP * LIFTED.get(self.section.role, 0.0)
        lowest, highest = max(low, round(centre) - REACH), min(high, round(centre) + REACH)
        return Aim(lowest, highest, centre, self.setting.plan.brief.tonic)

    @property
    def _rules(self) -> MelodyRules:
        return self.setting.style.melody

    @property
    def _rhythms(self) -> Rhythms:
        return self._rules.rhythms(self.setting.meter)

    @property
    def _start(self) -> float:
        return self.setting.start(self.section)

    @property
    def _phrase_beats(self) -> float:
        return PHRASE_BARS * self.setting.bar

    def _chord(self, beat: float) -> Chord:
        return self.setting.chord_at(self._start + beat)


def _cut(tones: Sequence[Tone], at: float) -> list[Tone]:
    """The same tones, none of them sounding beyond a beat."""
    return [replace(tone, length=min(tone.length, at - tone.beat)) for tone in tones]
