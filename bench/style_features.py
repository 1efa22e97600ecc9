"""A song as numbers that tell styles apart, and a classifier that finds the nearest style.

The features look at who plays when and which chords and intervals are used; tempo and program numbers are a group of
their own that can be left out. Rhythms are laid on 12 places of a beat, so that triplets and sixteenths both count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import mean

import numpy as np

from backend.studio.score import Note, Score

PLACES = 12
ROLES = ("drums", "bass", "chords", "pad", "lead", "counter", "arp")
# General MIDI keys of the drum lanes.
LANES: Mapping[str, tuple[int, ...]] = {
    "kick": (35, 36), "snare": (38, 40), "side": (37,), "clap": (39,), "hat": (42, 44), "open": (46,),
    "ride": (51, 53, 59), "crash": (49, 52, 55, 57), "toms": (41, 43, 45, 47, 48, 50), "shaker": (69, 70, 82),
    "tambourine": (54,), "congas": (60, 61, 62, 63, 64), "claves": (75, 76, 77), "bells": (56, 67, 68, 80, 81),
    "timbales": (65, 66), "other": (),
}  # fmt: skip
QUALITIES = ("", "m", "7", "maj7", "m7", "m7b5", "dim", "dim7", "aug", "sus2", "sus4", "5", "6", "m6", "9", "m9")
STEPS = range(-7, 8)


def features(score: Score, *, sound: bool) -> np.ndarray:
    """Describe a song [shape=(n,)]; ``sound`` adds tempo and programs."""
    bar = score.plan.meter.beats_per_bar
    by_role = {role: [n for part in score.parts if part.role == role for n in part.notes] for role in ROLES}
    drums = [note for part in score.parts if part.is_drums for note in part.notes]
    row: list[float] = [bar / 4, len({part.id for part in score.parts}) / 8]
    for role in ROLES:
        row += _playing(by_role[role] if role != "drums" else drums, score, bar)
    row += _drum_rows(drums, bar)
    row += _chords(score)
    row += _line(by_role["lead"], score) + _line(by_role["bass"], score)
    if sound:
        row += _sound(score)
    return np.array(row)


class NearestStyle:
    """Says which style a song is nearest to: distances to the mean of each style, in the scatter within styles."""

    def __init__(self, songs: Mapping[str, Sequence[np.ndarray]]) -> None:
        self.names = tuple(songs)
        self._means = np.array([np.mean(rows, axis=0) for rows in songs.values()])
        within = np.sqrt(np.mean([np.var(rows, axis=0) for rows in songs.values()], axis=0))
        # What hardly scatters within a style still must not count without end.
        self._scale = 1 / (within + 0.05 + 0.3 * self._means.std(axis=0))

    def of(self, song: np.ndarray) -> str:
        """The name of the style that lies nearest."""
        away = np.abs((self._means - song) * self._scale).mean(axis=1)
        return self.names[int(away.argmin())]


def shared_bars(one: Iterable[object], other: Iterable[object]) -> float:
    """The share of melody bars of one song that another has as well."""
    mine, known = list(one), set(other)
    return mean(bar in known for bar in mine) if mine else 0.0


def _playing(notes: Sequence[Note], score: Score, bar: float) -> list[float]:
    """How much somebody plays, how long, how high, how loud, and on which places of a bar of two beats."""
    if not notes:
        return [0.0] * (6 + 2 * PLACES)
    bars = score.plan.bars
    onsets = Counter(note.start_beat for note in notes)
    lengths = [note.length_beats for note in notes]
    pitches = [note.pitch for note in notes]
    row = [
        min(len(onsets) / bars / 8, 2.0),
        len(notes) / len(onsets) / 4,
        min(mean(lengths), 4.0) / 2,
        mean(pitches) / 24,
        (max(pitches) - min(pitches)) / 24,
        mean(note.velocity for note in notes) / 40,
    ]
    return row + _places([note.start_beat % bar for note in notes], 2 * PLACES, 2.0)


def _places(beats: Sequence[float], places: int, span: float) -> list[float]:
    """On which places of a span notes begin, as shares of all of them, spread out by their square roots."""
    counts = np.bincount([round(beat % span * PLACES) % places for beat in beats], minlength=places)
    return [float(share) for share in np.sqrt(counts / max(1, counts.sum()))]


def _drum_rows(drums: Sequence[Note], bar: float) -> list[float]:
    known = {key: lane for lane, keys in LANES.items() for key in keys}
    lanes: dict[str, list[float]] = {lane: [] for lane in LANES}
    for note in drums:
        lanes[known.get(note.pitch, "other")].append(note.start_beat % bar)
    row: list[float] = []
    for beats in lanes.values():
        row.append(float(np.sqrt(len(beats) / max(1, len(drums)))))
        counts = np.bincount([round(beat * 4) % 20 for beat in beats], minlength=20)
        row += [float(share) for share in np.sqrt(counts / max(1, counts.sum()))]
    return row


def _chords(score: Score) -> list[float]:
    """Which chords there are, in numerals, and how fast they change."""
    harmony, tonic = score.plan.harmony, score.plan.brief.tonic
    qualities = Counter(chord.quality for chord in harmony)
    roots = Counter((chord.root - tonic) % 12 for chord in harmony)
    tones = Counter(len(chord.tones) for chord in harmony)
    moves = Counter((after.root - before.root) % 12 for before, after in pairwise(harmony))
    count, moved = len(harmony), max(1, len(harmony) - 1)
    thirds = mean(any((chord.root + 3) % 12 == tone for tone in chord.tones) for chord in harmony)
    return [
        count / score.plan.bars / 2,
        thirds,
        *(2 * qualities[quality] / count for quality in QUALITIES),
        *(2 * roots[root] / count for root in range(12)),
        *(2 * moves[move] / moved for move in range(12)),
        *(2 * tones[size] / count for size in range(2, 7)),
    ]


def _line(notes: Sequence[Note], score: Score) -> list[float]:
    """The intervals of a line, how often it plays the root, and how much it rests."""
    if len(notes) < 2:
        return [0.0] * (len(STEPS) + 2)
    ordered = sorted(notes, key=lambda note: note.start_beat)
    moves = Counter(max(-7, min(7, b.pitch - a.pitch)) for a, b in pairwise(ordered))
    total = len(ordered) - 1
    sung = sum(note.length_beats for note in ordered) / score.plan.end_beat
    roots = mean((note.pitch - score.plan.brief.tonic) % 12 == 0 for note in ordered)
    return [min(sung, 2.0), roots, *(2 * moves[step] / total for step in STEPS)]


def _sound(score: Score) -> list[float]:
    """Tempo in octaves, and which programs play how much."""
    programs = Counter((part.bank == 128, part.program) for part in score.parts)
    row = [4 * float(np.log2(score.plan.tempo.changes[0][1] / 100))]
    for drums in (False, True):
        row += [2.0 * programs[(drums, program)] for program in range(128)]
    return row
