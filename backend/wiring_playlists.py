"""Playlists: what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.db.session import Database
from backend.services.drawn_covers import DrawnCovers
from backend.services.finding.card_box import CardBox
from backend.services.playlists.covers import Covers
from backend.services.playlists.entries import Entries
from backend.services.playlists.lists import Lists
from backend.services.playlists.members import Members
from backend.services.playlists.mosaics import Mosaics
from backend.services.playlists.relations import Relations
from backend.services.playlists.room import Playlists
from backend.services.playlists.smart import Picker
from backend.services.shelf import Shelf
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage


def playlists(
    database: Database,
    storage: LocalStorage,
    shelf: Shelf,
    *,
    cover: Kind,
    box: CardBox,
    picker: Picker,
    clock: Callable[[], datetime],
) -> Playlists:
    """Put together what concerns playlists."""
    mosaics = Mosaics(storage, shelf, DrawnCovers(storage, shelf), picker, clock=clock)
    covers = Covers(database, storage, cover, mosaics, clock=clock)
    entries = Entries(database, clock=clock)
    return Playlists(
        lists=Lists(database, covers, picker, clock=clock),
        entries=entries,
        relations=Relations(database, box, entries),
        members=Members(database),
        covers=covers,
    )
