"""How an effect is put over a sound block by block, and how much of it is heard.

A unit works on blocks in place and remembers where it was, as those of the desk do. What it gives may come late: it is
then moved back, so that it lies over the sound that went in. What rings on makes the sound longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Protocol

import numpy as np

from backend.studio.audio import Audio
from backend.studio.effects.sound import Made, Sound, evenly, silence


class Unit(Protocol):
    """A device for stereo blocks."""

    def process(self, audio: Audio) -> None:
        """Work on the next block, shape (2, n), in place."""


class Rack:
    """Units one after the other, as one."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units

    def process(self, audio: Audio) -> None:
        """Work on the next block, in place."""
        for unit in self._units:
            unit.process(audio)


def over(sound: Sound, build: Callable[[], Unit], *, mix: float = 1.0, late: int = 0, rings: int = 0) -> Sound:
    """Put a unit over a sound.

    Parameters
    ----------
    build : makes the unit anew each time the sound is read
    mix : how much of the unit is heard; the rest is the sound that went in
    late : by how many frames the unit is late
    rings : how many frames it rings on after the end
    """
    frames = sound.frames + rings

    def fed() -> Iterator[Audio]:
        if not (late or rings):
            return sound.blocks()
        return evenly(chain(sound.blocks(), silence(rings + late)), frames + late)

    def made() -> Iterator[Audio]:
        unit, past = build(), np.zeros((2, late), np.float32)
        for block in fed():
            dry = None if mix == 1.0 else np.concatenate((past, block), axis=1)
            unit.process(block)
            if dry is not None:
                past = dry[:, dry.shape[1] - late :]
                blend(block, dry[:, : block.shape[1]], mix)
            yield block

    if not late:
        return Made(sound.sample_rate, frames, made)
    return Made(sound.sample_rate, frames, lambda: evenly(without(made(), late), frames))


def blend(wet: Audio, dry: Audio, mix: float) -> None:
    """Lay an effect over the sound that went in, in place."""
    wet *= np.float32(mix)
    wet += np.float32(1 - mix) * dry


def without(pieces: Iterable[Audio], frames: int) -> Iterator[Audio]:
    """Pieces of a sound without so many frames at its beginning."""
    for piece in pieces:
        gone = min(frames, piece.shape[1])
        frames -= gone
        yield piece[:, gone:]


class Boarded:
    """A plug-in of pedalboard as a unit for one or two sides.

    It forgets everything when what it works on at a time changes, and that is never more than it is given: so it gets
    `AT_ONCE` frames at least. Only the last block of a sound can be shorter, and what is added to it is thrown away.
    """

    AT_ONCE = 1024

    def __init__(self, plugin: Any, sample_rate: int) -> None:
        self._plugin, self._rate = plugin, sample_rate

    def process(self, audio: Audio) -> None:
        """Work on the next block, in place."""
        short = max(0, self.AT_ONCE - audio.shape[1])
        given = np.pad(audio, ((0, 0), (0, short))) if short else audio
        made = self._plugin.process(given, self._rate, buffer_size=self.AT_ONCE, reset=False)
        audio[:] = made[:, : audio.shape[1]]


class Apart:
    """A unit for each side."""

    def __init__(self, left: Unit, right: Unit) -> None:
        self._sides = (left, right)

    def process(self, audio: Audio) -> None:
        """Work on the next block, in place."""
        for side, unit in enumerate(self._sides):
            unit.process(audio[side : side + 1])
