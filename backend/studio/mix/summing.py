"""The plain sum of stems."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend.studio.audio import Audio, Stem
from backend.studio.errors import ParameterOutOfRange
from backend.studio.mix.curve import BLOCK, blocks
from backend.studio.parallel import each
from backend.studio.reels import let_go

STRETCH = 16 * BLOCK
"""Frames of stems that are held in memory at a time: 4 MB of each."""


def total(stems: Sequence[Stem], *, threads: int = 2) -> Audio:
    """Add up stems, always in the same order, so that the sum is the same to the last bit.

    Raises
    ------
    ParameterOutOfRange
        if there is no stem
    """
    if not stems:
        raise ParameterOutOfRange("A mix of 0 stems was asked for; it needs at least 1.")
    out = np.empty_like(stems[0].audio)

    def add(first: int) -> None:
        for block in blocks(min(STRETCH, out.shape[1] - first)):
            here = slice(first + block.start, first + block.stop)
            part = out[:, here]
            np.copyto(part, stems[0].audio[:, here])
            for stem in stems[1:]:
                part += stem.audio[:, here]
        for stem in stems:
            let_go(stem.audio[:, first : first + STRETCH])

    each(add, range(0, out.shape[1], STRETCH), threads=threads)
    return out
