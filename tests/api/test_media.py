"""Stored files: who may read them, and in which parts."""

from __future__ import annotations

import pytest


@pytest.fixture
def master(clara, make_song):
    """The address of a private master in WAV, and its bytes."""
    song = clara.get(f"/api/songs/{make_song(clara)['song_id']}/").json
    url = next(output["url"] for output in song["outputs"] if (output["kind"], output["format"]) == ("master", "wav"))
    return url, clara.get(url).data


def part(client, url, span, **headers):
    return client.get(url, headers={"Range": f"bytes={span}", **headers})


def test_a_file_has_its_type_tag_and_name(clara, master):
    url, whole = master
    answer = clara.get(url)
    assert (answer.mimetype, answer.content_length, answer.headers["Accept-Ranges"]) == (
        "audio/wav",
        len(whole),
        "bytes",
    )
    assert clara.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("span", "expected"), [("0-3", slice(0, 4)), ("10-", slice(10, None)), ("-5", slice(-5, None))]
)
def test_a_part_is_sent_as_asked_for(clara, master, span, expected):
    url, whole = master
    answer = part(clara, url, span)
    assert (answer.status_code, answer.data) == (206, whole[expected])
    assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_beyond_the_end_is_refused_with_the_size(clara, master):
    url, whole = master
    answer = part(clara, url, "999999999-")
    assert (answer.status_code, answer.json["code"]) == (416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_several_parts_at_once_are_answered_with_the_whole(clara, master):
    url, whole = master
    answer = part(clara, url, "0-1,4-5")
    assert (answer.status_code, answer.data) == (200, whole)


def test_if_range_sends_the_whole_of_a_file_that_changed(clara, master):
    url, whole = master
    tag = clara.get(url).headers["ETag"]
    assert part(clara, url, "0-3", **{"If-Range": tag}).status_code == 206
    assert part(clara, url, "0-3", **{"If-Range": '"other"'}).data == whole


def test_head_tells_the_size_and_sends_nothing(clara, master):
    url, whole = master
    answer = clara.head(url)
    assert (answer.status_code, answer.data, answer.content_length) == (200, b"", len(whole))


def test_a_download_is_an_attachment_with_the_songs_name(clara, master):
    disposition = clara.get(f"{master[0]}?download=1").headers["Content-Disposition"]
    assert disposition == "attachment; filename=calm_piano.wav"


@pytest.mark.security
def test_a_private_file_is_for_its_owner(robert, client, master):
    for other in (robert, client):
        assert other.get(master[0]).status_code == other.head(master[0]).status_code == 404


@pytest.mark.security
def test_a_file_ceases_to_be_public_with_its_song(clara, client, master):
    song_id = clara.get("/api/songs/").json["results"][0]["id"]
    clara.patch(f"/api/songs/{song_id}/", json={"public": True})
    assert client.get(master[0]).headers["Cache-Control"].startswith("public")
    clara.patch(f"/api/songs/{song_id}/", json={"public": False})
    assert client.get(master[0]).status_code == 404
    assert "private" in clara.get(master[0]).headers["Cache-Control"]


@pytest.mark.security
def test_no_stored_file_can_act_as_a_page(clara, master):
    headers = clara.get(master[0]).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.security
@pytest.mark.parametrize(
    "path",
    [
        "studio.db",
        "../pyproject.toml",
        "songs/../studio.db",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc/passwd",
        "/etc/passwd",
        "songs//etc/passwd",
        "musicgen/../studio.db",
        "musicgen/..%2fstudio.db",
        "x%00.wav",
        "C:\\windows\\win.ini",
    ],
)
def test_no_path_leads_out_of_the_songs(clara, master, path):
    assert clara.get(f"/media/{path}").status_code == 404


@pytest.mark.security
def test_a_row_that_points_outside_serves_nothing(clara, studio, settings, master):
    from sqlalchemy import update

    from backend.db.models import Asset

    (settings.storage_dir.parent / "secret.wav").write_text("secret")
    stored = master[0].removeprefix("/media/")
    with studio.database.transaction() as session:
        session.execute(update(Asset).where(Asset.path == stored).values(path="../secret.wav"))
    with clara.application.test_request_context():
        from backend.services.callers import Caller, Person
        from backend.services.errors import NotFound

        with pytest.raises(NotFound):
            studio.media.find(Caller(Person(1, "clara", "", "", False, True)), "../secret.wav")


@pytest.mark.security
def test_the_reserved_name_of_a_guests_song_opens_it_to_nobody_else(browser, client, clara, studio, work):
    song_id = browser.post("/api/jobs/music", json={"prompt": "calm piano"}).json["song_id"]
    work()
    with studio.database.transaction() as session:
        from backend.db.models import Song

        name = session.get_one(Song, song_id).file_name
    assert browser.get(f"/media/musicgen/{name}").status_code == 200
    assert client.get(f"/media/musicgen/{name}").status_code == 404
    assert clara.get(f"/media/musicgen/{name}").status_code == 404
