"""The pitch of a phrase over time: a bank's pitch model, or the studio's rules where there is none.

Notes whose vibrato, glide or scoop somebody chose are not left to the model: it keeps the pitch that is given there and
fits the rest to it (``retake``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.diffsinger import frames, running
from backend.studio.voice.diffsinger.frames import TAIL, Curve, Times
from backend.studio.voice.diffsinger.grid import Grid
from backend.studio.voice.diffsinger.layout import Laid
from backend.studio.voice.diffsinger.models import Model
from backend.studio.voice.diffsinger.running import Run
from backend.studio.voice.diffsinger.touches import Wishes
from backend.studio.voice.phrase import Phrase
from backend.studio.voice.pitch_curve import PitchCurve
from backend.studio.voice.spelling import PAUSE_S

# What a model is given where it decides itself.
NOTHING = 60.0


@dataclass(frozen=True)
class Stairs:
    """Notes as a pitch model takes them: their pitch, their frames, and which are rests."""

    midi: NDArray[np.float32]
    counts: NDArray[np.int64]
    rests: NDArray[np.bool_]


def curve(run: Run, model: Model | None, laid: Laid, own: Grid) -> Curve:
    """The pitch on the frames of a grid [MIDI], with what was drawn.

    Raises
    ------
    BadBank, CannotSing, Cancelled
        as `Run.ask` and `Run.speakers` do
    """
    if model is None:
        return by_rule(run.wishes, own.times)
    theirs = Grid.of(laid, model.settings.sound.frame_s)
    return frames.resampled(_predicted(run, model, theirs), own.total, theirs.frame_s, own.frame_s)


def by_rule(wishes: Wishes, times: Times) -> Curve:
    """The pitch by the studio's rules, with what was drawn [MIDI]."""
    return PitchCurve(wishes.phrase, wishes.manner).semitones(times)


def _predicted(run: Run, model: Model, grid: Grid) -> Curve:
    wishes, path = run.wishes, model.networks["pitch"]
    kept, ruled = wishes.is_ruled(grid.times), by_rule(wishes, grid.times)
    notes = stairs(wishes.phrase, grid)
    supplies = {
        **run.encoded(model, grid),
        **run.speakers(model, grid.times),
        **run.sampling(model, "pitch"),
        "ph_dur": grid.counts[None],
        "note_midi": notes.midi[None],
        "note_rest": notes.rests[None],
        "note_dur": notes.counts[None],
        "note_glide": np.zeros((1, len(notes.counts)), np.int64),
        "pitch": np.where(kept, ruled, NOTHING)[None],
        "expr": wishes.freedom(grid.times)[None],
        "retake": ~kept[None],
    }
    found = running.output(run.ask(path, supplies), "pitch_pred", (1, grid.total), path)[0]
    return np.where(kept, ruled, found + wishes.bend(grid.times))


def stairs(phrase: Phrase, grid: Grid) -> Stairs:
    """The notes of a phrase with the rests around and between them; a rest has the pitch of the note nearest to it."""
    rows = [(phrase.on_s - grid.start_s, phrase.notes[0].pitch, True)]
    before = phrase.notes[0]
    at = phrase.on_s
    for note in phrase.notes:
        hole_s = note.on_s - at
        if hole_s >= PAUSE_S:
            # Half and half between the notes around it.
            rows += [(hole_s / 2, before.pitch, True), (hole_s / 2, note.pitch, True)]
        else:
            rows[-1] = (rows[-1][0] + hole_s, *rows[-1][1:])
        rows.append((note.off_s - note.on_s, note.pitch, False))
        before, at = note, note.off_s
    rows.append((TAIL * grid.frame_s, before.pitch, True))
    lengths, midi, rests = zip(*rows, strict=True)
    counts = frames.fitted(frames.counted(lengths, grid.frame_s), grid.total)
    return Stairs(np.array(midi, np.float32), counts, np.array(rests, bool))
