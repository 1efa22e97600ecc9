"""Albums: an owner's own are found by name or made when a song says so; the house's are the administrator's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, select, true
from sqlalchemy.orm import Session

from backend.db.library import Album
from backend.db.models import Asset, Song
from backend.services.callers import Caller
from backend.services.errors import InvalidInput
from backend.services.opinions import forget_things
from backend.services.share_ends import end_shares
from backend.services.spelling import sort_key

# The owner of albums that an administrator made.
HOUSE = ""
_BLIND = {"synchronize_session": False}


def album_named(session: Session, owner: str, title: str, artist_id: int, now: datetime) -> int:
    """An owner's album of a title by an artist, made if it is not there: nobody adds to those of others."""
    key = sort_key(title)
    which = (Album.owner == owner, Album.artist_id == artist_id, Album.title_key == key)
    found = session.scalar(select(Album.id).where(*which).order_by(Album.id).limit(1))
    if found is None:
        album = Album(title, key, artist_id, now, owner=owner)
        session.add(album)
        session.flush()
        found = album.id
    return found


def album_of(session: Session, caller: Caller, album_id: int) -> int:
    """The number of an album that a caller may put songs into.

    Raises
    ------
    InvalidInput
        if there is none of theirs
    """
    houses = (HOUSE,) if caller.keeps_house else ()
    mine = true() if caller.is_admin else Album.owner.in_((caller.owner or "-", *houses))
    found = session.scalar(select(Album.id).where(Album.id == album_id, mine))
    if found is None:
        raise InvalidInput.of({"album_id": [f"There is no album {album_id} of yours."]})
    return found


def forget_empty(session: Session, albums: Iterable[int | None]) -> list[str]:
    """Remove those of some albums that began with a song and have none any more; the answer is their pictures, to be
    removed from the storage.
    """
    ids = sorted({each for each in albums if each is not None})
    session.flush()
    empty = (Album.id.in_(ids), Album.owner != HOUSE, ~exists().where(Song.album_id == Album.id))
    gone = session.execute(select(Album.id, Album.image).where(*empty)).all()
    return forget(session, [row.id for row in gone])


def forget(session: Session, albums: list[int]) -> list[str]:
    """Remove albums, which no song is on any more, with links to them and opinions of them; the answer is their
    pictures, to be removed from the storage.
    """
    pictures = [path for path in session.scalars(select(Album.image).where(Album.id.in_(albums))) if path]
    forget_things(session, "album", albums)
    end_shares(session, "album", albums)
    for gone in (delete(Album).where(Album.id.in_(albums)), delete(Asset).where(Asset.path.in_(pictures))):
        session.execute(gone, execution_options=_BLIND)
    return pictures
