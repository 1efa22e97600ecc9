"""What is removed for good takes along its files, its links and what hangs on it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select, update

from backend.db.library import Opinion, Share
from backend.db.models import Asset, Song
from backend.services.moments import utcnow
from backend.studio.score import Family
from backend.studio.survey import Band, Survey

WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data" + bytes(100)
FOUND = Survey(1.5, 8000, 1, -12.0, -0.5, (10, 20), None, "silent", bands=(Band("low", Family.BASS, (5, 10)),))


@pytest.fixture
def bring(monkeypatch, work):
    """Let somebody bring a song that a worker looks through at once."""
    monkeypatch.setattr("backend.services.apart.survey", lambda *_: FOUND)

    def sent(client, **fields):
        answer = client.post("/api/songs/", data={"file": (BytesIO(WAV), "Chill.wav"), **fields})
        assert answer.status_code == 201, answer.text
        work()
        return answer.json

    return sent


def picture():
    out = BytesIO()
    Image.new("RGB", (30, 30), "red").save(out, "PNG")
    return BytesIO(out.getvalue()), "cover.png"


def rows(studio, column, *where):
    with studio.database.reading() as connection:
        return list(connection.scalars(select(column).where(*where)))


def test_a_closed_account_leaves_no_brought_song_on_the_disk(clara, bring, work, settings):
    song = bring(clara, image=picture())
    places = [settings.storage_dir / song[name].split("/media/")[1] for name in ("file", "image")]
    assert all(place.is_file() for place in places)
    assert clara.post("/api/auth/delete-account/", json={"password": "correct horse"}).status_code == 200
    work()
    assert not any(place.exists() for place in places)


def test_a_closed_account_leaves_no_album_and_nothing_of_it(clara, robert, bring, work, studio):
    album = bring(clara, album="One")["album_id"]
    robert.post(f"/api/albums/{album}/like/")
    assert clara.post("/api/shares/", json={"kind": "album", "id": album}).status_code == 201
    clara.post("/api/auth/delete-account/", json={"password": "correct horse"})
    work()
    assert rows(studio, Share.id) == rows(studio, Opinion.thing_id, Opinion.kind == "album") == []


def test_songs_leave_the_trash_with_their_pictures(clara, bring, studio):
    song = bring(clara, image=picture())
    clara.delete(f"/api/songs/{song['id']}/")
    with studio.database.transaction() as session:
        session.execute(update(Song).values(deleted_at=utcnow() - timedelta(days=40)))
    assert studio.songs.empty_trash() == 1
    assert rows(studio, Asset.path) == []


def test_a_link_to_an_album_ends_with_it(clara, client, bring):
    song = bring(clara, album="One")
    link = clara.post("/api/shares/", json={"kind": "album", "id": song["album_id"]}).json["token"]
    assert client.get(f"/api/shared/{link}/").status_code == 200
    clara.patch(f"/api/songs/{song['id']}/", json={"album": ""})
    other = bring(clara, album="Secret", public="false")
    assert other["album_id"] != song["album_id"]
    assert client.get(f"/api/shared/{link}/").status_code == 404


def test_a_tag_that_grows_in_small_letters_is_refused(clara, make_song):
    song = make_song(clara)["song_id"]
    answer = clara.patch(f"/api/songs/{song}/", json={"tags": ["İ" * 40]})
    assert (answer.status_code, "a tag has up to 40" in answer.text) == (400, True)


def test_a_song_that_was_brought_is_heard_with_its_message(clara, robert, bring, studio):
    studio.accounts.confirm("clara@example.com")
    song = bring(clara, public="false")
    receiver = robert.get("/api/auth/user/").json["id"]
    written = clara.post("/api/messages/", json={"receiver": receiver, "content": "Listen", "song_id": song["id"]})
    assert robert.get(written.json["song"]["url"]).data == WAV
