"""Songs that people bring: one file, a song like any other."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from backend.db.library import Album, Artist
from backend.db.models import Song
from backend.services.moments import utcnow
from backend.studio.score import Family
from backend.studio.survey import Band, Survey

WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data" + bytes(100)
SURVEY = Survey(1.5, 8000, 1, -12.0, -0.5, (10, 20), None, "silent", bands=(Band("low", Family.BASS, (5, 10)),))


def picture(colour="red", form="PNG"):
    out = BytesIO()
    Image.new("RGB", (30, 30), colour).save(out, form)
    return BytesIO(out.getvalue()), f"cover.{form.lower()}"


def bring(client, name="Lo-fi Chill.wav", content=WAV, **fields):
    return client.post("/api/songs/", data={"file": (BytesIO(content), name), **fields})


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr("backend.services.apart.survey", lambda *_: SURVEY)


@pytest.fixture
def song(clara):
    answer = bring(clara, title="Lo-fi Chill", genre="lofi")
    assert answer.status_code == 201, answer.text
    return answer.json


def test_the_answer_is_as_printed(song):
    assert (song["user"], song["title"], song["genre"]) == ("clara", "Lo-fi Chill", "lofi")
    assert (song["duration"], song["duration_s"]) == ("00:00:02", 1.5)
    assert (song["play_count"], song["like_count"], song["public"]) == (0, 0, True)
    assert song["file"].startswith("http://localhost/media/songs/lo_fi_chill_") and song["file"].endswith(".wav")
    assert (song["state"], song["origin"], song["artist"], song["style"]) == ("ready", "uploaded", "clara", "")


def test_everything_may_be_said_at_once(clara):
    song = bring(
        clara, artist="The Clams", album="Tides", track_number="3", lyrics="Hello\nworld", tags="Chill, beach ,chill",
        public="false", mood="calm", image=picture(),
    ).json  # fmt: skip
    assert (song["title"], song["artist"], song["album"], song["track_number"]) == (
        "Lo Fi Chill",
        "The Clams",
        "Tides",
        3,
    )
    assert (song["tags"], song["public"], song["mood"]) == (["beach", "chill"], False, "calm")
    assert song["image"] == song["artwork"] and "/media/song_images/" in song["image"]
    assert clara.get(f"/api/songs/{song['id']}").json["lyrics"] == "Hello\nworld"


def test_it_is_heard_by_everybody_and_counted(client, song):
    assert client.get(song["file"]).data == client.get(f"/api/songs/{song['id']}/play/").data == WAV
    answer = client.get(song["file"], headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (206, "audio/wav")
    assert client.get(f"/api/songs/{song['id']}/").json["play_count"] == 1


def test_a_job_finds_what_nobody_said(heard, clara, client, work, song):
    work()
    shown = client.get(f"/api/songs/{song['id']}/").json
    assert (shown["loudness_lufs"], shown["gain"]) == (-12.0, {"gain_db": -6.0, "peak": 0.944061})
    shape = client.get(shown["waveform"]).json
    assert shape["master"] == [128, 255] and shape["stems"][0]["family"] == "bass"
    assert Image.open(BytesIO(client.get(shown["artwork"]).data)).size == (640, 640)
    assert shown["artwork"] != song["artwork"], (
        "what was drawn without a waveform may be kept under the address until now"
    )
    assert clara.get("/api/jobs").json["results"][0]["result"]["url"] == f"/api/songs/{song['id']}/"


@pytest.mark.usefixtures("heard")
def test_whom_songs_are_by_has_a_cover_drawn_of_those_that_one_sees(clara, client, work, song):
    artist = client.get(f"/api/artists/{song['artist_id']}/").json
    assert artist["image"] is None
    assert [each["artwork"] for each in client.get("/api/artists/").json["results"]] == [artist["artwork"]]
    empty = client.get(artist["artwork"]).data
    work()
    drawn = client.get(artist["artwork"]).data
    assert drawn != empty
    assert Image.open(BytesIO(drawn)).size == (640, 640)
    clara.patch(f"/api/songs/{song['id']}", json={"public": False})
    assert client.get(artist["artwork"]).status_code == 404
    assert clara.get(artist["artwork"]).data == drawn


@pytest.mark.usefixtures("heard")
def test_a_playlist_shows_the_drawn_covers_of_its_songs(clara, work, song):
    playlist = clara.post("/api/playlists/", json={"name": "One"}).json["id"]
    listed = clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": [song["id"]]}).json
    mosaic = clara.get(f"/api/playlists/{playlist}/").json["cover_image"].removeprefix("http://localhost")
    assert listed["song_count"] == 1
    assert clara.get(mosaic).data == (colours := clara.get(mosaic).data)
    work()
    shown, drawn = (Image.open(BytesIO(clara.get(url).data)).convert("RGB") for url in (mosaic, song["artwork"]))
    assert clara.get(mosaic).data != colours
    assert ImageChops.difference(shown, drawn.resize(shown.size)).resize((1, 1)).getpixel((0, 0)) < (8, 8, 8)


@pytest.mark.security
def test_what_is_no_song_is_refused(clara, client):
    assert bring(clara, "a.mp3").status_code == 415
    assert bring(clara, "a.txt").status_code == 415
    assert bring(clara, content=WAV[:20]).status_code in (400, 415, 422)
    assert clara.post("/api/songs/", data={"title": "x"}).json["errors"].keys() == {"file"}
    assert clara.post("/api/songs/", json={"title": "x"}).status_code == 400
    assert bring(client).status_code == 401
    assert bring(clara, image=(BytesIO(b"no"), "a.png")).status_code == 415
    assert clara.get("/api/songs/").json["count"] == 0


@pytest.mark.security
def test_a_private_song_is_nobody_elses(clara, robert, client):
    song = bring(clara, public="false", image=picture()).json
    for who in (robert, client):
        for address in (song["file"], song["image"], f"/api/songs/{song['id']}/", f"/api/songs/{song['id']}/play/"):
            assert who.get(address).status_code == 404
    assert clara.get(song["file"]).status_code == clara.get(song["image"]).status_code == 200


def test_uploaded_songs_take_room(clara, studio, song):
    studio.uploads._quota_bytes = len(WAV)
    assert bring(clara).status_code == 413


def test_the_rest_of_the_studio_knows_what_to_do_with_it(heard, clara, work, song):
    work()
    address = f"/api/songs/{song['id']}"
    assert clara.get(f"{address}/takes").json["results"][0]["is_current"]
    assert clara.get(f"{address}/takes/1").status_code == 200
    assert clara.patch(f"{address}/takes/1", json={"current": True}).status_code == 200
    assert clara.get(f"{address}/words").status_code == 404
    assert clara.post(f"{address}/edits", json={"kind": "set_tempo", "bpm": 90}).status_code in (404, 409)
    assert clara.get(f"{address}/downloads").status_code == 200
    effect = {"song_id": song["id"], "effects": [{"type": "gain"}]}
    assert clara.post("/api/jobs/effects", json=effect).status_code == 202
    assert clara.get(f"{address}/").json["file"] == song["file"]


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_picture_is_given_changed_and_taken_away(clara, studio, song, method):
    address, change = f"/api/songs/{song['id']}/", getattr(clara, method)
    first = change(address, data={"image": picture("red")}).json["image"]
    second = change(address, data={"title": "New", "image": picture("blue", "WEBP")}).json
    assert second["title"] == "New" and second["image"] != first and clara.get(first).status_code == 404
    assert clara.get(second["image"]).headers["Content-Type"] == "image/webp"
    assert change(address, json={"image": None}).json["image"] is None
    assert list((studio.storage.root / "song_images").iterdir()) == []


def test_artist_and_album_follow_what_is_said(clara, studio, song):
    address = f"/api/songs/{song['id']}"
    shown = clara.patch(address, json={"artist": "ＣＬＡＭ", "album": "Tides"}).json
    again = clara.patch(address, json={"artist": "clam", "album": "tides"}).json
    assert (again["artist_id"], again["album_id"]) == (shown["artist_id"], shown["album_id"])
    assert clara.patch(address, json={"album": ""}).json["album"] is None
    assert clara.patch(address, json={"artist": ""}).json["artist"] == "clara"
    with studio.database.transaction() as session:
        assert session.query(Album).count() == 0
        assert [artist.name for artist in session.query(Artist)] == ["clara"]


def test_the_files_of_a_song_go_with_it(clara, studio, song):
    clara.patch(f"/api/songs/{song['id']}", data={"image": picture()})
    assert clara.delete(f"/api/songs/{song['id']}/").status_code == 204
    with studio.database.transaction() as session:
        session.get_one(Song, song["id"]).deleted_at = utcnow().replace(year=2020)
    studio.songs.empty_trash()
    for place in ("songs", "song_images"):
        assert [each for each in (studio.storage.root / place).rglob("*") if each.is_file()] == []
