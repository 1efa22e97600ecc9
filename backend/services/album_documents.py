"""Albums and artists as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from backend.db.library import Album, Artist
from backend.services.callers import Caller
from backend.services.moments import clock_face, iso
from backend.services.opinions import NOTHING, thoughts
from backend.services.song_documents import drawn_cover, media_url

ALBUMS: Any = select(
    Album.id,
    Album.title,
    Album.artist_id,
    Album.created_at,
    Album.release_year,
    Album.image,
    Album.song_count,
    Album.duration_s,
    Album.play_count,
    Artist.name.label("artist"),
).join(Artist, Artist.id == Album.artist_id)
ARTISTS: Any = select(Artist.id, Artist.name, Artist.image, Artist.song_count, Artist.play_count)


def album_documents(connection: Connection, rows: Sequence[Any], caller: Caller) -> list[dict[str, Any]]:
    """What lists show of albums: rows of `ALBUMS`; what is counted is public."""
    mine = _thoughts(connection, caller, "album", rows)
    return [
        {
            "id": row.id,
            "title": row.title,
            "artist": row.artist,
            "artist_id": row.artist_id,
            "release_year": row.release_year,
            "image": media_url(row.image) if row.image else None,
            "artwork": media_url(row.image or drawn_cover("album", row.id, row.song_count)),
            "song_count": row.song_count,
            "duration": clock_face(row.duration_s),
            "duration_s": row.duration_s,
            "play_count": row.play_count,
            "created_at": iso(row.created_at),
            **_opinion(mine, row.id),
        }
        for row in rows
    ]


def artist_documents(connection: Connection, rows: Sequence[Any], caller: Caller) -> list[dict[str, Any]]:
    """What lists show of artists: rows of `ARTISTS`; what is counted is public."""
    mine = _thoughts(connection, caller, "artist", rows)
    return [
        {
            "id": row.id,
            "name": row.name,
            "image": media_url(row.image) if row.image else None,
            "artwork": media_url(row.image or drawn_cover("artist", row.id, row.song_count)),
            "song_count": row.song_count,
            "play_count": row.play_count,
            **_opinion(mine, row.id),
        }
        for row in rows
    ]


def _thoughts(connection: Connection, caller: Caller, kind: str, rows: Sequence[Any]) -> dict[int, Any]:
    return thoughts(connection, caller.person.id if caller.person else None, kind, [row.id for row in rows])


def _opinion(mine: dict[int, Any], thing_id: int) -> dict[str, Any]:
    thought = mine.get(thing_id, NOTHING)
    return {"liked": thought.liked_at is not None, "stars": thought.stars}
