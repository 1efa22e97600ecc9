"""Everything of mine: one file with all that is mine, and nothing that is not."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest

from backend.services import takeaway
from backend.services.moments import utcnow

MIDI = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"


@pytest.fixture
def everything(work):
    """Ask for everything, have it packed and open it."""

    def everything(client):
        assert client.post("/api/auth/export/").status_code == 202
        work()
        state = client.get("/api/auth/export/").json
        assert state["status"] == "finished", state
        return ZipFile(BytesIO(client.get(state["url"]).data))

    return everything


def read(archive, name):
    return json.loads(archive.read(name))


def test_all_songs_takes_and_uploads_are_in_it(clara, make_song, everything, work):
    song = make_song(clara, "Rain / in the Morning")["song_id"]
    clara.post(f"/api/songs/{song}/takes", json={"kind": "regenerate", "seed": 9})
    work()
    sent = clara.post("/api/upload/midi", data={"file": (BytesIO(MIDI), "tune.mid")}).json
    archive = everything(clara)
    names = set(archive.namelist())
    folder = f"songs/{song}_rain_in_the_morning"
    for take in (1, 2):
        assert {f"{folder}/take_{take}/{name}" for name in ("master.wav", "stems/01-piano.flac", "song.mid")} <= names
    assert archive.read(f"uploads/midi/tune_{sent['id'][:6]}.mid") == MIDI
    assert {row["title"] for row in read(archive, "data/songs.json")} == {"Rain / In The Morning"}
    assert [row["number"] for row in read(archive, "data/takes.json")] == [1, 2]
    assert {row["type"] for row in read(archive, "data/jobs.json")} >= {"music", "edit"}
    assert archive.testzip() is None


def test_the_list_of_files_is_true(clara, make_song, everything):
    import hashlib

    make_song(clara)
    archive = everything(clara)
    listed = read(archive, "files.json")
    for file in listed:
        assert hashlib.sha256(archive.read(file["file"])).hexdigest() == file["sha256"]
    documents = {name for name in archive.namelist() if name.startswith("data/")} | {"README.txt", "files.json"}
    assert {file["file"] for file in listed} | documents == set(archive.namelist())


@pytest.mark.security
def test_nothing_of_others_and_no_secret_is_in_it(clara, robert, make_song, everything):
    make_song(robert, "robert's secret tune")
    clara.post("/api/auth/keys/", json={"name": "Backup"})
    archive = everything(clara)
    said = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"robert", b"argon2", b"hash", b"ms_"):
        assert secret not in said, secret
    assert read(archive, "data/account.json")[0]["email"] == "clara@example.com"
    assert {login["name"] for login in read(archive, "data/logins.json")} >= {"Backup"}


@pytest.mark.security
def test_it_is_its_owners_alone(clara, robert, client, everything):
    everything(clara)
    url = clara.get("/api/auth/export/").json["url"]
    assert robert.get(url).status_code == client.get(url).status_code == 404
    assert client.get("/api/auth/export/").status_code == client.post("/api/auth/export/").status_code == 401
    assert robert.get("/api/auth/export/").json["url"] is None


@pytest.mark.security
def test_no_name_leads_out_of_the_folder(clara, make_song, everything):
    make_song(clara, "../../etc/passwd\\..\\x")
    clara.post("/api/upload/midi", data={"file": (BytesIO(MIDI), "..\\..\\evil.mid")})
    for name in everything(clara).namelist():
        assert not PurePosixPath(name).is_absolute() and ".." not in name and "\\" not in name


def test_it_is_offered_like_any_output(clara, everything):
    everything(clara)
    state = clara.get("/api/auth/export/").json
    job = clara.get(f"/api/jobs/{state['job_id']}").json
    assert (job["type"], job["result"]["title"]) == ("takeaway", "Everything of mine")
    assert job["outputs"][0]["url"] == job["result"]["url"] == state["url"]
    assert state["name"] == "mini-studio-clara.zip" and state["bytes"] == job["outputs"][0]["bytes"]
    part = clara.get(state["url"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"PK\x03\x04")


def test_asking_twice_is_one_job_and_a_new_file_takes_the_place_of_the_old(clara, everything, work, settings):
    first, again = clara.post("/api/auth/export/").json, clara.post("/api/auth/export/").json
    assert first["job_id"] == again["job_id"] and first["status"] == "queued"
    work()
    old = clara.get("/api/auth/export/").json["url"]
    everything(clara)
    assert clara.get(old).status_code == 404
    assert len(list((settings.storage_dir / "takeaways").iterdir())) == 1


def test_it_goes_after_a_week(clara, everything, studio, settings, monkeypatch):
    everything(clara)
    moment = utcnow() + takeaway.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(studio.people.takeaway, "_clock", lambda: moment)
    studio.people.takeaway.tidy()
    assert clara.get("/api/auth/export/").json["status"] == "none"
    assert not list((settings.storage_dir / "takeaways").iterdir())


def test_it_is_refused_where_there_is_no_room(clara, make_song, monkeypatch):
    make_song(clara)
    monkeypatch.setattr(takeaway, "SPARE_BYTES", 10**18)
    answer = clara.post("/api/auth/export/")
    assert answer.status_code == 409 and "there is room for" in answer.json["error"]


def test_what_was_removed_meanwhile_is_left_out(clara, make_song, everything, settings):
    make_song(clara)
    next(settings.storage_dir.glob("songs/*/1/song.mid")).unlink()
    archive = everything(clara)
    assert not any(name.endswith(".mid") for name in archive.namelist())
    assert all(file["kind"] != "midi" for file in read(archive, "files.json"))


def test_it_can_be_called_off(clara, make_song, studio):
    make_song(clara)
    job = clara.post("/api/auth/export/").json["job_id"]
    assert clara.post(f"/api/jobs/{job}/cancel").json["status"] == "cancelled"
    assert clara.get("/api/auth/export/").json["status"] == "none"
    assert clara.post("/api/auth/export/").json["job_id"] != job


def test_one_that_was_called_off_is_made_by_trying_again(clara, work):
    job = clara.post("/api/auth/export/").json["job_id"]
    assert clara.post(f"/api/jobs/{job}/cancel").status_code == 200
    again = clara.post(f"/api/jobs/{job}/retry")
    assert (again.status_code, again.json["status"]) == (202, "queued")
    assert "song_id" not in again.json
    work()
    assert clara.get("/api/auth/export/").json["job_id"] == again.json["job_id"]
    assert clara.get("/api/auth/export/").json["status"] == "finished"
