"""Files and requests that mean harm: each is refused in words or does nothing, and nothing of it can be served."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import islice

import hostile_requests as requests
import pytest
from hostile_files import files, wav
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from backend.services import apart

pytestmark = [pytest.mark.security, pytest.mark.slow]

LEAST_CASES = 300
MOST_MB = 700
# In pieces only one in so many goes up: what looks at them is the same, and one after the other they take a while.
SOME = 3
# What is served has one of these beginnings, and none that a browser would run.
SERVED = ("audio/", "image/png", "image/jpeg", "image/webp", "application/json", "application/vnd.recordare")


# What the studio itself keeps beside: its tables and its letters.
STUDIOS = (".db", ".db-wal", ".db-shm", ".eml")


@pytest.fixture
def studio(studio, settings):
    """With the checks that files really go through."""
    from backend.services.moments import utcnow
    from backend.services.uploads import Uploads
    from backend.wiring_music import uploads

    how = {"quota_bytes": 2**40, "clock": utcnow}
    checked = Uploads(studio.database, studio.storage, uploads(settings), studio.analyses, **how)
    studio.transfers._uploads = checked
    return replace(studio, uploads=checked)


@pytest.fixture
def fill(clara, make_song):
    """Put what is there into an address."""
    made = make_song(clara)
    song = clara.get(f"/api/songs/{made['song_id']}/").json
    there = {"song": song["id"], "job": made["job_id"], "file": song["outputs"][0]["url"].removeprefix("/media/")}
    return lambda path: (
        path.replace("{song}", str(there["song"])).replace("{job}", there["job"]).replace("{file}", there["file"])
    )


def send(client, path, name, content):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.fixture
def peaks_mb(caplog):
    """Ask what memory the checks took so far, in megabytes."""
    caplog.set_level("DEBUG", apart.logger.name)
    return lambda: [record.args[1] for record in caplog.records if record.msg.startswith("Checked")]


def stored(settings):
    return {path for path in settings.storage_dir.rglob("*") if path.is_file() and path.suffix not in STUDIOS}


def test_there_are_enough_of_them():
    assert len(files()) + len([*requests.refused(), *requests.harmless()]) + len(requests.names()) >= LEAST_CASES


def test_files_are_refused_or_harmless_and_cost_little(clara, settings, peaks_mb):
    wrong, kept = [], set()
    with ThreadPoolExecutor(apart.AT_ONCE) as pool:
        answers = pool.map(lambda sent: send(clara, *sent), files().values())
    for (why, (path, _, _)), answer in zip(files().items(), answers, strict=True):
        if answer.status_code not in (200, 201):
            if not (400 <= answer.status_code < 500 and answer.json["error"]):
                wrong.append(f"{why}: {answer.status_code}")
            continue
        kept.add(answer.json["path"])
        served = clara.get(answer.json["url"])
        if not (served.mimetype.startswith(SERVED) and served.headers["X-Content-Type-Options"] == "nosniff"):
            wrong.append(f"{why}: served as {served.mimetype}")
        if path.endswith("image") and b"script" in served.data:
            wrong.append(f"{why}: kept more than the picture")
    assert wrong == []
    assert {f"storage/{file.relative_to(settings.storage_dir)}" for file in stored(settings)} == kept
    assert 10 < max(peaks_mb()) < MOST_MB


def send_in_pieces(client, path, name, content):
    """Send a file by the other way; the address of the transfer, or the refusal."""
    told = f"filename {coded(name)},kind {coded(path.rpartition('/')[2])}"
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": told}
    begun = client.post("/api/upload/resumable", headers=head)
    if begun.status_code != 201:
        return begun
    head = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    sent = client.patch(begun.headers["Location"], data=content, headers=head)
    return client.get(begun.headers["Location"]) if sent.status_code == 204 else sent


def coded(text):
    return base64.b64encode(text.encode()).decode()


def test_files_in_pieces_are_refused_or_harmless(clara, settings, work, peaks_mb):
    wrong, kept = [], set()
    for why, sent in islice(files().items(), None, None, SOME):
        answer = send_in_pieces(clara, *sent)
        if answer.status_code != 200:
            if not (400 <= answer.status_code < 500 and answer.json["error"]):
                wrong.append(f"{why}: {answer.status_code}")
            continue
        work()
        job = clara.get(f"/api/jobs/{answer.json['job_id']}").json
        if job["status"] == "finished":
            kept.add(job["result"]["path"])
        elif (job["error"] or {}).get("code", "internal") == "internal":
            wrong.append(f"{why}: {job['status']} {job['error']}")
    assert wrong == []
    assert {f"storage/{file.relative_to(settings.storage_dir)}" for file in stored(settings)} == kept
    assert 10 < max(peaks_mb()) < MOST_MB


def test_requests_are_refused(clara, fill, settings):
    before = stored(settings)
    answers = {why: clara.open(fill(path), method=method, **how) for why, (method, path, how) in requests.refused()}
    assert {why: answer.status_code for why, answer in answers.items() if not 400 <= answer.status_code < 500} == {}
    assert stored(settings) == before


def test_requests_are_harmless(clara, fill):
    for why, (method, path, how) in requests.harmless():
        answer = clara.open(fill(path), method=method, **how)
        assert answer.status_code < 500, why
        assert answer.mimetype != "text/html", why
        assert answer.headers["X-Content-Type-Options"] == "nosniff", why
    assert clara.get("/api/auth/user/").json["is_admin"] is False


@pytest.mark.parametrize("name", requests.names(), ids=ascii)
def test_a_name_decides_nothing(clara, settings, name):
    answer = send(clara, "/api/upload/audio", name, wav())
    if answer.status_code == 201:
        (file,) = stored(settings)
        assert file.parent == settings.storage_dir / "uploads" / "audio"
        assert set(answer.json["name"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.")
        header = clara.get(f"{answer.json['url']}?download=1").headers["Content-Disposition"]
        assert "\n" not in header and "<" not in header
    else:
        assert answer.status_code in (400, 415) and stored(settings) == set()
