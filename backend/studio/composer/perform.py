"""The performance: how players bring a written score to life, in seconds.

Swing, places before and behind the beat, small human errors, accents and phrasing, rolled chords, pedal and swells. The
score itself stays pure. Each part is played section by section, each from a branch of the seed tree of its own, so that
what is changed in one is not heard in another. One exception: a key that is held over a border is let go when the next
section strikes it again, which may be a few milliseconds earlier or later after an edit of that section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.brief import Ending
from backend.studio.composer import expression, form, grid, seating, sung
from backend.studio.composer.given import seats
from backend.studio.composer.players import Player
from backend.studio.composer.rules import Feel
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.score import MOMENT, Note, Part, Performance, PlayedNote, PlayedPart, Score, Section
from backend.studio.units import TempoMap

# Swing grows straighter as the tempo rises, about as jazz drummers play it: triplets at a medium tempo, nearly even
# eighths at 300 bpm (Friberg and Sundström, "Swing Ratios and Ensemble Timing", Music Perception 19(3), 2002).
SWING_FULL_BPM, SWING_GONE_BPM = 140.0, 340.0
# How near to a third of a pair of notes a triplet lies, as a share of it.
TRIPLET = 1e-3
# Nobody is further off than this many standard deviations, so that no wrong note is heard.
WORST = 2.5
# A note sounds for at least this long, and the same key is released this long before it is struck again.
SHORTEST_S, RELEASE_S = 0.03, 0.01
# How much of the end is left to the sound to die away: more where a bow or a breath holds the note, never more than
# this share of the last chord.
DECAY_S, LONG_DECAY_S, DECAY_SHARE = 0.4, 0.9, 0.4
# A lead swells towards the middle of a phrase and ebbs at its end by so many steps of velocity.
ARCH = 7.0
# Notes further apart than this belong to different phrases.
BREATH_BEATS = 0.9


@dataclass(frozen=True)
class Clock:
    """Written beats against played seconds, with the style's swing."""

    tempo: TempoMap
    swing: float
    pair: float

    def seconds(self, beats: np.ndarray) -> np.ndarray:
        """When beats sound [any shape]."""
        phase = np.mod(beats, self.pair)
        half = self.pair / 2
        early = phase * self.swing / 0.5
        late = self.pair * self.swing + (phase - half) * (1 - self.swing) / 0.5
        # A third of a pair is a triplet that somebody wrote out: it lies where it is written.
        thirds = np.abs(np.mod(3 * phase / self.pair + 0.5, 1.0) - 0.5) < TRIPLET
        swung = beats - phase + np.where(thirds, phase, np.where(phase < half, early, late))
        starts = np.array([beat for beat, _ in self.tempo.changes])
        bpms = np.array([bpm for _, bpm in self.tempo.changes])
        times = np.concatenate([[0.0], np.cumsum(np.diff(starts) * 60 / bpms[:-1])])
        index = np.maximum(np.searchsorted(starts, swung, side="right") - 1, 0)
        found: np.ndarray = times[index] + (swung - starts[index]) * 60 / bpms[index]
        return found


@dataclass(frozen=True)
class Stage:
    """Where a song is played: the beats on which its sections begin, their clocks, and when its sound ends."""

    song: Setting
    starts: np.ndarray
    clocks: tuple[Clock, ...]
    length_s: float

    def seconds(self, beats: np.ndarray) -> np.ndarray:
        """When beats sound [any shape], each by the clock of its section."""
        if len(set(self.clocks)) == 1:
            return self.clocks[0].seconds(beats)
        own = self.sections(beats)
        found = np.zeros(beats.shape)
        for index in np.unique(own):
            found[own == index] = self.clocks[index].seconds(beats[own == index])
        return found

    def sections(self, beats: np.ndarray) -> np.ndarray:
        """The index of the section of each beat [any shape]."""
        found: np.ndarray = np.maximum(np.searchsorted(self.starts, beats + MOMENT, side="right") - 1, 0)
        return found


def play(score: Score, seeds: Seeds) -> Performance:
    """Play a score: the same score and seeds give the same performance."""
    song = seating.of_score(score, seeds)
    sections = score.plan.sections
    starts = np.array([song.start(section) for section in sections])
    stage = Stage(song, starts, tuple(clock_of(song, section) for section in sections), length(song))
    branch = seeds.child("play")
    parts = [_played(part, player, stage, branch) for part, player in zip(score.parts, song.players, strict=True)]
    return Performance(score, tuple(parts), stage.length_s)


def length(song: Setting) -> float:
    """How long the song sounds, in seconds: its bars and as much ringing as its end allows."""
    plan = song.plan
    music_s = plan.tempo.seconds(plan.end_beat)
    ring = form.ring(plan.brief, song.style, plan.tempo.changes[0][1])
    return music_s + float(np.clip(plan.brief.duration_s - music_s, ring.shortest, ring.longest))


def clock_of(song: Setting, section: Section) -> Clock:
    """The clock of a section; compound meters and what somebody played have it in them already."""
    feel, bpm = song.style_of(section).feel, song.plan.tempo.bpm_at(song.start(section))
    fading = float(np.clip((SWING_GONE_BPM - bpm) / (SWING_GONE_BPM - SWING_FULL_BPM), 0, 1))
    given = song.plan.brief.given
    is_plain = grid.is_compound(song.meter) or (bool(given) and not seats.are_written(given, song.meter))
    swing = 0.5 if is_plain else 0.5 + (feel.swing - 0.5) * fading
    return Clock(song.plan.tempo, swing, feel.swing_beats)


def _played(part: Part, player: Player, stage: Stage, seeds: Seeds) -> PlayedPart:
    if part.is_sung:
        controls = expression.controls(part, player, stage.song, stage.seconds, stage.length_s)
        return PlayedPart(part, tuple(sung.notes(part, stage.seconds, stage.sections, stage.length_s)), controls)
    beats = np.array([note.start_beat for note in part.notes])
    ends = beats + np.array([note.length_beats for note in part.notes])
    own = stage.sections(beats)
    late_s, velocities = np.zeros(len(beats)), np.zeros(len(beats), int)
    for index in np.unique(own).tolist():
        rows, section = np.flatnonzero(own == index), stage.song.plan.sections[index]
        notes, rng = [part.notes[row] for row in rows], seeds.of(section, part.id).rng(part.id, section.key)
        late_s[rows] = _timing(notes, beats[rows], player, rng)
        velocities[rows] = _velocities(notes, part.role, stage.song.style_of(section).feel, stage.song, rng)
    # What somebody brought is played just as it stands.
    given = np.array([seats.TAG in note.tags for note in part.notes], bool)
    late_s[given] = 0.0
    velocities[given] = np.array([note.velocity for note in part.notes], int)[given]
    on_s = np.maximum(stage.seconds(beats) + late_s, 0.0)
    off_s = np.where(given, np.minimum(stage.seconds(ends), stage.length_s), _offs(on_s, ends, player, stage))
    columns = zip(on_s.tolist(), off_s.tolist(), part.notes, velocities.tolist(), own.tolist(), strict=True)
    last_s = stage.length_s - SHORTEST_S
    played = [PlayedNote(on, off, note.pitch, level, index) for on, off, note, level, index in columns if on < last_s]
    played.sort(key=lambda note: (note.on_s, note.pitch))
    controls = expression.controls(part, player, stage.song, stage.seconds, stage.length_s)
    return PlayedPart(part, tuple(_released(played)), controls)


def _timing(notes: Sequence[Note], beats: np.ndarray, player: Player, rng: np.random.Generator) -> np.ndarray:
    """Seconds before or behind the beat: the part's place, human error, and the roll of a chord."""
    rule = player.rule
    error = np.clip(rng.standard_normal(len(beats)), -WORST, WORST) * rule.timing_ms
    # Notes struck together are one movement of the hand: they share its error.
    _, first, together = np.unique(beats, return_index=True, return_inverse=True)
    if not player.instrument.is_drums:
        error = error[first][together]
    roll = np.zeros(len(beats))
    if rule.spread_ms:
        rank = np.arange(len(beats)) - first[together]
        size = np.bincount(together)[together]
        up = np.array(["up" in note.tags for note in notes])
        roll = np.where(up, size - 1 - rank, rank) * rule.spread_ms
    found: np.ndarray = (rule.late_ms + error + roll) / 1000
    return found


def _offs(on_s: np.ndarray, ends: np.ndarray, player: Player, stage: Stage) -> np.ndarray:
    """When notes end: by the part's articulation, and at the very end when the sound has rung out."""
    off_s = on_s + (stage.seconds(ends) - on_s) * player.rule.gate
    if stage.song.plan.brief.form.ending is Ending.RING:
        decay_s = LONG_DECAY_S if player.instrument.sustains else DECAY_S
        rung_s = stage.length_s - np.minimum(decay_s, DECAY_SHARE * (stage.length_s - on_s))
        off_s = np.where(ends >= stage.song.plan.end_beat - MOMENT, rung_s, off_s)
    found: np.ndarray = np.minimum(np.maximum(off_s, on_s + SHORTEST_S), stage.length_s - RELEASE_S)
    return found


def _velocities(notes: Sequence[Note], role: str, feel: Feel, song: Setting, rng: np.random.Generator) -> np.ndarray:
    """Written velocities with the accents of the meter, the arch of phrases and human unevenness."""
    beats = np.array([note.start_beat for note in notes])
    written = np.array([note.velocity for note in notes], float)
    pulse = (np.mod(beats, song.bar) / grid.pulse_beats(song.meter)).astype(int)
    pulses = int(song.bar // grid.pulse_beats(song.meter))
    shape = [feel.accents[grid.source(index, len(feel.accents), pulses)] for index in range(int(pulse.max()) + 1)]
    accents = np.array(shape)[pulse] * _contour(beats, feel, song)
    arch = _arches(beats, notes) if role in ("lead", "counter") else 0.0
    played = written * accents + arch + rng.standard_normal(len(beats)) * feel.velocity_sd
    found: np.ndarray = np.clip(np.rint(played), 1, 127).astype(int)
    return found


def _contour(beats: np.ndarray, feel: Feel, song: Setting) -> np.ndarray:
    """What the place of a bar in its phrase makes of its notes; phrases are counted from the start of a section."""
    contour, bars = np.array(feel.contour), (beats // song.bar).astype(int)
    begins = np.array([section.start_bar for section in song.plan.sections])
    places = bars - begins[np.searchsorted(begins, bars, side="right") - 1]
    found: np.ndarray = contour[places % len(contour)]
    return found


def _arches(beats: np.ndarray, notes: Sequence[Note]) -> np.ndarray:
    ends = beats + np.array([note.length_beats for note in notes])
    breaks = np.flatnonzero(beats[1:] - ends[:-1] >= BREATH_BEATS) + 1
    arch = np.zeros(len(beats))
    for phrase in np.split(np.arange(len(beats)), breaks):
        place = (beats[phrase] - beats[phrase[0]]) / max(ends[phrase[-1]] - beats[phrase[0]], 1e-6)
        arch[phrase] = ARCH * (np.sin(np.pi * place) - 0.4)
    return arch


def _released(notes: Sequence[PlayedNote]) -> list[PlayedNote]:
    """The same notes, each key let go before it is struck again."""
    found: list[PlayedNote] = []
    following: dict[int, float] = {}
    for note in reversed(notes):
        limit = following.get(note.pitch, np.inf) - RELEASE_S
        off_s = max(min(note.off_s, limit), min(note.on_s + SHORTEST_S, limit + RELEASE_S))
        found.append(PlayedNote(note.on_s, off_s, note.pitch, note.velocity, note.section))
        following[note.pitch] = note.on_s
    return found[::-1]
