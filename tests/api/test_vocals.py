"""Vocals: the printed request works as printed, and a voice comes of it."""

from __future__ import annotations

import re

import pytest

PRINTED = {"lyrics": "Hello world", "voice": "default", "bpm": 120}


def test_the_printed_way_through(browser, engine, work):
    asked = browser.post("/api/jobs/vocals", json=PRINTED)
    assert asked.status_code == 202
    job_id = asked.json["job_id"]
    assert browser.get(f"/api/jobs/{job_id}").json["status"] == "queued"
    work()
    job = browser.get(f"/api/jobs/{job_id}").json
    assert (job["status"], job["type"]) == ("finished", "vocals")
    assert re.fullmatch(r"storage/songs/.+/1/master\.wav", job["result"]["path"])
    assert browser.get(job["result"]["url"]).status_code == 200
    assert re.fullmatch(r"storage/songs/.+/1/vocals_dry\.flac", job["result"]["dry"]["path"])
    brief = engine.requests[0].brief
    assert (brief.singing.lyrics, brief.singing.alone, brief.tempo_bpm) == ("Hello world", True, 120)


def test_all_that_may_be_said(clara, engine, work):
    more = {
        "style": "jazz_trio",
        "key": "D minor",
        "expression": "jazz",
        "harmonies": ["double"],
        "seed": 5,
        "title": "Hi",
    }
    assert clara.post("/api/jobs/vocals", json={**PRINTED, **more, "engine": "kokoro"}).status_code == 202
    work()
    brief = engine.requests[0].brief
    assert (brief.style, brief.seed, brief.title) == ("jazz_trio", 5, "Hi")
    assert (brief.singing.voice, brief.singing.expression, brief.singing.harmonies) == (
        "kokoro/default", "jazz", ("double",),
    )  # fmt: skip


def test_a_voice_that_was_made_is_a_song_of_the_library(clara, work):
    song = clara.post("/api/jobs/vocals", json=PRINTED).json["song_id"]
    work()
    assert clara.get(f"/api/songs/{song}/").json["state"] == "ready"
    assert {"vocals_dry"} <= {each["id"] for each in clara.get(f"/api/songs/{song}/downloads").json["results"]}


def test_asking_twice_with_one_key_is_asking_once(clara):
    head = {"Idempotency-Key": "one"}
    first, again = (clara.post("/api/jobs/vocals", json=PRINTED, headers=head).json["job_id"] for _ in range(2))
    assert first == again


def test_a_failed_voice_can_be_tried_again(clara, engine, work):
    engine.before.append(lambda: 1 / 0)
    job = clara.post("/api/jobs/vocals", json=PRINTED).json["job_id"]
    work()
    engine.before.clear()
    again = clara.post(f"/api/jobs/{job}/retry").json["job_id"]
    work()
    assert clara.get(f"/api/jobs/{again}").json["result"]["path"].endswith("master.wav")


@pytest.mark.security
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lyrics": ""}, "lyrics"),
        ({"lyrics": "a" * 1_000_000}, "lyrics"),
        ({"bpm": 999}, "bpm"),
        ({"bpm": "fast"}, "bpm"),
        ({"style": "gagaku"}, "style"),
        ({"voice": "kokoro/af_heart", "engine": "hibari"}, "engine"),
        ({"harmonies": 7}, "harmonies"),
    ],
)
def test_what_cannot_be_sung_is_refused_by_name(clara, wrong, field):
    answer = clara.post("/api/jobs/vocals", json={**PRINTED, **wrong})
    assert answer.status_code == 422, answer.text
    assert field in answer.json["errors"]
