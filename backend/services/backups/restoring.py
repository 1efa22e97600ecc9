"""Putting a backup back, into a studio that has nothing yet.

Every hash is checked before anything is written. Files come first and the rows last, in one transaction: what was cut
off on the way can be begun again, for files that are there already as the backup has them are no hindrance.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from backend.db import audit, revisions
from backend.db.session import Database
from backend.services.backups import beside, manifest, tables
from backend.services.backups.manifest import BadBackup, Manifest
from backend.services.backups.taking import NOT_COPIED
from backend.storage.local import LocalStorage


class Restoring:
    """Puts backups back."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage

    def restore(self, source: Path) -> Manifest:
        """Put a backup back, and look whether the ledger holds.

        Raises
        ------
        BadBackup
            if it is none, is damaged, is of a newer program, or something is here already
        """
        told = Manifest.read(source)
        if told.revision not in revisions.known():
            raise BadBackup(f"The backup is of revision {told.revision}, which this program does not know; update it.")
        self._check(source, told)
        self._check_empty(source)
        self._database.set_back(told.revision)
        for file in manifest.listed(source):
            place = self._storage.locate(file.path)
            if not place.exists():
                self._put(source / manifest.STORAGE / file.path, file.path, file.sha256)
        with self._database.filling() as connection:
            _fill(connection, source, told)
        self._database.migrate()
        with self._database.transaction() as session:
            if faults := audit.faults(session):
                raise BadBackup("The ledger does not hold:\n" + "\n".join(faults))
        return told

    def _put(self, file: Path, stored: str, digest: str) -> None:
        with self._storage.workspace() as folder:
            _, found = manifest.copy(file, folder / "file")
            if found != digest:
                raise BadBackup(f"{file} has changed while it was read.")
            self._storage.adopt(folder / "file", stored)

    def _check(self, source: Path, told: Manifest) -> None:
        for name, table in told.tables.items():
            _check_hash(source / manifest.DATABASE / f"{name}.jsonl", table["sha256"])
        _check_hash(source / manifest.FILES, told.files_sha256)
        for name, digest in told.beside.items():
            _check_hash(source / beside.FOLDER / name, digest)
        for file in manifest.listed(source):
            self._storage.locate(file.path)
            _check_hash(source / manifest.STORAGE / file.path, file.sha256)

    def _check_empty(self, source: Path) -> None:
        with self._database.reading() as connection:
            if used := tables.used(connection):
                raise BadBackup(f"The database is not empty: there are rows in {', '.join(used)}.")
        ours = {file.path: file.sha256 for file in manifest.listed(source)}
        root = self._storage.root
        for folder in sorted(root.iterdir()) if root.exists() else []:
            if folder.is_dir() and folder.name not in NOT_COPIED:
                for place in folder.rglob("*"):
                    stored = place.relative_to(root).as_posix()
                    if place.is_file() and (stored not in ours or manifest.hash_of(place) != ours[stored]):
                        raise BadBackup(f"The storage is not empty: {stored} is there, and not of this backup.")


def _check_hash(file: Path, digest: str) -> None:
    if not file.is_file():
        raise BadBackup(f"{file} is missing.")
    if manifest.hash_of(file) != digest:
        raise BadBackup(f"{file} is damaged.")


def _fill(connection: Connection, source: Path, told: Manifest) -> None:
    """Put all rows into the tables, which are of the backup's revision."""
    known = tables.there(connection)
    for table in known.sorted_tables:
        if table.name in told.tables:
            count = tables.read(connection, table, source / manifest.DATABASE / f"{table.name}.jsonl")
            if count != (wanted := told.tables[table.name]["rows"]):
                raise BadBackup(f"Of {table.name} {count} rows were read; the manifest has {wanted}.")
