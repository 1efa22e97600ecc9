"""Albums as players see them: those of the library, and for each artist the singles that are on none.

Both are counted from the songs that the caller may hear; which of all there are on a page, counted.py finds out.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from backend.db.library import Album, Artist, Opinion
from backend.db.models import Song

SINGLES = "Singles"
By = aliased(Artist)
Liked = aliased(Opinion)


# As statements.IS_THERE, but no index answers it: those of albums and artists are the ones that find few songs, and
# SQLite takes the other once many albums are asked for.
_IS_THERE = and_(
    Song.deleted_at.is_(None),
    Song.state == "ready",
    or_(func.coalesce(Song.public, false()), Song.owner == bindparam("owner")),
)


class Order(StrEnum):
    """The orders in which players ask for albums, in the words of the protocol."""

    RANDOM = "random"
    NEWEST = "newest"
    HIGHEST = "highest"
    FREQUENT = "frequent"
    RECENT = "recent"
    NAME = "alphabeticalByName"
    ARTIST = "alphabeticalByArtist"
    STARRED = "starred"
    YEAR = "byYear"
    GENRE = "byGenre"


def _counted() -> list[Any]:
    """What is counted of the songs of a shelf."""
    return [
        func.count().label("songs"),
        func.sum(Song.duration_s).label("duration_s"),
        func.sum(Song.play_count).label("plays"),
        func.max(Song.created_at).label("created_at"),
        func.min(func.nullif(Song.genre, "")).label("genre"),
    ]


def shelves(albums: ColumnElement[bool] | None = None, singles: ColumnElement[bool] | None = None) -> Any:
    """Every album and every artist's singles, of some albums or artists where that is said."""
    on_albums = select(Song.album_id.label("album_id"), *_counted()).where(Song.album_id.is_not(None), _IS_THERE)
    alone = select(Song.artist_id.label("artist_id"), *_counted()).where(Song.album_id.is_(None), _IS_THERE)
    if albums is not None:
        on_albums = on_albums.where(albums)
    if singles is not None:
        alone = alone.where(singles)
    by_album = on_albums.group_by(Song.album_id).subquery()
    by_artist = alone.group_by(Song.artist_id).subquery()
    counts = ("songs", "duration_s", "plays", "created_at", "genre")
    whole = select(
        Album.id.label("album_id"),
        Album.artist_id,
        Album.title,
        Album.title_key,
        Album.release_year,
        *(by_album.c[name] for name in counts),
    ).join(by_album, by_album.c.album_id == Album.id)
    rest = select(
        cast(null(), Integer).label("album_id"),
        by_artist.c.artist_id,
        literal(SINGLES).label("title"),
        literal(SINGLES.lower()).label("title_key"),
        cast(null(), Integer).label("release_year"),
        *(by_artist.c[name] for name in counts),
    )
    return union_all(whole, rest).subquery("shelves")


def _told(found: Any) -> Any:
    return (
        select(*found.c, By.name.label("artist"), Liked.liked_at, Liked.stars)
        .select_from(found)
        .outerjoin(By, By.id == found.c.artist_id)
        .outerjoin(
            Liked,
            and_(Liked.user_id == bindparam("me"), Liked.kind == "album", Liked.thing_id == found.c.album_id),
        )
    )


def _alone(is_named: bool) -> ColumnElement[bool]:
    """Songs of an artist, value ``artist``, or of none: each in a form that an index answers."""
    return Song.artist_id == bindparam("artist") if is_named else Song.artist_id.is_(None)


@cache
def some(*, nameless: bool = False) -> Any:
    """Some albums, value ``albums``, and singles of some artists, value ``artists``; or singles of none."""
    albums = Song.album_id.in_(bindparam("albums", expanding=True))
    named = Song.artist_id.in_(bindparam("artists", expanding=True))
    return _told(shelves(Song.id.is_(None), Song.artist_id.is_(None)) if nameless else shelves(albums, named))


@cache
def of_artist(is_named: bool) -> Any:
    """The numbers of the albums of an artist, and of those of others with songs of theirs; value ``artist``."""
    guest = select(Song.album_id).where(_alone(is_named), Song.album_id.is_not(None))
    return select(Album.id).where(Album.artist_id == bindparam("artist")).union(guest)


@cache
def one(is_album: bool, *, is_named: bool = True) -> Any:
    """One album, value ``album``, or the singles of one artist, value ``artist``."""
    never = Song.id.is_(None)
    return _told(shelves(Song.album_id == bindparam("album"), never) if is_album else shelves(never, _alone(is_named)))


_OF_ARTISTS = (
    select(By.id.label("artist_id"), By.name, Liked.liked_at, Liked.stars)
    .select_from(By)
    .outerjoin(Liked, and_(Liked.user_id == bindparam("me"), Liked.kind == "artist", Liked.thing_id == By.id))
)
# All artists by name, and some, value ``ids``.
ARTISTS: Any = _OF_ARTISTS.order_by(By.name_key)
ARTISTS_BY_ID: Any = _OF_ARTISTS.where(By.id.in_(bindparam("ids", expanding=True)))
