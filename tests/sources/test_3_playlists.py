"""Document 3, the part about playlists: make, list, rename, fill by names, look at, delete."""

from __future__ import annotations

import secrets
from io import BytesIO

import pytest
from PIL import Image
from printed import is_like

RENAME = """{
    "name": "New Title",
}"""
RETITLE = """{
  "title": "New Title",
}"""
PLAYLIST_SONG = """{
   "playlist": clam,
   "song": clam lo-fi beat
}"""
PLAYLIST = {"name": "Evening Vibes", "is_public": True, "created_at": "<2025-05-30T09:21:19.019503Z>"}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.fixture
def bearer(studio):
    name = f"john_{secrets.token_hex(4)}"
    who = f'{{"username": "{name}", "email": "{name}@example.com", "password": "longenough"}}'
    assert studio.send("POST /api/auth/register/", who)[0] == 201
    access = studio.send("POST /api/auth/login/", who)[1]["access"]
    studio.cookies.clear()
    return {"Authorization": f"Bearer {access}"}


@pytest.fixture
def playlist(studio, bearer):
    """The playlist of the printed form, and its cover."""
    out, mark = BytesIO(), secrets.token_hex(8)
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    part = f'--{mark}\r\nContent-Disposition: form-data; name="{{}}"'
    fields = [
        f"{part.format(name)}\r\n\r\n{value}\r\n" for name, value in (("name", "Evening Vibes"), ("is_public", "true"))
    ]
    head = "".join(fields) + f'{part.format("cover_image")}; filename="cover.png"\r\n\r\n'
    body = head.encode() + out.getvalue() + f"\r\n--{mark}--\r\n".encode()
    kind = f"multipart/form-data; boundary={mark}"
    status, made = studio.send("POST /api/playlists/", body, Content_Type=kind, **bearer)
    assert status == 201 and is_like(made, PLAYLIST) and isinstance(made["id"], int)
    assert made["cover_image"].startswith(f"{studio.address}/media/covers/")
    return made


def test_playlists_as_printed(studio, bearer, playlist):
    address = f"/api/playlists/{playlist['id']}"
    shown = {**PLAYLIST, "id": playlist["id"], "cover_image": playlist["cover_image"]}
    status, listed = studio.send("GET /api/playlists/", **bearer)
    assert status == 200 and is_like(listed["results"], [shown])
    status, found = studio.send(f"GET {address}/", **bearer)
    assert status == 200 and is_like(found, shown)
    status, public = studio.send("GET /api/public-playlists/")
    assert status == 200 and public["count"] >= 1
    renamed = {"id": playlist["id"], "name": "New Title", "created_at": playlist["created_at"]}
    for end in ("", "/"):
        for method, body in (("PUT", RENAME), ("PATCH", RETITLE)):
            status, answer = studio.send(f"{method} {address}{end}", body, Content_Type=JSON, **bearer)
            assert status == 200 and is_like(answer, renamed), answer
            assert studio.send(f"PATCH {address}{end}", "title=Before", Content_Type=FORM, **bearer)[0] == 200
    status, viewed = studio.send(f"GET /api/playlist/{playlist['id']}/")
    assert status == 200 and is_like(viewed, {"name": "Before", "songs": []})
    assert studio.send(f"DELETE {address}/", **bearer) == (204, None)
    assert studio.send(f"GET {address}/", **bearer)[0] == 404


def test_playlist_songs_as_printed(studio, bearer, playlist):
    """The printed bodies leave the quotes of names away, which no JSON can; they are put in here."""
    names = PLAYLIST_SONG.replace("clam,", '"clam",').replace("clam lo-fi beat", '"clam lo-fi beat"')
    song = studio.send("POST /api/ai/generate/", "prompt=clam", Content_Type=FORM, **bearer)[1]["id"]
    studio.send(f"PATCH /api/songs/{song}/", '{"title": "clam lo-fi beat"}', Content_Type=JSON, **bearer)
    studio.send(f"PATCH /api/playlists/{playlist['id']}", '{"title": "clam"}', Content_Type=JSON, **bearer)
    shown = {"playlist": "clam", "song": "clam lo-fi beat"}
    status, made = studio.send("POST /api/playlist-songs/", names, Content_Type=JSON, **bearer)
    assert status == 201 and is_like(made, shown) and isinstance(made["id"], int)
    status, listed = studio.send("GET /api/playlist-songs/", Content_Type=JSON, **bearer)
    assert status == 200 and is_like(listed["results"], [{"id": made["id"], **shown}])
    for method in ("PUT", "PATCH"):
        status, answer = studio.send(f"{method} /api/playlist-songs/{made['id']}", names, Content_Type=JSON, **bearer)
        assert status == 200 and is_like(answer, {"id": made["id"], **shown})
    assert studio.send(f"DELETE /api/playlist-songs/{made['id']}/", **bearer)[0] == 200
    assert studio.send("GET /api/playlist-songs/", **bearer)[1]["results"] == []
