"""What a backup holds, said in its manifest, which is written last.

manifest.json       format, version, revision of the tables, rows and hash of each, hash of the list of files
files.jsonl         path, bytes and SHA-256 of each file, a line each
database/NAME.jsonl the rows of a table, a line each
storage/...         the files, as they lie in the storage
beside/...          settings, own styles and prices, which lie beside it
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME, FILES, DATABASE, STORAGE = "manifest.json", "files.jsonl", "database", "storage"
PIECE = 2**20


class BadBackup(Exception):
    """What lies there is no backup that could be put back; the message says why."""


@dataclass(frozen=True)
class Copied:
    """A file of a backup."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    ``tables`` has rows and SHA-256 of each table by its name, ``beside`` the SHA-256 of each file beside the storage.
    """

    version: str
    revision: str
    made_at: str
    kind: str
    tables: dict[str, dict[str, Any]]
    files: int
    bytes: int
    files_sha256: str
    missing: list[str]
    beside: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it; with this the folder is whole."""
        write_safely(folder / NAME, json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises
        ------
        BadBackup
            if there is none, or none of a format that is known here
        """
        try:
            told = json.loads((folder / NAME).read_text(encoding="utf-8"))
            found = cls(**told)
        except FileNotFoundError:
            raise BadBackup(f"{folder} has no {NAME}: it is no backup, or one that was not finished.") from None
        except (ValueError, TypeError) as torn:
            raise BadBackup(f"The {NAME} of {folder} cannot be read: {torn}") from torn
        if found.format != FORMAT:
            raise BadBackup(f"{folder} has format {found.format}; this program reads {FORMAT}.")
        return found


def listed(folder: Path) -> Iterator[Copied]:
    """The files of a backup."""
    with (folder / FILES).open(encoding="utf-8") as lines:
        for line in lines:
            yield Copied(**json.loads(line))


def copy(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file; the answer is its bytes and its SHA-256. Its time goes along."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(PIECE):
            digest.update(piece)
            writing.write(piece)
            size += len(piece)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, target)
    return size, digest.hexdigest()


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_safely(file: Path, content: bytes) -> None:
    """Write a file so that it is whole even after a power cut."""
    beside = file.with_name(f"{file.name}.part")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
