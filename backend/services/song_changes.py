"""Songs change: what they are called and whose they are, whether they are public, their picture, the trash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from backend.db.session import Database
from backend.services.albums import forget_empty
from backend.services.artists import forget_unused
from backend.services.callers import Caller
from backend.services.pictures_kept import SentPicture, written_if_sent
from backend.services.sight import own_song
from backend.services.song_fields import say
from backend.services.song_pictures import picture_instead
from backend.services.songs import document
from backend.services.tallies import recount, recount_of
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage


class SongChanges:
    """Changes the caller's songs. ``cover`` says what their pictures may be."""

    def __init__(
        self, database: Database, storage: LocalStorage, *, cover: Kind, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._cover, self._clock = database, storage, cover, clock

    def change(
        self,
        caller: Caller,
        song_id: int,
        wishes: Mapping[str, Any],
        picture: SentPicture | None = None,
    ) -> dict[str, Any]:
        """Write down what is said about a song, as `song_fields.say` has it; an empty ``image`` takes its picture away.

        Raises
        ------
        NotFound, NotAllowed
            if it is not there for the caller, or somebody else's
        WrongType, TooLarge
            if the picture is none, or more than one may be
        """
        now, gone = self._clock(), list[str]()
        if picture:  # who may not change the song need not learn what is wrong with a picture
            self._check(caller, song_id)
        with (
            written_if_sent(self._storage, self._cover, picture, now) as written,
            self._database.transaction() as session,
        ):
            song = own_song(session, caller, song_id)
            albums, artists = [song.album_id], [song.artist_id]
            say(session, caller, song, wishes, now)
            if written or "image" in wishes:
                gone.append(picture_instead(session, song, written))
            recount(session, song)
            recount_of(session, albums, artists)
            gone += forget_empty(session, albums)
            forget_unused(session, artists)
            shown = document(session.connection(), song.id, caller)
        self._remove(gone)
        return shown

    def throw_away(self, caller: Caller, song_id: int) -> None:
        """Put a song into the trash, from where it can be taken back for 30 days."""
        with self._database.transaction() as session:
            song = own_song(session, caller, song_id)
            song.deleted_at = self._clock()
            recount(session, song)

    def restore(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """Take a song out of the trash."""
        with self._database.transaction() as session:
            song = own_song(session, caller, song_id, in_trash=True)
            song.deleted_at = None
            recount(session, song)
            return document(session.connection(), song.id, caller)

    def _check(self, caller: Caller, song_id: int) -> None:
        with self._database.transaction() as session:
            own_song(session, caller, song_id)

    def _remove(self, pictures: list[str]) -> None:
        for stored in filter(None, pictures):
            self._storage.remove(stored)
