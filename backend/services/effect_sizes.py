"""How long and how large what effects make becomes, and how much work it is."""

from __future__ import annotations

from backend.services.effect_sources import Source
from backend.services.errors import InvalidInput
from backend.studio.effects.chain import Chain

# What rings on may make a sound longer than one may send, and it can still be worked on.
RINGING_S = 60.0
# Results have 24 bits.
SAMPLE_BYTES = 3
# So much longer takes what is done by stretches (bench/effects.py).
STRETCHED = 10.0
SLOW = ("pitch_shift", "time_stretch")


def lengths_s(put_up: Chain, source: Source, *, most_s: float) -> tuple[float, ...]:
    """The length of a sound, and after each link of a chain.

    Raises
    ------
    BadChain
        if nothing is left of it
    InvalidInput
        if it is longer than ``most_s`` anywhere, naming the link
    """
    found = (source.duration_s, *put_up.lengths_s(source.duration_s))
    for number, seconds in enumerate(found):
        if seconds > most_s:
            made = f"Effect {number} ({put_up.links[number - 1].kind.name}): the sound would have there"
            what = made if number else "The sound has"
            raise InvalidInput.of({"effects": [f"{what} {seconds:.0f} s; up to {most_s:.0f} s are allowed."]})
    return found


def most_bytes(length_s: float, source: Source, channels: int | None) -> int:
    """How large a sound of some length becomes as WAV, which is the most."""
    return round(length_s * source.sample_rate) * (channels or source.channels) * SAMPLE_BYTES


def work_s(put_up: Chain, length_s: float) -> float:
    """The size of the work for the estimate."""
    slow = sum(link.kind.name in SLOW for link in put_up.heard)
    return length_s * (1 + STRETCHED * slow)
