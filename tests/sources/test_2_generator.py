"""Document 2, whole: generating by curl, HTTPie and Python, asking how far it is, the pages about the API."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time

import pytest
from printed import is_like

HERE = "http://localhost:8000"
REQUEST = """{
  "prompt": "relaxing piano melody for meditation",
  "duration": 60
}"""
ANSWER = """{
  "success": true,
  "message": "Music generation started for prompt: 'relaxing piano melody for meditation'",
  "track_id": "track_a1b2c3d4",
  "prompt": "relaxing piano melody for meditation",
  "duration": 60,
  "estimated_processing_time": 45,
  "status": "processing",
  "download_url": null
}"""
CURL = """curl -X POST "http://localhost:8000/music/generate" \\
     -H "Content-Type: application/json" \\
     -d '{
       "prompt": "upbeat electronic dance music",
       "duration": 90
     }'
"""
CURL_STATUS = 'curl -X GET "http://localhost:8000/music/status/track_a1b2c3d4"'
PYTHON = """import requests

# Generate music
response = requests.post("http://localhost:8000/music/generate", json={
    "prompt": "calm acoustic guitar for background music",
    "duration": 180
})
result = response.json()
track_id = result["track_id"]

# Check status
status_response = requests.get(f"http://localhost:8000/music/status/{track_id}")
status = status_response.json()
print(f"Progress: {status['progress']}%")
"""
# What `http POST localhost:8000/music/generate prompt="jazz piano with saxophone" duration:=120` sends.
HTTPIE = '{"prompt": "jazz piano with saxophone", "duration": 120}'
JSON = {"Content_Type": "application/json"}
TRACK = re.compile(r"track_[A-Za-z0-9_-]{16,}")


def test_the_request_is_answered_as_printed(studio):
    status, answer = studio.send("POST /music/generate", REQUEST, **JSON)
    printed = json.loads(ANSWER)
    del printed["estimated_processing_time"], printed["track_id"]
    assert status == 200 and is_like(answer, printed)
    assert TRACK.fullmatch(answer["track_id"]) and answer["estimated_processing_time"] >= 1


def test_a_track_is_followed_to_its_file_by_whoever_knows_its_name(studio, running_studio):
    _, asked = studio.send("POST /music/generate", '{"prompt": "solo piano"}', **JSON)
    assert asked["duration"] == 30
    studio.cookies.clear()
    for _ in range(300):
        status, track = studio.send(f"GET /music/status/{asked['track_id']}")
        assert status == 200 and 0 <= track["progress"] <= 100
        if track["status"] == "completed":
            break
        assert track["status"] == "processing" and track["download_url"] is None
        time.sleep(0.2)
    fetched = subprocess.run(
        ["curl", "-sfI", running_studio + track["download_url"]], capture_output=True, text=True, check=True
    )
    assert "audio/" in fetched.stdout


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"prompt": "x", "duration": 4}', "duration"),
        ('{"prompt": "x", "duration": 301}', "duration"),
        ("{}", "prompt"),
        ('{"prompt": "  "}', "prompt"),
    ],
)
def test_what_is_outside_the_printed_bounds_is_refused(studio, body, field):
    status, answer = studio.send("POST /music/generate", body, **JSON)
    assert status == 422 and answer["success"] is False and field in answer["errors"]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_as_printed(running_studio):
    def run(printed):
        words = printed.replace(HERE, running_studio)
        return json.loads(subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=True).stdout)

    started = run(CURL)
    assert started["success"] and (started["prompt"], started["duration"]) == ("upbeat electronic dance music", 90)
    status = run(CURL_STATUS.replace("track_a1b2c3d4", started["track_id"]))
    assert status["status"] in ("processing", "completed") and isinstance(status["progress"], int)


def test_httpie_as_it_sends(studio):
    status, answer = studio.send("POST /music/generate", HTTPIE, **JSON, Accept="application/json, */*;q=0.5")
    assert status == 200 and (answer["prompt"], answer["duration"]) == ("jazz piano with saxophone", 120)
    status, answer = studio.send(f"GET /music/status/{answer['track_id']}")
    assert status == 200 and answer["status"] in ("processing", "completed")


def test_python_as_printed(running_studio, capsys):
    exec(compile(PYTHON.replace(HERE, running_studio), "document 2", "exec"), {})
    assert re.fullmatch(r"Progress: \d+%\n", capsys.readouterr().out)


@pytest.mark.parametrize("page", ["/docs", "/redoc", "/health"])
def test_the_pages_are_there(running_studio, page):
    assert subprocess.run(["curl", "-sf", running_studio + page], capture_output=True, check=True).stdout
