"""Songs to hear: in which form, for whom, and in which parts."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Event

import numpy as np
import pytest
import soundfile
from sqlalchemy import update

from backend.api import media
from backend.db.models import Asset
from backend.services.errors import Conflict
from backend.services.transcodes import MOST_PARTS


@pytest.fixture
def song(clara, make_song) -> int:
    """A private song, whose master is a second of sound."""
    return make_song(clara)["song_id"]


def lengthen(studio, length_s: float) -> None:
    """Let the library say that all music is so long."""
    with studio.database.transaction() as session:
        session.execute(update(Asset).values(duration_s=length_s))


def stream(client, song, **query):
    headers = query.pop("headers", {})
    return client.get(f"/api/songs/{song}/stream/", query_string=query, headers=headers)


def test_what_plays_everywhere_is_sent_where_nothing_is_said(clara, song):
    answer = stream(clara, song)
    assert (answer.status_code, answer.mimetype, answer.data[:3]) == (200, "audio/mpeg", b"ID3")
    assert stream(clara, song, format="original").mimetype == "audio/wav"
    assert stream(clara, song, headers={"Range": "bytes=0-2"}).data == b"ID3"


@pytest.mark.parametrize("form", [("opus", 96, "OGG"), ("opus", 128, "OGG"), ("mp3", 1, "MP3")])
def test_a_form_that_is_not_kept_is_made_once_and_then_kept(clara, song, settings, form):
    kind, bitrate, name = form
    first = stream(clara, song, format=kind, bitrate=bitrate)
    assert (first.status_code, soundfile.info(BytesIO(first.data)).format) == (200, name)
    kept = list((settings.storage_dir / "streams").iterdir())
    assert len(kept) == 1
    second = stream(clara, song, format=kind, bitrate=bitrate)
    assert second.data == kept[0].read_bytes() and second.headers["ETag"]
    assert list((settings.storage_dir / "streams.making").iterdir()) == []
    part = stream(clara, song, format=kind, bitrate=bitrate, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data) == (206, second.data[4:8])


def test_a_form_that_is_kept_has_one_tag_by_which_players_go_on(clara, song):
    stream(clara, song, format="opus").close()
    first, later = (stream(clara, song, format="opus") for _ in range(2))
    assert first.headers["ETag"] == later.headers["ETag"]
    wanted = {"Range": "bytes=4-7", "If-Range": first.headers["ETag"]}
    assert stream(clara, song, format="opus", headers=wanted).status_code == 206
    assert stream(clara, song, format="opus", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_part_of_what_is_not_made_yet_is_a_part_all_the_same(clara, song):
    part = stream(clara, song, format="opus", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"OggS")
    assert clara.head(f"/api/songs/{song}/stream/?format=opus").content_length > 100


def test_a_song_is_played_from_a_second_on(clara, song, settings, studio):
    place = next(settings.storage_dir.glob("songs/*/*/master.wav"))
    soundfile.write(place, np.zeros(3 * 8000, "f4"), 8000)
    lengthen(studio, 3.0)
    whole, rest = (stream(clara, song, format="opus", start=start).data for start in (0, 1.7))
    lengths = [soundfile.info(BytesIO(each)).duration for each in (whole, rest)]
    assert lengths == pytest.approx([3.0, 2.0], abs=0.02)


def test_a_song_does_not_begin_past_its_end(clara, song, settings):
    answer = stream(clara, song, format="opus", start=70)
    assert answer.status_code == 400
    assert "it cannot begin at 70 s" in answer.json["error"]
    assert not (settings.storage_dir / "streams").exists()


def test_no_more_is_begun_than_there_are_places_for(clara, song, studio, monkeypatch):
    lengthen(studio, 100.0)
    gate = Event()
    monkeypatch.setattr(studio.streaming._transcodes, "_encode", lambda *_: gate.wait(30))
    monkeypatch.setattr("backend.services.transcodes.PATIENCE_S", 0.02)
    before = threading.active_count()
    answers = [stream(clara, song, format="opus", start=start) for start in range(1, 21)]
    assert {(each.status_code, each.headers["Retry-After"]) for each in answers} == {(503, "2")}
    assert threading.active_count() - before <= MOST_PARTS
    gate.set()


def test_a_part_ends_with_its_listener(clara, song, settings, studio, monkeypatch):
    lengthen(studio, 100.0)
    ended = Event()

    def encode(_source, target, _form, _start_s, is_wanted):
        while is_wanted():
            os.write(target, b"sound")
            time.sleep(0.01)
        ended.set()

    monkeypatch.setattr(studio.streaming._transcodes, "_encode", encode)
    answer = clara.get(f"/api/songs/{song}/stream/?format=opus&start=5", buffered=False)
    assert next(answer.response).startswith(b"sound")
    answer.close()
    assert ended.wait(5)
    while list((settings.storage_dir / "streams.making").iterdir()):
        time.sleep(0.01)
    assert not (settings.storage_dir / "streams").exists()


def test_a_listen_that_cannot_be_counted_holds_no_place(clara, song, studio, monkeypatch):
    def refuse(*_):
        raise Conflict("Not now.")

    free = media.FOLLOWERS._value
    monkeypatch.setattr(studio.plays, "begin", refuse)
    assert stream(clara, song, format="opus").status_code == 409
    assert media.FOLLOWERS._value == free


def test_what_cannot_be_had_is_refused_by_name(clara, song):
    answer = stream(clara, song, format="midi")
    assert (answer.status_code, answer.json["code"]) == (400, "validation")
    assert "'midi'; allowed are original, " in answer.json["error"]


def test_a_song_that_cannot_be_encoded_says_so_and_leaves_nothing(clara, song, settings):
    for master in settings.storage_dir.glob("songs/*/*/master.wav"):
        master.write_bytes(b"no sound")
    assert stream(clara, song, format="opus").status_code == 409
    assert list((settings.storage_dir / "streams.making").iterdir()) == []


def test_a_making_that_cannot_be_kept_is_over_for_all_who_follow_it(clara, song, monkeypatch):
    def no_room(*_):
        raise OSError("no room")

    monkeypatch.setattr("backend.services.growing.finish", no_room)
    monkeypatch.setattr("backend.services.transcodes.WHOLE_S", 5.0)
    assert stream(clara, song, format="opus", headers={"Range": "bytes=0-3"}).status_code == 409


def test_a_song_whose_making_was_ended_is_made_anew_for_who_waits_for_it(clara, song, studio, monkeypatch):
    """Whatever ended it: nothing is finished, and nobody writes any more."""
    encode = studio.streaming._transcodes._encode
    turns = []

    def die_once(*asked):
        turns.append(asked)
        if len(turns) == 1:
            raise OSError("killed")
        encode(*asked)

    monkeypatch.setattr(studio.streaming._transcodes, "_encode", die_once)
    assert stream(clara, song, format="opus", headers={"Range": "bytes=0-3"}).data == b"OggS"
    assert len(turns) == 2


def test_levels_and_addresses_are_told(clara, song):
    told = clara.get(f"/api/songs/{song}/playback/").json
    assert told["gain_db"] == pytest.approx(-4.0)
    assert {(each["format"], each["ready"]) for each in told["forms"]} == {
        ("wav", True), ("mp3", True), ("mp3", False), ("opus", False),
    }  # fmt: skip
    assert all(clara.get(each["url"]).status_code == 200 for each in told["forms"])


def test_the_beginning_counts_as_a_listen_once(clara, song):
    for headers in ({}, {"Range": "bytes=0-"}, {"Range": "bytes=5-"}):
        stream(clara, song, headers=headers)
    assert clara.get(f"/api/songs/{song}/").json["play_count"] == 1


@pytest.mark.security
class TestPermits:
    @pytest.fixture
    def url(self, clara, song) -> str:
        return clara.get(f"/api/songs/{song}/playback/").json["url"]

    def test_a_private_song_is_for_its_owner_and_holders_of_a_permit(self, client, robert, song, url):
        for other in (client, robert):
            assert stream(other, song).status_code == 404
            assert other.get(url).status_code == 200

    def test_a_permit_opens_no_other_song(self, client, clara, make_song, url):
        other = make_song(clara, "other")["song_id"]
        assert client.get(f"/api/songs/{other}/stream/?{url.partition('?')[2]}").status_code == 404

    @pytest.mark.parametrize(
        "change",
        [
            lambda user, ends, sign: f"{int(user) + 1}.{ends}.{sign}",
            lambda user, ends, sign: f"{user}.{int(ends) + 1}.{sign}",
            lambda user, ends, sign: f"{user}.{ends}.{sign[::-1]}",
            lambda user, ends, sign: f"{user}.{ends}",
        ],
    )
    def test_a_permit_that_was_changed_opens_nothing(self, client, song, url, change):
        permit = url.partition("sig=")[2].split(".")
        assert stream(client, song, sig=change(*permit)).status_code == 404

    def test_a_permit_ends(self, studio, client, song, url):
        studio.streaming._permits._clock = lambda: datetime.now(UTC) + timedelta(hours=7)
        assert client.get(url).status_code == 404

    def test_a_permit_ends_with_what_its_person_may_hear(self, client, clara, song, url):
        clara.delete(f"/api/songs/{song}/")
        assert client.get(url).status_code == 404


class TestBehindNginx:
    @pytest.fixture
    def environment(self, environment):
        return {**environment, "X_ACCEL_REDIRECT": "/stored/"}

    def test_files_are_left_to_the_proxy_once_it_is_clear_who_may_have_them(self, clara, client, song, settings):
        answer = stream(clara, song)
        place = answer.headers["X-Accel-Redirect"].removeprefix("/stored/")
        assert (settings.storage_dir / place).is_file()
        assert (answer.data, answer.mimetype) == (b"", "audio/mpeg")
        assert stream(client, song).status_code == 404
