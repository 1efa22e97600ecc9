"""Finding songs over HTTP."""

from __future__ import annotations

import pytest


@pytest.fixture
def song(clara, make_song):
    song_id = make_song(clara, title="clam lo-fi beat", duration=30)["song_id"]
    clara.patch(f"/api/songs/{song_id}/", json={"genre": "lofi", "public": True})
    return song_id


def test_public_songs_are_searched_by_parts_of_title_and_genre(clara, client, song, make_song):
    make_song(clara, title="clam in secret")
    found = client.get("/api/search-songs/?title=CLAM&genre=lo-fi").json
    (hit,) = found["results"]
    assert found["count"] == 1
    assert hit.keys() == {"id", "title", "genre", "file", "public"}
    assert (hit["id"], hit["title"], hit["genre"], hit["public"]) == (song, "clam lo-fi beat", "lofi", True)
    assert hit["file"].startswith("/media/songs/")
    assert client.get("/api/search-songs/?title=lamb").json["results"] == []
    assert client.get("/api/search-songs/?q=clam").json["count"] == 1


@pytest.mark.parametrize(
    "asked",
    [
        "tempo_min=90&tempo_max=80",
        "since=2026-02-01&until=2026-01-01",
        "tempo_min=fast",
        "since=yesterday",
        "year_min=x",
    ],
)
def test_ranges_that_hold_nothing_are_refused(client, asked):
    refused = client.get(f"/api/songs/?{asked}")
    assert refused.status_code == 400
    assert asked.partition("=")[0] in refused.text


def test_a_day_is_from_its_first_moment_to_its_last(clara, song):
    day = clara.get(f"/api/songs/{song}/").json["created_at"][:10]
    assert clara.get(f"/api/songs/?since={day}&until={day}").json["count"] == 1
    assert clara.get(f"/api/songs/?since={day}T00:00:00Z&until={day}T23:59:59").json["count"] == 1
    assert clara.get("/api/songs/?until=2000-01-01").json["count"] == 0


def test_the_next_page_goes_on_after_the_last_song(clara, make_song):
    songs = [make_song(clara)["song_id"] for _ in range(3)]
    page = clara.get("/api/songs/?page_size=1").json
    assert f"after={songs[2]}" in page["next"] and "page=2" in page["next"]
    make_song(clara)
    second = clara.get(page["next"]).json
    assert [song["id"] for song in second["results"]] == [songs[1]]
    assert "after" not in second["previous"]


def test_who_goes_on_after_a_song_comes_to_the_end_whatever_went_before(clara, make_song):
    songs = [make_song(clara)["song_id"] for _ in range(5)]
    page = clara.get("/api/songs/?page_size=2").json
    clara.delete(f"/api/songs/{songs[4]}/")
    seen = []
    while page["next"]:
        page = clara.get(page["next"]).json
        seen += [song["id"] for song in page["results"]]
    assert seen == songs[2::-1]


def test_everything_is_searched_at_once(clara, client, song):
    clara.post("/api/auth/logout/")
    found = client.get("/api/search/?q=clam").json
    assert [hit["title"] for hit in found["songs"]] == ["clam lo-fi beat"]
    assert found.keys() == {"success", "songs", "albums", "artists", "playlists", "people"}
    assert client.get("/api/search/?q=").status_code == 422


def test_people_are_found_by_those_who_are_signed_in(clara, client, robert):
    assert [one["username"] for one in clara.get("/api/search/?q=ROB").json["people"]] == ["robert"]
    assert client.get("/api/search/?q=rob").json["people"] == []
    assert "example.com" not in clara.get("/api/search/?q=rob").text


@pytest.mark.parametrize(("name", "number"), [("featured", 6), ("made-for-you", 4), ("trending", 4), ("random", 10)])
def test_as_many_are_drawn_as_the_document_says(clara, client, make_song, name, number):
    for _ in range(11):
        clara.patch(f"/api/songs/{make_song(clara)['song_id']}/", json={"public": True})
    for who in (client, clara):
        drawn = who.get(f"/api/songs/{name}/").json["results"]
        assert len({song["id"] for song in drawn}) == number
    assert len(client.get(f"/api/songs/{name}/?limit=2").json["results"]) == 2
    assert client.get(f"/api/songs/{name}/?limit=0").status_code == 400
    orders = {tuple(song["id"] for song in client.get(f"/api/songs/{name}/").json["results"]) for _ in range(8)}
    assert len(orders) > 1


def test_facets_are_told_under_what_is_asked(clara, song):
    facets = clara.get("/api/songs/facets/?q=clam").json
    assert (facets["count"], facets["genre"]) == (1, [{"value": "lofi", "count": 1}])
    assert facets["tempo"] == [{"from": 120, "to": 156, "count": 1}]
    assert facets["key"] == [{"value": "D minor", "count": 1}]


def test_similar_songs_are_told_to_those_who_see_the_song(clara, client, song, make_song):
    private = make_song(clara)["song_id"]
    assert [one["id"] for one in clara.get(f"/api/songs/{song}/similar/").json["results"]] == [private]
    assert client.get(f"/api/songs/{song}/similar/").json["results"] == []
    assert client.get(f"/api/songs/{private}/similar/").status_code == 404


def test_a_number_is_no_moment(client):
    answer = client.get("/api/songs/?until=0")
    assert answer.status_code in {400, 422}
    assert "until" in answer.text
