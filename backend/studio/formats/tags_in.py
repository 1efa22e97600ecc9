"""What a file that somebody brought says of itself. Nothing of it is believed; it is only shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mutagen

LONGEST = 200
# By what each of them goes: ID3 frames, then Vorbis comments.
NAMES = {
    "title": ("TIT2", "TITLE"),
    "artist": ("TPE1", "ARTIST"),
    "album": ("TALB", "ALBUM"),
    "genre": ("TCON", "GENRE"),
    "date": ("TDRC", "DATE"),
    "bpm": ("TBPM", "BPM"),
    "key": ("TKEY", "INITIALKEY"),
}


def read(path: Path) -> dict[str, str]:
    """The tags of a sound that have something in them, each on one line; none of a file whose tags cannot be read."""
    try:
        file = mutagen.File(path)
        tags = file.tags if file is not None else None
        return {name: text for name, keys in NAMES.items() if tags and (text := _first(tags, keys))}
    except Exception:
        return {}


def _first(tags: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        if values := tags.get(key):
            found = getattr(values, "text", values)
            return " ".join("".join(sign for sign in str(found[0]) if sign.isprintable()).split())[:LONGEST]
    return ""
