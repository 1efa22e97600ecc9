"""When the sounds of speech are heard, which is not quite when a network's tokens say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from backend.studio.voice.phonetics import is_stop, is_voiceless
from backend.studio.voice.speech import Curve
from backend.studio.voice.spelling import Role, Sound

# How much earlier [s] a vowel is heard after these consonants than after others, by the half-rise of its level in the
# audio; the same within some ms in all voices of both networks (bench/singing.py --onsets).
EARLIER_S = {
    **dict.fromkeys("bdð", 0.021), **dict.fromkeys("ɡT", 0.014), "ʤ": 0.03, **dict.fromkeys("fv", 0.006),
    "p": -0.02, "k": -0.016, **dict.fromkeys("th", -0.011),
}  # fmt: skip
# How much earlier these consonants are heard than their token says, after a sound with a voice: breath begins to hiss
# while a vowel ends. By the fall of the level in the audio (docs/singing.md).
HISS_EARLIER_S = {**dict.fromkeys("sʃfh", 0.065), "θ": 0.025, "p": 0.02, **dict.fromkeys("tkʧ", 0.012)}
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
    for index in range(1, len(sounds)):
        # A space before it lasts no time: it moves along.
        last = index - 1 - (sounds[index - 1].role is Role.SPACE)
        earlier = heard[index] - _hiss_s(sounds[last], sounds[index])
        heard[last + 1 : index + 1] = [max(earlier, min(heard[index], heard[last] + SHORTEST_S))] * (index - last)
    return tuple(pairwise(heard))


def _hiss_s(before: Sound, sound: Sound) -> float:
    """How much earlier than its token a sound without voice is heard after one that has a voice."""
    is_voiced = before.role in (Role.ONSET, Role.VOWEL, Role.CODA) and not is_voiceless(before.symbol)
    return HISS_EARLIER_S.get(sound.symbol[:1], 0.0) if is_voiced else 0.0
