"""Whom songs are by: an artist is found by name, in whatever spelling, or made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from backend.db.library import Album, Artist
from backend.db.models import Song, User
from backend.db.upsert import insert
from backend.services.callers import user_id_of
from backend.services.opinions import forget_things
from backend.services.spelling import sort_key
from backend.services.tallies import recount_of


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


def follow_name(session: Session, owner: str, before: str, now: datetime) -> None:
    """Let an owner's songs and albums that are by the artist of their name until now, ``before``, be by their new name.

    What they said is by somebody else stays so. An artist whom nothing of others is by stays the same one, with what
    people think of it; else theirs go to the artist of the new name.
    """
    name, old = display_name(session, owner), session.scalar(select(Artist).where(Artist.name_key == sort_key(before)))
    if old is None or not name or name == before:
        return
    others = [exists().where(each.artist_id == old.id, each.owner != owner) for each in (Song, Album)]
    holder = session.scalar(select(Artist.id).where(Artist.name_key == sort_key(name)))
    if holder in (None, old.id) and not session.scalar(select(or_(*others))):
        old.name, old.name_key = name, sort_key(name)
        return
    new = artist_named(session, name, now)
    for each in (Song, Album):
        theirs = update(each).where(each.owner == owner, each.artist_id == old.id)
        session.execute(theirs.values(artist_id=new), execution_options={"synchronize_session": False})
    recount_of(session, (), (old.id, new))
    forget_unused(session, [old.id])


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
