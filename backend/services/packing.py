"""Packing: stored files and what is known of them in one archive, written piece by piece, however large it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from backend.jobs.progress import Run
from backend.services.moments import iso
from backend.studio.errors import Cancelled

PIECE_BYTES = 2**20


@dataclass(frozen=True)
class Piece:
    """A stored file, its name in the archive, and what the list of files says about it."""

    name: str
    place: Path
    about: Mapping[str, Any]


def pack(archive: Path, pieces: Sequence[Piece], documents: Mapping[str, Any], at: datetime, run: Run) -> None:
    """Write an archive: documents (text, or values that become JSON), files, and the list of the files.

    Files that were removed meanwhile are left out. Sounds are not compressed: they hardly become smaller.

    Raises
    ------
    Cancelled
        if the run was called off
    """
    total = sum(piece.place.stat().st_size for piece in pieces if piece.place.is_file()) or 1
    done, packed = 0, []
    with ZipFile(archive, "w") as out:
        for name, content in documents.items():
            out.writestr(_info(name, at, ZIP_DEFLATED), content if isinstance(content, str) else _json(content))
        for piece in pieces:
            if not piece.place.is_file():
                continue
            with piece.place.open("rb") as source, out.open(_info(piece.name, at), "w", force_zip64=True) as target:
                while read := source.read(PIECE_BYTES):
                    if run.cancelled():
                        raise Cancelled("The file was called off.")
                    target.write(read)
                    done += len(read)
                    run.report("packing", done / total)
            packed.append({"file": piece.name, **piece.about})
        out.writestr(_info("files.json", at, ZIP_DEFLATED), _json(packed))


def _info(name: str, at: datetime, how: int = ZIP_STORED) -> ZipInfo:
    info = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type, info.external_attr = how, 0o644 << 16
    return info


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return iso(value) if isinstance(value, datetime) else str(value)
