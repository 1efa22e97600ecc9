"""The library: what songs, albums, artists and what people think of them are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.db.session import Database
from backend.services.album_pages import Albums
from backend.services.analyses import Analyses
from backend.services.artist_pages import Artists
from backend.services.bulk import Bulk
from backend.services.covers import Covers
from backend.services.drawn_covers import DrawnCovers
from backend.services.finding.search import Finding
from backend.services.liked_songs import LikedSongs
from backend.services.opinions import Opinions
from backend.services.plays import Plays
from backend.services.shelf import Shelf
from backend.services.song_changes import SongChanges
from backend.services.song_uploads import SongUploads
from backend.services.uploads import Kind, Uploads
from backend.storage.local import LocalStorage


@dataclass(frozen=True)
class LibraryParts:
    """Services of the library by the names that `Services` has for them."""

    song_changes: SongChanges
    song_uploads: SongUploads
    bulk: Bulk
    albums: Albums
    artists: Artists
    opinions: Opinions
    liked_songs: LikedSongs
    plays: Plays
    covers: Covers


def library(
    database: Database,
    storage: LocalStorage,
    shelf: Shelf,
    *,
    uploads: Uploads,
    analyses: Analyses,
    finding: Finding,
    kinds: Mapping[str, Kind],
    clock: Callable[[], datetime],
) -> LibraryParts:
    """Put together what concerns the library."""
    song_cover, album_cover = kinds["song_cover"], kinds["album_cover"]
    return LibraryParts(
        song_changes=SongChanges(database, storage, cover=song_cover, clock=clock),
        song_uploads=SongUploads(database, storage, uploads, analyses, cover=song_cover, clock=clock),
        bulk=Bulk(database, storage, finding, clock=clock),
        albums=Albums(database, storage, cover=album_cover, clock=clock),
        artists=Artists(database),
        opinions=Opinions(database, clock=clock),
        liked_songs=LikedSongs(database),
        plays=Plays(database, clock=clock),
        covers=Covers(database, storage, DrawnCovers(storage, shelf)),
    )
