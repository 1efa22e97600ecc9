"""Playlists."""

from __future__ import annotations

from typing import Any

from backend.api.door import services
from backend.api.rest.answers import MISSING, Refused
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import ids
from backend.services.players.ids import Kind
from backend.services.playlists.order import MAX_SONGS

MOST_NAME, MOST_COMMENT = 200, 1000


@call("getPlaylists")
def get_playlists(caller: Caller, _given: Given) -> Content:
    """List the playlists that the caller may hear."""
    return {"playlists": {"playlist": services().players.playlists.listing(caller)}}


@call("getPlaylist")
def get_playlist(caller: Caller, given: Given) -> Content:
    """Show a playlist with its songs."""
    return {"playlist": services().players.playlists.opened(caller, _number(given, "id"))}


@call("createPlaylist")
def create_playlist(caller: Caller, given: Given) -> Content:
    """Make a playlist of some songs, or let one hold others."""
    name, songs = given.text("name", "")[:MOST_NAME], _songs(given, "songId")
    if "playlistId" in given:
        number = _number(given, "playlistId")
        return {"playlist": services().players.playlists.replace(caller, number, name, songs)}
    if not name:
        raise Refused(MISSING, "Required parameter 'name' or 'playlistId' is missing.")
    return {"playlist": services().players.playlists.make(caller, name, songs)}


@call("updatePlaylist")
def update_playlist(caller: Caller, given: Given) -> Content:
    """Change a playlist: its name, comment and visibility, songs at places taken out, songs put in at the end."""
    wishes: dict[str, Any] = {}
    if given.text("name", ""):
        wishes["name"] = given.text("name")[:MOST_NAME]
    if "comment" in given:
        wishes["description"] = given.text("comment")[:MOST_COMMENT]
    if "public" in given:
        wishes["is_public"] = given.flag("public", False)
    services().players.playlists.change(
        caller,
        _number(given, "playlistId"),
        wishes,
        add=_songs(given, "songIdToAdd"),
        take_out=given.numbers("songIndexToRemove", MAX_SONGS),
    )
    return None


@call("deletePlaylist")
def delete_playlist(caller: Caller, given: Given) -> Content:
    """Remove a playlist."""
    services().players.playlists.remove(caller, _number(given, "id"))
    return None


def _number(given: Given, name: str) -> int:
    return ids.read(given.text(name), Kind.PLAYLIST).number


def _songs(given: Given, name: str) -> list[int]:
    return [ids.read(each, Kind.SONG).number for each in given.texts(name, MAX_SONGS)]
