"""Artists for those who may see them, with their albums and songs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from backend.db.library import Album, Artist
from backend.db.models import Song
from backend.db.session import Database
from backend.services import sight
from backend.services.album_documents import ALBUMS, ARTISTS, album_documents, artist_documents
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.finding.search import Page
from backend.services.songs import LISTING, documents
from backend.services.spelling import sort_key

# As many as a page shows; the lists of albums and songs have the rest.
MAX_ALBUMS, MAX_SONGS = 100, 50


class Artists:
    """Shows artists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, caller: Caller, *, words: str = "", number: int = 1, size: int = 20) -> Page:
        """List artists by name; ``words`` are a part of it."""
        which = [sight.artists_seen(caller)]
        if words:
            which.append(Artist.name_key.contains(sort_key(words), autoescape=True))
        rows = ARTISTS.where(*which).order_by(Artist.name_key).limit(size).offset((number - 1) * size)
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(Artist).where(*which)) or 0
            return Page(count, artist_documents(connection, connection.execute(rows).all(), caller))

    def artist(self, caller: Caller, artist_id: int) -> dict[str, Any]:
        """An artist with albums, the newest first, and the songs that were heard most.

        Raises
        ------
        NotFound
            if there is none for this caller
        """
        albums = ALBUMS.where(Album.artist_id == artist_id, sight.albums_seen(caller))
        newest = albums.order_by(func.coalesce(Album.release_year, 0).desc(), Album.id.desc()).limit(MAX_ALBUMS)
        songs = LISTING.where(Song.artist_id == artist_id, sight.songs_seen(caller))
        most_heard = songs.order_by(Song.play_count.desc(), Song.id.desc()).limit(MAX_SONGS)
        with self._database.reading() as connection:
            row = connection.execute(ARTISTS.where(Artist.id == artist_id, sight.artists_seen(caller))).first()
            if row is None:
                raise NotFound(f"There is no artist {artist_id}.")
            return {
                **artist_documents(connection, [row], caller)[0],
                "albums": album_documents(connection, connection.execute(newest).all(), caller),
                "songs": documents(connection, connection.execute(most_heard).all(), caller),
            }
