"""Likes, stars, what was heard, genres, and covers, over HTTP."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture
def song(clara, make_song):
    song_id = make_song(clara, title="Lo-fi Chill")["song_id"]
    clara.patch(f"/api/songs/{song_id}", json={"public": True})
    return song_id


def test_a_like_shows_for_whoever_likes_and_counts_for_all(clara, robert, client, song):
    for _ in range(2):
        answer = robert.post(f"/api/songs/{song}/like/")
        assert (answer.status_code, answer.json["message"]) == (200, "Song liked")
    seen = {who: each.get(f"/api/songs/{song}/").json for who, each in (("r", robert), ("c", clara), ("n", client))}
    assert [seen[who]["liked"] for who in "rcn"] == [True, False, False]
    assert [seen[who]["like_count"] for who in "rcn"] == [1, 1, 1]
    assert [each["id"] for each in robert.get("/api/liked-songs/").json["results"]] == [song]
    assert clara.get("/api/liked-songs/").json["count"] == 0
    assert robert.post(f"/api/songs/{song}/unlike/").json["message"] == "Song unliked"
    assert robert.get("/api/liked-songs/").json["count"] == 0


def test_a_liked_song_that_became_private_is_listed_no_more(clara, robert, song):
    robert.post(f"/api/songs/{song}/like/")
    clara.patch(f"/api/songs/{song}", json={"public": False})
    assert robert.get("/api/liked-songs/").json["count"] == 0
    assert robert.post(f"/api/songs/{song}/unlike/").status_code == 404


def test_stars_are_given_and_taken_back(robert, song):
    robert.post(f"/api/songs/{song}/rating/", json={"stars": 4})
    assert robert.get(f"/api/songs/{song}/").json["stars"] == 4
    robert.post(f"/api/songs/{song}/rating/", data={"stars": "0"})
    assert robert.get(f"/api/songs/{song}/").json["stars"] is None
    refused = robert.post(f"/api/songs/{song}/rating/", json={"stars": 6})
    assert refused.status_code == 400 and "stars" in refused.json["errors"]


def test_the_history_is_a_bare_list_that_says_how_long_it_is(clara, song, make_song):
    clara.get(f"/api/songs/{song}/play/")
    clara.get(f"/api/songs/{make_song(clara, title='Rain')['song_id']}/play/")
    answer = clara.get("/api/playback-history/?page_size=1")
    assert [(each["song"], each["played_at"][-1]) for each in answer.json] == [("Rain", "Z")]
    assert answer.headers["X-Total-Count"] == "2"
    assert 'page=2>; rel="next"' in answer.headers["Link"]


def test_genres_are_counted_over_what_one_may_see(clara, client, song, make_song):
    make_song(clara, style="jazz_trio")
    assert clara.get("/api/genres/").json["results"] == [
        {"name": "Jazz trio", "song_count": 1},
        {"name": "Lo-fi hip hop", "song_count": 1},
    ]
    assert [each["name"] for each in client.get("/api/genres/").json["results"]] == ["Lo-fi hip hop"]
    assert client.get("/api/tags/").json["results"] == []


@pytest.mark.security
def test_a_cover_is_drawn_for_those_who_may_see_the_song(clara, robert, client, song):
    address = client.get(f"/api/songs/{song}/").json["artwork"]
    pictures = [each.get(address) for each in (client, robert, client)]
    picture = Image.open(BytesIO(pictures[0].data))
    assert (picture.format, *picture.size) == ("PNG", 640, 640)
    assert len({each.data for each in pictures}) == 1
    assert pictures[0].headers["Content-Type"] == "image/png"
    clara.patch(f"/api/songs/{song}", json={"public": False})
    assert robert.get(address).status_code == client.get(address).status_code == 404
    assert clara.get(address).status_code == 200
    assert clara.get("/media/song_images/99-1.png").status_code == 404
