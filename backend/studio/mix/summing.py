"""The plain sum of stems."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend.studio.audio import Audio, Stem
from backend.studio.errors import ParameterOutOfRange
from backend.studio.mix.curve import blocks
from backend.studio.parallel import each


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

    def add(block: slice) -> None:
        part = out[:, block]
        np.copyto(part, stems[0].audio[:, block])
        for stem in stems[1:]:
            part += stem.audio[:, block]

    each(add, blocks(out.shape[1]), threads=threads)
    return out
