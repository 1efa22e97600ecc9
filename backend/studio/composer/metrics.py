"""What can be counted in a score: the measures by which real songs differ from notes drawn at random.

Each measure takes an ``Analysis`` and returns a number, or None where there is too little material to count. Melody
means the notes of the lead; a strong beat is every second pulse of the bar; a rub is a minor second or ninth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

import numpy as np

from backend.studio.composer.analysis import Analysis, share
from backend.studio.composer.melody_metrics import (
    FEW_BARS,
    FEW_NOTES,
    chorus_lift,
    comes_home,
    compass,
    leans_resolved,
    leaps_answered,
    melody_reuse,
    repeats,
    returns,
    rhythm_reuse,
    sameness,
    steps,
    strong_chord_tones,
    wide_leaps,
    widest_leap,
)
from backend.studio.score import Score

RUBS = (1, 13)
# Correlation profiles of the pitch classes in a key: Krumhansl and Kessler, "Tracing the dynamic changes in perceived
# tonal organization", Psychological Review 89, 1982.
MAJOR_KEY = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR_KEY = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
CHORDAL = ("chords", "pad")


def clash_beats(song: Analysis) -> float | None:
    """Share of beats on which two parts, or two notes of one, rub."""
    sounding: dict[int, set[int]] = defaultdict(set)
    for _, note in song.pitched:
        first, last = int(np.ceil(note.start_beat - 0.07)), int(np.ceil(note.start_beat + note.length_beats - 0.05))
        for beat in range(first, last):
            sounding[beat].add(note.pitch)
    chords = [pitches for pitches in sounding.values() if len(pitches) > 1]
    return share([any(pitch + rub in chord for pitch in chord for rub in RUBS) for chord in chords], FEW_NOTES)


def voice_moves(song: Analysis) -> float | None:
    """The largest move of a voice from chord to chord, in semitones: the 95th percentile."""
    moves: list[int] = []
    for part in song.score.parts:
        if part.role not in CHORDAL:
            continue
        struck: dict[float, set[int]] = defaultdict(set)
        for note in part.notes:
            struck[round(note.start_beat * 4) / 4].add(note.pitch)
        chords = [sorted(pitches) for _, pitches in sorted(struck.items()) if len(pitches) >= 3]
        for before, after in pairwise(chords):
            if before != after and len(before) == len(after):
                moves.append(max(abs(one - two) for one, two in zip(before, after, strict=True)))
    return float(np.percentile(moves, 95)) if len(moves) >= 3 else None


def outside(song: Analysis) -> float | None:
    """Share of pitched notes that are neither in the planned chord nor in its scale."""
    strange = []
    for _, note in song.pitched:
        chord = song.chord_at(note.start_beat)
        strange.append(note.pitch % 12 not in chord.tones and note.pitch % 12 not in chord.scale)
    return share(strange, FEW_NOTES)


def key_correlation(song: Analysis) -> float | None:
    """How well the durations of the pitch classes correlate with the nearest key's profile."""
    classes = np.zeros(12)
    for _, note in song.pitched:
        classes[note.pitch % 12] += note.length_beats
    if song.score.plan.bars < FEW_BARS:
        return None
    profiles = [np.roll(profile, root) for profile in (MAJOR_KEY, MINOR_KEY) for root in range(12)]
    return float(max(np.corrcoef(profile, classes)[0, 1] for profile in profiles))


def groove(song: Analysis) -> float | None:
    """How alike the onsets of neighbouring bars are, on a grid of sixteenths, drums included."""
    onsets = _onsets(song)
    if len(onsets) < FEW_BARS:
        return None
    return float(1 - (onsets[1:] != onsets[:-1]).mean())


def density_variation(song: Analysis) -> float | None:
    """Standard deviation over mean of the number of notes per bar: the arc of the arrangement."""
    bar, bars = song.score.plan.meter.beats_per_bar, song.score.plan.bars
    if bars < 2 * FEW_BARS:
        return None
    starts = [int(note.start_beat // bar) for part in song.score.parts for note in part.notes]
    counts = np.bincount(np.minimum(starts, bars - 1), minlength=bars)
    return float(counts.std() / counts.mean())


def polyphony(song: Analysis) -> float | None:
    """Sounding beats of all pitched notes over the length of the song."""
    return sum(note.length_beats for _, note in song.pitched) / song.score.plan.end_beat


def velocity_spread(song: Analysis) -> float | None:
    """Standard deviation of the velocities of all pitched notes."""
    velocities = [note.velocity for _, note in song.pitched]
    return float(np.std(velocities)) if song.score.plan.bars >= FEW_BARS else None


def measures(score: Score, names: Iterable[str]) -> dict[str, float]:
    """The named measures, as far as a song has enough material for them."""
    song = Analysis(score)
    found = {name: MEASURES[name](song) for name in names}
    return {name: float(value) for name, value in found.items() if value is not None}


def _onsets(song: Analysis) -> np.ndarray:
    bar, bars = song.score.plan.meter.beats_per_bar, song.score.plan.bars
    onsets = np.zeros((bars, round(bar * 4)), bool)
    for part in song.score.parts:
        for note in part.notes:
            index, beat = divmod(note.start_beat, bar)
            onsets[min(int(index), bars - 1), min(round(beat * 4), onsets.shape[1] - 1)] = True
    return onsets


MEASURES: Mapping[str, Callable[[Analysis], float | None]] = {
    measure.__name__: measure
    for measure in (
        steps, repeats, wide_leaps, widest_leap, compass, leaps_answered, strong_chord_tones, leans_resolved,
        melody_reuse, rhythm_reuse, returns, sameness, chorus_lift, comes_home, clash_beats, voice_moves, outside,
        key_correlation, groove, density_variation, polyphony, velocity_spread,
    )
}  # fmt: skip
