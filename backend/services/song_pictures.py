"""The pictures that songs and albums were given: kept in place of the one until now, or taken away."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.db.library import Album
from backend.db.models import Asset, Song
from backend.services.pictures_kept import WrittenPicture

SONG_COVER, ALBUM_COVER = "song_cover", "album_cover"


def picture_instead(session: Session, thing: Song | Album, picture: WrittenPicture | None) -> str:
    """Give a song or an album a picture, or none; the answer is the path of the one until now, to be removed."""
    before = thing.image
    session.execute(delete(Asset).where(Asset.path == before), execution_options={"synchronize_session": False})
    called = SONG_COVER if isinstance(thing, Song) else ALBUM_COVER
    thing.image = picture.keep(session, thing.owner, called, prefix=f"{thing.id}-") if picture else ""
    return before
