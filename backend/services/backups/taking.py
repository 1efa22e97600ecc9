"""Taking a backup while the studio runs.

Files are never changed once they have their name, and have it before the rows that name them are committed: so they are
copied first, then the tables are read as of one moment, then the files that came meanwhile. What a row names and is not
there was removed meanwhile; the tables are read again then, and the files that were copied already stay.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import text

from backend.db.session import Database
from backend.services.backups import beside, manifest, tables
from backend.services.backups.beside import Beside
from backend.services.backups.manifest import BadBackup, Copied, Manifest
from backend.services.moments import iso
from backend.storage.local import LocalStorage

# What is unfinished, what the studio makes again, letters with links in them, and the database, which has its own way.
NOT_COPIED = {"tmp", "exports", "phrases", "tensors", "redis", "mail", "streams", "streams.making"}
READINGS = 5


class Taking:
    """Takes one backup into a folder beside its place, and moves it there when it is whole."""

    def __init__(
        self, database: Database, storage: LocalStorage, *, version: str, clock: Callable[[], datetime]
    ) -> None:
        self._database, self._storage, self._version, self._clock = database, storage, version, clock

    def take(self, place: Path, *, earlier: Path | None = None, besides: Beside = MappingProxyType({})) -> Manifest:
        """Take a backup; files that an earlier one has are not copied again, but linked to.

        ``besides`` is what the studio has beside its database and storage.

        Raises
        ------
        BadBackup
            if something is at the place, or the earlier one is none
        """
        place = place.absolute()
        if place.exists():
            raise BadBackup(f"{place} is there already; name a folder that is not.")
        known = {}
        if earlier:
            Manifest.read(earlier)
            known = {file.path: file for file in manifest.listed(earlier)}
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}.unfinished")
        unfinished.mkdir(mode=0o700)
        try:
            made = _Attempt(self, unfinished, earlier, known).fill(beside.take(besides, unfinished))
            unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return made

    def told(self, **more: object) -> Manifest:
        """A manifest of now."""
        kind = "sqlite" if self._database.url.startswith("sqlite") else "postgresql"
        return Manifest(version=self._version, made_at=iso(self._clock()), kind=kind, **more)  # type: ignore[arg-type]

    def files(self) -> Iterator[str]:
        """The files that are to be kept, by their stored paths."""
        root = self._storage.root
        for folder in sorted(root.iterdir()) if root.exists() else []:
            if folder.is_dir() and folder.name not in NOT_COPIED:
                for parent, _, names in os.walk(folder):
                    yield from (Path(parent, name).relative_to(root).as_posix() for name in names)

    def located(self, stored: str) -> Path:
        """Where a stored file lies."""
        return self._storage.locate(stored)

    @property
    def database(self) -> Database:
        """The database."""
        return self._database


class _Attempt:
    """Fills a folder."""

    def __init__(self, taking: Taking, folder: Path, earlier: Path | None, known: dict[str, Copied]) -> None:
        self._taking, self._folder, self._earlier, self._known = taking, folder, earlier, known
        self._copied: dict[str, Copied] = {}
        (folder / manifest.DATABASE).mkdir()
        (folder / manifest.STORAGE).mkdir()

    def fill(self, besides: dict[str, str]) -> Manifest:
        for stored in self._taking.files():
            self._copy(stored)
        for turn in range(READINGS):
            revision, told, wanted = self._read_tables()
            for stored in self._taking.files():
                self._copy(stored)
            missing = [path for path, digest in wanted.items() if not self._has(path, digest)]
            if not missing or turn == READINGS - 1:
                break
        lines = [json.dumps(asdict(file)).encode() + b"\n" for _, file in sorted(self._copied.items())]
        manifest.write_safely(self._folder / manifest.FILES, b"".join(lines))
        made = self._taking.told(
            revision=revision,
            tables=told,
            files=len(self._copied),
            bytes=sum(file.bytes for file in self._copied.values()),
            files_sha256=manifest.hash_of(self._folder / manifest.FILES),
            missing=missing,
            beside=besides,
        )
        made.write(self._folder)
        return made

    def _read_tables(self) -> tuple[str, dict[str, dict[str, object]], dict[str, str]]:
        """Write all tables; the answer has their revision, what was written, and the files that rows name."""
        told = {}
        with self._taking.database.snapshot() as connection:
            revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
            for table in tables.kept_tables():
                file = self._folder / manifest.DATABASE / f"{table.name}.jsonl"
                told[table.name] = tables.write(connection, table, file)
            wanted = {row.path: row.sha256 for row in connection.execute(text("SELECT path, sha256 FROM assets"))}
        return revision, told, wanted

    def _copy(self, stored: str) -> None:
        if stored in self._copied:
            return
        source, target = self._taking.located(stored), self._folder / manifest.STORAGE / stored
        try:
            if not self._link(stored, source, target):
                self._copied[stored] = Copied(stored, *manifest.copy(source, target))
        except FileNotFoundError:
            target.unlink(missing_ok=True)  # removed while we looked at it

    def _link(self, stored: str, source: Path, target: Path) -> bool:
        """Take a file from the earlier backup, if it is of the same size and time there."""
        if self._earlier is None or (known := self._known.get(stored)) is None:
            return False
        there = self._earlier / manifest.STORAGE / stored
        now, then = source.stat(), there.stat()
        if (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(there, target)
        except OSError:  # another disk
            return False
        self._copied[stored] = known
        return True

    def _has(self, path: str, digest: str) -> bool:
        """Whether a file is here as its row says; one that has another content by now is copied anew the next time."""
        found = self._copied.get(path)
        if found is not None and found.sha256 == digest:
            return True
        self._copied.pop(path, None)
        (self._folder / manifest.STORAGE / path).unlink(missing_ok=True)
        return False
