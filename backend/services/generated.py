"""Generated songs under their reserved names: the address is known before the music is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller, user_id_of
from backend.services.errors import Conflict, NotAllowed, NotFound, NotReady
from backend.services.media import Media, StoredFile
from backend.services.moments import iso
from backend.services.song_documents import state_of
from backend.services.songs import LISTING
from backend.services.tracks import WORDS

FOLDER = "/media/musicgen"


class Generated:
    """Generated songs, for their owners and the administrator."""

    def __init__(self, database: Database, media: Media) -> None:
        self._database, self._media = database, media

    def songs(self, caller: Caller) -> list[dict[str, Any]]:
        """All of the caller's, newest first."""
        return [_document(row) for row in self._rows(Song.owner == caller.owner)]

    def song(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """One of the caller's.

        Raises
        ------
        NotFound, NotAllowed
            if it is somebody else's: private, or public
        """
        return _document(self._row(caller, song_id))

    def is_ready(self, caller: Caller, song_id: int) -> bool:
        """Whether the music is there, or will never be."""
        row = self._row(caller, song_id)
        return state_of(row.state, row.job_status) != "pending"

    def rename(self, caller: Caller, song_id: int, prompt: str | None) -> dict[str, Any]:
        """Change the words that a song goes by."""
        with self._database.transaction() as session:
            song = session.get(Song, self._row(caller, song_id).id)
            if song and prompt:
                song.prompt = prompt
        return self.song(caller, song_id)

    def file(self, caller: Caller, song_id: int) -> tuple[StoredFile, str]:
        """The WAV file and its reserved name.

        Raises
        ------
        NotReady
            while it is being made
        Conflict
            if it could not be made
        """
        row = self._row(caller, song_id)
        state = state_of(row.state, row.job_status)
        if state == "pending":
            raise NotReady("The song is being made; try again in a moment.")
        if state == "failed":
            raise Conflict("The song could not be made; its job says why.")
        return self._media.master(caller, song_id, format="wav"), row.file_name

    def _row(self, caller: Caller, song_id: int) -> Row[Any]:
        rows = self._rows(Song.id == song_id)
        if not rows or not (rows[0].public or caller.owns(rows[0].owner)):
            raise NotFound(f"There is no generated song {song_id}.")
        if not caller.owns(rows[0].owner):
            raise NotAllowed(f"This song is somebody else's; it plays at /api/songs/{song_id}/play/.")
        return rows[0]

    def _rows(self, which: ColumnElement[bool]) -> list[Row[Any]]:
        there = (Song.origin == "generated", Song.deleted_at.is_(None))
        with self._database.reading() as connection:
            return list(connection.execute(LISTING.where(which, *there).order_by(Song.id.desc())))


def _document(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "user": user_id_of(row.owner),
        "prompt": row.prompt,
        "file_url": f"{FOLDER}/{row.file_name}",
        "download_url": f"/api/ai/generated-songs/{row.id}/download/",
        "created_at": iso(row.created_at),
        "status": WORDS[state_of(row.state, row.job_status)],
    }
