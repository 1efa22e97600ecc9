"""The library: what songs, albums, artists and what people think of them are made of."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.album_pages import Albums
from backend.services.artist_pages import Artists
from backend.services.bulk import Bulk
from backend.services.covers import Covers
from backend.services.directory import Directory
from backend.services.drawn_covers import DrawnCovers
from backend.services.finding.discovery import Discovery
from backend.services.finding.everything import Everything
from backend.services.finding.search import Finding
from backend.services.generated import Generated
from backend.services.liked_songs import LikedSongs
from backend.services.opinions import Opinions
from backend.services.plays import Plays
from backend.services.profiles import Profiles
from backend.services.song_changes import SongChanges
from backend.services.song_uploads import SongUploads
from backend.services.tracks import Tracks
from backend.wiring_ground import Ground
from backend.wiring_uploads import UploadParts


@dataclass(frozen=True)
class LibraryParts:
    """Services of the library by the names that `Services` has for them."""

    finding: Finding
    discovery: Discovery
    everything: Everything
    profiles: Profiles
    directory: Directory
    tracks: Tracks
    generated: Generated
    song_changes: SongChanges
    song_uploads: SongUploads
    bulk: Bulk
    albums: Albums
    artists: Artists
    opinions: Opinions
    liked_songs: LikedSongs
    plays: Plays
    covers: Covers


def library(on: Ground, files: UploadParts) -> LibraryParts:
    """Put together what concerns the library."""
    database, storage, clock = on.database, on.storage, on.clock
    song_cover, album_cover = on.music.uploads["song_cover"], on.music.uploads["album_cover"]
    finding = Finding(database, on.box)
    return LibraryParts(
        finding=finding,
        discovery=Discovery(database, on.box, clock=clock),
        everything=Everything(database, on.box),
        profiles=Profiles(database),
        directory=Directory(database),
        tracks=Tracks(database, on.media),
        generated=Generated(database, on.media),
        song_changes=SongChanges(database, storage, cover=song_cover, clock=clock),
        song_uploads=SongUploads(database, storage, files.uploads, files.analyses, cover=song_cover, clock=clock),
        bulk=Bulk(database, storage, finding, clock=clock),
        albums=Albums(database, storage, cover=album_cover, clock=clock),
        artists=Artists(database),
        opinions=Opinions(database, clock=clock),
        liked_songs=LikedSongs(database),
        plays=Plays(database, clock=clock),
        covers=Covers(database, storage, DrawnCovers(storage, on.shelf)),
    )
