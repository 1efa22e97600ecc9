"""Libraries that others wrote for players, against a server that runs: what they need, they find."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import libopensonic
import libsonic
import pytest
import requests
from werkzeug.serving import make_server


@pytest.fixture
def address(app) -> Iterator[str]:
    """A studio that can be reached over the network."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def songs(library) -> list[str]:
    return [f"so-{library(title, on='Weather', track=track)}" for track, title in ((1, "Rain"), (2, "Wind"))]


def test_py_sonic_plays_the_library(address, password, songs):
    player = libsonic.Connection("http://127.0.0.1", "clara", password, port=urlsplit(address).port)
    assert player.ping()
    [index] = player.getArtists()["artists"]["index"]
    artist = player.getArtist(index["artist"][0]["id"])["artist"]
    album = player.getAlbum(artist["album"][0]["id"])["album"]
    assert [song["id"] for song in album["song"]] == songs
    assert player.search3("rain")["searchResult3"]["song"][0]["id"] == songs[0]
    with player.stream(songs[0]) as sound:
        assert sound.read(3) == b"ID3"
    with player.download(songs[0]) as sound:
        assert sound.read(4) == b"RIFF"
    with player.getCoverArt("al-1", size=100) as picture:
        assert picture.read(3) == b"\xff\xd8\xff"
    player.star(sids=[songs[0]])
    assert player.getStarred2()["starred2"]["song"][0]["id"] == songs[0]
    player.unstar(sids=[songs[0]])
    player.setRating(songs[1], 5)
    player.scrobble(songs[1])
    assert player.getSong(songs[1])["song"]["playCount"] == 1
    player.createPlaylist(name="Mine", songIds=songs)
    [playlist] = player.getPlaylists()["playlists"]["playlist"]
    player.updatePlaylist(playlist["id"], name="Ours", songIndexesToRemove=[0])
    opened = player.getPlaylist(playlist["id"])["playlist"]
    assert (opened["name"], [song["id"] for song in opened["entry"]]) == ("Ours", songs[1:])
    player.deletePlaylist(playlist["id"])
    assert len(player.getAlbumList2("newest")["albumList2"]["album"]) == 1
    assert len(player.getRandomSongs(5)["randomSongs"]["song"]) == 2


def test_py_sonic_hears_that_a_password_is_wrong(address):
    player = libsonic.Connection("http://127.0.0.1", "clara", "wrong", port=urlsplit(address).port)
    with pytest.raises(libsonic.errors.CredentialError):
        player.getArtists()


@pytest.mark.parametrize("by", ["password", "key"])
def test_py_opensonic_plays_the_library(address, clara, password, songs, by, request):  # noqa: PLR0917
    key = clara.post("/api/auth/keys/", json={"name": "player"}).json["key"]
    login = {"username": "clara", "password": password} if by == "password" else {"api_key": key}
    player = libopensonic.Connection("http://127.0.0.1", port=urlsplit(address).port, **login)
    request.addfinalizer(player._loop.close)  # which its own way to close leaves open
    request.addfinalizer(player.cleanup)
    assert player.ping()
    [index] = player.get_artists().index
    artist = player.get_artist(index.artist[0].id)
    album = player.get_album(artist.album[0].id)
    assert [song.id for song in album.song] == songs
    assert player.search3("wind").song[0].id == songs[1]
    player.star(sids=[songs[0]])
    assert player.get_starred2().song[0].id == songs[0]
    player.scrobble(songs[0])
    assert player.get_song(songs[0]).play_count == 1
    assert player.create_playlist(name="Mine", song_ids=songs)
    [made] = player.get_playlists()
    assert (made.name, made.song_count) == ("Mine", 2)
    assert [song.id for song in player.get_playlist(made.id).entry] == songs
    player.delete_playlist(made.id)
    where, given = player.get_stream_url(songs[0])
    assert requests.get(where, params=given, timeout=10).content[:3] == b"ID3"
