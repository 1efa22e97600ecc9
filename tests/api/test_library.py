"""Everything of one's own in one list; on both kinds of database."""

from __future__ import annotations

from io import BytesIO

import databases
import pytest
from test_song_uploads import WAV, picture


@pytest.fixture(params=databases.KINDS)
def database_kind(request):
    return request.param


@pytest.fixture
def things(clara, make_song):
    song = make_song(clara, title="Tides", lyrics="Hello world")["song_id"]
    clara.post("/api/upload/audio", data={"file": (BytesIO(WAV), "hum.wav")})
    clara.post("/api/upload/image", data={"image": picture(), "file": picture()})
    clara.post("/api/lyrics", json={"lyrics": "Hello", "title": "Words"})
    return {each["kind"]: each for each in clara.get("/api/library?page_size=100").json["results"]} | {"id": song}


def test_all_kinds_are_listed_and_found_by_kind_and_name(clara, robert, things):
    assert {"song", "stem", "vocal", "midi", "upload", "lyrics", "image"} <= things.keys()
    assert things["song"]["metadata"] == {"song_id": things["id"], "state": "ready"}
    assert things["stem"]["metadata"]["take"] == 1
    assert [each["name"] for each in clara.get("/api/library?kind=lyrics").json["results"]] == ["Words"]
    assert [each["kind"] for each in clara.get("/api/library?q=HUM").json["results"]] == ["upload"]
    assert clara.get("/api/library?kind=tape").status_code in (400, 422)
    assert robert.get("/api/library").json["count"] == 0
    page = clara.get("/api/library?page_size=2&page=2").json
    assert len(page["results"]) == 2 and page["count"] >= 7
    for kind in ("stem", "midi", "upload", "image", "lyrics", "song"):
        assert clara.get(things[kind]["url"]).status_code == 200


def test_things_are_renamed_and_removed_where_they_belong(clara, things):
    for kind in ("song", "lyrics"):
        renamed = clara.patch(f"/api/library/{things[kind]['id']}", json={"name": "Ebb"})
        assert renamed.json["name"] == "Ebb"
    assert clara.patch(f"/api/library/{things['upload']['id']}", json={"name": "Ebb"}).json["name"] == "ebb.wav"
    assert clara.delete(f"/api/library/{things['stem']['id']}").status_code == 409
    for kind in ("lyrics", "upload", "image", "song"):
        assert clara.delete(f"/api/library/{things[kind]['id']}").status_code == 200
        assert clara.get(f"/api/library/{things[kind]['id']}").status_code == 404
    assert clara.get("/api/library").json["count"] == 0
    assert clara.get("/api/songs/trash/").json["count"] == 1


@pytest.mark.security
@pytest.mark.parametrize("item", ["song-0", "song-x", "song-99999999999", "lyrics-1", "none", "song-"])
def test_what_is_not_there_is_not_found(robert, things, item):
    assert robert.get(f"/api/library/{item}").status_code == 404
    assert robert.get(f"/api/library/{things['upload']['id']}").status_code == 404
