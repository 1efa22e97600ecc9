"""Help with lyrics: looking through them, writing them, other lines, rhymes and synonyms.

A language model writes where one is set; what it wrote has to rhyme and to scan, else the studio writes by itself and
says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from backend.db.models import Song
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.language_model import LanguageModel, NoAnswer
from backend.services.lyric_prompt import SYSTEM, is_good, question, text_of
from backend.services.lyric_reports import report_document
from backend.services.lyric_sheets import LyricSheets
from backend.services.song_takes import take_number
from backend.storage.local import LocalStorage
from backend.studio.embedding import Rank
from backend.studio.errors import StudioError
from backend.studio.formats import project
from backend.studio.lyrics import analysis, dictionary, rhythm
from backend.studio.lyrics.foreign import Speak
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.rhyme import Kind
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.text import parse
from backend.studio.lyrics.writing import rewriting, tables, topics, writer
from backend.studio.lyrics.writing.writer import Wish

__all__ = ["Lyricist", "Tools", "Wish"]

OWN, MODEL = "composer", "llm"
KINDS = {"perfect": Kind.PERFECT, "near": Kind.NEAR}


@dataclass(frozen=True)
class Tools:
    """What the lyricist works with: a reader of other languages, a way to rank texts, a language model, if any."""

    speak: Speak | None = None
    rank: Callable[[], Rank | None] = lambda: None
    model: LanguageModel | None = None


class Lyricist:
    """Looks through lyrics and writes them."""

    def __init__(self, database: Database, storage: LocalStorage, sheets: LyricSheets, tools: Tools) -> None:
        self._database, self._storage, self._sheets, self._tools = database, storage, sheets, tools

    def warm(self) -> None:
        """Load the lexicon, what rhymes with what, and the phrase book: seconds of work for whoever comes first."""
        self.rhymes("song", kind="perfect", syllables=None, stress="")
        writer.write(Wish("song"))

    def choices(self) -> dict[str, Any]:
        """The themes and moods that one can choose from; others are understood as far as possible."""
        return {
            "themes": [topics.describe(theme) for theme in tables.themes().values()],
            "moods": list(tables.moods()),
            "engine": MODEL if self._tools.model else OWN,
        }

    def analyse(
        self, caller: Caller, text: str, *, language: str = "", respelled: Mapping[str, str], song_id: int | None = None
    ) -> dict[str, Any]:
        """Look through lyrics, and compare them with the melody of a song.

        Raises
        ------
        BadLyrics, CannotSing
            if they cannot be read
        NotFound
            if there is no such song for the caller
        """
        return report_document(
            analysis.analyse(
                parse(text), language=language or "en-US", respelled=respelled, speak=self._tools.speak,
                melody=self.melody(caller, song_id),
            )
        )  # fmt: skip

    def generate(self, caller: Caller, wish: Wish, *, song_id: int | None = None) -> dict[str, Any]:
        """Write lyrics and keep them.

        Raises
        ------
        BadForm, BadLyrics
            if the form or the scheme cannot be read
        """
        wish = replace(wish, melody=self.melody(caller, song_id))
        text, engine, reason = self._written(wish)
        kept = self._sheets.keep(caller, text, made_by=engine)
        found = analysis.analyse(parse(text), melody=wish.melody)
        return {
            "id": kept["id"],
            "title": kept["title"],
            "lyrics": text,
            **report_document(found),
            "seed": wish.seed,
            "engine_used": engine,
            "fallback_reason": reason,
        }

    def rewrite(
        self, caller: Caller, text: str, line: int, wish: Wish, *, song_id: int | None = None
    ) -> dict[str, Any]:
        """Write other words for a line.

        Raises
        ------
        BadLyrics
            if there is no such line, or nothing else is found
        """
        melody = self.melody(caller, song_id)
        found = rewriting.rewrite(text, line, wish, rhythm=_rhythm(text, line, melody), rank=self._tools.rank())
        return {"lyrics": found.text, "line": found.line, "alternatives": list(found.alternatives)}

    def go_on(self, text: str, wish: Wish, role: str = "") -> dict[str, Any]:
        """Write the section that comes next."""
        more = rewriting.go_on(text, wish, role, self._tools.rank())
        return {"lyrics": more, **report_document(analysis.analyse(parse(more)))}

    def rhymes(self, word: str, *, kind: str, syllables: int | None, stress: str) -> list[dict[str, Any]]:
        """Words that rhyme."""
        found = dictionary.rhymes(word, kind=KINDS[kind], syllables=syllables, stress=stress)
        return [
            {"word": one.word, "kind": one.kind.name.lower(), "syllables": one.syllables, "stress": one.stress}
            for one in found
        ]

    def synonyms(self, word: str, *, syllables: int | None) -> list[dict[str, Any]]:
        """Words that can stand for another."""
        found = dictionary.synonyms(word, syllables=syllables)
        return [
            {"word": one.word, "syllables": one.syllables, "stress": one.stress, "scans": one.scans} for one in found
        ]

    def melody(self, caller: Caller, song_id: int | None) -> tuple[SectionRhythm, ...]:
        """The lines of a song's melody; none where no song is named.

        Raises
        ------
        NotFound
            if there is no such song for the caller, or nothing in it can be sung
        """
        if song_id is None:
            return ()
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            if song is None or song.deleted_at or not (song.public or caller.owns(song.owner)):
                raise NotFound(f"There is no song {song_id}.")
            assets = take_number(song, None).assets
            stored = next((asset.path for asset in assets if asset.kind == "project"), None)
        if stored is None:
            raise Conflict(f"The melody of song {song_id} is not known here; write without it.")
        told: dict[str, Any] = json.loads(self._storage.locate(stored).read_text(encoding="utf-8"))
        found = rhythm.of_score(project.from_dict(told).score)
        if not found:
            raise InvalidInput.of({"song_id": [f"Song {song_id} has no melody that words could be sung to."]})
        return found

    def _written(self, wish: Wish) -> tuple[str, str, str | None]:
        """The lyrics, by whom they are, and why not by the language model where there is one."""
        reason = None
        own = writer.write(wish, self._tools.rank())
        if self._tools.model:
            try:
                text = text_of(self._tools.model.write(SYSTEM, question(wish, own), wish.seed))
                if (reason := is_good(text, wish, own)) is None:
                    return text, MODEL, None
            except (NoAnswer, StudioError) as why:
                reason = str(why)
        return own.text, OWN, reason[:200] if reason else None


def _rhythm(text: str, number: int, melody: tuple[SectionRhythm, ...]) -> Rhythm:
    """The melody's notes for a line; nothing where it has none."""
    lyrics = parse(text)
    for stanza, lines in zip(lyrics.stanzas, analysis.fit(lyrics, melody), strict=True):
        for line, notes in zip(stanza.lines, lines, strict=False):
            if line.number == number:
                return notes
    return ()
