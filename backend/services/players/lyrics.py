"""The words of songs for players: each line with its time where that is known, else as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, bindparam, select

from backend.db.library import Artist
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.players import documents
from backend.services.players.catalogue import Document, values_of
from backend.services.players.statements import IS_THERE
from backend.services.song_words import SongWords
from backend.services.spelling import sort_key

# As the protocol says it where the language is not known.
NO_LANGUAGE = "xxx"
_TOLD = select(Song.id, Song.title, Song.lyrics, Artist.name.label("artist")).outerjoin(
    Artist, Artist.id == Song.artist_id
)
_BY_ID = _TOLD.where(Song.id == bindparam("song"), IS_THERE)
_BY_TITLE = _TOLD.where(Song.title_key == bindparam("title"), IS_THERE).order_by(Song.id)
_BY_BOTH = _BY_TITLE.where(and_(Artist.name_key == bindparam("artist_key")))


class PlayerLyrics:
    """Finds the words of songs."""

    def __init__(self, database: Database, words: SongWords) -> None:
        self._database, self._words = database, words

    def of_song(self, caller: Caller, song_id: int) -> list[Document]:
        """The words of a song, at most in one way: in time, or as text.

        Raises
        ------
        NotFound
            if the song is not there, or not for this caller
        """
        with self._database.reading() as connection:
            row = connection.execute(_BY_ID, values_of(caller, song=song_id)).first()
        if row is None:
            raise NotFound(f"There is no song {song_id}.")
        head = {"displayArtist": row.artist or documents.NO_NAME, "displayTitle": row.title}
        try:
            sung = self._words.words(caller, song_id)
        except NotFound:
            lines = [{"value": line} for line in row.lyrics.splitlines()]
            return [{**head, "lang": NO_LANGUAGE, "synced": False, "line": lines}] if lines else []
        return [{**head, "lang": _language(sung), "synced": True, "offset": 0, "line": _timed(sung)}]

    def called(self, caller: Caller, title: str, artist: str) -> Document:
        """The words of the first song of a title, by an artist where one is named; nothing where there is none."""
        values = values_of(caller, title=sort_key(title), artist_key=sort_key(artist))
        with self._database.reading() as connection:
            row = connection.execute(_BY_BOTH if artist else _BY_TITLE, values).first()
        if row is None:
            return {"value": ""}
        return {"artist": row.artist or documents.NO_NAME, "title": row.title, "value": row.lyrics}


def _language(sung: Mapping[str, Any]) -> str:
    return str(sung.get("language") or NO_LANGUAGE).partition("-")[0]


def _timed(sung: Mapping[str, Any]) -> list[Document]:
    return [{"start": round(line["start_s"] * 1000), "value": line["text"]} for line in sung["lines"]]
