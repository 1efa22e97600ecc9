"""The genres and the tags that songs have, with how many songs of each a caller may see."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from backend.db.library import SongTag
from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.tallies import IS_PUBLIC


class WordsOnSongs:
    """Counts genres and tags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def genres(self, caller: Caller) -> list[dict[str, Any]]:
        """Every genre, those of most songs first."""
        return self._counted(caller, select(Song.genre, func.count()).where(Song.genre != "").group_by(Song.genre))

    def tags(self, caller: Caller) -> list[dict[str, Any]]:
        """Every tag, those on most songs first."""
        words = select(SongTag.tag, func.count()).join(Song, Song.id == SongTag.song_id)
        return self._counted(caller, words.group_by(SongTag.tag))

    def _counted(self, caller: Caller, words: Select[str, int]) -> list[dict[str, Any]]:
        """What is public and what is one's own are counted apart: each has an index of its own."""
        mine = (Song.owner == (caller.owner or "-"), Song.deleted_at.is_(None), Song.public.is_(False))
        found: dict[str, int] = {}
        with self._database.reading() as connection:
            for which in (IS_PUBLIC, mine):
                for word, count in connection.execute(words.where(*which)):
                    found[word] = found.get(word, 0) + count
        return [
            {"name": word, "song_count": count}
            for word, count in sorted(found.items(), key=lambda each: (-each[1], each[0]))
        ]
