"""Voices: who can sing here, and how each of them sounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import NewJob
from backend.services.errors import InvalidInput, NotFound, StudioError
from backend.services.exports import HOUSE
from backend.services.media import StoredFile
from backend.services.shelf import Shelf
from backend.studio.errors import Cancelled
from backend.studio.lyrics.foreign import Speak
from backend.studio.singing import HARMONIES
from backend.studio.voice import audition, casting, ways
from backend.studio.voice.audition import MAX_TEXT, Audition
from backend.studio.voice.booth import Booth
from backend.studio.voice.singer import Voice

__all__ = ["AUDITION", "MAX_TEXT", "Singing", "Voices"]

AUDITION = "audition"
MP3 = "audio/mpeg"
# What a voice sings where nobody asked for other words, by the beginning of its language: two seconds say enough, so
# that the slowest voices need not be waited for long.
SAMPLES: Mapping[str, str] = {
    "en": "Sing to the morning",
    "es": "Canto para ti",
    "fr": "Je chante pour toi",
    "it": "Canto per te",
    "pt": "Canto pra você",
    "ja": "きみに うたを うたうよ",
    "zh": "wo wei ni chang ge",
}


@dataclass(frozen=True)
class Singing:
    """What the services need of the studio's singers; ``speak`` reads the words of languages other than English."""

    booth: Booth
    speak: Speak | None = None


# What `audition.key` makes of whatever is heard: the beginning of one is the name of none.
NAME = re.compile(r"[0-9a-f]{32}\.mp3")


class Voices:
    """Lists voices, and lets them be heard."""

    def __init__(self, database: Database, board: Board, shelf: Shelf, singing: Singing) -> None:
        self._database, self._board, self._shelf, self._singing = database, board, shelf, singing

    def listing(self) -> dict[str, Any]:
        """All voices, the ways of singing, and what may be sung beside a melody."""
        voices = [_document(voice) for voice in self._singing.booth.company.voices()]
        return {
            "voices": voices,
            "expressions": _named(ways.labels()),
            "harmonies": _named(HARMONIES),
        }

    def audition(self, text: str, voice: str, *, language: str = "", expression: str = "") -> dict[str, Any]:
        """Have some words sung by a voice; the answer says where they can be heard in a moment.

        Raises
        ------
        InvalidInput
            if there is no such voice here, it does not have the language, or the words cannot be sung
        """
        asked = self._settled(text, voice, language, expression)
        name = self._name(asked)
        ready = self._shelf.find(_on_shelf(name)) is not None
        if not ready:
            self._ask(asked, name)
        return {"voice": asked.voice, "ready": ready, "url": f"/api/voices/auditions/{name}"}

    def sample(self, voice: str) -> str:
        """The name of the audition that stands for a voice.

        Raises
        ------
        NotFound
            if there is no such voice, or it cannot sing here
        """
        try:
            language = self._singing.booth.company.voice(voice).languages[0]
            asked = self._settled(SAMPLES.get(language[:2], "La la la"), voice, language, "")
        except StudioError as refusal:
            raise NotFound(refusal.message) from refusal
        name = self._name(asked)
        if self._shelf.find(_on_shelf(name)) is None:
            self._ask(asked, name)
        return name

    def find(self, name: str) -> StoredFile | None:
        """An audition that was made; None while it is not."""
        if not NAME.fullmatch(name):
            raise NotFound(f"There is no audition {name[:80]!r}.")
        place = self._shelf.find(_on_shelf(name))
        return StoredFile(place, f"audition-{name}", MP3, place.stem, is_public=True) if place else None

    def failure(self, name: str) -> str:
        """Why an audition could not be made; empty while it is under way.

        Raises
        ------
        NotFound
            if nobody asked for it
        """
        with self._database.transaction() as session:
            job = self._board.latest(session, HOUSE, AUDITION, name)
        if job is None:
            raise NotFound(f"There is no audition {name[:80]!r}.")
        return str((job.error or {}).get("message", "")) if job.is_final else ""

    def make_now(self, run: Run) -> None:
        """Sing the audition of a job."""
        asked = Audition(**run.input["audition"])
        run.report("singing", 0.0)

        def write(path: Path) -> None:
            how: Any = {"speak": self._singing.speak, "cancelled": run.cancelled}
            audition.write(asked, self._singing.booth, path, **how)
            if run.cancelled():
                raise Cancelled("Cancelled while singing.")

        name = self._name(asked)
        if self._shelf.find(_on_shelf(name)) is None:
            self._shelf.put(_on_shelf(name), write)
        with self._database.transaction() as session:
            run.finish(session, result={"url": f"/api/voices/auditions/{name}"})

    def _settled(self, text: str, voice: str, language: str, expression: str) -> Audition:
        try:
            ways.check(expression)
            found = casting.chosen(self._singing.booth.company, voice, language)
            spoken = casting.language_of(found, language)
            asked = Audition(text, found.id, spoken, expression)
            audition.phrases(asked, found, self._singing.speak)
        except StudioError as refusal:
            raise InvalidInput.of(refusal.fields or {"text": [refusal.message]}) from refusal
        return asked

    def _name(self, asked: Audition) -> str:
        return f"{audition.key(asked, self._singing.booth)}.mp3"

    def _ask(self, asked: Audition, name: str) -> None:
        """Put up the job of an audition, or leave the one that is under way alone."""
        told = {"title": f"Audition of {asked.voice}", "audition": vars(asked)}
        with self._database.transaction() as session:
            job = self._board.latest(session, HOUSE, AUDITION, name)
            if job and not job.is_final:
                return
            key = f"{name} after {job.id}" if job else name
            job = self._board.add(session, NewJob(AUDITION, HOUSE, told, length_s=5.0, idempotency_key=key))
        if job.is_new:
            self._board.announce(job.id, at_front=True)


def _on_shelf(name: str) -> str:
    """Where an audition is kept: apart from the downloads of songs, for it is everybody's and they are not."""
    return f"{AUDITION}-{name}"


def _document(voice: Voice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "label": voice.label,
        "engine": voice.engine,
        "languages": list(voice.languages),
        "range": [voice.lowest, voice.highest],
        "tessitura": [voice.low, voice.high],
        "licence": voice.licence,
        "credit": voice.credit,
        "speed": voice.speed,
        "available": not voice.unavailable,
        "reason": voice.unavailable or None,
        "sample": None if voice.unavailable else f"/api/voices/{quote(voice.id)}/sample",
    }


def _named(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "label": label} for name, label in labels.items()]
