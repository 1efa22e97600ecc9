"""Document 0: a page of another origin sends a description, a recording, or both, with its CSRF token."""

from __future__ import annotations

import http.client

import pytest

FRONT_END = "http://127.0.0.1:8081"
# Every byte of it is one of ASCII, as the whole request is.
WAV = "RIFF\x64\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\x40\0\0\0" + "@" * 64
EDGE = "form-edge"
PARTS = {
    "description": 'Content-Disposition: form-data; name="description"\r\n\r\ncalm piano by the sea',
    "audio": 'Content-Disposition: form-data; name="audio"; filename="hum.wav"\r\nContent-Type: audio/wav\r\n\r\n'
    + WAV,
}


def form(*names: str) -> str:
    return "".join(f"--{EDGE}\r\n{PARTS[name]}\r\n" for name in names) + f"--{EDGE}--\r\n"


def token(studio) -> str:
    return studio.send("GET /api/csrf/", Origin=FRONT_END)[1]["csrfToken"]


def create(studio, body: str, **headers: str):
    kind = f"multipart/form-data; boundary={EDGE}"
    return studio.send("POST /api/create/", body, Origin=FRONT_END, Content_Type=kind, **headers)


def is_public(studio, url: str) -> bool:
    """Whether an address is readable by whoever has it."""
    door = http.client.HTTPConnection(studio.address.removeprefix("http://"))
    door.request("GET", url)
    answer = door.getresponse()
    answer.read()
    door.close()
    return answer.status == 200


@pytest.mark.parametrize("names", [("description",), ("audio",), ("description", "audio")])
def test_a_creation_is_answered_with_id_name_and_url(studio, names):
    status, answer = create(studio, form(*names), X_CSRFToken=token(studio))
    assert status == 201, answer
    assert isinstance(answer["id"], int) and answer["name"] and answer["url"].startswith("/media/")
    if "audio" in names:
        assert answer["url"].startswith("/media/uploads/audio/")
        assert is_public(studio, answer["url"])


def test_uploads_of_one_name_do_not_collide(studio):
    urls = {create(type(studio)(studio.address), form("audio"))[1]["url"].split("?")[0] for _ in range(2)}
    assert len(urls) == 2


def test_a_guest_who_comes_back_needs_the_token(studio):
    create(studio, form("description"))
    assert create(studio, form("description"))[0] == 403
    assert create(studio, form("description"), X_CSRFToken=token(studio))[0] == 201
