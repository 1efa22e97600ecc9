"""Songs, albums and artists as the OpenSubsonic schema has them: whole numbers are whole, times ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backend.services.media import TYPES
from backend.services.moments import iso
from backend.services.players import ids
from backend.services.players.shelves import SINGLES
from backend.services.streaming import BEST, PLAYED

NO_NAME = "Unknown artist"
Files = Mapping[str, int]
"""The files of a song's music: how many bytes there are in each format."""


def first_of(order: Iterable[str], files: Iterable[str]) -> str | None:
    """The format that comes first in an order, of those that are there."""
    there = set(files)
    return next((form for form in order if form in there), None)


def song(row: Any, files: Files) -> dict[str, Any]:
    """A song; ``row`` has the columns of ``statements.SONGS``."""
    by, on = row.artist or NO_NAME, row.album or SINGLES
    album_id = ids.album(row.album_id, row.artist_id)
    year = row.release_year or row.created_at.year
    return {
        "id": ids.song(row.id),
        "parent": album_id,
        "isDir": False,
        "title": row.title,
        "album": on,
        "artist": by,
        **_known(track=row.track_number, genre=row.genre, userRating=row.stars),
        "year": year,
        "coverArt": ids.song(row.id),
        **_sound(row, files, f"{_plain(by)}/{_plain(on)}/{_plain(row.title)}"),
        "duration": round(row.duration_s),
        "isVideo": False,
        "playCount": row.play_count,
        "created": iso(row.created_at),
        **_times(starred=row.liked_at),
        "albumId": album_id,
        "artistId": ids.artist(row.artist_id),
        "type": "music",
        "mediaType": "song",
        "bpm": round(row.tempo_bpm or 0),
        "genres": _genres(row.genre),
        "artists": [{"id": ids.artist(row.artist_id), "name": by}],
        "displayArtist": by,
        **_album_artist(row, by),
        "moods": [row.mood] if row.mood else [],
        "replayGain": _known(trackGain=row.gain_db, trackPeak=row.peak),
    }


def album(row: Any) -> dict[str, Any]:
    """An album, or an artist's singles; ``row`` has the columns of ``shelves.listing``."""
    by = row.artist or NO_NAME
    return {
        "id": ids.album(row.album_id, row.artist_id),
        "name": row.title,
        "artist": by,
        "artistId": ids.artist(row.artist_id),
        "coverArt": ids.album(row.album_id, row.artist_id),
        "songCount": row.songs,
        "duration": round(row.duration_s),
        "playCount": int(row.plays),
        "created": iso(row.created_at),
        **_times(starred=row.liked_at),
        "year": row.release_year or row.created_at.year,
        **_known(genre=row.genre, userRating=row.stars),
        "genres": _genres(row.genre),
        "artists": [{"id": ids.artist(row.artist_id), "name": by}],
        "displayArtist": by,
        "releaseTypes": ["Album" if row.album_id else "Single"],
    }


def album_folder(row: Any) -> dict[str, Any]:
    """An album as a folder, for players that browse by folders."""
    found = album(row)
    kept = ("id", "artist", "artistId", "coverArt", "playCount", "created", "starred", "year", "genre", "userRating")
    return {
        **{name: found[name] for name in kept if name in found},
        "parent": found["artistId"],
        "isDir": True,
        "title": found["name"],
        "album": found["name"],
        "duration": found["duration"],
        "mediaType": "album",
    }


def artist(row: Any) -> dict[str, Any]:
    """An artist; ``row`` has the columns of ``shelves.artists``."""
    return {
        **artist_folder(row),
        "coverArt": ids.artist(row.artist_id),
        "albumCount": row.albums,
        "roles": ["artist"],
    }


def artist_folder(row: Any) -> dict[str, Any]:
    """An artist as a folder."""
    return {
        "id": ids.artist(row.artist_id),
        "name": row.name or NO_NAME,
        **_known(userRating=row.stars),
        **_times(starred=row.liked_at),
    }


def _sound(row: Any, files: Files, path: str) -> dict[str, Any]:
    """What is had of a song unchanged, and what is sent where a player asks for no form."""
    best, played = first_of(BEST, files), first_of(PLAYED, files)
    if not best or not played:
        return {}
    told = {
        "size": files[best],
        "contentType": TYPES[best],
        "suffix": best,
        "bitRate": round(files[best] * 8 / 1000 / row.duration_s) if row.duration_s else 0,
        "path": f"{path}.{best}",
    }
    if played != best:
        told |= {"transcodedContentType": TYPES[played], "transcodedSuffix": played}
    return told


def _album_artist(row: Any, by: str) -> dict[str, Any]:
    number, name = (row.album_artist_id, row.album_artist or NO_NAME) if row.album_id else (row.artist_id, by)
    return {"albumArtists": [{"id": ids.artist(number), "name": name}], "displayAlbumArtist": name}


def _genres(genre: str | None) -> list[dict[str, str]]:
    return [{"name": genre}] if genre else []


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _times(**moments: Any) -> dict[str, str]:
    return {name: iso(moment) for name, moment in moments.items() if moment is not None}


def _plain(name: str) -> str:
    return name.replace("/", "-").strip() or "-"
