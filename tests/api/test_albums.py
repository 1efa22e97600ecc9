"""Albums and artists over HTTP."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from test_song_uploads import bring, picture


@pytest.fixture
def album(ada):
    answer = ada.post("/api/albums/", json={"title": "Tides", "artist": "The Clams", "release_year": 2026})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def on_it(ada, album, title, number, **more):
    return bring(ada, title=title, album_id=str(album), track_number=str(number), **more).json["id"]


def test_an_album_is_everybodys_and_the_administrators_to_change(ada, clara, client, album):
    assert [each["title"] for each in client.get("/api/albums/").json["results"]] == ["Tides"]
    for who, status in ((client, 401), (clara, 403)):
        assert who.post("/api/albums/", json={"title": "x"}).status_code == status
        assert who.put(f"/api/albums/{album}/", json={"title": "x"}).status_code == status
        assert who.delete(f"/api/albums/{album}/").status_code == status
    changed = ada.put(f"/api/albums/{album}/", data={"title": "Ebb", "release_year": "2025", "image": picture()}).json
    assert (changed["title"], changed["release_year"], changed["artist"]) == ("Ebb", 2025, "The Clams")
    assert client.get(changed["image"]).status_code == 200
    assert ada.patch(f"/api/albums/{album}", json={"image": None}).json["image"] is None
    assert ada.post("/api/albums/", json={"artist": "x"}).json["errors"].keys() == {"title"}


def test_the_songs_of_an_album_come_in_order(ada, client, album):
    for title, number in (("C", 3), ("A", 1), ("B", 2)):
        on_it(ada, album, title, number)
    shown = client.get(f"/api/albums/{album}/").json
    assert [song["title"] for song in shown["songs"]] == ["A", "B", "C"]
    assert (shown["song_count"], shown["duration_s"], shown["songs"][0]["album"]) == (3, 4.5, "Tides")
    cover = client.get(shown["artwork"])
    assert Image.open(BytesIO(cover.data)).size == (640, 640)


def test_what_is_private_on_an_album_is_its_owners(ada, client, album):
    on_it(ada, album, "Secret", 1, public="false")
    assert client.get(f"/api/albums/{album}/").json["songs"] == []
    assert len(ada.get(f"/api/albums/{album}/").json["songs"]) == 1
    assert client.get(f"/api/albums/{album}/").json["song_count"] == 0


def test_nobody_adds_to_the_albums_of_others(clara, robert, ada, album):
    song = bring(clara, title="Mine").json["id"]
    assert clara.patch(f"/api/songs/{song}", json={"album_id": album}).json["errors"].keys() == {"album_id"}
    named = clara.patch(f"/api/songs/{song}", json={"artist": "The Clams", "album": "Tides"}).json
    assert named["album_id"] != album
    other = bring(robert, title="Other", artist="The Clams", album="Tides").json
    assert other["album_id"] not in (album, named["album_id"])


def test_an_album_of_private_songs_is_not_seen(clara, client, robert):
    song = bring(clara, album="Secret", public="false").json
    assert client.get("/api/albums/").json["count"] == robert.get("/api/albums/").json["count"] == 0
    assert client.get(f"/api/albums/{song['album_id']}/").status_code == 404
    assert clara.get("/api/albums/").json["count"] == 1
    assert client.get("/api/artists/").json["count"] == 0
    assert client.get(f"/api/artists/{song['artist_id']}/").status_code == 404


def test_deleting_an_album_takes_what_was_brought_and_lets_go_what_was_made(ada, clara, make_song, album):
    brought = on_it(ada, album, "Brought", 1)
    made = make_song(clara)["song_id"]
    clara.patch(f"/api/songs/{made}", json={"public": True})
    assert ada.patch(f"/api/songs/{made}", json={"album_id": album}).json["album"] == "Tides"
    assert ada.delete(f"/api/albums/{album}/").status_code == 204
    assert ada.get(f"/api/albums/{album}/").status_code == ada.get(f"/api/songs/{brought}/").status_code == 404
    assert clara.get(f"/api/songs/{made}/").json["album"] is None
    assert [song["id"] for song in ada.get("/api/songs/trash/").json["results"]] == [brought]


def test_songs_can_be_kept_when_an_album_goes(ada, album):
    song = on_it(ada, album, "Brought", 1)
    assert ada.delete(f"/api/albums/{album}/?keep_songs=1").status_code == 204
    assert ada.get(f"/api/songs/{song}/").json["album"] is None
    assert ada.get("/api/artists/?q=clams").json["count"] == 0


def test_an_artist_has_albums_and_songs(ada, client, album):
    on_it(ada, album, "A", 1, artist="The Clams")
    found = client.get("/api/artists/?q=CLAM").json["results"]
    assert [(each["name"], each["song_count"]) for each in found] == [("The Clams", 1)]
    shown = client.get(f"/api/artists/{found[0]['id']}/").json
    assert [each["title"] for each in shown["albums"]] == ["Tides"]
    assert [each["title"] for each in shown["songs"]] == ["A"]


def test_albums_come_in_the_order_asked_for(ada, client):
    for title, year in (("b", 2001), ("a", 2003), ("c", 2002)):
        ada.post("/api/albums/", json={"title": title, "release_year": year})
    for sort, order in (("title", "abc"), ("-year", "acb"), ("-created", "cab"), ("-plays", "cab")):
        found = client.get(f"/api/albums/?sort={sort}").json["results"]
        assert "".join(each["title"] for each in found) == order
    assert client.get("/api/albums/?q=B").json["count"] == 1


def test_albums_and_artists_are_liked(clara, client, album):
    assert clara.post(f"/api/albums/{album}/like/").json["message"] == "Album liked"
    clara.post(f"/api/albums/{album}/rating/", json={"stars": 3})
    shown = clara.get(f"/api/albums/{album}/").json
    assert (shown["liked"], shown["stars"]) == (True, 3)
    assert client.get(f"/api/albums/{album}/").json["liked"] is False
    assert clara.post(f"/api/artists/{shown['artist_id']}/like/").json["message"] == "Artist liked"
    assert clara.get(f"/api/artists/{shown['artist_id']}/").json["liked"] is True
    assert clara.post(f"/api/artists/{shown['artist_id']}/unlike/").status_code == 200
