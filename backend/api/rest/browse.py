"""Browsing: artists, albums and songs, by what they are (ID3) and as folders."""

from __future__ import annotations

from typing import Any

from backend.api.door import services
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import documents, ids
from backend.services.players.catalogue import FOLDER, FOLDER_NAME, IGNORED_ARTICLES, indexed
from backend.services.players.ids import Kind


@call("getArtists")
def get_artists(caller: Caller, _given: Given) -> Content:
    """List all artists under their first letters."""
    found = [documents.artist(row) for row in services().players.catalogue.artists(caller)]
    return {"artists": {"ignoredArticles": IGNORED_ARTICLES, "index": indexed(found)}}


@call("getIndexes")
def get_indexes(caller: Caller, given: Given) -> Content:
    """List all artists as folders, unless nothing has come since the player asked last."""
    newest_ms = 1000 * services().players.catalogue.changed_s(caller)
    is_new = newest_ms > given.number("ifModifiedSince", -1, least=-1)
    rows = services().players.catalogue.artists(caller) if is_new else []
    index = indexed(documents.artist_folder(row) for row in rows)
    return {"indexes": {"lastModified": newest_ms, "ignoredArticles": IGNORED_ARTICLES, "index": index}}


@call("getArtist")
def get_artist(caller: Caller, given: Given) -> Content:
    """Show an artist with their albums."""
    row, albums = services().players.catalogue.artist(caller, ids.read(given.text("id"), Kind.ARTIST).number)
    return {"artist": {**documents.artist(row), "album": [documents.album(each) for each in albums]}}


@call("getAlbum")
def get_album(caller: Caller, given: Given) -> Content:
    """Show an album with its songs."""
    row, songs = services().players.catalogue.album(caller, ids.read(given.text("id"), Kind.ALBUM, Kind.SINGLES))
    return {"album": {**documents.album(row), "song": songs}}


@call("getSong")
def get_song(caller: Caller, given: Given) -> Content:
    """Show a song."""
    return {"song": services().players.catalogue.song(caller, ids.read(given.text("id"), Kind.SONG).number)}


@call("getGenres")
def get_genres(caller: Caller, _given: Given) -> Content:
    """List the genres."""
    return {"genres": {"genre": services().players.catalogue.genres(caller)}}


@call("getMusicDirectory")
def get_music_directory(caller: Caller, given: Given) -> Content:
    """Show what is in a folder: the library, an artist or an album."""
    wanted = given.text("id")
    if wanted == str(FOLDER):
        artists = services().players.catalogue.artists(caller)
        return {"directory": {"id": wanted, "name": FOLDER_NAME, "child": [_artist_child(row) for row in artists]}}
    which = ids.read(wanted, Kind.ARTIST, Kind.ALBUM, Kind.SINGLES)
    if which.kind is Kind.ARTIST:
        row, albums = services().players.catalogue.artist(caller, which.number)
        folder = documents.artist_folder(row)
        return {"directory": {**folder, "child": [documents.album_folder(each) for each in albums]}}
    row, songs = services().players.catalogue.album(caller, which)
    folder = documents.album_folder(row)
    kept = ("id", "parent", "starred", "userRating", "playCount")
    told = {name: folder[name] for name in kept if name in folder}
    return {"directory": {**told, "name": folder["title"], "child": songs}}


def _artist_child(row: Any) -> dict[str, Any]:
    folder = documents.artist_folder(row)
    title = folder.pop("name")
    return {**folder, "parent": str(FOLDER), "isDir": True, "title": title, "mediaType": "artist"}
