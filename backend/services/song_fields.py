"""What people say about a song, written into its row: title, artist, album, genre, mood, words, tags, visibility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from backend.db.library import SongTag
from backend.db.models import Song
from backend.services.albums import album_named, album_of
from backend.services.artists import artist_named, artist_of
from backend.services.callers import Caller
from backend.services.errors import InvalidInput
from backend.services.song_facts import entitle

# Written down as they are.
PLAIN = ("genre", "public", "lyrics", "mood", "track_number")
MAX_TAGS, MAX_TAG = 30, 40


def say(session: Session, caller: Caller, song: Song, wishes: Mapping[str, Any], now: datetime) -> None:
    """Write down what is said about a song of the caller's, which has its row already.

    Of ``wishes`` it reads ``title, artist, album, album_id, tags`` and `PLAIN`; an empty artist is the owner, an empty
    album none. ``track_number`` 0 takes the number away.

    Raises
    ------
    NotSignedIn
        if it is made public without an account
    InvalidInput
        if there is no such album of the caller's, or an album is named for a song without an artist
    """
    if wishes.get("public"):
        caller.signed_in()
    if "title" in wishes:
        entitle(song, wishes["title"])
    for field in PLAIN:
        if field in wishes:
            setattr(song, field, wishes[field])
    song.track_number = song.track_number or None
    if "artist" in wishes:
        name = wishes["artist"]
        song.artist_id = artist_named(session, name, now) if name else artist_of(session, song.owner, now)
    if wishes.get("album_id"):
        song.album_id = album_of(session, caller, wishes["album_id"])
    elif "album" in wishes:
        song.album_id = _album(session, song, wishes["album"], now)
    if "tags" in wishes:
        put_tags(session, [song.id], wishes["tags"], instead=True)


def put_tags(session: Session, songs: Iterable[int], tags: Iterable[str], *, instead: bool = False) -> None:
    """Put tags on songs, ``instead`` of all that they have; a tag is small letters and stands once."""
    ids, words = list(songs), tag_words(tags)
    gone = delete(SongTag).where(SongTag.song_id.in_(ids))
    session.execute(gone if instead else gone.where(SongTag.tag.in_(words)), execution_options=_BLIND)
    if ids and words:
        session.execute(insert(SongTag), [{"song_id": each, "tag": word} for each in ids for word in words])


def take_tags(session: Session, songs: Iterable[int], tags: Iterable[str]) -> None:
    """Take tags off songs."""
    gone = delete(SongTag).where(SongTag.song_id.in_(list(songs)), SongTag.tag.in_(tag_words(tags)))
    session.execute(gone, execution_options=_BLIND)


def tag_words(tags: Iterable[str]) -> list[str]:
    """Tags in their one spelling, each once.

    Raises
    ------
    InvalidInput
        if there are too many, or one is too long
    """
    words = list(dict.fromkeys(" ".join(tag.lower().split()) for tag in tags if tag.strip()))
    if long := next((word for word in words if len(word) > MAX_TAG), None):
        raise InvalidInput.of({"tags": [f"{long!r} has {len(long)} characters; a tag has up to {MAX_TAG}."]})
    if len(words) > MAX_TAGS:
        raise InvalidInput.of({"tags": [f"{len(words)} tags were given; a song has up to {MAX_TAGS}."]})
    return words


_BLIND = {"synchronize_session": False}


def _album(session: Session, song: Song, title: str, now: datetime) -> int | None:
    if not title:
        return None
    if song.artist_id is None:
        raise InvalidInput.of({"album": ["An album is somebody's: say by which `artist` the song is."]})
    return album_named(session, song.owner, title, song.artist_id, now)
