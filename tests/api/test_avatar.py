"""Avatars: pictures of oneself that everybody may see, and nothing but pictures."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

HTML = b"<html><script>alert(1)</script></html>"


def picture(kind="PNG", size=(8, 6), **more):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def put(client, content, name):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.put("/api/auth/avatar/", data=body, content_type=kind)


@pytest.fixture
def pictures(settings):
    return lambda: sorted((settings.storage_dir / "user_images").glob("*"))


def test_a_picture_is_seen_by_everybody(clara, client):
    url = put(clara, picture("JPEG", comment=b"made at home") + HTML, "me.jpg").json["avatar"]
    assert url.startswith("/media/user_images/") and url.endswith(".jpg")
    shown = client.get(url)
    assert shown.mimetype == "image/jpeg" and b"script" not in shown.data and b"at home" not in shown.data
    assert "public" in shown.headers["Cache-Control"]
    assert clara.get("/api/auth/user/").json["avatar"] == url


def test_another_picture_takes_its_place(clara, client, pictures):
    first = put(clara, picture(), "a.png").json["avatar"]
    second = put(clara, picture("WEBP"), "b.webp").json["avatar"]
    assert client.get(first).status_code == 404 and client.get(second).status_code == 200
    assert len(pictures()) == 1
    assert clara.delete("/api/auth/avatar/").json["avatar"] is None
    assert client.get(second).status_code == 404 and pictures() == []
    assert clara.delete("/api/auth/avatar/").status_code == 200


@pytest.mark.security
@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (HTML, "x.png", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg", 415),
        (picture(), "x.jpg", 415),
        (picture(), "../../x.html", 415),
        (picture()[:40], "x.png", 415),
        (b"", "x.png", 415),
        (picture("PNG", (6000, 5000)), "bomb.png", 413),
        (picture() + bytes(11 * 2**20), "x.png", 413),
    ],
)
def test_what_is_no_picture_changes_nothing(clara, pictures, content, name, status):
    assert put(clara, content, name).status_code == status
    assert clara.get("/api/auth/user/").json["avatar"] is None and pictures() == []


@pytest.mark.security
def test_a_picture_needs_an_account(client):
    assert put(client, picture(), "x.png").status_code == 401


def test_a_request_without_a_picture_is_told_so(clara):
    assert clara.put("/api/auth/avatar/", data={}).json["errors"].keys() == {"file"}
