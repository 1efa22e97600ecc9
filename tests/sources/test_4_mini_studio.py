"""Document 4, whole: files of every printed kind go up, a voice is queued and followed, as its JavaScript has it."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from io import BytesIO

import pytest
from hostile_files import END, NOTE, midi, wav
from PIL import Image
from printed import is_like
from test_2_generator import JSON

UPLOAD = """
const formData = new FormData();
formData.append('file', audioFile);

const response = await fetch('/api/upload/audio', {
    method: 'POST',
    body: formData
});

const result = await response.json();
// result.path contains the uploaded file path
"""
JOBS = """
// Queue a job
const jobResponse = await fetch('/api/jobs/vocals', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({
        lyrics: "Hello world",
        voice: "default",
        bpm: 120
    })
});

const {job_id} = await jobResponse.json();

// Poll for results
const checkStatus = async () => {
    const statusResponse = await fetch(`/api/jobs/${job_id}`);
    const status = await statusResponse.json();
    
    if (status.status === 'finished') {
        console.log('Result:', status.result);
    } else if (status.status === 'failed') {
        console.log('Error:', status.error);
    } else {
        // Still processing, check again
        setTimeout(checkStatus, 2000);
    }
};

checkStatus();
"""  # noqa: W293 - as printed
VOCALS = '{"lyrics": "Hello world", "voice": "default", "bpm": 120}'
PASSWORD = "correct horse"


def sound(kind: str) -> bytes:
    import numpy as np
    import soundfile

    out = BytesIO()
    soundfile.write(out, np.zeros(8000), 8000, format=kind)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, kind)
    return out.getvalue()


FILES = (
    ("audio", "a.wav", lambda: sound("WAV"), "audio"), ("audio", "a.mp3", lambda: sound("MP3"), "audio"),
    ("audio", "a.flac", lambda: sound("FLAC"), "audio"), ("midi", "a.mid", lambda: midi(NOTE + END), "midi"),
    ("midi", "a.midi", lambda: midi(NOTE + END), "midi"), ("image", "a.png", lambda: picture("PNG"), "images"),
    ("image", "a.jpg", lambda: picture("JPEG"), "images"), ("image", "a.jpeg", lambda: picture("JPEG"), "images"),
    ("image", "a.webp", lambda: picture("WEBP"), "images"),
)  # fmt: skip


@pytest.fixture
def account(studio):
    """The name of an account of one's own; the client has signed in to it and keeps the cookies."""
    name = f"mini_{secrets.token_hex(4)}"
    who = json.dumps({"username": name, "email": f"{name}@example.com", "password": PASSWORD})
    assert studio.send("POST /api/auth/register/", who)[0] == 201
    assert studio.send("POST /api/auth/login/", who)[0] == 200
    return name


def of_our_pages(studio) -> dict[str, str]:
    return {"Sec_Fetch_Site": "same-origin", "Origin": studio.address}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file[1])
def test_every_printed_kind_of_file_goes_up(studio, account, file):
    kind, name, content, folder = file
    status, answer = studio.send_file(f"POST /api/upload/{kind}", name, content(), **of_our_pages(studio))
    given = name.rpartition(".")[2]
    ending = {"midi": "mid", "jpeg": "jpg"}.get(given, given)
    assert status == 201 and answer["success"] is True
    assert re.fullmatch(rf"storage/uploads/{folder}/\w+\.{ending}", answer["path"])


def test_a_file_that_is_no_sound_is_refused_in_detail(studio, account):
    status, answer = studio.send_file("POST /api/upload/audio", "x.exe", wav(), **of_our_pages(studio))
    assert status == 415 and answer["success"] is False and "wav, mp3, flac" in answer["error"]


def test_a_voice_is_queued_and_followed(studio, account):
    status, answer = studio.send("POST /api/jobs/vocals", VOCALS, **JSON, **of_our_pages(studio))
    assert status == 202 and is_like(answer, {"success": True, "job_id": "<job_id>"})
    for _ in range(1800):
        status, job = studio.send(f"GET /api/jobs/{answer['job_id']}")
        assert status == 200 and job["status"] in ("queued", "started", "finished"), job
        if job["status"] == "finished":
            break
        time.sleep(0.1)
    assert job["result"]["path"].startswith("storage/") and job["error"] is None


def test_the_queue_says_whether_redis_is_there(studio, request):
    status, health = studio.send("GET /api/jobs/health")
    assert status == 200 and health["success"] is True
    assert health["redis"] is (request.node.callspec.params["running_studio"] == "redis")


def test_a_foreign_page_may_ask_but_not_with_our_cookies(studio):
    preflight = {"Origin": "https://yourdomain.com", "Access_Control_Request_Method": "POST"}
    assert studio.send("OPTIONS /api/jobs/vocals", **preflight)[0] == 200
    assert studio.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in studio.headers


@pytest.fixture(scope="module")
def chromium():
    """A browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = os.environ.get("STUDIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("there is no Chromium: install Debian's chromium, or name one in STUDIO_CHROMIUM")
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, running_studio):
    """A page of the studio, signed in."""
    context = chromium.new_context(base_url=running_studio)
    page, name = context.new_page(), f"page_{secrets.token_hex(4)}"
    who = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    assert page.request.post("/api/auth/register/", data=who).ok and page.request.post("/api/auth/login/", data=who).ok
    page.goto("/docs")
    yield page
    context.close()


@pytest.mark.browser
def test_the_printed_upload_runs_in_a_page(page):
    file = f"const audioFile = new File([new Uint8Array({list(wav())})], 'take.wav');"
    result = page.evaluate(f"async () => {{ {file} {UPLOAD} return result; }}")
    assert result["success"] is True and result["path"].startswith("storage/uploads/audio/")


@pytest.mark.browser
def test_the_printed_job_runs_in_a_page(page):
    with page.expect_console_message(lambda line: line.text.startswith(("Result:", "Error:")), timeout=180_000) as said:
        page.evaluate(f"async () => {{ {JOBS} }}")
    assert said.value.text.startswith("Result:")
    assert said.value.args[1].json_value()["path"].startswith("storage/")
