"""Backing tracks: uploads that somebody sings over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sqlalchemy import or_, select

from backend.db.models import Asset
from backend.db.session import Database
from backend.services import apart
from backend.services.errors import InvalidInput, StudioError
from backend.services.wishes import Wishes
from backend.storage.local import LocalStorage
from backend.studio.analysis.listening import Heard
from backend.studio.brief import Backing
from backend.studio.composer.vocal import over

KIND = "audio"
# Listening starts a process; a form that is checked while one types asks for the same one again and again.
KEPT = 32


@dataclass(frozen=True)
class Track:
    """An upload (its id or stored path), and its tempo if somebody knows it."""

    upload: str
    bpm: float | None = None


class Backings:
    """Listens to what people sing over, and finds it again when it is recorded."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage
        self._heard = lru_cache(maxsize=KEPT)(self._listened)

    def over(self, owner: str, track: Track, wishes: Wishes) -> Wishes:
        """The wishes of a song over an upload: its tempo, key, sections and chords, where nothing else was asked for.

        Raises
        ------
        InvalidInput
            if there is no such upload of the owner's, or no steady pulse in it
        """
        asset = self._asset(owner, track.upload)
        try:
            heard = self._heard(asset.path, asset.format, track.bpm or wishes.tempo_bpm)
            frame = over.frame(heard, wishes.singing.lyrics)
        except StudioError as refusal:
            raise _wrong(refusal.message) from refusal
        backing = Backing(asset.id, asset.name, round(frame.start_s, 6), heard.length_s)
        return replace(wishes, tempo_bpm=frame.bpm, key=wishes.key or frame.key, hard=frame.hard, backing=backing)

    def file(self, owner: str, backing: Backing | None) -> Path | None:
        """Where a backing track lies; None if there is none, or it is nobody's any more."""
        if backing is None:
            return None
        with self._database.transaction() as session:
            which = select(Asset.path).where(Asset.owner == owner, Asset.kind == KIND, Asset.id == backing.upload)
            stored = session.scalar(which)
        return self._storage.locate(stored) if stored else None

    def _asset(self, owner: str, upload: str) -> Asset:
        place = upload.removeprefix("/").removeprefix("storage/").removeprefix("media/")
        with self._database.transaction() as session:
            found = session.scalar(
                select(Asset).where(
                    Asset.owner == owner, Asset.kind == KIND, or_(Asset.id == place, Asset.path == place)
                )
            )
            if found is not None:
                session.expunge(found)
        if found is None or not owner:
            raise _wrong(f"There is no sound {upload[:80]!r} among your uploads.")
        return found

    def _listened(self, stored: str, format: str, bpm: float | None) -> Heard:
        return apart.listen(self._storage.locate(stored), format, bpm=bpm)


def _wrong(message: str) -> InvalidInput:
    return InvalidInput.of({"backing": [message]})
