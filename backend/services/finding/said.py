"""Which songs say some words: asked of the database's index (db/search_index.py).

Words are found by their beginnings, from two letters on; accents and capitals make no difference, and "lo-fi" and
"lofi" find each other.
"""

from __future__ import annotations

import re
from enum import Enum

import numpy as np
from sqlalchemy import Connection, TextClause, text

from backend.db.folding import folded
from backend.services.finding.cards import Numbers

# More words than anybody searches for.
MAX_WORDS = 8
WORD = re.compile(r"[^\W_]+")


class Where(Enum):
    """In what of a song words are sought: the fields of FTS5, the weights of PostgreSQL."""

    ANYTHING = ("", "")
    TITLE_OR_ARTIST = ("title artist", "AB")
    ARTIST = ("artist", "B")
    ALBUM = ("album", "C")


def songs_saying(connection: Connection, words: str, *places: Where) -> list[Numbers]:
    """For each of some places the ids of the songs that say all words there, in no order.

    None where the words hold no letter and no digit.
    """
    parts = _parts(words)
    if not parts:
        return [_ids(None) for _ in places]
    kind = connection.dialect.name
    asked = {where.name: _WRITTEN[kind](parts, where) for where in (Where.ANYTHING, *places)}
    return [_ids(joined) for joined in connection.execute(_ASKED[kind](places), asked).one()]


def _of_fts5(places: tuple[Where, ...]) -> TextClause:
    found = "(SELECT group_concat(rowid) FROM song_search WHERE song_search MATCH :{})"
    return text(f"SELECT {', '.join(found.format(one.name) for one in places)}")


def _of_tsvector(places: tuple[Where, ...]) -> TextClause:
    """What says the words anywhere is read once: the index knows no weights, so each row of it has to be looked at."""
    said = "words @@ to_tsquery('simple', :{})"
    each = (f"string_agg(song_id::text, ',') FILTER (WHERE {said.format(one.name)})" for one in places)
    return text(f"SELECT {', '.join(each)} FROM song_search WHERE {said.format(Where.ANYTHING.name)}")  # nosec B608


# One text is read much faster than rows.
_ASKED = {"sqlite": _of_fts5, "postgresql": _of_tsvector}


def _parts(words: str) -> list[list[str]]:
    """Each word as its parts: ``lo-fi beat`` is ``[["lo", "fi"], ["beat"]]``."""
    found = [WORD.findall(word) for word in folded(words).split()]
    return [parts for parts in found if parts][:MAX_WORDS]


def _fts5(parts: list[list[str]], where: Where) -> str:
    def word(parts: list[str]) -> str:
        spelled = {" ".join(parts), "".join(parts)}
        return "(" + " OR ".join(f'"{one}"{"*" if _is_beginning(one) else ""}' for one in sorted(spelled)) + ")"

    fields = where.value[0]
    return (f"{{{fields}}} : " if fields else "") + "(" + " AND ".join(map(word, parts)) + ")"


def _tsquery(parts: list[list[str]], where: Where) -> str:
    def lexeme(one: str, is_last: bool) -> str:
        marks = ("*" if is_last and _is_beginning(one) else "") + where.value[1]
        return f"'{one}'{':' + marks if marks else ''}"

    def word(parts: list[str]) -> str:
        phrase = " <-> ".join(lexeme(one, one is parts[-1]) for one in parts)
        return f"({phrase})" if len(parts) == 1 else f"(({phrase}) | {lexeme(''.join(parts), True)})"

    return " & ".join(map(word, parts))


_WRITTEN = {"sqlite": _fts5, "postgresql": _tsquery}


def _is_beginning(word: str) -> bool:
    """One letter begins too many words; a single sign of other scripts is a word."""
    return len(word) > 1 or not word.isascii()


def _ids(joined: str | None) -> Numbers:
    return np.fromstring(joined or "", "i8", sep=",")
