"""Large files come in pieces, by the tus protocol: they go on where they stopped, whatever died meanwhile."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import struct
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from time import sleep

import pytest
from PIL import Image

from backend.api import upload_schemas
from backend.services import pieces
from backend.services.transfers import KEPT, MOST_UNFINISHED

FORM = b"WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"
WAV = b"RIFF" + struct.pack("<I", 20_036) + FORM + b"data" + struct.pack("<I", 20_000) + bytes([128, 90]) * 10_000
LARGE = WAV[:-20_000] + bytes(600_000)
TUS = {"Tus-Resumable": "1.0.0"}


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def begin(client, length=20_044, name="long take.wav", kind="audio"):
    told = f"filename {coded(name)},kind {coded(kind)}"
    head = {**TUS, "Upload-Length": str(length), "Upload-Metadata": told}
    return client.post("/api/upload/resumable", headers=head)


def piece(client, place, offset, content, **more):
    head = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream", **more}
    return client.patch(place, data=content, headers=head)


def offset_of(client, place):
    return int(client.head(place, headers=TUS).headers["Upload-Offset"])


@pytest.fixture
def place(clara):
    return begin(clara).headers["Location"]


def test_a_file_comes_in_pieces_and_becomes_an_upload(clara, place, work):
    first = piece(clara, place, 0, WAV[:9000])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "9000")
    assert first.headers["Upload-Expires"].endswith("GMT")
    assert offset_of(clara, place) == 9000
    assert piece(clara, place, 9000, WAV[9000:]).status_code == 204
    told = clara.get(place).json
    upload_schemas.TransferAnswer.model_validate(told)
    work()
    result = clara.get(f"/api/jobs/{told['job_id']}").json["result"]
    assert result["name"] == "long_take.wav" and result["duplicate"] is False
    assert clara.get(result["url"]).data == WAV
    assert clara.get(f"/api/uploads/{result['upload']}").json["analysis"]["status"] == "finished"
    assert offset_of(clara, place) == len(WAV)


def test_what_was_begun_is_listed_until_it_is_whole(clara, robert, place):
    piece(clara, place, 0, WAV[:9000])
    (listed,) = clara.get("/api/upload/resumable").json["results"]
    assert (listed["name"], listed["offset"], listed["length"]) == ("long_take.wav", 9000, len(WAV))
    assert robert.get("/api/upload/resumable").json["results"] == []
    piece(clara, place, 9000, WAV[9000:])
    assert clara.get("/api/upload/resumable").json["results"] == []


def test_what_is_spoken_is_told(clara):
    answer = clara.options("/api/upload/resumable")
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {"creation", "checksum", "expiration", "termination"}
    assert int(answer.headers["Tus-Max-Size"]) == 512 * 2**20
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")


@pytest.mark.parametrize("version", [None, "0.2.2"])
def test_another_version_is_refused(clara, version):
    head = {"Upload-Length": "5"} | ({"Tus-Resumable": version} if version else {})
    answer = clara.post("/api/upload/resumable", headers=head)
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize("offset", [0, 8999, 9001, 50_000])
def test_a_piece_that_does_not_follow_is_a_conflict(clara, place, offset):
    piece(clara, place, 0, WAV[:9000])
    assert piece(clara, place, offset, b"more").status_code == 409
    assert offset_of(clara, place) == 9000


def test_one_piece_is_on_its_way_at_a_time(clara, place, studio):
    piece(clara, place, 0, WAV[:9000])
    with studio.storage.locate(f"transfers/{place.rsplit('/', 1)[1]}").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        answer = piece(clara, place, 9000, WAV[9000:])
        assert (answer.status_code, answer.json["code"]) == (423, "locked")
    assert piece(clara, place, 9000, WAV[9000:]).status_code == 204


def test_what_came_of_a_piece_that_broke_off_is_kept(clara, place, studio, monkeypatch):
    whole = pieces._copy

    def breaks_off(sent, file, most):
        whole(sent, file, most)
        raise ConnectionResetError

    monkeypatch.setattr(pieces, "_copy", breaks_off)
    assert piece(clara, place, 0, WAV[:9000]).status_code == 500
    monkeypatch.undo()
    assert offset_of(clara, place) == 9000


def test_a_process_that_dies_after_the_last_byte_loses_nothing(clara, place, work, studio):
    """What was written before a kill -9 is there; the next look at it finishes the upload."""
    studio.storage.locate(f"transfers/{place.rsplit('/', 1)[1]}").write_bytes(WAV)
    assert offset_of(clara, place) == len(WAV)
    job = clara.get(place).json["job_id"]
    work()
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"
    assert clara.get("/api/uploads").json["count"] == 1


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_can_be_checked(clara, place, algorithm):
    right = f"{algorithm} {base64.b64encode(hashlib.new(algorithm, WAV[:9000]).digest()).decode()}"
    wrong = piece(clara, place, 0, b"RIFF" + WAV[5:9001], **{"Upload-Checksum": right})
    assert (wrong.status_code, wrong.json["code"], offset_of(clara, place)) == (460, "bad_checksum", 0)
    assert piece(clara, place, 0, WAV[:9000], **{"Upload-Checksum": right}).status_code == 204


@pytest.mark.parametrize("written", ["crc32 AAAA", "sha1", "sha1 ***", "sha256"])
def test_a_checksum_that_cannot_be_read_is_refused(clara, place, written):
    answer = piece(clara, place, 0, WAV[:9000], **{"Upload-Checksum": written})
    assert answer.status_code in (400, 460)
    assert offset_of(clara, place) == 0


def test_a_transfer_can_be_given_up(clara, place, studio):
    piece(clara, place, 0, WAV[:9000])
    assert clara.delete(place, headers=TUS).status_code == 204
    assert clara.head(place, headers=TUS).status_code == 404
    assert list(studio.storage.locate("transfers").iterdir()) == []


@pytest.mark.security
@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>" * 400, bytes(20_044), b"MThd" + bytes(20_040)])
def test_something_else_is_refused_with_its_first_bytes(clara, studio, content):
    place = begin(clara, len(content)).headers["Location"]
    answer = piece(clara, place, 0, content[:9000])
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_type")
    assert clara.head(place, headers=TUS).status_code == 404
    assert list(studio.storage.locate("transfers").iterdir()) == []


@pytest.mark.security
def test_what_is_broken_further_on_is_refused_by_the_job(clara, work, studio):
    place = begin(clara, 20, "x.wav").headers["Location"]
    piece(clara, place, 0, WAV[:20])
    job = clara.get(place).json["job_id"]
    work()
    ended = clara.get(f"/api/jobs/{job}").json
    assert (ended["status"], ended["error"]["code"]) == ("failed", "bad_audio")
    assert list(studio.storage.locate("transfers").iterdir()) == []
    assert clara.get("/api/uploads").json["count"] == 0


@pytest.mark.security
def test_more_than_was_said_to_come_is_refused(clara, place):
    piece(clara, place, 0, WAV[:9000])
    answer = piece(clara, place, 9000, WAV[9000:] + b"more")
    assert (answer.status_code, offset_of(clara, place)) == (400, 9000)


@pytest.mark.security
def test_transfers_are_their_owners_alone(clara, robert, client, place):
    for who, status in ((robert, 404), (client, 401)):
        assert who.head(place, headers=TUS).status_code == status
        assert who.get(place).status_code == status
        assert piece(who, place, 0, WAV[:10]).status_code == status
        assert who.delete(place, headers=TUS).status_code == status
    assert begin(client).status_code == 401
    assert offset_of(clara, place) == 0


@pytest.mark.security
@pytest.mark.parametrize(
    ("length", "name", "kind", "status"),
    [
        (0, "x.wav", "audio", 413),
        (512 * 2**20 + 1, "x.wav", "audio", 413),
        (33 * 2**20, "x.mid", "midi", 413),
        (10, "x.exe", "audio", 415),
        (10, "", "audio", 400),
        (10, "x.wav", "avatar", 400),
        (10**14, "x.wav", "audio", 413),
        ("much", "x.wav", "audio", 400),
    ],
)
def test_what_may_not_come_does_not_begin(clara, length, name, kind, status):
    assert begin(clara, length, name, kind).status_code == status


@pytest.mark.security
def test_nobody_begins_without_end(clara):
    for _ in range(MOST_UNFINISHED):
        assert begin(clara).status_code == 201
    assert begin(clara).status_code == 409


@pytest.mark.security
def test_what_is_under_way_counts_as_room_taken(environment, request):
    environment["UPLOAD_QUOTA_MB"] = "1"
    clara = request.getfixturevalue("clara")
    assert begin(clara, 700_000).status_code == 201
    assert begin(clara, 700_000).status_code == 413


@pytest.fixture
def crowded(environment, request):
    """Clara in a studio with room for one large file, which she has sent."""
    environment["UPLOAD_QUOTA_MB"] = "1"
    clara = request.getfixturevalue("clara")
    place = begin(clara, len(LARGE)).headers["Location"]
    piece(clara, place, 0, LARGE)
    return clara, clara.get(place).json["job_id"]


@pytest.mark.security
def test_what_is_whole_and_waits_counts_as_room_taken(crowded, work):
    clara, job = crowded
    assert begin(clara, len(LARGE)).status_code == 413
    work()
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"
    assert begin(clara, 2**20 - len(LARGE) + 1).status_code == 413
    assert begin(clara, 2**20 - len(LARGE)).status_code == 201


@pytest.mark.security
def test_what_is_called_off_takes_no_room_any_more(crowded, studio, work):
    clara, job = crowded
    clara.post(f"/api/jobs/{job}/cancel")
    assert list(studio.storage.locate("transfers").iterdir()) == []
    assert begin(clara, len(LARGE)).status_code == 201
    again = clara.post(f"/api/jobs/{job}/retry").json["job_id"]
    work()
    ended = clara.get(f"/api/jobs/{again}").json
    assert (ended["status"], ended["error"]["code"]) == ("failed", "not_found")


@pytest.mark.security
def test_what_is_called_off_while_it_is_looked_through_leaves_nothing(clara, place, studio, work, monkeypatch):
    piece(clara, place, 0, WAV)
    job, examined = clara.get(place).json["job_id"], studio.uploads.examined

    def called_off(*told):
        clara.post(f"/api/jobs/{job}/cancel")
        return examined(*told)

    monkeypatch.setattr(studio.uploads, "examined", called_off)
    work()
    assert clara.get(f"/api/jobs/{job}").json["status"] == "cancelled"
    for folder in ("transfers", "uploads/audio"):
        assert [file for file in studio.storage.locate(folder).glob("*") if file.is_file()] == []


@pytest.mark.security
def test_whole_ones_that_wait_count_among_those_under_way(clara):
    for _ in range(MOST_UNFINISHED):
        piece(clara, begin(clara).headers["Location"], 0, WAV)
    assert begin(clara).status_code == 409


@pytest.mark.security
def test_whoever_begins_two_at_once_has_no_more_room(environment, request, monkeypatch):
    environment["UPLOAD_QUOTA_MB"] = "1"
    clara, studio = request.getfixturevalue("clara"), request.getfixturevalue("studio")
    check_room = studio.uploads.check_room

    def takes_its_time(*told):
        check_room(*told)
        sleep(0.2)

    monkeypatch.setattr(studio.uploads, "check_room", takes_its_time)
    with ThreadPoolExecutor(2) as both:
        answers = both.map(lambda _: begin(clara, 700_000).status_code, range(2))
        assert sorted(answers) == [201, 413]


@pytest.mark.security
def test_a_piece_is_no_larger_than_a_request(environment, request):
    environment["MAX_CONTENT_LENGTH_MB"] = "1"
    clara = request.getfixturevalue("clara")
    place = begin(clara, 2**22).headers["Location"]
    answer = piece(clara, place, 0, bytes(2**20 + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_a_piece_of_another_type_is_refused(clara, place):
    head = {**TUS, "Upload-Offset": "0", "Content-Type": "audio/wav"}
    assert clara.patch(place, data=WAV, headers=head).status_code == 415


def test_what_nobody_goes_on_with_is_swept_up(clara, place, studio):
    piece(clara, place, 0, WAV[:9000])
    studio.transfers.tidy()
    assert offset_of(clara, place) == 9000
    late = studio.transfers._clock() + KEPT + timedelta(hours=1)
    object.__setattr__(studio.transfers, "_clock", lambda: late)
    assert clara.head(place, headers=TUS).status_code == 404
    studio.transfers.tidy()
    assert list(studio.storage.locate("transfers").iterdir()) == []


def test_what_waits_for_its_job_is_not_swept_up(clara, place, studio, work):
    piece(clara, place, 0, WAV)
    job, late = clara.get(place).json["job_id"], studio.transfers._clock() + KEPT + timedelta(hours=1)
    object.__setattr__(studio.transfers, "_clock", lambda: late)
    studio.transfers.tidy()
    work()
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"


def test_who_only_looks_does_not_renew_the_time(clara, place, studio):
    before = clara.get(place).json["expires_at"]
    later = studio.transfers._clock() + timedelta(hours=1)
    object.__setattr__(studio.transfers, "_clock", lambda: later)
    assert clara.get(place).json["expires_at"] == before
    piece(clara, place, 0, WAV[:9000])
    assert clara.get(place).json["expires_at"] > before


def test_a_transfer_whose_file_is_gone_is_not_there(clara, place, studio):
    lost = studio.storage.locate(f"transfers/{place.rsplit('/', 1)[1]}")
    lost.unlink()
    assert clara.head(place, headers=TUS).status_code == 404
    assert clara.get("/api/upload/resumable").json["results"] == []


def test_a_whole_file_that_is_gone_is_said_to_be(clara, place, studio, work):
    piece(clara, place, 0, WAV)
    studio.storage.locate(f"transfers/{place.rsplit('/', 1)[1]}").unlink()
    job = clara.get(place).json["job_id"]
    work()
    assert clara.get(f"/api/jobs/{job}").json["error"]["code"] == "not_found"


def test_a_picture_may_come_in_pieces_too(clara, work):
    out = BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    content = out.getvalue()
    place = begin(clara, len(content), "cover.png", "image").headers["Location"]
    piece(clara, place, 0, content)
    work()
    result = clara.get(f"/api/jobs/{clara.get(place).json['job_id']}").json["result"]
    assert result["url"].startswith("/media/uploads/images/")


@pytest.mark.security
def test_a_closed_account_leaves_no_pieces(clara, place, work, studio):
    piece(clara, place, 0, WAV[:9000])
    assert clara.post("/api/auth/delete-account/", json={"password": "correct horse"}).status_code == 200
    work()
    assert list(studio.storage.locate("transfers").iterdir()) == []
