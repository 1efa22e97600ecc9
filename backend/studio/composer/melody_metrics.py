"""What can be counted in a melody: its steps and leaps, what it repeats, and how it fits the chords."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from backend.studio.composer.analysis import Analysis, share
from backend.studio.composer.theory import MODES

# Below so many bars or notes a share says nothing.
FEW_BARS, FEW_NOTES, FEW_LEAPS = 8, 12, 4


def steps(song: Analysis) -> float | None:
    """Share of melody intervals of one or two semitones."""
    return share([abs(interval) in (1, 2) for interval in song.intervals], FEW_NOTES)


def repeats(song: Analysis) -> float | None:
    """Share of melody notes that repeat the one before."""
    return share([interval == 0 for interval in song.intervals], FEW_NOTES)


def wide_leaps(song: Analysis) -> float | None:
    """Share of melody intervals wider than a fifth."""
    return share([abs(interval) > 7 for interval in song.intervals], FEW_NOTES)


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
    return share([one * two < 0 for one, two in pairs], FEW_LEAPS)


def strong_chord_tones(song: Analysis) -> float | None:
    """Share of melody notes on strong beats that belong to the planned chord."""
    return share([inside for _, _, inside in song.strong_notes], FEW_NOTES)


def leans_resolved(song: Analysis) -> float | None:
    """Share of the strong notes outside the chord that move on by step."""
    return share([move is not None and abs(move) <= 2 for _, move, inside in song.strong_notes if not inside], 1)


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
