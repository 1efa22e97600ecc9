"""Everybody who may call the API, and things of theirs."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from everybody import World, routes_of

ADMIN = "ada@example.com"
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data" + bytes(100)
BEGUN = {"Tus-Resumable": "1.0.0", "Upload-Length": "100", "Upload-Metadata": "filename YS53YXY="}
WORDS = {"voice": "test/hum", "language": "en-US", "licence": "CC0-1.0", "parts": [], "lines": []}


@pytest.fixture
def environment(environment):
    return {**environment, "ADMIN_EMAIL": ADMIN}


@pytest.fixture
def ada(sign_up, studio):
    """The administrator."""
    ada = sign_up("ada")
    studio.accounts.confirm(ADMIN)
    return ada


@pytest.fixture
def routes(app, client):
    return routes_of(app, client.get("/openapi.json").json)


@pytest.fixture
def everybody(client, browser, robert, clara, ada):
    """Nobody, a guest, somebody else, the owner and the administrator."""
    return {"nobody": client, "guest": browser, "other": robert, "owner": clara, "admin": ada}


@pytest.fixture
def world(everybody, settings, studio, sign_up, make_song, work, engine, monkeypatch):  # noqa: PLR0917 - fixtures come by name
    """Everybody, and songs, words, keys and files of theirs; nobody waits for what no worker makes."""
    monkeypatch.setattr("backend.api.voices.LONGEST_WAIT_S", 0.01)
    monkeypatch.setattr("backend.services.messages.live.LONGEST_S", 0.0)
    engine.words = json.dumps(WORDS).encode()
    world = World(settings.storage_dir, settings.storage_dir.parent / "kept", everybody)
    owner, guest = everybody["owner"], everybody["guest"]
    for whose, maker in (("private", owner), ("public", owner), ("guest's", guest)):
        made = make_song(maker)
        files = maker.get(f"/api/songs/{made['song_id']}/").json["outputs"]
        master = next(file["url"] for file in files if file["kind"] == "master").removeprefix("/media/")
        world.values[whose] = {"song_id": made["song_id"], "job_id": made["job_id"], "stored": master, "number": 1}
    for whose in ("private", "public"):
        is_public, song = whose == "public", world.values[whose]["song_id"]
        playlist = owner.post("/api/playlists/", json={"name": whose, "is_public": is_public}).json["id"]
        entry = owner.post("/api/playlist-songs/", json={"playlist": playlist, "song": song}).json["id"]
        cover = f"playlist_{playlist}.webp"
        share = owner.post("/api/shares/", json={"kind": "playlist", "id": playlist}).json["id"]
        world.values[whose] |= {"playlist_id": playlist, "entry_id": entry, "name": cover, "share_id": share}
    owner.patch(f"/api/songs/{world.values['public']['song_id']}/", json={"public": True})
    world.values |= {
        "sheet_id": owner.post("/api/lyrics", json={"lyrics": "Hello"}).json["id"],
        "session_id": owner.get("/api/auth/sessions/").json["results"][0]["id"],
        "key_id": owner.post("/api/auth/keys/", json={"name": "mine"}).json["id"],
        "password_id": owner.post("/api/auth/app-passwords/", json={"name": "mine"}).json["id"],
        "call": "ping",
        "track_id": made["track_id"],
        "upload": owner.post("/api/upload/audio", data={"file": (BytesIO(WAV), "a.wav")}).json["id"],
        "transfer": owner.post("/api/upload/resumable", headers=BEGUN).json["id"],
        "download": "midi",
        "voice": "test/hum",
        "bank": "none-1",
        "token": "none",
        "username": "clara",
        "user_id": owner.get("/api/auth/user/").json["id"],
        "code_id": 1,
        "item": f"song-{world.values['private']['song_id']}",
        "artist_id": owner.get(f"/api/songs/{world.values['public']['song_id']}/").json["artist_id"],
        "album_id": everybody["admin"].post("/api/albums/", json={"title": "Tides"}).json["id"],
        "audition": owner.post("/api/voices/preview", json={"text": "Hello"}).json["url"].rpartition("/")[2],
    }
    pen_friend = sign_up("pauline").get("/api/auth/user/").json["id"]
    for name in ("clara", "robert"):
        studio.accounts.confirm(f"{name}@example.com")
    complaint = {"kind": "user", "thing": pen_friend, "reason": "spam"}
    other_report = owner.post("/api/reports/", json=complaint).json["id"]
    letter = {"receiver": pen_friend, "content": "Listen", "song_id": world.values["private"]["song_id"]}
    world.values |= {
        "person_id": pen_friend,
        "report_id": other_report,
        "message_id": owner.post("/api/messages/", json=letter).json["id"],
    }
    effect = {"song_id": world.values["private"]["song_id"], "effects": [{"type": "gain"}]}
    job = owner.post("/api/jobs/effects", json=effect).json["job_id"]
    work()
    world.values["asset_id"] = owner.get(f"/api/jobs/{job}").json["result"]["asset_id"]
    world.keep()
    return world
