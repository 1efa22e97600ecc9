"""What SQLite forgives and PostgreSQL does not: statements, big numbers, strange signs, and many at once."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest

from backend.services.finding.wishes import Sort
from backend.services.transfers import KEPT

pytestmark = pytest.mark.slow

NUL = "rain\0fall"
REFUSED = (400, 404)
HUGE = (2**31 - 1, 2**31, 2**63, 10**30)


@pytest.fixture
def database_kind() -> str:
    return "postgresql"


def test_a_song_is_made_found_sorted_and_thrown_away(clara, make_song):
    song_id = make_song(clara)["song_id"]
    make_song(clara, "slow rain", tempo_bpm=70)
    for sort in Sort:
        page = clara.get(f"/api/songs/?sort={sort}&q=RAIN")
        assert [song["id"] for song in page.json["results"]] == [song_id + 1]
    slowest = clara.get("/api/songs/?sort=tempo").json["results"]
    assert [song["id"] for song in slowest] == [song_id + 1, song_id]
    assert clara.get(f"/api/songs/{song_id}/").json["state"] == "ready"
    assert clara.get(f"/api/songs/{song_id}/play/").status_code == 200
    assert len(clara.get("/api/ai/generated-songs/").json) == 2
    assert clara.delete(f"/api/songs/{song_id}/").status_code == 204
    assert clara.post(f"/api/songs/{song_id}/restore/").status_code == 200
    assert clara.get("/health").json["status"] == "ok"


@pytest.mark.security
@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_song_can_have_is_refused(clara, number):
    for address in (f"/api/songs/{number}/", f"/api/ai/generated-songs/{number}/", f"/api/songs/{number}/play/"):
        assert clara.get(address).status_code in REFUSED
    assert clara.delete(f"/api/songs/{number}/").status_code in REFUSED


@pytest.mark.security
def test_strange_signs_are_taken_or_refused_but_never_break_anything(app, clara):
    asked = clara.post("/api/jobs/music", json={"prompt": NUL, "title": NUL})
    assert asked.status_code == 202
    answers = [
        asked,
        clara.patch(f"/api/songs/{asked.json['song_id']}/", json={"title": NUL, "genre": NUL}),
        clara.get("/api/songs/", query_string={"q": "a\0b"}),
        clara.get("/api/jobs/a%00b"),
        clara.get("/music/status/a%00b"),
        clara.get("/storage/a%00b.mp3"),
        clara.post("/api/jobs/music", json={"prompt": "rain", "engine": "a\0"}),
        clara.post("/api/auth/login/", json={"email": "a\0@example.com", "password": "a\0b"}),
        clara.post(
            "/api/auth/register/", json={"username": "a\0", "email": "a@example.com", "password": "a\0b c d e f"}
        ),
    ]
    brief = clara.post("/api/music/brief", json={"prompt": "rain"}).json["brief"]
    answers.append(clara.post("/api/jobs/music", json={"brief": brief | {"title": NUL, "prompt": NUL}}))
    assert [answer.request.url for answer in answers if answer.status_code >= 500] == []


def test_a_double_click_is_one_job_even_at_the_same_time(app, clara):
    def click(_turn):
        key = {"Idempotency-Key": "same", "Authorization": clara.environ_base["HTTP_AUTHORIZATION"]}
        client = app.test_client(use_cookies=False)
        return client.post("/api/jobs/music", json={"prompt": "rain"}, headers=key).json["job_id"]

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(click, range(12)))) == 1
    assert clara.get("/api/jobs").json["count"] == 1


MIDI = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"
TUS = {"Tus-Resumable": "1.0.0"}


def test_the_same_file_sent_many_times_at_once_is_kept_once(clara):
    def send(number: int):
        return clara.post("/api/upload/midi", data={"file": (BytesIO(MIDI), f"tune{number}.mid")})

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(send, range(6)))
    assert sorted(answer.status_code for answer in sent) == [200] * 5 + [201]
    assert len({answer.json["id"] for answer in sent}) == 1
    assert clara.get("/api/uploads?kind=midi&q=Tune").json["count"] == 1
    assert clara.get(f"/api/uploads?q={NUL}%25_").json["count"] == 0


def test_a_file_in_pieces_becomes_an_upload(clara, work):
    name = base64.b64encode(f"{NUL}.mid".encode()).decode()
    begun = clara.post(
        "/api/upload/resumable",
        headers={**TUS, "Upload-Length": str(len(MIDI)), "Upload-Metadata": f"filename {name},kind bWlkaQ=="},
    )
    place = begun.headers["Location"]
    for start, end in ((0, 10), (10, len(MIDI))):
        head = {**TUS, "Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        assert clara.patch(place, data=MIDI[start:end], headers=head).status_code == 204
    work()
    assert clara.get(f"/api/jobs/{clara.get(place).json['job_id']}").json["result"]["name"] == "rainfall.mid"


def test_a_full_account_is_refused_in_words(environment, request):
    environment["UPLOAD_QUOTA_MB"] = "1"
    clara = request.getfixturevalue("clara")
    assert clara.post("/api/upload/midi", data={"file": (BytesIO(MIDI), "tune.mid")}).status_code == 201
    head = {**TUS, "Upload-Length": str(2**20), "Upload-Metadata": "filename YS53YXY="}
    assert clara.post("/api/upload/resumable", headers=head).status_code == 413


def test_what_waits_for_its_job_is_not_swept_up(clara, studio, work):
    head = {**TUS, "Upload-Length": str(len(MIDI)), "Upload-Metadata": "filename YS5taWQ=,kind bWlkaQ=="}
    place = clara.post("/api/upload/resumable", headers=head).headers["Location"]
    head = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    clara.patch(place, data=MIDI, headers=head)
    job, late = clara.get(place).json["job_id"], studio.transfers._clock() + KEPT + timedelta(hours=1)
    object.__setattr__(studio.transfers, "_clock", lambda: late)
    studio.transfers.tidy()
    work()
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"
