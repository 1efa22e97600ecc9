"""Doubled parts: a guitarist who plays the same part twice, once for the left and once for the right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backend.studio.audio import Audio
from backend.studio.score import PlayedPart

# How far the second take is off the first: as a tight player is, and just enough for two guitars to be heard.
TIMING_S, VELOCITY = 0.007, 6.0
WORST = 2.0


def second_take(part: PlayedPart) -> PlayedPart:
    """The same part with other small errors. Each note's depend on nothing but the note, so that edits stay local."""
    notes = []
    for note in part.notes:
        dice = np.random.default_rng([round(note.on_s * 1e6), note.pitch])
        late, harder = np.clip(dice.standard_normal(2), -WORST, WORST) * (TIMING_S, VELOCITY)
        on_s = max(0.0, note.on_s + float(late))
        velocity = int(min(127, max(1, round(note.velocity + float(harder)))))
        notes.append(replace(note, on_s=on_s, off_s=max(on_s + 0.02, note.off_s + float(late)), velocity=velocity))
    return replace(part, notes=tuple(notes))


def panned_apart(first: Audio, second: Audio) -> None:
    """Put the first take on the left and the second on the right, into ``first``; each becomes one guitar."""
    first[0] += first[1]
    np.add(second[0], second[1], out=first[1])
    first *= np.float32(0.5)
