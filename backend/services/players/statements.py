"""What is read of songs for players, built once; the values are ``owner`` and ``me``, the caller's name and number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from backend.db.library import Album, Artist, Opinion
from backend.db.models import Asset, Song, Take

IS_THERE = and_(
    Song.deleted_at.is_(None), Song.state == "ready", or_(Song.public.is_(True), Song.owner == bindparam("owner"))
)
AlbumArtist = aliased(Artist)
Liked = aliased(Opinion)

SONGS: Any = (
    select(
        Song.id,
        Song.title,
        Song.genre,
        Song.duration_s,
        Song.play_count,
        Song.created_at,
        Song.artist_id,
        Song.album_id,
        Song.track_number,
        Song.mood,
        Song.tempo_bpm,
        Song.gain_db,
        Song.peak,
        Artist.name.label("artist"),
        Album.title.label("album"),
        Album.release_year,
        Album.artist_id.label("album_artist_id"),
        AlbumArtist.name.label("album_artist"),
        Liked.liked_at,
        Liked.stars,
    )
    .select_from(Song)
    .outerjoin(Artist, Artist.id == Song.artist_id)
    .outerjoin(Album, Album.id == Song.album_id)
    .outerjoin(AlbumArtist, AlbumArtist.id == Album.artist_id)
    .outerjoin(Liked, and_(Liked.user_id == bindparam("me"), Liked.kind == "song", Liked.thing_id == Song.id))
)
BY_IDS = SONGS.where(Song.id.in_(bindparam("ids", expanding=True)), IS_THERE)
ON_ALBUM = (
    SONGS.where(Song.album_id == bindparam("album"), IS_THERE)
    .order_by(Song.track_number.nulls_last(), Song.id)
    .limit(bindparam("size"))
)
_ALONE = SONGS.where(Song.album_id.is_(None), IS_THERE).order_by(Song.id).limit(bindparam("size"))
SINGLES = _ALONE.where(Song.artist_id == bindparam("artist"))
NAMELESS = _ALONE.where(Song.artist_id.is_(None))
TOP = (
    SONGS.where(Song.artist_id == bindparam("artist"), IS_THERE)
    .order_by(Song.play_count.desc(), Song.id)
    .limit(bindparam("size"))
)
LIKED = SONGS.where(Liked.liked_at.is_not(None), IS_THERE).order_by(Liked.liked_at.desc()).limit(bindparam("size"))
ARTIST_NAMED = select(Artist.id).where(Artist.name_key == bindparam("name_key"))
# The files of the music that songs play now.
FILES: Any = (
    select(Take.song_id, Asset.format, Asset.bytes)
    .join(Asset, Asset.take_id == Take.id)
    .join(Song, and_(Song.id == Take.song_id, Song.current_take == Take.number))
    .where(Song.id.in_(bindparam("ids", expanding=True)), Asset.kind == "master")
)
