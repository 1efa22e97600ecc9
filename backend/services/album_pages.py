"""Albums for those who may see them, and the desk at which the administrator makes and changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db.library import Album
from backend.db.models import Song
from backend.db.session import Database
from backend.services import sight
from backend.services.album_documents import ALBUMS, album_documents
from backend.services.albums import HOUSE, forget
from backend.services.artists import artist_named, forget_unused
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotFound
from backend.services.finding.search import Page
from backend.services.pictures_kept import SentPicture, WrittenPicture, written_if_sent
from backend.services.song_pictures import picture_instead
from backend.services.songs import LISTING, documents
from backend.services.spelling import sort_key
from backend.services.tallies import recount_of
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage

# Longer than any that people make; a page shows them all.
MAX_TRACKS = 500
# Whom an album is by of which nobody said it.
SEVERAL = "Various Artists"


class AlbumSort(StrEnum):
    """The order of a list of albums; the newest come first where nothing is said."""

    NEWEST = "-created"
    TITLE = "title"
    YEAR = "-year"
    PLAYS = "-plays"


_ORDERS = {
    AlbumSort.NEWEST: Album.created_at.desc(),
    AlbumSort.TITLE: Album.title_key.asc(),
    AlbumSort.YEAR: func.coalesce(Album.release_year, 0).desc(),
    AlbumSort.PLAYS: Album.play_count.desc(),
}


class Albums:
    """Shows albums, makes, changes and removes them. ``cover`` says what their pictures may be."""

    def __init__(
        self, database: Database, storage: LocalStorage, *, cover: Kind, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._cover, self._clock = database, storage, cover, clock

    def page(
        self, caller: Caller, *, words: str = "", sort: AlbumSort = AlbumSort.NEWEST, number: int = 1, size: int = 20
    ) -> Page:
        """List albums; ``words`` are a part of their titles."""
        which = [sight.albums_seen(caller)]
        if words:
            which.append(Album.title_key.contains(sort_key(words), autoescape=True))
        rows = ALBUMS.where(*which).order_by(_ORDERS[sort], Album.id.desc()).limit(size).offset((number - 1) * size)
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(Album).where(*which)) or 0
            return Page(count, album_documents(connection, connection.execute(rows).all(), caller))

    def album(self, caller: Caller, album_id: int) -> dict[str, Any]:
        """An album with the songs on it that the caller may see, in the order of their tracks.

        Raises
        ------
        NotFound
            if there is none for this caller
        """
        inside = LISTING.where(Song.album_id == album_id, sight.songs_seen(caller))
        in_order = inside.order_by(Song.track_number.is_(None), Song.track_number, Song.id).limit(MAX_TRACKS)
        with self._database.reading() as connection:
            row = connection.execute(ALBUMS.where(Album.id == album_id, sight.albums_seen(caller))).first()
            if row is None:
                raise NotFound(f"There is no album {album_id}.")
            songs = documents(connection, connection.execute(in_order).all(), caller)
            return {**album_documents(connection, [row], caller)[0], "songs": songs}

    def make(self, caller: Caller, wishes: Mapping[str, Any], picture: SentPicture | None = None) -> dict[str, Any]:
        """Make an album of the house.

        Raises
        ------
        InvalidInput
            if it has no title
        WrongType, TooLarge
            if the picture is none, or more than one may be
        """
        if not wishes.get("title"):
            raise InvalidInput.of({"title": ["An album needs a title."]})
        now = self._clock()
        with self._written(picture) as written, self._database.transaction() as session:
            artist_id = artist_named(session, wishes.get("artist") or SEVERAL, now)
            album = Album(wishes["title"], "", artist_id, now, owner=HOUSE)
            session.add(album)
            session.flush()
            self._say(session, album, wishes)
            if written:
                picture_instead(session, album, written)
            album_id = album.id
        return self.album(caller, album_id)

    def change(
        self, caller: Caller, album_id: int, wishes: Mapping[str, Any], picture: SentPicture | None = None
    ) -> dict[str, Any]:
        """Change ``title``, ``artist``, ``release_year`` of an album; an empty ``image`` takes its picture away.

        Raises
        ------
        NotFound
            if there is none
        WrongType, TooLarge
            if the picture is none, or more than one may be
        """
        before = ""
        with self._written(picture) as written, self._database.transaction() as session:
            album = _held(session, album_id)
            self._say(session, album, wishes)
            if written or "image" in wishes:
                before = picture_instead(session, album, written)
        if before:
            self._storage.remove(before)
        return self.album(caller, album_id)

    def remove(self, album_id: int, *, keep_songs: bool = False) -> None:
        """Remove an album. Songs on it that were made here are let go, others put into the trash, unless they are kept.

        Raises
        ------
        NotFound
            if there is none
        """
        with self._database.transaction() as session:
            album = _held(session, album_id)
            inside = (Song.album_id == album_id, Song.deleted_at.is_(None))
            artists = {album.artist_id, *session.scalars(select(Song.artist_id).where(*inside).distinct())}
            blind = {"synchronize_session": False}
            if not keep_songs:
                gone = update(Song).where(*inside, Song.origin == "uploaded").values(deleted_at=self._clock())
                session.execute(gone, execution_options=blind)
            let_go = update(Song).where(Song.album_id == album_id).values(album_id=None, track_number=None)
            session.execute(let_go, execution_options=blind)
            session.expunge(album)
            pictures = forget(session, [album_id])
            recount_of(session, [], artists)
            forget_unused(session, artists)
        for stored in pictures:
            self._storage.remove(stored)

    def _written(self, picture: SentPicture | None) -> AbstractContextManager[WrittenPicture | None]:
        return written_if_sent(self._storage, self._cover, picture, self._clock())

    def _say(self, session: Session, album: Album, wishes: Mapping[str, Any]) -> None:
        if "title" in wishes:
            album.title, album.title_key = wishes["title"], sort_key(wishes["title"])
        if wishes.get("artist"):
            before, album.artist_id = album.artist_id, artist_named(session, wishes["artist"], self._clock())
            session.flush()
            forget_unused(session, [before])
        if "release_year" in wishes:
            album.release_year = wishes["release_year"] or None


def _held(session: Session, album_id: int) -> Album:
    """An album that nobody else changes until the transaction ends."""
    held = update(Album).where(Album.id == album_id).values(title=Album.title)
    session.execute(held, execution_options={"synchronize_session": False})
    album = session.get(Album, album_id)
    if album is None:
        raise NotFound(f"There is no album {album_id}.")
    return album
