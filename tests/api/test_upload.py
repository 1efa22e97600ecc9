"""Uploads: checked by content, named at random, owned."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

WAV = (
    b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data"
    + bytes(200)
)
MIDI = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"
SCRIPT = (
    b'[{"offset": 0, "ph_seq": "SP l aa SP", "ph_num": "2 1 1", "note_seq": "rest C4 rest", "note_dur": "0.5 1 0.5"}]'
)
HTML = b"<html><script>alert(1)</script></html>"


def picture(kind="PNG", size=(8, 6), **more):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def send(client, kind, content, name):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    return client.post(f"/api/upload/{kind}", data=body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.mark.parametrize(
    ("kind", "content", "name", "stored"),
    [
        ("audio", WAV, "Take 1.WAV", "audio/RANDOM.wav"),
        ("midi", MIDI, "tune.midi", "midi/RANDOM.mid"),
        ("midi", SCRIPT, "song.ds", "midi/RANDOM.ds"),
        ("midi", b"[#SETTING]\nTempo=120\n", "song.ust", "midi/RANDOM.ust"),
        ("image", picture(), "cover.png", "images/RANDOM.png"),
        ("image", picture("JPEG"), "cover.jpeg", "images/RANDOM.jpg"),
        ("image", picture("WEBP"), "cover.webp", "images/RANDOM.webp"),
    ],
)
def test_a_file_is_stored_and_can_be_read_back(clara, kind, content, name, stored):
    answer = send(clara, kind, content, name)
    assert answer.status_code == 201
    assert re.sub(r"[a-z0-9]{24}", "RANDOM", answer.json["path"]) == f"storage/uploads/{stored}"
    assert len(clara.get(answer.json["url"]).data) == answer.json["bytes"]


@pytest.mark.security
@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("audio", HTML, "x.wav"),
        ("audio", MIDI, "x.wav"),
        ("audio", WAV, "x.html"),
        ("audio", WAV, "x.wav.exe"),
        ("audio", WAV, "wav"),
        ("audio", b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n", "x.wav"),
        ("audio", b"", "x.mp3"),
        ("midi", WAV, "x.mid"),
        ("midi", MIDI, "x.ds"),
        ("midi", b'{"notes": []}', "x.ds"),
        ("midi", SCRIPT, "x.mid"),
        ("image", HTML, "x.png"),
        ("image", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.png"),
        ("image", picture("PNG"), "x.jpg"),
        ("image", picture("PNG")[:40], "x.png"),
    ],
)
def test_what_is_not_what_it_says_is_refused(clara, kind, content, name):
    answer = send(clara, kind, content, name)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_type")


@pytest.mark.security
def test_nothing_is_kept_of_what_is_refused(clara, settings):
    send(clara, "audio", HTML, "x.wav")
    assert [path for path in settings.storage_dir.rglob("*") if path.suffix == ".wav"] == []


@pytest.mark.security
def test_only_the_picture_is_kept_of_a_picture(clara):
    answer = send(clara, "image", picture("JPEG", comment=b"made at home") + HTML, "x.jpg")
    kept = clara.get(answer.json["url"]).data
    assert b"script" not in kept
    assert b"made at home" not in kept
    assert Image.open(BytesIO(kept)).size == (8, 6)


@pytest.mark.security
def test_a_picture_that_unfolds_to_gigabytes_is_refused(clara):
    answer = send(clara, "image", picture("PNG", (6000, 5000)), "bomb.png")
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.security
def test_the_sent_name_decides_nothing(clara, settings):
    answer = send(clara, "audio", WAV, "../../../evil.wav")
    assert answer.json["path"].startswith("storage/uploads/audio/")
    assert answer.json["name"] == "evil.wav"


@pytest.mark.security
def test_an_upload_needs_an_account_and_is_its_owners(clara, robert, client):
    assert send(client, "audio", WAV, "x.wav").status_code == 401
    url = send(clara, "audio", WAV, "x.wav").json["url"]
    assert clara.get(url).status_code == 200
    assert robert.get(url).status_code == client.get(url).status_code == 404


@pytest.mark.parametrize("how", [{"data": {}}, {"data": {"file": "text"}}, {"json": {"file": "x"}}])
def test_a_request_without_a_file_is_told_so(clara, how):
    answer = clara.post("/api/upload/audio", **how)
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["file"])


@pytest.mark.security
def test_a_file_above_the_limit_is_refused(environment, request):
    environment["MAX_CONTENT_LENGTH_MB"] = "1"
    answer = send(request.getfixturevalue("clara"), "audio", WAV + bytes(2**20), "x.wav")
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert "1 MB" in answer.json["error"]


def test_uploads_may_be_larger_than_other_bodies(clara):
    assert send(clara, "audio", WAV + bytes(2**21), "x.wav").status_code == 201
