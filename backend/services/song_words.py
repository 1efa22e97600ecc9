"""The words of songs in time."""

from __future__ import annotations

import json
from typing import Any

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.song_takes import take_number
from backend.storage.local import LocalStorage

KIND = "words"


class SongWords:
    """Who sings what and when, for those who may hear it."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage

    def words(self, caller: Caller, song_id: int, take: int | None = None) -> dict[str, Any]:
        """The words of a take, of the current one where none is named.

        Raises
        ------
        NotFound
            if the song or the take is not there, or not for this caller, or nobody sings in it
        """
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            if song is None or song.deleted_at or not (song.public or caller.owns(song.owner)):
                raise NotFound(f"There is no song {song_id}.")
            if take is not None and take != song.current_take and not caller.owns(song.owner):
                raise NotFound(f"Song {song_id} has no take {take}.")
            found = take_number(song, take)
            stored = next((asset.path for asset in found.assets if asset.kind == KIND), None)
            number = found.number
        if stored is None:
            raise NotFound(f"Nobody sings in take {number} of song {song_id}.")
        document: dict[str, Any] = json.loads(self._storage.locate(stored).read_text(encoding="utf-8"))
        return {"song_id": song_id, "take": number, **document}
