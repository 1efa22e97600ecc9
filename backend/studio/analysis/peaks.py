"""The shape of a song: how high the master and each stem reach, column by column, as small whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import SAMPLE_RATE, Audio, Stem
from backend.studio.reels import let_go

VERSION = 1
COLUMNS_PER_S = 20
HIGHEST = 255


def strata(master: Audio, stems: Sequence[Stem], columns_per_s: int = COLUMNS_PER_S) -> dict[str, Any]:
    """Picture a song as peak magnitudes 0..255, on one scale for all, 255 for the highest of any.

    Returns
    -------
    dict that can be written as JSON: version, duration_s, columns_per_s, master (a list of magnitudes) and stems (each
    with id, name, family and peaks)
    """
    width = SAMPLE_RATE // columns_per_s
    tracks = [_track(audio, width) for audio in (master, *(stem.audio for stem in stems))]
    highest = max([float(track.max(initial=0.0)) for track in tracks])
    shapes = [_magnitudes(track, highest) for track in tracks]
    return {
        "version": VERSION,
        "duration_s": master.shape[1] / SAMPLE_RATE,
        "columns_per_s": columns_per_s,
        "master": shapes[0],
        "stems": [
            {"id": stem.id, "name": stem.name, "family": str(stem.family), "peaks": shape}
            for stem, shape in zip(stems, shapes[1:], strict=True)
        ],
    }


def _track(audio: Audio, width: int) -> Levels:
    found = peaks(audio, width)
    let_go(audio)
    return found


def _magnitudes(track: Levels, highest: float) -> list[int]:
    scale = HIGHEST / highest if highest > 0 else 0.0
    numbers: list[int] = np.rint(track * scale).astype(int).tolist()
    return numbers
