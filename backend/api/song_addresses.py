"""Songs as the printed clients want them: where their files are is said with the studio's address."""

from __future__ import annotations

from typing import Any

from backend.api.paging import origin

PLACES = ("file", "image", "artwork", "waveform")


def with_addresses(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Songs or albums with absolute addresses of their sound and pictures."""
    here = origin()
    return [{**thing, **{name: here + thing[name] for name in PLACES if thing.get(name)}} for thing in things]
