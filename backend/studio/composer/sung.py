"""How a written vocal part is performed: on the beat as the band swings it, and held as long as it is written.

Nothing is drawn by chance here - a singer has small errors of her own - so that a word that is changed in one phrase
moves no note of another.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backend.studio.score import Part, PlayedNote

Seconds = Callable[[np.ndarray], np.ndarray]
# What is written shorter is sung as long as this where there is time: a syllable needs it.
SHORTEST_S = 0.08


def notes(
    part: Part, seconds: Seconds, sections: Callable[[np.ndarray], np.ndarray], length_s: float
) -> list[PlayedNote]:
    """The notes of a sung part in seconds, one after the other as `Part.line` has them; those after the end are gone.

    Parameters
    ----------
    seconds, sections : when beats sound, and the index of the section of each
    length_s : of the song
    """
    beats = np.array([note.start_beat for note in part.line])
    ends = seconds(beats + np.array([note.length_beats for note in part.line]))
    on_s = np.maximum(seconds(beats), 0.0)
    limits = np.minimum(np.append(on_s[1:], length_s), length_s)
    off_s = np.minimum(np.maximum(ends, on_s + SHORTEST_S), limits)
    columns = zip(part.line, on_s.tolist(), off_s.tolist(), sections(beats).tolist(), strict=True)
    return [
        PlayedNote(on, off, note.pitch, note.velocity, section)
        for note, on, off, section in columns
        if on < length_s - SHORTEST_S
    ]
