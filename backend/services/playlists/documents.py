"""Playlists and what is in them as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from backend.services.callers import Caller
from backend.services.moments import iso
from backend.services.playlists.rights import is_editor, is_owner, viewer
from backend.services.song_documents import media_url
from backend.services.songs import documents

COVERS = "covers"


def playlist_document(caller: Caller, row: Any) -> dict[str, Any]:
    """What a list shows of a playlist; ``row`` is of ``rights.LISTING``."""
    return {
        "id": row.id,
        "name": row.name,
        "is_public": row.is_public,
        "cover_image": cover_url(row),
        "created_at": iso(row.created_at),
        "changed_at": iso(row.changed_at),
        "description": row.description,
        "user": row.username,
        "is_mine": row.user_id == viewer(caller),
        "is_collaborative": row.is_collaborative,
        "can_edit": is_editor(caller, row) and row.rule is None,
        "is_smart": row.rule is not None,
        "rule": row.rule if is_owner(caller, row) else None,
        "song_count": row.song_count if row.rule is None else None,
    }


def cover_url(row: Any) -> str:
    """Where the cover of a playlist is to be had: its own, else one that is put together from its songs."""
    if row.cover:
        return media_url(row.cover)
    return f"{media_url(mosaic_name(row.id))}?v={int(row.changed_at.timestamp() * 1e6):x}"


def mosaic_name(playlist_id: int) -> str:
    """The stored path that a cover has which was put together."""
    return f"{COVERS}/playlist_{playlist_id}.webp"


def placed_songs(connection: Connection, rows: Sequence[Any], caller: Caller) -> list[dict[str, Any]]:
    """Songs with their places; the rows are of ``songs.LISTING`` with the columns of the entry beside them."""
    return [
        {
            **song,
            "entry_id": row.entry_id,
            "position": row.position,
            "added_at": iso(row.added_at),
            "added_by": row.adder,
        }
        for row, song in zip(rows, documents(connection, rows, caller), strict=True)
    ]


def entry_document(row: Any) -> dict[str, Any]:
    """A song's place in a playlist, by names and by numbers."""
    return {
        "id": row.id,
        "playlist": row.playlist,
        "song": row.song,
        "playlist_id": row.playlist_id,
        "song_id": row.song_id,
        "position": row.position,
        "added_at": iso(row.added_at),
    }
