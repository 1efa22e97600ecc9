"""Public profiles: what those show of themselves to everybody who chose to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select

from backend.db.library import Playlist
from backend.db.models import Song, User
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.errors import NotFound
from backend.services.finding.scopes import within
from backend.services.finding.wishes import Scope
from backend.services.moments import iso
from backend.services.playlists.documents import playlist_document
from backend.services.playlists.rights import LISTING as PLAYLISTS
from backend.services.playlists.rights import viewer
from backend.services.song_documents import media_url
from backend.services.songs import LISTING as SONGS
from backend.services.songs import documents
from backend.services.spelling import name_key

# More are found in the list of public playlists.
MAX_PLAYLISTS = 100
_WHO = select(User.id, User.username, User.full_name, User.avatar, User.about, User.created_at).where(
    User.name_key == bindparam("name_key"),
    User.public_profile.is_(True),
    User.closed_at.is_(None),
    User.disabled_at.is_(None),
)
_THEIR_SONGS = (Song.owner == bindparam("owner"), within(Scope.PUBLIC, is_admin=False))
_COUNTS = select(
    func.count().label("songs"),
    func.coalesce(func.sum(Song.play_count), 0).label("plays"),
    func.coalesce(func.sum(Song.like_count), 0).label("likes"),
).where(*_THEIR_SONGS)
_SONGS = (
    SONGS.where(*_THEIR_SONGS)
    .order_by(Song.created_at.desc(), Song.id.desc())
    .limit(bindparam("size"))
    .offset(bindparam("before"))
)
_THEIR_PLAYLISTS = (Playlist.user_id == bindparam("user_id"), Playlist.is_public.is_(True))
_PLAYLIST_COUNT = select(func.count()).select_from(Playlist).where(*_THEIR_PLAYLISTS)
_PLAYLISTS = PLAYLISTS.where(*_THEIR_PLAYLISTS).order_by(Playlist.id.desc()).limit(MAX_PLAYLISTS)


class Profiles:
    """Shows profiles to whoever asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def profile(self, caller: Caller, username: str, *, number: int = 1, size: int = 20) -> dict[str, Any]:
        """Somebody by their name, with a page of their public songs, the newest first, and their public playlists.

        Raises
        ------
        NotFound
            if there is nobody of this name, or they did not make their profile public
        """
        with self._database.reading() as connection:
            who = connection.execute(_WHO, {"name_key": name_key(username)}).first()
            if who is None:
                raise NotFound(f"There is no public profile of {username[:80]!r}.")
            values = {"owner": owner_of(who.id), "user_id": who.id, "viewer": viewer(caller)}
            counts = connection.execute(_COUNTS, values).one()
            songs = connection.execute(_SONGS, {**values, "size": size, "before": (number - 1) * size}).all()
            return {
                "id": who.id,
                "username": who.username,
                "full_name": who.full_name,
                "about": who.about,
                "avatar": media_url(who.avatar) if who.avatar else None,
                "since": iso(who.created_at),
                "song_count": counts.songs,
                "play_count": int(counts.plays),
                "like_count": int(counts.likes),
                "playlist_count": connection.execute(_PLAYLIST_COUNT, values).scalar_one(),
                "songs": documents(connection, songs, caller),
                "playlists": [playlist_document(caller, row) for row in connection.execute(_PLAYLISTS, values)],
            }
