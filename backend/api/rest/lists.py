"""Lists of albums and songs."""

from __future__ import annotations

from typing import Any

from backend.api.door import services
from backend.api.rest.answers import GENERIC, Refused
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import documents
from backend.services.players.shelves import Order

MOST = 500
YEARS = 9999


@call("getAlbumList")
def get_album_list(caller: Caller, given: Given) -> Content:
    """List albums as folders."""
    return {"albumList": {"album": [documents.album_folder(row) for row in _albums(caller, given)]}}


@call("getAlbumList2")
def get_album_list2(caller: Caller, given: Given) -> Content:
    """List albums."""
    return {"albumList2": {"album": [documents.album(row) for row in _albums(caller, given)]}}


@call("getRandomSongs")
def get_random_songs(caller: Caller, given: Given) -> Content:
    """Draw some songs."""
    found = services().players.catalogue.songs(
        caller,
        size=given.number("size", 10, most=MOST),
        shuffled=True,
        genre=given.text("genre", "") or None,
        from_year=given.number("fromYear", most=YEARS) if "fromYear" in given else None,
        to_year=given.number("toYear", most=YEARS) if "toYear" in given else None,
    )
    return {"randomSongs": {"song": found}}


@call("getSongsByGenre")
def get_songs_by_genre(caller: Caller, given: Given) -> Content:
    """List the songs of a genre."""
    size, before = given.number("count", 10, most=MOST), given.number("offset", 0)
    found = services().players.catalogue.songs(caller, size=size, before=before, genre=given.text("genre"))
    return {"songsByGenre": {"song": found}}


def _albums(caller: Caller, given: Given) -> list[Any]:
    wanted = given.text("type")
    if wanted not in list(Order):
        raise Refused(GENERIC, f"'type' is {wanted!r}; known are {', '.join(Order)}.")
    order = Order(wanted)
    years = (given.number("fromYear", most=YEARS), given.number("toYear", most=YEARS)) if order is Order.YEAR else None
    return services().players.catalogue.albums(
        caller,
        order,
        size=given.number("size", 10, most=MOST),
        before=given.number("offset", 0),
        genre=given.text("genre") if order is Order.GENRE else "",
        years=years or (0, YEARS),
    )
