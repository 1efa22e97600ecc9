"""Generated songs, as AudioNova's clients ask for them."""

from __future__ import annotations

import re

import pytest

PROMPT = {"prompt": " calm ambient piano "}


@pytest.fixture
def song(clara):
    answer = clara.post("/api/ai/generate/", data=PROMPT)
    assert answer.status_code == 202
    return answer.json


def test_generate_answers_as_printed(song):
    assert song["prompt"] == "calm ambient piano"
    assert re.fullmatch(r"/media/musicgen/calm_ambient_piano_[0-9a-f]{8}\.wav", song["file_url"])
    assert song["download_url"] == f"/api/ai/generated-songs/{song['id']}/download/"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", song["created_at"])


def test_the_reserved_address_holds_the_music_once_it_is_made(clara, song, work):
    assert clara.get(song["file_url"]).status_code == 404
    work()
    assert clara.get(song["file_url"]).data.startswith(b"RIFF")


def test_the_list_is_a_bare_array(clara, song):
    answer = clara.get("/api/ai/generated-songs/")
    assert [each["id"] for each in answer.json] == [song["id"]]
    assert answer.headers["X-Total-Count"] == "1"


def test_download_waits_and_then_sends_an_attachment(clara, song, work):
    early = clara.get(song["download_url"])
    assert (early.status_code, early.headers["Retry-After"]) == (202, "1")
    work()
    answer = clara.get(song["download_url"])
    assert answer.data.startswith(b"RIFF")
    assert song["file_url"].rpartition("/")[2] in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_the_prompt_can_be_changed(clara, song, method):
    change = {"prompt": "Generate an upbeat pop track", "file_url": f"http://localhost{song['file_url']}"}
    answer = getattr(clara, method)(f"/api/ai/generated-songs/{song['id']}/", data=change).json
    assert answer["prompt"] == "Generate an upbeat pop track"
    assert isinstance(answer["user"], int)
    assert answer["file_url"] == f"http://localhost{song['file_url']}"


@pytest.mark.security
@pytest.mark.parametrize(
    "url", ["http://evil.example/x.wav", "/media/musicgen/other.wav", "../../.env", "file:///etc/passwd"]
)
def test_the_file_cannot_be_pointed_elsewhere(clara, song, url):
    answer = clara.patch(f"/api/ai/generated-songs/{song['id']}/", data={"file_url": url})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["file_url"])


def test_a_deleted_song_is_gone(clara, song):
    path = f"/api/ai/generated-songs/{song['id']}/"
    assert clara.delete(path).status_code == 204
    assert clara.get(path).status_code == clara.get(song["download_url"]).status_code == 404


@pytest.mark.security
def test_somebody_elses_song_does_not_exist(robert, client, song, work):
    work()
    path = f"/api/ai/generated-songs/{song['id']}/"
    assert (
        robert.get(path).status_code
        == robert.delete(path).status_code
        == robert.get(song["download_url"]).status_code
        == 404
    )
    assert client.get(path).status_code == client.get(song["download_url"]).status_code == 401
    assert robert.get(song["file_url"]).status_code == client.get(song["file_url"]).status_code == 404


def test_waiting_answers_when_the_music_is_there(clara, studio, work, monkeypatch):
    monkeypatch.setattr("backend.api.generated.time.sleep", lambda _s: work())
    answer = clara.post("/api/ai/generate/?wait=60", data=PROMPT)
    assert (answer.status_code, answer.json["status"]) == (200, "completed")
    assert clara.post("/api/ai/generate/", data=PROMPT, headers={"Prefer": "wait=60"}).status_code == 200


@pytest.mark.parametrize("prompt", ["", "   ", "x" * 2001])
def test_a_prompt_is_needed(clara, prompt):
    answer = clara.post("/api/ai/generate/", data={"prompt": prompt})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["prompt"])
