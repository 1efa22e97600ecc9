"""Everything that is somebody's in one list: songs, stems, voices, notes, uploads, words, pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Double,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from backend.db.models import Asset, LyricSheet, Song, Take
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.collection import Collection
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.finding.search import Page
from backend.services.lyric_sheets import LyricSheets
from backend.services.moments import iso
from backend.services.song_changes import SongChanges
from backend.services.song_documents import LEAD, media_url

KINDS = ("song", "stem", "vocal", "midi", "upload", "lyrics", "image")
SONG, LYRICS = "song-", "lyrics-"
COLUMNS = ("id", "kind", "name", "path", "duration_s", "created_at", "song_id", "take", "bytes", "told")
# PostgreSQL wants to know what is missing.
NO_NUMBER = cast(null(), BigInteger)
_VOICE = and_(Asset.kind == "stem", Asset.details["part"].as_string() == LEAD)
_STEM = and_(Asset.kind == "stem", or_(Asset.details["part"].as_string().is_(None), ~_VOICE))
_ASSETS: dict[str, ColumnElement[bool]] = {
    "stem": _STEM,
    "vocal": or_(Asset.kind == "vocals_dry", _VOICE),
    "midi": Asset.kind == "midi",
    "upload": and_(Asset.kind == "audio", Asset.take_id.is_(None)),
    "image": and_(Asset.kind == "image", Asset.take_id.is_(None)),
}


class AssetLibrary:
    """Lists what is the caller's, and renames and removes it where its own room would."""

    def __init__(self, database: Database, changes: SongChanges, collection: Collection, sheets: LyricSheets) -> None:
        self._database, self._changes, self._collection, self._sheets = database, changes, collection, sheets

    def page(self, caller: Caller, *, kind: str = "", words: str = "", number: int = 1, size: int = 20) -> Page:
        """List the caller's things, the newest first; ``words`` are a part of their names.

        Raises
        ------
        InvalidInput
            if there is no such kind
        """
        if kind and kind not in KINDS:
            raise InvalidInput.of({"kind": [f"Kinds are {', '.join(KINDS)}; given: {kind[:40]!r}."]})
        owner = caller.signed_in().id
        every = _everything(f"user:{owner}", kind, words).subquery()
        newest = select(every).order_by(every.c.created_at.desc(), every.c.id.desc())
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(every)) or 0
            rows = connection.execute(newest.limit(size).offset((number - 1) * size)).all()
        return Page(count, [_document(row) for row in rows])

    def item(self, caller: Caller, item_id: str) -> dict[str, Any]:
        """One thing of the caller's.

        Raises
        ------
        NotFound
            if there is none, or it is somebody else's
        """
        with self._database.reading() as connection:
            owner = connection.scalar(owner_of_item(item_id))
            if owner is None or not caller.owns(owner):
                raise NotFound(f"There is nothing {item_id[:60]!r} here.")
            every = _everything(owner, "", "").subquery()
            row = connection.execute(select(every).where(every.c.id == item_id)).first()
        if row is None:
            raise NotFound(f"There is nothing {item_id[:60]!r} here.")
        return _document(row)

    def rename(self, caller: Caller, item_id: str, name: str) -> dict[str, Any]:
        """Call a thing otherwise.

        Raises
        ------
        NotFound
            as `item`
        Conflict
            if it is a part of a song, whose name it has
        """
        self.item(caller, item_id)
        if number := _number(item_id, SONG):
            self._changes.change(caller, number, {"title": name})
        elif number := _number(item_id, LYRICS):
            self._sheets.change(caller, number, text=None, title=name)
        else:
            self._of_upload(item_id, lambda: self._collection.rename(caller, item_id, name))
        return self.item(caller, item_id)

    def remove(self, caller: Caller, item_id: str) -> None:
        """Put a song into the trash, or remove an upload, a picture or words. Refuses as `rename` does."""
        self.item(caller, item_id)
        if number := _number(item_id, SONG):
            self._changes.throw_away(caller, number)
        elif number := _number(item_id, LYRICS):
            self._sheets.delete(caller, number)
        else:
            self._of_upload(item_id, lambda: self._collection.remove(caller, item_id))

    def _of_upload(self, item_id: str, act: Callable[[], object]) -> None:
        with self._database.reading() as connection:
            is_part = connection.scalar(select(Asset.take_id).where(Asset.id == item_id)) is not None
        if is_part:
            raise Conflict("It is a part of a song: rename or remove the song, or the take.")
        act()


def _everything(owner: str, kind: str, words: str) -> Any:
    """All things of an owner as rows of one shape."""
    wanted: list[Any] = []
    if kind in ("", "song"):
        wanted.append(_songs(owner, words))
    if kind in ("", "lyrics"):
        wanted.append(_lyrics(owner, words))
    wanted += [_assets(owner, words, each) for each in ([kind] if kind in _ASSETS else () if kind else _ASSETS)]
    return union_all(*wanted)


def _songs(owner: str, words: str) -> Any:
    columns = _columns(
        literal(SONG) + cast(Song.id, String), literal("song"), Song.title, Song.summary["file"].as_string(),
        Song.duration_s, Song.created_at, Song.id, NO_NUMBER, NO_NUMBER, Song.state,
    )  # fmt: skip
    return columns.where(Song.owner == owner, Song.deleted_at.is_(None), _named(Song.title, words))


def _lyrics(owner: str, words: str) -> Any:
    columns = _columns(
        literal(LYRICS) + cast(LyricSheet.id, String), literal("lyrics"), LyricSheet.title, cast(null(), String),
        cast(null(), Double), LyricSheet.created_at, NO_NUMBER, NO_NUMBER, NO_NUMBER, LyricSheet.language,
    )  # fmt: skip
    return columns.where(LyricSheet.owner == owner, _named(LyricSheet.title, words))


def _assets(owner: str, words: str, kind: str) -> Any:
    columns = _columns(
        Asset.id, literal(kind), Asset.name, Asset.path, Asset.duration_s, Asset.created_at, Take.song_id, Take.number,
        Asset.bytes, Asset.format,
    )  # fmt: skip
    joined = columns.outerjoin(Take, Take.id == Asset.take_id).outerjoin(Song, Song.id == Take.song_id)
    return joined.where(Asset.owner == owner, _ASSETS[kind], Song.deleted_at.is_(None), _named(Asset.name, words))


def _columns(*columns: Any) -> Any:
    """The columns of a kind of thing, called alike for all kinds."""
    return select(*(column.label(name) for name, column in zip(COLUMNS, columns, strict=True)))


def _named(column: Any, words: str) -> ColumnElement[bool]:
    return func.lower(column).contains(words.lower(), autoescape=True)


def _document(row: Any) -> dict[str, Any]:
    told = {"song": "state", "lyrics": "language"}.get(row.kind, "format")
    facts = {"song_id": row.song_id, "take": row.take, "bytes": row.bytes, told: row.told}
    url = f"/api/lyrics/{row.id.removeprefix(LYRICS)}" if row.kind == "lyrics" else None
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "url": media_url(row.path) if row.path else url,
        "duration": row.duration_s,
        "created_at": iso(row.created_at),
        "metadata": {name: value for name, value in facts.items() if value not in (None, "")},
    }


def owner_of_item(item_id: str) -> Select[Any]:
    """Asks whose a thing is, by its id here."""
    for prefix, table in ((SONG, Song), (LYRICS, LyricSheet)):
        if item_id.startswith(prefix):
            return select(table.owner).where(table.id == (_number(item_id, prefix) or 0))
    return select(Asset.owner).where(Asset.id == item_id)


def _number(item_id: str, prefix: str) -> int | None:
    digits = item_id.removeprefix(prefix)
    is_number = item_id.startswith(prefix) and digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if is_number else None
