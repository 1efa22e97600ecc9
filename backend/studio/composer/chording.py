"""The band's one voicing, dealt out: each player takes the tones that lie in its register and rub with nobody."""

from __future__ import annotations

from functools import cache

RUBS = (1, 13)
# Where the band's voicings lie, and how far a voice may leave its player's register.
MIDDLE, LEEWAY = 62, 5


@cache
def dealt(voicing: tuple[int, ...], register: tuple[int, int], voices: int, keep: int | None = None) -> tuple[int, ...]:
    """The pitches of a voicing as one player takes them, ascending.

    Parameters
    ----------
    register : lowest and highest pitch of the player; a voice may leave it by a little rather than jump an octave
    voices : how many notes it may take; what sounds twice goes first, then the lowest, since the bass has the root
    keep : a pitch class that must not be left out if the voicing has it
    """
    low, high = register
    # The whole voicing moves by octaves, always by the same for the same player: voices must not jump.
    shift = 12 * round(((low + high) / 2 - MIDDLE) / 12)
    placed = sorted({_inside(pitch + shift, low - LEEWAY, high + LEEWAY) for pitch in voicing})
    quiet = [pitch for pitch in placed if not any(abs(pitch - other) in RUBS for other in voicing)]
    chosen = _unrubbed(quiet or placed)
    taken = _fewer(chosen, voices)
    kept = [pitch for pitch in placed if pitch % 12 == keep]
    if kept and all(pitch % 12 != keep for pitch in taken):
        others = [pitch for pitch in taken if abs(pitch - kept[-1]) not in RUBS]
        taken = sorted([kept[-1], *(others[1 - voices :] if voices > 1 else [])])
    return tuple(taken)


def one_voice(voicing: tuple[int, ...], register: tuple[int, int], index: int) -> int:
    """The pitch of a single voice (0 is the lowest) in a player's register."""
    return _inside(voicing[min(index, len(voicing) - 1)], *register)


def _inside(pitch: int, low: int, high: int) -> int:
    while pitch < low:
        pitch += 12
    while pitch > high and pitch - 12 >= low:
        pitch -= 12
    return pitch


def _fewer(pitches: list[int], voices: int) -> list[int]:
    """Some of the pitches, ascending: no more than ``voices``, and as many different tones as there can be."""
    again = [
        pitch for index, pitch in enumerate(pitches) if any((pitch - upper) % 12 == 0 for upper in pitches[index + 1 :])
    ]
    spare = set(again[: max(0, len(pitches) - voices)])
    return [pitch for pitch in pitches if pitch not in spare][-voices:]


def _unrubbed(pitches: list[int]) -> list[int]:
    """The pitches without the lower one of each pair that rubs."""
    return [pitch for pitch in pitches if not any(other - pitch in RUBS for other in pitches)]
