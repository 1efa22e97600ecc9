"""The built-in voices, by the rows of voices.toml: who they are, and their singers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from backend.studio.composer import schema
from backend.studio.voice import hibari, kokoro
from backend.studio.voice.hibari import Hibari
from backend.studio.voice.kokoro import Kokoro, Networks
from backend.studio.voice.singer import Singer, Voice
from backend.studio.voice.speech import SpeechNetwork
from backend.studio.voice.speech_singer import SpeechSinger

TABLE = Path(__file__).with_name("voices.toml")


@dataclass(frozen=True)
class Engine:
    """What is true of all voices of an engine."""

    licence: str
    credit: str
    languages: tuple[str, ...]
    speed: float


@dataclass(frozen=True)
class Row:
    """A voice as its row says; what it leaves empty is its engine's."""

    label: str
    range: tuple[int, int]
    ease: tuple[int, int]
    late_s: float = 0.0
    formant: float = 1.0
    credit: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The whole table."""

    engines: Mapping[str, Engine]
    voices: Mapping[str, Row] = field(default_factory=dict)


class Ensemble:
    """The voices of one engine; each sings with a network that is opened when it first sings.

    Parameters
    ----------
    engine : the first part of the ids
    opened : the network for the second part of an id
    missing : why nobody can sing here, or empty
    """

    def __init__(self, engine: str, opened: Callable[[str], SpeechNetwork], *, missing: str = "") -> None:
        self._opened = opened
        self._voices = {id_: _voice(id_, row, missing) for id_, row in table().voices.items() if _engine(id_) == engine}
        self._singers: dict[str, Singer] = {}

    def voices(self) -> Sequence[Voice]:
        """All of them; where the weights are missing they say so."""
        return tuple(self._voices.values())

    def singer(self, voice_id: str) -> Singer:
        """The singer of one of these voices."""
        if voice_id not in self._singers:
            row, network = table().voices[voice_id], self._opened(voice_id.partition("/")[2])
            self._singers[voice_id] = SpeechSinger(self._voices[voice_id], network, row.late_s, row.formant)
        return self._singers[voice_id]


def large() -> Ensemble:
    """The voices of Kokoro, which share one network."""
    place = kokoro.place()
    networks = Networks(place or kokoro.SHARE)
    missing = "" if place else "the network of Kokoro is not here; `python3 run.py prepare` fetches it."
    return Ensemble("kokoro", lambda name: Kokoro(networks, name), missing=missing)


def small() -> Ensemble:
    """The voices of hibari."""
    missing = "" if hibari.place() else "the package hibari-tts is not installed; `python3 run.py prepare` fetches it."
    return Ensemble("hibari", lambda _: _hibari(), missing=missing)


@cache
def _hibari() -> Hibari:
    path = hibari.place()
    assert path, "Whoever is unavailable is not asked to sing."
    return Hibari(path)


@cache
def table() -> Table:
    """The table of voices.

    Raises
    ------
    BadStyle
        if it does not follow the schema
    """
    return schema.read(Table, schema.load(TABLE), where=TABLE.name)


def _engine(id_: str) -> str:
    return id_.partition("/")[0]


def _voice(id_: str, row: Row, missing: str) -> Voice:
    name = _engine(id_)
    engine = table().engines[name]
    return Voice(
        id=id_,
        label=row.label,
        engine=name,
        languages=row.languages or engine.languages,
        lowest=row.range[0],
        highest=row.range[1],
        low=row.ease[0],
        high=row.ease[1],
        licence=engine.licence,
        credit="; ".join(filter(None, (engine.credit, row.credit))),
        speed=engine.speed,
        unavailable=missing,
    )
