"""What is heard: likes, stars, scrobbles, what plays now, and the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from backend.api.door import services
from backend.api.rest.answers import MISSING, Refused
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.players import documents, ids
from backend.services.players.hearing import MOST_QUEUED
from backend.services.players.ids import Kind, Thing
from backend.services.players.shelves import Order

MOST_AT_ONCE, MOST_LIKED, STARS = 1000, 10_000, 5
THINGS = {Kind.SONG: "song", Kind.ALBUM: "album", Kind.ARTIST: "artist"}


@call("star")
def star(caller: Caller, given: Given) -> Content:
    """Like songs, albums and artists."""
    for thing in _things(given):
        services().opinions.like(caller, _kind(thing), thing.number)
    return None


@call("unstar")
def unstar(caller: Caller, given: Given) -> Content:
    """Like songs, albums and artists no more."""
    for thing in _things(given):
        services().opinions.unlike(caller, _kind(thing), thing.number)
    return None


@call("setRating")
def set_rating(caller: Caller, given: Given) -> Content:
    """Give a song, an album or an artist stars; 0 takes them back."""
    thing = ids.read(given.text("id"))
    services().opinions.rate(caller, _kind(thing), thing.number, given.number("rating"))
    return None


@call("getStarred2")
def get_starred2(caller: Caller, _given: Given) -> Content:
    """List what the caller likes."""
    return {"starred2": _starred(caller, documents.artist, documents.album)}


@call("getStarred")
def get_starred(caller: Caller, _given: Given) -> Content:
    """List what the caller likes, albums and artists as folders."""
    return {"starred": _starred(caller, documents.artist_folder, documents.album_folder)}


@call("scrobble")
def scrobble(caller: Caller, given: Given) -> Content:
    """Say that songs were heard, or that one begins to play."""
    songs = [ids.read(each, Kind.SONG).number for each in given.texts("id", MOST_AT_ONCE)]
    if not songs:
        raise Refused(MISSING, "Required parameter 'id' is missing.")
    if given.flag("submission", True):
        services().players.hearing.heard(caller, songs, given.numbers("time", MOST_AT_ONCE))
    else:
        services().players.hearing.begins(caller, songs[-1], given.text("c", ""))
    return None


@call("getNowPlaying")
def get_now_playing(caller: Caller, _given: Given) -> Content:
    """List what plays now."""
    return {"nowPlaying": {"entry": services().players.hearing.now(caller)}}


@call("savePlayQueue")
def save_play_queue(caller: Caller, given: Given) -> Content:
    """Keep what is heard next; the song that plays is named by its id."""
    songs = _queued(given)
    current = ids.read(given.text("current"), Kind.SONG).number if "current" in given else None
    if current is not None and current not in songs:
        raise NotFound(f"The song {ids.song(current)} is not in the queue.")
    place = songs.index(current) if current is not None else 0
    _keep(caller, given, songs, place)
    return None


@call("savePlayQueueByIndex")
def save_play_queue_by_index(caller: Caller, given: Given) -> Content:
    """Keep what is heard next; the song that plays is named by its place."""
    songs = _queued(given)
    _keep(caller, given, songs, given.number("currentIndex") if songs else None)
    return None


@call("getPlayQueue")
def get_play_queue(caller: Caller, _given: Given) -> Content:
    """Show what is heard next."""
    found = services().players.hearing.queue(caller)
    if found is None:
        return None
    queue, current = found
    playing = queue["entry"][current]["id"] if queue["entry"] else None
    return {"playQueue": {**({"current": playing} if playing else {}), **queue}}


@call("getPlayQueueByIndex")
def get_play_queue_by_index(caller: Caller, _given: Given) -> Content:
    """Show what is heard next, with the place of the song that plays."""
    found = services().players.hearing.queue(caller)
    if found is None:
        return None
    queue, current = found
    return {"playQueueByIndex": {**({"currentIndex": current} if queue["entry"] else {}), **queue}}


def _keep(caller: Caller, given: Given, songs: list[int], current: int | None) -> None:
    position_ms = given.number("position", 0, most=2**53)
    services().players.hearing.keep_queue(
        caller, songs, current=current, position_ms=position_ms, player=given.text("c", "")
    )


def _queued(given: Given) -> list[int]:
    return [ids.read(each, Kind.SONG).number for each in given.texts("id", MOST_QUEUED)]


def _things(given: Given) -> list[Thing]:
    """All things that are named; an album or an artist may be named as ``id``, too, by players that browse folders."""
    found = [ids.read(each) for each in given.texts("id", MOST_AT_ONCE)]
    found += [ids.read(each, Kind.ALBUM, Kind.SINGLES) for each in given.texts("albumId", MOST_AT_ONCE)]
    found += [ids.read(each, Kind.ARTIST) for each in given.texts("artistId", MOST_AT_ONCE)]
    if not found:
        raise Refused(MISSING, "Required parameter 'id', 'albumId' or 'artistId' is missing.")
    return found


def _kind(thing: Thing) -> str:
    if thing.kind not in THINGS:
        raise NotFound(f"{thing} can be neither liked nor given stars; songs, albums and artists can.")
    return THINGS[thing.kind]


def _starred(caller: Caller, artist: Callable[[Any], Any], album: Callable[[Any], Any]) -> dict[str, Any]:
    catalogue = services().players.catalogue
    return {
        "artist": [artist(row) for row in catalogue.artists(caller) if row.liked_at],
        "album": [album(row) for row in catalogue.albums(caller, Order.STARRED, size=MOST_LIKED, before=0)],
        "song": catalogue.liked_songs(caller, MOST_LIKED),
    }
