"""A project that was taken away comes back as a song."""

from __future__ import annotations

import io
import json

import handmade
import pytest

from backend.studio.formats import project


@pytest.fixture
def document():
    """A project as this studio writes it, in a style that the tests' studio knows."""
    found = json.loads(json.dumps(project.to_dict(handmade.performance())))
    found["brief"]["styles"] = [{"name": "lofi", "weight": 1.0}]
    return found


def sent_as_file(client, document):
    file = (io.BytesIO(json.dumps(document).encode()), "song.json")
    return client.post("/api/projects", data={"file": file}, content_type="multipart/form-data")


@pytest.mark.parametrize("way", ["json", "file"])
def test_a_project_is_played_as_it_stands(clara, work, engine, document, way):
    answer = clara.post("/api/projects", json=document) if way == "json" else sent_as_file(clara, document)
    assert answer.status_code == 202, answer.text
    work()
    song = clara.get(f"/api/songs/{answer.json['song_id']}/").json
    assert (song["state"], song["title"], song["seed"]) == ("ready", "Handmade", 7)
    (request,) = engine.requests
    assert request.kept.performance == project.from_dict(document)
    assert request.brief == request.kept.performance.score.plan.brief


@pytest.mark.parametrize("way", ["json", "file"])
def test_a_large_project_is_taken(clara, document, way):
    """Twice the size of other bodies; blanks are as good as notes for that."""
    content = json.dumps(document).encode() + b" " * 2 * 2**20
    if way == "json":
        answer = clara.post("/api/projects", data=content, content_type="application/json")
    else:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="song.json"\r\n\r\n'
        form = head + content + b"\r\n--x--\r\n"
        answer = clara.post("/api/projects", data=form, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 202, answer.text
    beyond = clara.post("/api/projects", data=content * 3, content_type="application/json")
    assert beyond.status_code == 413


def test_a_job_that_failed_is_tried_again_with_the_same_project(clara, work, engine, document):
    def fail() -> None:
        raise OSError("full")

    engine.before.append(fail)
    job = clara.post("/api/projects", json=document).json
    work()
    engine.before.clear()
    again = clara.post(f"/api/jobs/{job['job_id']}/retry")
    assert again.status_code == 202, again.text
    work()
    assert engine.requests[-1].kept.performance == project.from_dict(document)


def test_the_same_key_gets_the_same_song(clara, document):
    first, second = (
        clara.post("/api/projects", json=document, headers={"Idempotency-Key": "mine"}).json for _ in range(2)
    )
    assert first["song_id"] == second["song_id"]


@pytest.mark.security
def test_what_is_no_project_is_refused(clara, document):
    assert clara.post("/api/projects", json={"format": "other"}).status_code == 422
    assert clara.post("/api/projects").status_code == 422
    assert clara.post("/api/projects", data="x", content_type="text/plain").status_code in (415, 422)
    document["brief"]["styles"][0]["name"] = "polka"
    answer = clara.post("/api/projects", json=document)
    assert (answer.status_code, "polka" in answer.json["error"]) == (422, True)
    document["brief"].update(styles=[{"name": "lofi", "weight": 1.0}], tempo_bpm=999)
    assert "999" in clara.post("/api/projects", json=document).json["error"]
    assert clara.get("/api/songs/").json["count"] == 0
