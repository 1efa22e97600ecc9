"""Tracks: songs under the unguessable name that opens them to whoever has it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.media import Media
from backend.services.song_documents import media_url, state_of
from backend.services.songs import LISTING

# The music generator's words for the states of a song.
WORDS = {"pending": "processing", "ready": "completed", "failed": "failed"}
_BY_TRACK = LISTING.where(Song.track_id == bindparam("track_id"), Song.deleted_at.is_(None))


class Tracks:
    """Tells how far tracks are."""

    def __init__(self, database: Database, media: Media) -> None:
        self._database, self._media = database, media

    def status(self, caller: Caller, track_id: str) -> dict[str, Any]:
        """How far a track is, and where it can be fetched once it is there.

        Raises
        ------
        NotFound
            if there is no such track
        """
        with self._database.reading() as connection:
            row = connection.execute(_BY_TRACK, {"track_id": track_id}).first()
        if row is None:
            raise NotFound(f"There is no track {track_id!r}.")
        state = state_of(row.state, row.job_status)
        return {
            "track_id": track_id,
            "status": WORDS[state],
            "progress": 100 if state == "ready" else int(100 * (row.job_progress or 0.0)),
            "prompt": row.prompt,
            "duration": row.duration_s,
            "download_url": self._address(caller, row.owner, row.summary["file"]) if state == "ready" else None,
        }

    def _address(self, caller: Caller, owner: str, stored: str) -> str:
        """A guest's file is open by its address; a user's is signed for those who are not its owner."""
        if owner.startswith("guest:") or caller.owns(owner):
            return media_url(stored)
        return f"{media_url(stored)}?sig={self._media.sign(stored)}"
