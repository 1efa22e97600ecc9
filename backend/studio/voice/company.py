"""The company: all who can sing here, found by the ids of their voices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from backend.studio.errors import CannotSing, UnknownName
from backend.studio.singing import DEFAULT_VOICE
from backend.studio.voice.singer import Singer, Voice

# More names than this tell nobody more.
MOST_NAMED = 40


class Troupe(Protocol):
    """Singers who belong together: the voices of one engine, or the banks that were uploaded."""

    def voices(self) -> Sequence[Voice]:
        """Those that there are now, the ones that cannot sing here too, the best first."""

    def singer(self, voice_id: str) -> Singer:
        """The singer of one of these voices; opening it may take a moment."""


class Company:
    """Everybody who sings, in the order of the troupes; the first who can is the default.

    What a troupe opens is opened where it is asked for: in the process that sings.
    """

    def __init__(self, troupes: Sequence[Troupe] = ()) -> None:
        self._troupes = tuple(troupes)

    def voices(self) -> tuple[Voice, ...]:
        """All voices, for people to choose by."""
        return tuple(voice for troupe in self._troupes for voice in troupe.voices())

    def voice(self, voice_id: str) -> Voice:
        """The voice of an id, or the default one of all or of an engine (``kokoro/default``).

        Raises
        ------
        UnknownName
            if there is none, naming those there are
        CannotSing
            if the default was asked for and nobody can sing here
        """
        voices = self.voices()
        engine, _, name = voice_id.rpartition("/")
        own = [voice for voice in voices if engine in ("", voice.engine)]
        if name == DEFAULT_VOICE:
            if engine and not own:
                engines = ", ".join(dict.fromkeys(voice.engine for voice in voices))
                raise UnknownName(f"There is no engine {engine[:80]!r} that sings; known are {engines}.")
            return _first(own)
        found = next((voice for voice in voices if voice.id == voice_id), None)
        if found is None:
            names = ", ".join((DEFAULT_VOICE, *(voice.id for voice in voices[:MOST_NAMED])))
            raise UnknownName(f"There is no voice {voice_id[:80]!r}; known are {names}.")
        return found

    def singer(self, voice_id: str) -> Singer:
        """The singer of a voice.

        Raises
        ------
        UnknownName
            as `voice`
        CannotSing
            if the voice cannot sing here, saying why
        """
        voice = self.voice(voice_id)
        if voice.unavailable:
            raise CannotSing(f"{voice.label} cannot sing here: {voice.unavailable}")
        troupe = next(one for one in self._troupes if any(each.id == voice.id for each in one.voices()))
        return troupe.singer(voice.id)


def _first(voices: Sequence[Voice]) -> Voice:
    found = next((voice for voice in voices if not voice.unavailable), None)
    if found is None:
        why = voices[0].unavailable if voices else "No voice is installed; `python3 run.py prepare` fetches them."
        raise CannotSing(f"Nobody can sing here: {why}")
    return found
