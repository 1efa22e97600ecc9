"""What albums and artists count of their public songs: counted anew when a song appears, changes or goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist
from backend.db.models import Song

IS_PUBLIC = (Song.public.is_(True), Song.deleted_at.is_(None), Song.state == "ready")
_BLIND = {"synchronize_session": False}


def recount(session: Session, *songs: Song) -> None:
    """Count anew what the albums and artists of some songs have; call it after the songs have changed."""
    recount_of(session, {song.album_id for song in songs}, {song.artist_id for song in songs})


def recount_of(session: Session, albums: Iterable[int | None], artists: Iterable[int | None]) -> None:
    """Count anew what some albums and artists have; None stands for none."""
    session.flush()
    for table, ids in ((Album, albums), (Artist, artists)):
        if wanted := sorted({each for each in ids if each is not None}):
            # Held first: a count that waited for another's would be of what that one began with.
            session.execute(select(table.id).where(table.id.in_(wanted)).order_by(table.id).with_for_update())
            counted = _counting(table).where(table.id.in_(wanted))
            session.execute(counted, execution_options=_BLIND)


def recount_all(session: Session) -> None:
    """Count anew what all albums and artists have."""
    session.flush()
    for table in (Album, Artist):
        session.execute(_counting(table), execution_options=_BLIND)


def _counting(table: type[Album] | type[Artist]) -> Any:
    column = Song.album_id if table is Album else Song.artist_id
    theirs = (column == table.id, *IS_PUBLIC)
    counts = {
        "song_count": select(func.count()).where(*theirs).scalar_subquery(),
        "play_count": select(func.coalesce(func.sum(Song.play_count), 0)).where(*theirs).scalar_subquery(),
    }
    if table is Album:
        counts["duration_s"] = select(func.coalesce(func.sum(Song.duration_s), 0.0)).where(*theirs).scalar_subquery()
    return update(table).values(counts)
