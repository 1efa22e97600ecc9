"""Document 3, the part about songs: bring, list, change in all the printed ways, like, play, look back, delete."""

from __future__ import annotations

import json
import secrets
import wave
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlencode

import pytest
from printed import is_like

SONG = {
    "user": "<username>",
    "title": "Lo-fi Chill",
    "duration": "00:00:10",
    "file": "<http://localhost:8000/media/songs/<audio_file>>",
    "genre": "lofi",
    "play_count": 0,
    "like_count": 0,
    "public": True,
    "created_at": "<2025-05-30T05:16:03.440708Z>",
}
CHANGE = {"title": "New Title", "genre": "jazz", "public": False}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def ten_seconds() -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 10))
    return out.getvalue()


@pytest.fixture
def bearer(studio):
    name = f"john_{secrets.token_hex(4)}"
    who = json.dumps({"username": name, "email": f"{name}@example.com", "password": "longenough"})
    assert studio.send("POST /api/auth/register/", who)[0] == 201
    access = studio.send("POST /api/auth/login/", who)[1]["access"]
    studio.cookies.clear()
    return {"Authorization": f"Bearer {access}"}


@pytest.fixture
def song(studio, bearer):
    """The song of the printed form."""
    mark = secrets.token_hex(8)
    part = f'--{mark}\r\nContent-Disposition: form-data; name="{{}}"'
    fields = [f"{part.format(name)}\r\n\r\n{SONG[name]}\r\n" for name in ("title", "genre")]
    head = "".join(fields) + f'{part.format("file")}; filename="chill.wav"\r\n\r\n'
    body = head.encode() + ten_seconds() + f"\r\n--{mark}--\r\n".encode()
    status, made = studio.send("POST /api/songs/", body, Content_Type=f"multipart/form-data; boundary={mark}", **bearer)
    assert status == 201 and is_like(made, SONG) and isinstance(made["id"], int)
    assert made["file"].startswith(f"{studio.address}/media/songs/")
    return made


def fetched(studio, path, **headers):
    door = HTTPConnection(studio.address.removeprefix("http://"), timeout=30)
    door.request("GET", path, headers=headers)
    answer = door.getresponse()
    content = answer.read()
    door.close()
    return answer.status, content


def test_songs_are_brought_listed_and_deleted_as_printed(studio, bearer, song):
    status, listed = studio.send("GET /api/songs/", **bearer)
    page = {"count": 1, "next": None, "previous": None, "results": [{**SONG, "id": song["id"]}]}
    assert status == 200 and is_like(listed, page)
    assert fetched(studio, song["file"].removeprefix(studio.address)) == (200, ten_seconds())
    assert studio.send(f"DELETE /api/songs/{song['id']}/", **bearer)[0] == 204
    assert studio.send(f"GET /api/songs/{song['id']}/", **bearer)[0] == 404


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("form", [JSON, FORM])
def test_songs_are_changed_in_all_the_printed_ways(studio, bearer, song, slash, form):
    def written(fields):
        return json.dumps(fields) if form == JSON else urlencode({name: str(value) for name, value in fields.items()})

    address = f"/api/songs/{song['id']}{slash}"
    status, changed = studio.send(f"PUT {address}", written(CHANGE), Content_Type=form, **bearer)
    assert status == 200 and is_like(changed, {**SONG, **CHANGE, "id": song["id"]})
    status, changed = studio.send(f"PATCH {address}", written({"title": "Newer"}), Content_Type=form, **bearer)
    assert status == 200 and is_like(changed, {**SONG, **CHANGE, "title": "Newer"})


def test_likes_plays_and_the_history_are_as_printed(studio, bearer, song):
    address = f"/api/songs/{song['id']}"
    status, answer = studio.send(f"POST {address}/like/", **bearer)
    assert status == 200 and is_like(answer, {"message": "Song liked"})
    status, liked = studio.send("GET /api/liked-songs/", **bearer)
    assert status == 200 and [each["id"] for each in liked["results"]] == [song["id"]]
    status, answer = studio.send(f"POST {address}/unlike/", **bearer)
    assert status == 200 and is_like(answer, {"message": "Song unliked"})

    assert fetched(studio, f"{address}/play/", **bearer) == (200, ten_seconds())
    assert studio.send(f"GET {address}/", **bearer)[1]["play_count"] == 1
    status, history = studio.send("GET /api/playback-history/", **bearer)
    assert status == 200 and is_like(history, [{"song": "Lo-fi Chill", "played_at": "<2025-05-20T12:00:00Z>"}])


def test_songs_and_albums_are_read_by_everybody_as_document_1_prints(studio, bearer, song):
    for path in ("/api/songs/", "/api/albums/"):
        status, page = studio.send(f"GET {path}")
        assert (status == 200 and page["count"] == len(page["results"])) or page["next"]
    assert studio.send(f"GET /api/songs/{song['id']}/")[0] == 200
    for line in ("POST /api/albums/", "PUT /api/albums/1/", "DELETE /api/albums/1/"):
        assert studio.send(line, '{"title": "x"}')[0] == 401
        assert studio.send(line, '{"title": "x"}', **bearer)[0] == 403
    assert studio.send(f"PUT /api/songs/{song['id']}/", '{"title": "x"}')[0] == 401
