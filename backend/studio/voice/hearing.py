"""When the sounds of speech are heard, which is not quite when a network's tokens say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from backend.studio.voice.phonetics import is_stop
from backend.studio.voice.speech import Curve
from backend.studio.voice.spelling import Role, Sound

# How much earlier [s] a vowel is heard after these consonants than after others, by the half-rise of its level in the
# audio; the same within some ms in all voices of both networks (bench/singing.py --onsets).
EARLIER_S = {
    **dict.fromkeys("bdð", 0.021), **dict.fromkeys("ɡT", 0.014), "ʤ": 0.03, **dict.fromkeys("fv", 0.006),
    "p": -0.02, "k": -0.016, **dict.fromkeys("th", -0.011),
}  # fmt: skip
# Nothing becomes shorter than this.
SHORTEST_S = 0.02

Spans = tuple[tuple[float, float], ...]


def segments(sounds: Sequence[Sound], marks: Curve) -> Spans:
    """When each sound is heard [s].

    A space between words is the closure of a stop after it, else the end of the sound before it.

    Parameters
    ----------
    marks : when the network's tokens of each sound begin, and the last end [shape=(sounds + 1,)]
    """
    heard = [max(float(mark), 0.0) for mark in marks]
    for index, sound in enumerate(sounds):
        if sound.role is Role.SPACE:
            gone = index + 1 if is_stop(sounds[index + 1].symbol) else index
            heard[gone] = heard[index] if gone > index else heard[index + 1]
        if sound.role is Role.VOWEL and sounds[index - 1].role is Role.ONSET:
            earlier = heard[index] - EARLIER_S.get(sounds[index - 1].symbol[:1], 0.0)
            lowest, highest = heard[index - 1] + SHORTEST_S, heard[index + 1] - SHORTEST_S
            heard[index] = max(min(earlier, highest), lowest)
    return tuple(pairwise(heard))
