"""Many songs at once."""

from __future__ import annotations

import pytest
from test_song_uploads import bring


@pytest.fixture
def songs(clara):
    return [
        bring(clara, title=title, genre=genre).json["id"]
        for title, genre in (("A", "jazz"), ("B", "jazz"), ("C", "pop"))
    ]


def bulk(client, action, **body):
    answer = client.post("/api/songs/bulk/", json={"action": action, **body})
    return answer.json if answer.status_code == 200 else answer.status_code


def shown(client, field, songs):
    return [client.get(f"/api/songs/{song}/").json.get(field) for song in songs]


def test_all_songs_of_a_query_go_into_the_trash_and_come_back(clara, songs):
    done = bulk(clara, "trash", query={"genre": "jazz"})
    assert done["count"] == 2
    assert [song["title"] for song in clara.get("/api/songs/").json["results"]] == ["C"]
    clara.delete(f"/api/songs/{songs[2]}/")
    assert bulk(clara, **done["undo"])["count"] == 2
    assert clara.get("/api/songs/").json["count"] == 2
    assert clara.get("/api/artists/").json["results"][0]["song_count"] == 2


@pytest.mark.security
def test_songs_of_others_are_passed_over(clara, robert, client, songs):
    assert bulk(robert, "trash", ids=songs)["count"] == 0
    assert bulk(robert, "trash", query={"scope": "all"})["count"] == 0
    assert bulk(client, "trash", ids=songs) == 401
    trashed = bulk(clara, "trash", ids=songs)["undo"]
    assert bulk(robert, **trashed)["count"] == 0
    assert bulk(clara, **trashed)["count"] == 3


def test_visibility_genre_and_tags(clara, client, songs):
    assert bulk(clara, "private", ids=songs[:2])["count"] == 2
    assert client.get("/api/songs/").json["count"] == 1
    assert bulk(clara, "public", query={})["count"] == 3
    bulk(clara, "genre", ids=songs, genre="blues")
    assert shown(clara, "genre", songs) == ["blues"] * 3
    for _ in range(2):
        bulk(clara, "tag", ids=songs[1:], tags=["Beach", "sun"])
    assert shown(clara, "tags", songs) == [[], ["beach", "sun"], ["beach", "sun"]]
    assert client.get("/api/tags/").json["results"][0] == {"name": "beach", "song_count": 2}
    bulk(clara, "untag", query={"tag": "beach"}, tags=["beach"])
    assert shown(clara, "tags", songs) == [[], ["sun"], ["sun"]]


def test_an_album_of_many_songs(clara, client, songs):
    bulk(clara, "album", ids=songs, album="Tides")
    (album,) = client.get("/api/albums/").json["results"]
    assert (album["title"], album["song_count"]) == ("Tides", 3)
    bulk(clara, "album", ids=songs, album="")
    assert client.get("/api/albums/").json["count"] == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "trash"}, "ids"),
        ({"action": "tag", "ids": [1]}, "tags"),
        ({"action": "genre", "ids": [1]}, "genre"),
        ({"action": "album", "ids": [1]}, "album"),
        ({"action": "burn", "ids": [1]}, "action"),
        ({"action": "trash", "query": {"tempo_min": "fast"}}, "tempo_min"),
    ],
)
def test_what_is_missing_is_named(clara, body, field):
    answer = clara.post("/api/songs/bulk/", json=body)
    assert answer.status_code in (400, 422) and field in answer.json["errors"]
