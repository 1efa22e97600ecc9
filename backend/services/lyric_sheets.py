"""Lyrics that people keep, with all their versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db.models import LyricSheet, LyricVersion
from backend.db.session import Database
from backend.services.briefs import MAX_TITLE
from backend.services.callers import Caller
from backend.services.errors import Conflict, InvalidInput, NotFound, TooLarge
from backend.services.moments import iso
from backend.studio.formats import lrc, project, srt
from backend.studio.lyrics import text as lyric_text
from backend.studio.lyrics.timed import TimedLyrics

MAX_SHEETS, MAX_VERSIONS = 1000, 200
MAX_FILE = 500_000
# A gap of this length between two lines of a file parts its sections.
SECTION_GAP_S = 5.0
UNTITLED = "Untitled"
FILES = ("txt", "lrc", "lrc_words", "srt")


class LyricSheets:
    """The caller's lyrics. A text that changes becomes a version; what it was stays."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def listing(self, caller: Caller, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many there are, and a page of them, those that changed last first."""
        mine = LyricSheet.owner == caller.owner
        with self._database.transaction() as session:
            count = session.scalar(select(func.count()).select_from(LyricSheet).where(mine)) or 0
            newest = select(LyricSheet).where(mine).order_by(LyricSheet.updated_at.desc(), LyricSheet.id.desc())
            rows = session.scalars(newest.offset((number - 1) * size).limit(size))
            return count, [_short(sheet) for sheet in rows]

    def keep(
        self, caller: Caller, text: str, *, title: str = "", language: str = "", made_by: str = "typed",
        times: TimedLyrics | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Keep new lyrics.

        Raises
        ------
        Conflict
            if the caller keeps too many
        """
        with self._database.transaction() as session:
            mine = select(func.count()).select_from(LyricSheet).where(LyricSheet.owner == caller.owner)
            if (session.scalar(mine) or 0) >= MAX_SHEETS:
                raise Conflict(f"{MAX_SHEETS} lyrics are kept for one person; delete some first.")
            now = self._clock()
            sheet = LyricSheet(caller.owner, title or title_of(text), now, now, language)
            session.add(sheet)
            self._add(sheet, text, made_by, times)
            session.flush()
            return _document(sheet, sheet.versions[-1])

    def show(self, caller: Caller, sheet_id: int) -> dict[str, Any]:
        """Lyrics as they are now."""
        with self._database.transaction() as session:
            sheet = _own(session, caller, sheet_id)
            return _document(sheet, sheet.versions[-1])

    def change(
        self, caller: Caller, sheet_id: int, *, text: str | None, title: str | None, language: str | None = None
    ) -> dict[str, Any]:
        """Change lyrics; another text becomes their newest version, the oldest beyond 200 go."""
        with self._database.transaction() as session:
            _hold(session, sheet_id, self._clock())
            sheet = _own(session, caller, sheet_id)
            sheet.title = title or sheet.title
            sheet.language = sheet.language if language is None else language
            if text is not None and text != sheet.versions[-1].text:
                self._add(sheet, text, "typed", None)
                del sheet.versions[:-MAX_VERSIONS]
            return _document(sheet, sheet.versions[-1])

    def delete(self, caller: Caller, sheet_id: int) -> None:
        """Remove lyrics and all of their versions."""
        with self._database.transaction() as session:
            session.delete(_own(session, caller, sheet_id))

    def versions(self, caller: Caller, sheet_id: int) -> list[dict[str, Any]]:
        """All versions of lyrics, the newest first, without their text."""
        with self._database.transaction() as session:
            return [_version(version) for version in reversed(_own(session, caller, sheet_id).versions)]

    def version(self, caller: Caller, sheet_id: int, number: int) -> dict[str, Any]:
        """One version with its text."""
        with self._database.transaction() as session:
            version = _numbered(_own(session, caller, sheet_id), number)
            return {**_version(version), "lyrics": version.text}

    def file(self, caller: Caller, sheet_id: int, kind: str) -> tuple[str, str]:
        """Lyrics as a file: its text and its name.

        Raises
        ------
        Conflict
            if the file has times, and nobody knows them
        """
        with self._database.transaction() as session:
            sheet = _own(session, caller, sheet_id)
            version, title = sheet.versions[-1], sheet.title
            text, times = version.text, version.times
        if kind == "txt":
            return f"{text}\n", f"{title}.txt"
        if times is None:
            raise Conflict(
                "It is not known when these lines are sung; files with times come from songs, or were imported."
            )
        timed = project.decode(TimedLyrics, times)
        written = srt.write(timed) if kind == "srt" else lrc.write(timed, words=kind == "lrc_words")
        return written, f"{title}.{kind.split('_', maxsplit=1)[0]}"

    def bring(self, caller: Caller, content: bytes, name: str, title: str = "") -> dict[str, Any]:
        """Keep the lyrics of a file: LRC, SRT or plain text.

        Raises
        ------
        InvalidInput, TooLarge, BadLyrics
            if it is no such file, too large, or holds nothing that is sung
        """
        text, times = read_file(content, name)
        own = title or (times.title if times else "") or lyric_text.clean(name.rsplit(".", 1)[0]).replace("\n", " ")
        return self.keep(caller, text, title=own[:MAX_TITLE], made_by="imported", times=times)

    def _add(self, sheet: LyricSheet, text: str, made_by: str, times: TimedLyrics | None) -> None:
        sheet.last_version += 1
        kept = project.encode(times) if times else None
        sheet.versions.append(LyricVersion(sheet.last_version, text, self._clock(), made_by, kept))


def read_file(content: bytes, name: str) -> tuple[str, TimedLyrics | None]:
    """The text of a file of lyrics, and when its lines are sung if it says so."""
    if len(content) > MAX_FILE:
        raise TooLarge(f"The file has {len(content)} bytes; up to {MAX_FILE} are allowed.")
    try:
        written = lyric_text.clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInput.of({"file": ["The file is not text in UTF-8."]}) from None
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else "txt"
    if kind not in ("lrc", "srt", "txt"):
        raise InvalidInput.of({"file": [f"Files named .{kind[:10]} are not read here; send .lrc, .srt or .txt."]})
    times = {"lrc": lrc.read, "srt": srt.read}[kind](written) if kind != "txt" else None
    text = "\n".join(_rows(times)).strip() if times else written.strip()
    lyric_text.parse(text)
    return text, times


def _rows(times: TimedLyrics) -> list[str]:
    """The lines of a file under the sections it names, or else parted where nobody sings for a while."""
    rows: list[str] = []
    end_s, section = times.lines[0].start_s, ""
    for line in times.lines:
        if line.section != section:
            rows += ["", f"[{line.section or 'Verse'}]"]
        elif line.start_s - end_s > SECTION_GAP_S and not section:
            rows.append("")
        rows.append(line.text)
        end_s, section = line.end_s, line.section
    return rows


def title_of(text: str) -> str:
    """What lyrics are called that nobody gave a title: their first line of the chorus, else of all."""
    lines = [line.strip() for line in text.split("\n") if any(sign.isalnum() for sign in line)]
    return next((line for line in lines if not lyric_text.heading(line)), UNTITLED)[:80]


def _hold(session: Session, sheet_id: int, now: datetime) -> None:
    """Let nobody else number a version of these lyrics until the transaction ends; call it first of all."""
    session.execute(update(LyricSheet).where(LyricSheet.id == sheet_id).values(updated_at=now))


def _own(session: Session, caller: Caller, sheet_id: int) -> LyricSheet:
    sheet = session.get(LyricSheet, sheet_id)
    if sheet is None or not caller.owns(sheet.owner):
        raise NotFound(f"There are no lyrics {sheet_id}.")
    return sheet


def _numbered(sheet: LyricSheet, number: int) -> LyricVersion:
    found = next((version for version in sheet.versions if version.number == number), None)
    if found is None:
        raise NotFound(f"Lyrics {sheet.id} have no version {number}.")
    return found


def _short(sheet: LyricSheet) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "title": sheet.title,
        "language": sheet.language,
        "version": sheet.last_version,
        "created_at": iso(sheet.created_at),
        "updated_at": iso(sheet.updated_at),
    }


def _document(sheet: LyricSheet, version: LyricVersion) -> dict[str, Any]:
    return {**_short(sheet), "lyrics": version.text, "made_by": version.made_by, "timed": version.times is not None}


def _version(version: LyricVersion) -> dict[str, Any]:
    return {"version": version.number, "made_by": version.made_by, "created_at": iso(version.created_at)}
