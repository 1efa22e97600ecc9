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
    first = library("Rain", on="Weather", track=1, genre="jazz", mood="calm", gain_db=-2.5, peak=0.9, lyrics="Oh rain")
    second = library("Wind", on="Weather", track=2, genre="jazz")
    library("Alone", by="Robert", genre="lo-fi", public=True)
    return {"song": f"so-{first}", "other": f"so-{second}"}


def asked(call: str, things: dict[str, str], player) -> list[dict]:
    """How a call is asked, in one or more ways."""
    song = player.get("getSong", id=things["song"])["song"]
    ways = {
        "getArtist": [{"id": song["artistId"]}],
        "getAlbum": [{"id": song["albumId"]}, {"id": _singles(player)}],
        "getSong": [{"id": song["id"]}],
        "getMusicDirectory": [{"id": "1"}, {"id": song["artistId"]}, {"id": song["albumId"]}],
        "getAlbumList": [{"type": order, "genre": "jazz", "fromYear": 2030, "toYear": 1990} for order in Order],
        "getAlbumList2": [{"type": order, "genre": "jazz", "fromYear": 1990, "toYear": 2030} for order in Order],
        "getRandomSongs": [{}, {"genre": "jazz", "fromYear": 2000, "toYear": 2030}],
        "getSongsByGenre": [{"genre": "jazz"}],
    }
    return ways.get(call, [{}])


def test_every_call_answers_as_described_and_alike_in_xml(player, things):
    for call in sorted(CALLS.keys() - FILES):
        for given in asked(call, things, player):
            document = player.ask(call, **given).json
            assert document["subsonic-response"]["status"] == "ok", (call, given, document)
            check(call, document)
            if given.get("type") != "random" and call != "getRandomSongs":
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
