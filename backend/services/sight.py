"""What of the library a caller may see: one's own and what is public; an administrator sees all."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist
from backend.db.models import Song
from backend.services.callers import Caller
from backend.services.errors import NotAllowed, NotFound
from backend.services.tallies import IS_PUBLIC

KINDS = ("song", "album", "artist")


def songs_seen(caller: Caller) -> ColumnElement[bool]:
    """Which songs a caller may see, without what is in the trash."""
    if caller.is_admin:
        return Song.deleted_at.is_(None)
    return and_(Song.deleted_at.is_(None), or_(and_(*IS_PUBLIC), Song.owner == (caller.owner or "-")))


def albums_seen(caller: Caller) -> ColumnElement[bool]:
    """Which albums: the house's own, those with public songs, one's own."""
    if caller.is_admin:
        return true()
    return or_(Album.song_count > 0, Album.owner == "", Album.owner == (caller.owner or "-"))


def artists_seen(caller: Caller) -> ColumnElement[bool]:
    """Which artists: those with public songs or an album that is seen, and those whom one's own songs are by."""
    if caller.is_admin:
        return true()
    albums = exists().where(Album.artist_id == Artist.id, albums_seen(caller))
    own = exists().where(Song.artist_id == Artist.id, Song.owner == (caller.owner or "-"))
    return or_(Artist.song_count > 0, albums, own)


def see(session: Session, caller: Caller, kind: str, thing_id: int) -> None:
    """Make sure that a caller may see a ``song``, an ``album`` or an ``artist``.

    Raises
    ------
    NotFound
        if there is none, or none for this caller
    """
    which = {
        "song": (Song.id, songs_seen),
        "album": (Album.id, albums_seen),
        "artist": (Artist.id, artists_seen),
    }
    column, seen = which[kind]
    if session.scalar(select(column).where(column == thing_id, seen(caller))) is None:
        raise NotFound(f"There is no {kind} {thing_id}.")


def own_song(session: Session, caller: Caller, song_id: int, *, to: str = "change", in_trash: bool = False) -> Song:
    """A song that is the caller's to change; ``in_trash``: it may be in the trash.

    Raises
    ------
    NotFound, NotAllowed
        if there is none for this caller, or it is somebody else's: private, or public
    """
    song = session.get(Song, song_id)
    is_own = song is not None and caller.owns(song.owner)
    if song is None or (song.deleted_at and not (is_own and in_trash)) or not (song.public or is_own):
        raise NotFound(f"There is no song {song_id}.")
    if not is_own:
        raise NotAllowed(f"Only its owner may {to} this song.")
    return song
