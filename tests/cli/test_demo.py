"""The demo library is made once, whoever asks how often."""

from __future__ import annotations

import pytest

from backend.cli.demo import seed_albums, seed_songs
from backend.services.demo import artists, pieces
from backend.studio.composer import styles


@pytest.fixture
def run(app, studio):
    object.__setattr__(studio.demo._composing, "labels", {name: each.label for name, each in styles.load_all().items()})
    return lambda command, *words: app.test_cli_runner().invoke(command, [*words], catch_exceptions=False).output


def test_songs_and_albums_are_made_once(run, client):
    assert "6 songs were made, 0 were there already." in run(seed_songs, "--count", "6")
    assert "1 songs were made, 6 were there already." in run(seed_songs, "--count", "7")
    assert "5 albums were made." in run(seed_albums)
    assert "0 albums were made." in run(seed_albums)
    songs = client.get("/api/songs/").json["results"]
    assert len(songs) == 7 and {song["user"] for song in songs} == {"mini_studio"}
    albums = client.get("/api/albums/").json["results"]
    assert sorted(album["song_count"] for album in albums) == [1, 1, 1, 2, 2]
    first = next(album for album in albums if album["title"] == "Low Tide")
    shown = client.get(f"/api/albums/{first['id']}/").json["songs"]
    assert [song["title"] for song in shown] == ["Rain on the Awning", "Last Ferry"]
    assert client.get(songs[0]["file"]).status_code == 200


def test_nobody_logs_in_as_the_house(run, client):
    run(seed_songs, "--count", "1")
    for password in ("house", ""):
        asked = {"email": "house@mini-studio.invalid", "password": password}
        assert client.post("/api/auth/login/", json=asked).status_code == 400


def test_the_styles_of_the_demo_are_there():
    assert {song["style"] for artist in artists() for song in artist["songs"]} <= styles.load_all().keys()


def test_a_longer_list_goes_round_with_other_music():
    every = pieces(45)
    assert len({piece.file_name for piece in every}) == len({piece.seed for piece in every}) == 45
