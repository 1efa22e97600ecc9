"""Albums as players see them: those of the library, and for each artist the singles that are on none.

Both are counted from the songs that the caller may hear, in the order of an index, so that nothing has to be sorted
but the page that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from backend.db.library import Album, Artist, Opinion, Play
from backend.db.models import Song
from backend.services.players.statements import IS_THERE

SINGLES = "Singles"
By = aliased(Artist)
Liked = aliased(Opinion)


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


def _counted(*more: Any) -> list[Any]:
    """What is counted of the songs of a shelf."""
    return [
        func.count().label("songs"),
        func.sum(Song.duration_s).label("duration_s"),
        func.sum(Song.play_count).label("plays"),
        func.max(Song.created_at).label("created_at"),
        func.min(func.nullif(Song.genre, "")).label("genre"),
        func.sum(case((Song.genre == bindparam("genre", type_=String), 1), else_=0)).label("of_genre"),
        *more,
    ]


def shelves(albums: ColumnElement[bool] | None = None, singles: ColumnElement[bool] | None = None) -> Any:
    """Every album and every artist's singles, of some albums or artists where that is said."""
    on_albums = select(Song.album_id.label("album_id"), *_counted()).where(Song.album_id.is_not(None), IS_THERE)
    alone = select(Song.artist_id.label("artist_id"), *_counted()).where(Song.album_id.is_(None), IS_THERE)
    if albums is not None:
        on_albums = on_albums.where(albums)
    if singles is not None:
        alone = alone.where(singles)
    by_album = on_albums.group_by(Song.album_id).subquery()
    by_artist = alone.group_by(Song.artist_id).subquery()
    counts = ("songs", "duration_s", "plays", "created_at", "genre", "of_genre")
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


@cache
def listing(order: Order) -> Any:
    """A page of albums in an order; values ``size``, ``before``, and ``genre``, ``from_year`` and ``to_year``."""
    found = shelves()
    c = found.c
    year = func.coalesce(c.release_year, extract("year", c.created_at))
    heard = (
        select(Song.album_id, Song.artist_id, func.max(Play.played_at).label("played_at"))
        .join(Song, Song.id == Play.song_id)
        .where(Play.user_id == bindparam("me"))
        .group_by(Song.album_id, case((Song.album_id.is_(None), Song.artist_id)), Song.artist_id)
        .subquery()
    )
    statement = _told(found)
    orders: Mapping[Order, Callable[[Any], Any]] = {
        Order.RANDOM: lambda s: s.order_by(func.random()),
        Order.NEWEST: lambda s: s.order_by(c.created_at.desc()),
        Order.HIGHEST: lambda s: s.where(Liked.stars.is_not(None)).order_by(Liked.stars.desc(), c.title_key),
        Order.FREQUENT: lambda s: s.where(c.plays > 0).order_by(c.plays.desc()),
        Order.RECENT: lambda s: s.join(heard, _same(c, heard.c)).order_by(heard.c.played_at.desc()),
        Order.NAME: lambda s: s.order_by(c.title_key),
        Order.ARTIST: lambda s: s.order_by(By.name_key, c.title_key),
        Order.STARRED: lambda s: s.where(Liked.liked_at.is_not(None)).order_by(Liked.liked_at.desc()),
        Order.YEAR: lambda s: _between(s, year),
        Order.GENRE: lambda s: s.where(c.of_genre > 0).order_by(c.title_key),
    }
    ordered = orders[order](statement).order_by(c.album_id, c.artist_id)
    return ordered.limit(bindparam("size")).offset(bindparam("before"))


@cache
def of_artist() -> Any:
    """The albums of an artist, those of others with songs of theirs as well, and their singles; value ``artist``."""
    theirs = select(Album.id).where(Album.artist_id == bindparam("artist"))
    guest = select(Song.album_id).where(Song.artist_id == bindparam("artist"), Song.album_id.is_not(None))
    found = shelves(Song.album_id.in_(theirs.union(guest)), func.coalesce(Song.artist_id, 0) == bindparam("artist"))
    year = func.coalesce(found.c.release_year, 9999)
    return _told(found).order_by(year, found.c.title_key, found.c.album_id)


@cache
def one(is_album: bool) -> Any:
    """One album, value ``album``, or the singles of one artist, value ``artist``."""
    never = Song.id.is_(None)
    album = Song.album_id == bindparam("album")
    artist = func.coalesce(Song.artist_id, 0) == bindparam("artist")
    return _told(shelves(album, never) if is_album else shelves(never, artist))


@cache
def artists() -> Any:
    """All artists with how many albums they have, singles being one."""
    return _artists(shelves()).order_by(By.name_key)


@cache
def artist() -> Any:
    """One artist, value ``artist``."""
    theirs = select(Album.id).where(Album.artist_id == bindparam("artist"))
    alone = func.coalesce(Song.artist_id, 0) == bindparam("artist")
    return _artists(shelves(Song.album_id.in_(theirs), alone))


@cache
def albums_by_id() -> Any:
    """Some albums, value ``ids``."""
    return _told(shelves(Song.album_id.in_(bindparam("ids", expanding=True)), Song.id.is_(None)))


@cache
def artists_by_id() -> Any:
    """Some artists, value ``ids``."""
    ids: Any = bindparam("ids", expanding=True)
    theirs = select(Album.id).where(Album.artist_id.in_(ids))
    return _artists(shelves(Song.album_id.in_(theirs), Song.artist_id.in_(ids)))


def _artists(found: Any) -> Any:
    counted = (
        select(found.c.artist_id, func.count().label("albums"), func.max(found.c.created_at).label("created_at"))
        .group_by(found.c.artist_id)
        .subquery()
    )
    return (
        select(counted.c.artist_id, counted.c.albums, counted.c.created_at, By.name, Liked.liked_at, Liked.stars)
        .select_from(counted)
        .outerjoin(By, By.id == counted.c.artist_id)
        .outerjoin(
            Liked,
            and_(Liked.user_id == bindparam("me"), Liked.kind == "artist", Liked.thing_id == counted.c.artist_id),
        )
    )


def _same(one: Any, other: Any) -> ColumnElement[bool]:
    """Whether two rows are of the same shelf."""
    by_album = one.album_id == other.album_id
    by_artist = and_(one.album_id.is_(None), other.album_id.is_(None), one.artist_id == other.artist_id)
    return or_(by_album, by_artist)


def _between(statement: Any, year: Any) -> Any:
    """Those of some years; they are asked for backwards, too, with the later year first."""
    first, last = bindparam("from_year", type_=Integer), bindparam("to_year", type_=Integer)
    forwards = first <= last
    within = case((forwards, year.between(first, last)), else_=year.between(last, first))
    return statement.where(within).order_by(case((forwards, year), else_=-year))
