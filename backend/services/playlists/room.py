"""All that can be done with playlists, in one bundle; `wiring_library` fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.playlists.covers import Covers
from backend.services.playlists.entries import Entries
from backend.services.playlists.lists import Lists
from backend.services.playlists.members import Members
from backend.services.playlists.relations import Relations


@dataclass(frozen=True)
class Playlists:
    """Playlists, what is in them, who changes them, what they look like."""

    lists: Lists
    entries: Entries
    relations: Relations
    members: Members
    covers: Covers
