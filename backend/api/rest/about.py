"""More about artists, albums and songs: what is like them, what is heard most; and lists that are always empty here."""

from __future__ import annotations

from backend.api.door import services
from backend.api.paging import origin
from backend.api.rest.answers import MISSING, Refused
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.errors import NotFound
from backend.services.players import ids
from backend.services.players.catalogue import Document
from backend.services.players.ids import NO_ARTIST, Kind

MOST, USUAL = 500, 50
MOST_SHARES = 500


@call("getArtistInfo")
def get_artist_info(caller: Caller, given: Given) -> Content:
    """Say more of an artist, of whom no more is known here."""
    _see(caller, given)
    return {"artistInfo": {}}


@call("getArtistInfo2")
def get_artist_info2(caller: Caller, given: Given) -> Content:
    """Say more of an artist, of whom no more is known here."""
    _see(caller, given)
    return {"artistInfo2": {}}


@call("getAlbumInfo", "getAlbumInfo2")
def get_album_info(caller: Caller, given: Given) -> Content:
    """Say more of an album, of which no more is known here."""
    _see(caller, given)
    return {"albumInfo": {}}


@call("getSimilarSongs")
def get_similar_songs(caller: Caller, given: Given) -> Content:
    """List songs like a song, or like the first of an album or an artist."""
    return {"similarSongs": {"song": _similar(caller, given)}}


@call("getSimilarSongs2")
def get_similar_songs2(caller: Caller, given: Given) -> Content:
    """List songs like those of an artist."""
    return {"similarSongs2": {"song": _similar(caller, given)}}


@call("getTopSongs")
def get_top_songs(caller: Caller, given: Given) -> Content:
    """List the songs of an artist that are heard most."""
    if "id" in given:
        number: int | None = ids.read(given.text("id"), Kind.ARTIST).number
    else:
        number = services().players.catalogue.artist_named(given.text("artist"))
    size = given.number("count", USUAL, most=MOST)
    return {"topSongs": {"song": services().players.catalogue.top(caller, number or NO_ARTIST, size)}}


@call("getShares")
def get_shares(caller: Caller, _given: Given) -> Content:
    """List the caller's share links that are good."""
    found = services().shares.page(caller, size=MOST_SHARES).results
    shares = [
        {
            "id": str(share["id"]),
            "url": origin() + share["url"],
            "description": share["description"] or share["title"],
            "username": caller.signed_in().username,
            "created": share["created_at"],
            **({"expires": share["expires_at"]} if share["expires_at"] else {}),
            **({"lastVisited": share["visited_at"]} if share["visited_at"] else {}),
            "visitCount": share["visits"],
        }
        for share in found
        if not share["is_over"]
    ]
    return {"shares": {"share": shares}}


@call("getPodcasts")
def get_podcasts(_caller: Caller, _given: Given) -> Content:
    """There are none."""
    return {"podcasts": {"channel": []}}


@call("getNewestPodcasts")
def get_newest_podcasts(_caller: Caller, _given: Given) -> Content:
    """There are none."""
    return {"newestPodcasts": {"episode": []}}


@call("getInternetRadioStations")
def get_internet_radio_stations(_caller: Caller, _given: Given) -> Content:
    """There are none."""
    return {"internetRadioStations": {"internetRadioStation": []}}


@call("getBookmarks")
def get_bookmarks(_caller: Caller, _given: Given) -> Content:
    """There are none."""
    return {"bookmarks": {"bookmark": []}}


@call("getVideos")
def get_videos(_caller: Caller, _given: Given) -> Content:
    """There are none."""
    return {"videos": {}}


def _see(caller: Caller, given: Given) -> list[Document]:
    """Songs of the thing that is asked about, at most those of an album; it must be there for the caller."""
    which = ids.read(given.text("id"), Kind.SONG, Kind.ALBUM, Kind.SINGLES, Kind.ARTIST)
    if which.kind is Kind.SONG:
        return [services().players.catalogue.song(caller, which.number)]
    if which.kind is Kind.ARTIST:
        services().players.catalogue.artist(caller, which.number)
        return services().players.catalogue.top(caller, which.number, 1)
    return services().players.catalogue.album(caller, which)[1]


def _similar(caller: Caller, given: Given) -> list[Document]:
    if "id" not in given:
        raise Refused(MISSING, "Required parameter 'id' is missing.")
    if not (songs := _see(caller, given)):
        raise NotFound(f"There is no song of {given.text('id')}.")
    first = ids.read(songs[0]["id"], Kind.SONG).number
    found = services().discovery.similar(caller, first, limit=given.number("count", USUAL, most=MOST))
    return services().players.catalogue.songs_by_id(caller, [song["id"] for song in found])
