"""The library over HTTP."""

from __future__ import annotations

import pytest

from backend.services.moments import utcnow
from backend.services.plays import WINDOW

SONG = {
    "id", "user", "title", "duration", "duration_s", "file", "genre", "style", "play_count", "like_count", "public",
    "created_at", "state", "artist", "album", "image",
    "artwork", "waveform", "tags", "liked", "stars", "gain", "key", "tempo_bpm", "meter",
    "seed", "prompt", "strata", "track_id",
}  # fmt: skip
DETAIL = {
    "loudness_lufs",
    "true_peak_dbtp",
    "sections",
    "chords",
    "stems",
    "peaks_url",
    "outputs",
    "brief",
    "job_id",
    "versions",
    "lyrics",
}


@pytest.fixture
def song(clara, make_song):
    return clara.get(f"/api/songs/{make_song(clara)['song_id']}/").json


def publish(client, song_id):
    assert client.patch(f"/api/songs/{song_id}/", json={"public": True}).status_code == 200


def titles(client, query=""):
    return [song["title"] for song in client.get(f"/api/songs/{query}").json["results"]]


def test_a_song_has_every_field_of_the_contract(song):
    assert song.keys() >= SONG | DETAIL
    assert (song["user"], song["state"], song["duration"]) == ("clara", "ready", "00:00:16")
    assert (song["key"], song["tempo_bpm"], song["meter"], song["seed"]) == ("D minor", 120.0, "4/4", 7)
    assert song["created_at"].endswith("Z")


def test_the_file_of_a_song_is_an_absolute_address(song):
    assert song["file"].startswith("http://localhost/media/songs/")
    assert song["file"].endswith(".mp3")


def test_the_detail_has_sections_chords_and_stems_with_times_and_addresses(clara, song):
    assert song["sections"][0] == {
        "key": "", "letter": "A", "role": "verse", "name": "Verse", "start_bar": 0, "bars": 8,
        "start_s": 0.0, "end_s": 16.0, "energy": 0.5, "style": "",
    }  # fmt: skip
    assert song["chords"] == [{"symbol": "Dm", "bar": 0, "start_s": 0.0, "end_s": 16.0}]
    (stem,) = song["stems"]
    assert (stem["id"], stem["name"], stem["family"]) == ("keys", "Piano", "keys")
    assert clara.get(stem["url"]).data.startswith(b"fLaC")
    assert clara.get(song["peaks_url"]).json == {"version": 1, "stems": [], "master": [128] * 8}
    assert clara.get(song["strata"]["url"]).status_code == 200


def test_a_song_says_how_players_level_it_and_whom_it_is_by(song):
    assert (song["artist"], song["album"], song["tags"], song["liked"], song["stars"]) == (
        "clara",
        None,
        [],
        False,
        None,
    )
    assert song["gain"]["gain_db"] == pytest.approx(-18 - song["loudness_lufs"])
    assert song["gain"]["peak"] == pytest.approx(10 ** (song["true_peak_dbtp"] / 20), abs=1e-5)
    assert song["waveform"] == "http://localhost" + song["strata"]["url"]


def test_a_page_of_songs_knows_its_neighbours(clara, make_song):
    for number in range(3):
        make_song(clara, title=f"Song {number}")
    page = clara.get("/api/songs/?page=2&page_size=1").json
    assert (page["count"], [song["title"] for song in page["results"]]) == (3, ["Song 1"])
    assert "page=3" in page["next"]
    assert clara.get(page["previous"]).json["results"][0]["title"] == "Song 2"
    assert clara.get(page["next"]).json["next"] is None


def test_signed_in_one_sees_ones_own_else_what_is_public(clara, robert, client, make_song):
    make_song(clara, title="Private")
    publish(clara, make_song(clara, title="Public")["song_id"])
    make_song(robert, title="Robert's")
    assert titles(clara) == ["Public", "Private"]
    assert titles(client) == ["Public"]
    assert titles(robert, "?scope=public") == ["Public"]
    assert titles(robert, "?scope=all") == ["Robert's", "Public"]


def test_songs_are_found_by_every_word(clara, make_song):
    make_song(clara, "rain on a tin roof", title="Storm")
    make_song(clara, "rain in spring", title="Roofless")
    assert titles(clara, "?q=rain+ROOF") == ["Roofless", "Storm"]
    assert titles(clara, "?q=tin") == ["Storm"]
    assert titles(clara, "?q=%25") == []


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", "abc"), ("-title", "cba"), ("created", "bac"), ("-created", "cab"),
        ("tempo", "cba"), ("-tempo", "abc"), ("duration", "cab"), ("-duration", "cab"),
    ],
)  # fmt: skip
def test_songs_come_in_the_order_asked_for(clara, make_song, sort, order):
    for title, tempo in (("b", 100), ("a", 120), ("c", 80)):
        make_song(clara, title=title, tempo_bpm=tempo)
    assert "".join(titles(clara, f"?sort={sort}")) == order


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("path", ["/api/songs/{}", "/api/songs/{}/"])
@pytest.mark.parametrize("how", ["json", "data"])
def test_a_song_can_be_changed_in_all_the_printed_ways(clara, song, method, path, how):
    wishes = {"title": "New Title", "genre": "jazz", "public": False if how == "json" else "false"}
    answer = getattr(clara, method)(path.format(song["id"]), **{how: wishes}).json
    assert (answer["title"], answer["genre"], answer["public"]) == ("New Title", "jazz", False)
    assert clara.get(f"/api/songs/{song['id']}").json["title"] == "New Title"


@pytest.mark.security
def test_only_what_belongs_to_the_owner_can_be_changed(clara, song):
    stolen = {
        "play_count": 99,
        "user": "robert",
        "owner": "user:2",
        "track_id": "track_x",
        "file": "/etc/passwd",
        "id": 5,
    }
    answer = clara.put(f"/api/songs/{song['id']}/", json={**stolen, "title": "Mine"}).json
    assert answer["title"] == "Mine"
    assert {name: answer[name] for name in ("play_count", "user", "track_id", "file", "id")} == {
        name: song[name] for name in ("play_count", "user", "track_id", "file", "id")
    }


@pytest.mark.security
def test_a_private_song_of_somebody_else_does_not_exist(robert, client, song):
    path = f"/api/songs/{song['id']}/"
    for other in (robert, client):
        assert other.get(path).status_code == 404
    assert robert.patch(path, json={"title": "x"}).status_code == robert.delete(path).status_code == 404
    assert robert.post(f"{path}restore/").status_code == 404
    assert robert.get(f"{path}play/").status_code == 404


@pytest.mark.security
def test_a_public_song_of_somebody_else_can_be_read_but_not_changed(clara, robert, client, song):
    publish(clara, song["id"])
    path = f"/api/songs/{song['id']}/"
    assert robert.get(path).json["track_id"] is None
    assert client.get(path).json["job_id"] is None
    assert robert.patch(path, json={"title": "x"}).status_code == robert.delete(path).status_code == 403
    assert client.patch(path, json={"title": "x"}).status_code == client.delete(path).status_code == 401


def test_a_deleted_song_is_in_the_trash_until_it_is_restored(clara, song):
    path = f"/api/songs/{song['id']}/"
    assert clara.delete(path).status_code == 204
    assert clara.get(path).status_code == clara.get(song["file"]).status_code == 404
    assert titles(clara) == []
    assert [old["id"] for old in clara.get("/api/songs/trash/").json["results"]] == [song["id"]]
    assert clara.post(f"{path}restore/").json["title"] == song["title"]
    assert clara.get(song["file"]).status_code == 200
    assert clara.get("/api/songs/trash/").json["results"] == []


def test_playing_sends_the_sound_and_counts_once_a_listen(clara, song):
    path = f"/api/songs/{song['id']}/play/"
    assert clara.get(path).data.startswith(b"ID3")
    assert clara.get(path, headers={"Range": "bytes=0-"}).status_code == 206
    assert clara.get(path, headers={"Range": "bytes=100-"}).status_code == 206
    assert clara.head(path).status_code == 200
    assert clara.get(f"/api/songs/{song['id']}/").json["play_count"] == 1


@pytest.mark.parametrize("format", ["wav", "mp3"])
def test_a_master_that_a_browser_plays_counts_once_for_each_listener(clara, robert, song, studio, format):
    address = f"/api/songs/{song['id']}/"
    clara.patch(address, json={"public": True})
    outputs = clara.get(address).json["outputs"]
    url = next(each["url"] for each in outputs if (each["kind"], each["format"]) == ("master", format))
    for client in (clara, clara, robert):
        assert client.get(url, headers={"Range": "bytes=0-"}).status_code == 206
    clara.get(url, headers={"Range": "bytes=100-"})
    clara.get(f"{url}?download=1")
    assert clara.get(address).json["play_count"] == 2
    studio.plays._clock = lambda: utcnow() + WINDOW
    clara.get(url)
    assert clara.get(address).json["play_count"] == 3


def test_a_song_that_is_asked_for_is_pending_until_it_is_there(clara, work):
    song_id = clara.post("/api/jobs/music", json={"prompt": "rain"}).json["song_id"]
    song = clara.get(f"/api/songs/{song_id}/").json
    assert (song["state"], song["file"], song["strata"]) == ("pending", None, None)
    work()
    assert clara.get(f"/api/songs/{song_id}/").json["state"] == "ready"


def test_a_song_whose_job_was_cancelled_has_failed(clara):
    accepted = clara.post("/api/jobs/music", json={"prompt": "rain"}).json
    clara.post(accepted["links"]["cancel"])
    assert clara.get(accepted["links"]["song"]).json["state"] == "failed"


@pytest.mark.security
@pytest.mark.parametrize("number", [0, 2**31, "9" * 5000])
def test_a_number_that_no_song_can_have_is_found_nowhere(clara, number):
    for address in (f"/api/songs/{number}/", f"/api/songs/{number}/play/", f"/api/ai/generated-songs/{number}/"):
        assert clara.get(address).status_code == 404


@pytest.mark.parametrize("title", ["\0", " ", "\0 \t", "\ud800"])
def test_a_song_keeps_its_title_where_the_new_one_is_empty(clara, make_song, title):
    path = f"/api/songs/{make_song(clara, title='Old')['song_id']}/"
    refused = clara.patch(path, json={"title": title})
    assert (refused.status_code, list(refused.json["errors"])) == (400, ["title"])
    assert clara.get(path).json["title"] == "Old"
