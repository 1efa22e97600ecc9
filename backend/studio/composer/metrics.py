"""What can be counted in a score: the measures by which real songs differ from notes drawn at random.

Each measure takes an ``Analysis`` and returns a number, or None where there is too little material to count. Melody
means the notes of the lead; a strong beat is every second pulse of the bar; a rub is a minor second or ninth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

import numpy as np

from backend.studio.composer import grid
from backend.studio.composer.theory import MODES
from backend.studio.score import Chord, Note, Part, Score

RUBS = (1, 13)
# Correlation profiles of the pitch classes in a key: Krumhansl and Kessler, "Tracing the dynamic changes in perceived
# tonal organization", Psychological Review 89, 1982.
MAJOR_KEY = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR_KEY = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
# Below so many bars or notes a share says nothing.
FEW_BARS, FEW_NOTES = 8, 12
# Notes further apart than a bar of 4/4 make no interval that one hears.
SILENCE_BEATS = 4.0
# The final cadence and the chord it leads to.
CADENCE_BARS = 2
CHORDAL = ("chords", "pad")
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
        """The lead's notes in order; of two at once the higher one."""
        notes: list[Note] = []
        leads = (note for part in self.score.parts if part.role == "lead" for note in part.notes)
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


def steps(song: Analysis) -> float | None:
    """Share of melody intervals of one or two semitones."""
    return _share([abs(interval) in (1, 2) for interval in song.intervals], FEW_NOTES)


def repeats(song: Analysis) -> float | None:
    """Share of melody notes that repeat the one before."""
    return _share([interval == 0 for interval in song.intervals], FEW_NOTES)


def wide_leaps(song: Analysis) -> float | None:
    """Share of melody intervals wider than a fifth."""
    return _share([abs(interval) > 7 for interval in song.intervals], FEW_NOTES)


def widest_leap(song: Analysis) -> float | None:
    """The widest melody interval in semitones."""
    return max((abs(interval) for interval in song.intervals), default=None)


def compass(song: Analysis) -> float | None:
    """From the lowest to the highest note of the melody, in semitones."""
    pitches = [note.pitch for note in song.melody]
    return max(pitches) - min(pitches) if len(pitches) >= FEW_NOTES else None


def leaps_answered(song: Analysis) -> float | None:
    """Share of leaps of a fourth or more after which the melody turns back."""
    pairs = [(one, two) for one, two in pairwise(song.intervals) if abs(one) >= 5]
    return _share([one * two < 0 for one, two in pairs], 4)


def strong_chord_tones(song: Analysis) -> float | None:
    """Share of melody notes on strong beats that belong to the planned chord."""
    return _share([inside for _, _, inside in song.strong_notes], FEW_NOTES)


def leans_resolved(song: Analysis) -> float | None:
    """Share of the strong notes outside the chord that move on by step."""
    return _share([move is not None and abs(move) <= 2 for _, move, inside in song.strong_notes if not inside], 1)


def melody_reuse(song: Analysis) -> float | None:
    """Share of melody bars that were heard before, note for note."""
    bars = list(song.tune_bars.values())
    return 1 - len(set(bars)) / len(bars) if len(bars) >= 2 * FEW_BARS else None


def rhythm_reuse(song: Analysis) -> float | None:
    """Share of melody bars whose rhythm comes at least twice."""
    rhythms = Counter(tuple(place for place, _ in bar) for bar in song.tune_bars.values())
    total = sum(rhythms.values())
    return sum(count for count in rhythms.values() if count > 1) / total if total >= FEW_BARS else None


def returns(song: Analysis) -> float | None:
    """The smallest share of a section's melody bars that come back when its letter does, but for the final cadence."""
    shares = [
        sum(one == other for one, other in zip(first, again, strict=False)) / min(len(first), len(again))
        for first, *others in song.letters().values()
        for again in others
    ]
    return min(shares, default=None)


def sameness(song: Analysis) -> float | None:
    """The largest share of a letter's melody bars that another letter has as well."""
    letters = [{bar for statement in statements for bar in statement} for statements in song.letters().values()]
    pairs = [(one, two) for index, one in enumerate(letters) for two in letters[index + 1 :]]
    return max((len(one & two) / min(len(one), len(two)) for one, two in pairs), default=None)


def chorus_lift(song: Analysis) -> float | None:
    """How far the chorus lies above the verse, in semitones of mean pitch."""
    means = {}
    bar = song.score.plan.meter.beats_per_bar
    for role in ("verse", "chorus"):
        spans = [
            (section.start_bar * bar, (section.start_bar + section.bars) * bar)
            for section in song.score.plan.sections
            if section.role == role
        ]
        sung = [note for note in song.melody if any(start <= note.start_beat < end for start, end in spans)]
        if len(sung) < FEW_NOTES:
            return None
        means[role] = sum(note.pitch * note.length_beats for note in sung) / sum(note.length_beats for note in sung)
    return means["chorus"] - means["verse"]


def comes_home(song: Analysis) -> float | None:
    """1 if the melody's last note belongs to the tonic triad, else 0."""
    if not song.melody:
        return None
    brief = song.score.plan.brief
    scale = MODES[brief.mode]
    return float((song.melody[-1].pitch - brief.tonic) % 12 in (0, scale[2], scale[4], 4, 7))


def clash_beats(song: Analysis) -> float | None:
    """Share of beats on which two parts, or two notes of one, rub."""
    sounding: dict[int, set[int]] = defaultdict(set)
    for _, note in song.pitched:
        first, last = int(np.ceil(note.start_beat - 0.07)), int(np.ceil(note.start_beat + note.length_beats - 0.05))
        for beat in range(first, last):
            sounding[beat].add(note.pitch)
    chords = [pitches for pitches in sounding.values() if len(pitches) > 1]
    return _share([any(pitch + rub in chord for pitch in chord for rub in RUBS) for chord in chords], FEW_NOTES)


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
    return _share(strange, FEW_NOTES)


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


def _share(truths: list[bool], few: int) -> float | None:
    return sum(truths) / len(truths) if len(truths) >= few else None


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
