"""Downloads as they are listed: the stems of a take, and what a job has made."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from backend.services.take_material import Wanted
from backend.studio.formats.exports import Export, Group


def stem_documents(wanted: Wanted) -> list[dict[str, Any]]:
    """List the stems of a take, each a file by itself."""
    return [
        {
            "id": f"stem-{number}",
            "group": Group.STEMS,
            "label": stem.name.partition(" ")[2],
            "hint": stem.format.upper(),
            "format": stem.format,
            "name": f"{stem.name}.{stem.format}",
            "bytes": stem.bytes,
            "ready": True,
            "url": stem.url,
        }
        for number, stem in enumerate(wanted.stems, start=1)
    ]


def output(wanted: Wanted, export: Export, made: Path) -> dict[str, Any]:
    """Describe a made download as an output of its job."""
    with made.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "id": export.id,
        "kind": "export",
        "format": export.ending,
        "name": wanted.file_name(export),
        "url": wanted.url(export),
        "duration_s": wanted.duration_s,
        "bytes": made.stat().st_size,
        "sha256": digest,
    }
