"""The takes of a song: a tree of versions, of which one is the current."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from backend.db.models import Job, Song, Take
from backend.db.session import Database
from backend.jobs import status
from backend.services import names
from backend.services.callers import Caller
from backend.services.errors import Conflict, NotFound
from backend.services.moments import iso
from backend.services.sight import own_song
from backend.services.song_documents import media_url, take_document
from backend.services.takes import hold, show_take
from backend.storage.local import LocalStorage

EDIT = "edit"
"""The type of the jobs that edit."""


class SongTakes:
    """The takes of the caller's songs. Others hear the current one alone."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage

    def listing(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """All takes of a song in the order in which they were made, and the edits that are still under way."""
        with self._database.transaction() as session:
            song = own_song(session, caller, song_id, to="see and change the takes of")
            results = [_node(song, take) for take in song.takes]
            pending = [_pending(job) for job in session.scalars(_under_way(song)) if job.input["song_id"] == song.id]
            return {"song_id": song.id, "current": song.current_take, "results": results, "pending": pending}

    def take(self, caller: Caller, song_id: int, number: int) -> dict[str, Any]:
        """One take with all that its page shows."""
        with self._database.transaction() as session:
            song = own_song(session, caller, song_id, to="see and change the takes of")
            found = take_number(song, number)
            return {**take_document(found), **_node(song, found)}

    def change(self, caller: Caller, song_id: int, number: int, current: bool) -> dict[str, Any]:
        """Make a take the current one: what the song plays, shows and offers from now on.

        Raises
        ------
        Conflict
            if it shall no longer be the current one: that is done by choosing another
        """
        with self._database.transaction() as session:
            hold(session, song_id)
            song = own_song(session, caller, song_id, to="see and change the takes of")
            take = take_number(song, number)
            if current:
                show_take(song, take, label=_label(song, take))
            elif number == song.current_take:
                raise Conflict("A song has one current take; choose another one instead.")
            return _node(song, take)

    def delete(self, caller: Caller, song_id: int, number: int) -> None:
        """Remove a take and its files for good; its children become its parent's.

        Raises
        ------
        Conflict
            if it is the current one, which is also true of the only one
        """
        with self._database.transaction() as session:
            hold(session, song_id)
            song = own_song(session, caller, song_id, to="see and change the takes of")
            take = take_number(song, number)
            if number == song.current_take:
                raise Conflict(f"Take {number} is the current one; choose another first.")
            for child in song.takes:
                if child.parent_id == take.id:
                    child.parent_id = take.parent_id
            song.takes.remove(take)
            place = f"{names.folder(song.track_id)}/{number}"
        self._storage.remove(place)


def take_number(song: Song, number: int | None) -> Take:
    """A take of a song by its number, the current one if that is None.

    Raises
    ------
    NotFound
        if there is none
    """
    wanted = song.current_take if number is None else number
    found = next((take for take in song.takes if take.number == wanted), None)
    if found is None:
        raise NotFound(f"Song {song.id} has no take {number}." if number else f"Song {song.id} is not finished.")
    return found


def _under_way(song: Song) -> Select[Job]:
    """The edits of an owner that wait or run, oldest first."""
    mine = select(Job).where(Job.owner == song.owner, Job.type == EDIT, Job.status.in_(status.ACTIVE))
    return mine.order_by(Job.created_at, Job.id)


def _pending(job: Job) -> dict[str, Any]:
    """A take that is being made."""
    return {
        "job_id": job.id,
        "parent": job.input["take"],
        "edit": job.input["edit"],
        "status": job.status,
        "progress": round(job.progress, 4),
    }


def _label(song: Song, take: Take) -> str:
    """What people call the style of a take: edits of sections leave it, so all takes of a song share it."""
    known = song.summary or {}
    return str(known["label"] if "label" in known else take.brief["styles"][0]["name"])


def _node(song: Song, take: Take) -> dict[str, Any]:
    """A take in the tree."""
    by_id = {other.id: other.number for other in song.takes}
    masters = {asset.format: asset for asset in take.assets if asset.kind == "master"}
    shown = masters.get("mp3") or next(iter(masters.values()), None)
    edit = dict(take.edit or {})
    return {
        "number": take.number,
        "parent": by_id.get(take.parent_id or 0),
        "is_current": take.number == song.current_take,
        "created_at": iso(take.created_at),
        "text": edit.pop("text", ""),
        "changed": {"sections": edit.pop("sections", []), "parts": edit.pop("changed_parts", [])},
        "edit": edit or None,
        "seed": take.seed,
        "duration_s": shown.duration_s if shown else None,
        "file": media_url(shown.path) if shown else None,
        "loudness_lufs": take.facts["loudness_lufs"],
        "bytes": sum(asset.bytes for asset in take.assets),
        "url": f"/api/songs/{song.id}/takes/{take.number}",
    }
