"""One preset of a font, ready to be asked for the voices of a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from backend.studio.errors import BadSoundFont
from backend.studio.instruments.regions import regions
from backend.studio.instruments.soundfont import SoundFont
from backend.studio.instruments.voices import Voice, voice

DRUMS = 128  # the bank of the drum kits
FAMILY = 8  # General MIDI: programs come in families of eight alike instruments


class Playable(Protocol):
    """What can be asked for the voices of a note."""

    def voices(self, key: int, velocity: int, controls: Mapping[int, int]) -> tuple[Voice, ...]:
        """All layers that sound for one note; ``controls`` is how the controllers stand when it begins."""


class Instrument:
    """The preset that a font has for a bank and a program, or the nearest one."""

    def __init__(self, font: SoundFont, bank: int, program: int, sample_rate: int) -> None:
        self._font, self._rate = font, sample_rate
        self._regions = next(
            (found for index in _candidates(font, bank, program) if (found := regions(font, index))), []
        )
        if not self._regions:
            raise BadSoundFont(f"{font.name} has no preset that can be played.")
        self._voices: dict[tuple[object, ...], tuple[Voice, ...]] = {}

    def voices(self, key: int, velocity: int, controls: Mapping[int, int]) -> tuple[Voice, ...]:
        """All layers that sound for one note; ``controls`` is how the controllers stand when it begins."""
        asked = (key, velocity, *sorted(controls.items()))
        if asked not in self._voices:
            self._voices[asked] = tuple(
                voice(self._font, region, key=key, velocity=velocity, controls=controls, sample_rate=self._rate)
                for region in self._regions
                if region.answers(key, velocity)
            )
        return self._voices[asked]


def _candidates(font: SoundFont, bank: int, program: int) -> list[int]:
    """Indices of presets, best first: the very one, bank 0 or the standard kit, its family, anything of its kind."""

    def distance(numbers: tuple[int, int]) -> tuple[bool, ...] | tuple[int, ...]:
        other_bank, other = numbers
        return (
            (other_bank == DRUMS) != (bank == DRUMS),
            (other_bank, other) != (bank, program),
            other_bank not in (0, DRUMS),
            other != (0 if bank == DRUMS else program),
            other // FAMILY != program // FAMILY,
            other,
        )

    numbers = [(bank_, program_) for bank_, program_, _ in font.presets()]
    return sorted(range(len(numbers)), key=lambda index: distance(numbers[index]))
