"""Searching."""

from __future__ import annotations

from backend.api.door import services
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import documents
from backend.services.players.search import Found, Stretch

MOST = 500


@call("search3")
def search3(caller: Caller, given: Given) -> Content:
    """Find songs, albums and artists; without words all there are."""
    found = _found(caller, given)
    return {
        "searchResult3": {
            "artist": [documents.artist(row) for row in found.artists],
            "album": [documents.album(row) for row in found.albums],
            "song": found.songs,
        }
    }


@call("search2")
def search2(caller: Caller, given: Given) -> Content:
    """Find songs, and albums and artists as folders; without words all there are."""
    found = _found(caller, given)
    return {
        "searchResult2": {
            "artist": [documents.artist_folder(row) for row in found.artists],
            "album": [documents.album_folder(row) for row in found.albums],
            "song": found.songs,
        }
    }


def _found(caller: Caller, given: Given) -> Found:
    return services().players.search.find(
        caller,
        given.text("query", ""),
        songs=_stretch(given, "song"),
        albums=_stretch(given, "album"),
        artists=_stretch(given, "artist"),
    )


def _stretch(given: Given, kind: str) -> Stretch:
    return Stretch(given.number(f"{kind}Count", 20, most=MOST), given.number(f"{kind}Offset", 0))
