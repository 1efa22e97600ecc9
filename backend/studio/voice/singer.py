"""What a singer is, whichever engine sings: the built-in voices and DiffSinger banks alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from backend.studio.voice.phrase import Phrase, Sung

IsCancelled = Callable[[], bool]


@dataclass(frozen=True)
class Voice:
    """A voice for people to choose by.

    ``id`` is ``engine/name``, such as ``kokoro/af_heart``, ``hibari/female`` or ``bank/<id>/<speaker>``. ``lowest`` to
    ``highest`` are MIDI pitches that it can sing, ``low`` to ``high`` those where it is at ease (its tessitura).
    ``speed`` is seconds of singing for each second of work on one core. ``licence`` is that of its weights.
    ``unavailable`` is why it cannot sing here and what to type, or empty.
    """

    id: str
    label: str
    engine: str
    languages: tuple[str, ...]
    lowest: int
    highest: int
    low: int
    high: int
    licence: str
    credit: str
    speed: float
    unavailable: str = ""


class Singer(Protocol):
    """Somebody who sings phrases."""

    @property
    def voice(self) -> Voice:
        """The voice that it sings with."""

    @property
    def version(self) -> str:
        """What must be the same for the same phrase to give the same bytes: engine, weights, corrections."""

    def sing(self, phrase: Phrase, cancelled: IsCancelled) -> Sung:
        """Sing a phrase.

        Raises
        ------
        CannotSing
            if the voice lacks the language or a sound, naming it
        Cancelled
            soon after ``cancelled()`` turned true
        """


@runtime_checkable
class OnDevice(Protocol):
    """Somebody whose networks may run on a graphics card."""

    @property
    def device(self) -> str:
        """What they really run on: ``CUDA`` or ``CPU``."""
