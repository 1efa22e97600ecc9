"""Whom songs are by: an artist is found by name, in whatever spelling, or made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist
from backend.db.models import Song, User
from backend.db.upsert import insert
from backend.services.callers import user_id_of
from backend.services.opinions import forget_things
from backend.services.spelling import sort_key


def artist_named(session: Session, name: str, now: datetime) -> int:
    """The artist of a name; names that differ by capitals or compatibility forms are one."""
    key = sort_key(name)
    which = select(Artist.id).where(Artist.name_key == key)
    found = session.scalar(which)
    if found is None:
        values = {"name": name, "name_key": key, "created_at": now, "image": "", "song_count": 0, "play_count": 0}
        session.execute(insert(session, Artist).values(values).on_conflict_do_nothing())
        found = session.scalars(which).one()
    return found


def artist_of(session: Session, owner: str, now: datetime) -> int | None:
    """The artist that an owner is where none is named; guests are none."""
    name = display_name(session, owner)
    return artist_named(session, name, now) if name else None


def forget_unused(session: Session, artists: Iterable[int | None]) -> None:
    """Remove those of some artists whom no song and no album is by any more."""
    ids = sorted({each for each in artists if each is not None})
    songs, albums = exists().where(Song.artist_id == Artist.id), exists().where(Album.artist_id == Artist.id)
    session.flush()
    gone = list(session.scalars(select(Artist.id).where(Artist.id.in_(ids), ~songs, ~albums)))
    if gone:
        forget_things(session, "artist", gone)
        session.execute(delete(Artist).where(Artist.id.in_(gone)), execution_options={"synchronize_session": False})


def display_name(session: Session, owner: str) -> str:
    """What an owner is called in front of others; empty for guests."""
    user = session.get(User, user_id_of(owner) or 0)
    return (user.full_name or user.username) if user else ""
