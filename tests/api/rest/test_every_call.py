"""Every call, answered in JSON as OpenSubsonic's description has it, and in XML with the same content."""

from __future__ import annotations

import pytest
from schema import check, same

from backend.api.rest.calls import CALLS
from backend.services.players.shelves import Order

# What sends a file where it goes well.
FILES = {"stream", "download", "getCoverArt", "getAvatar"}


@pytest.fixture
def things(library, player, clara):
    """A library with something of everything; the answer is what calls are asked about."""
    more = {"genre": "jazz", "mood": "calm", "gain_db": -2.5, "peak": 0.9, "lyrics": "Oh rain\n\nfall"}
    first = library("Rain", on="Weather", track=1, **more)
    second = library("Wind", on="Weather", track=2, genre="jazz")
    library("Alone", by="Robert", genre="lo-fi", public=True)
    song = player.get("getSong", id=f"so-{first}")["song"]
    made = player.get("createPlaylist", name="Mine", songId=[song["id"], f"so-{second}"])["playlist"]
    player.get("star", id=song["id"], albumId=song["albumId"], artistId=song["artistId"])
    player.get("setRating", id=song["id"], rating=4)
    player.get("scrobble", id=song["id"])
    player.get("scrobble", id=song["id"], submission="false")
    player.get("savePlayQueue", id=[song["id"], f"so-{second}"], current=f"so-{second}", position=1500)
    clara.post("/api/shares/", json={"kind": "song", "id": first})
    return {"song": song, "other": f"so-{second}", "playlist": made["id"]}


def asked(call: str, things: dict, player) -> list[dict]:
    """How a call is asked, in one or more ways."""
    song, other, playlist = things["song"], things["other"], things["playlist"]
    ids = [{"id": song["id"]}, {"id": song["albumId"]}, {"id": song["artistId"]}]
    ways = {
        "getArtist": ids[2:],
        "getAlbum": [ids[1], {"id": _singles(player)}],
        "getSong": ids[:1],
        "getMusicDirectory": [{"id": "1"}, *ids[1:]],
        "getAlbumList": [{"type": order, "genre": "jazz", "fromYear": 2030, "toYear": 1990} for order in Order],
        "getAlbumList2": [{"type": order, "genre": "jazz", "fromYear": 1990, "toYear": 2030} for order in Order],
        "getRandomSongs": [{}, {"genre": "jazz", "fromYear": 2000, "toYear": 2030}],
        "getSongsByGenre": [{"genre": "jazz"}],
        "search2": [{"query": ""}, {"query": "rain"}, {"query": "weather"}],
        "search3": [{"query": '""'}, {"query": "rain"}, {"query": "weather"}, {"query": "clara"}],
        "getPlaylist": [{"id": playlist}],
        "createPlaylist": [{"name": "New"}, {"playlistId": playlist, "songId": other}],
        "updatePlaylist": [{"playlistId": playlist, "songIdToAdd": song["id"], "comment": "Hm", "public": "true"}],
        "deletePlaylist": [],
        "star": ids,
        "unstar": [{"id": other}],
        "setRating": [{"id": song["id"], "rating": 5}, {"id": other, "rating": 0}],
        "scrobble": [{"id": song["id"], "time": 1_700_000_000_000}],
        "savePlayQueue": [{"id": [song["id"], other], "current": other}],
        "savePlayQueueByIndex": [{"id": [song["id"], other], "currentIndex": 1}],
        "getLyrics": [{"title": "rain", "artist": "clara"}, {"title": "nothing"}],
        "getTopSongs": [{"artist": "clara"}, {"artist": "nobody"}],
        **dict.fromkeys(("getArtistInfo", "getArtistInfo2", "getSimilarSongs", "getSimilarSongs2"), ids),
        **dict.fromkeys(("getAlbumInfo", "getAlbumInfo2"), ids[1:2]),
        "getLyricsBySongId": ids[:1],
    }
    return ways.get(call, [{}])


# Each answer to these is another one.
CHANGING = {"getRandomSongs", "createPlaylist", "updatePlaylist"}


def test_every_call_answers_as_described_and_alike_in_xml(player, things):
    for call in sorted(CALLS.keys() - FILES):
        for given in asked(call, things, player):
            document = player.ask(call, **given).json
            assert document["subsonic-response"]["status"] == "ok", (call, given, document)
            check(call, document)
            if given.get("type") != "random" and call not in CHANGING:
                same(document["subsonic-response"], player.xml(call, **given))


def test_every_call_refuses_as_described(player):
    for call in sorted(CALLS.keys() - FILES):
        document = player.ask(call, u="nobody").json
        if document["subsonic-response"]["status"] == "failed":
            check(call, document)
        else:
            assert CALLS[call].is_open


def _singles(player) -> str:
    albums = player.get("getAlbumList2", type="alphabeticalByName", size=500)["albumList2"]["album"]
    return next(album["id"] for album in albums if album["name"] == "Singles")
