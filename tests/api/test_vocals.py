"""Vocals: the printed request works as printed, and a voice comes of it."""

from __future__ import annotations

import json
import re
import sys
from io import BytesIO
from pathlib import Path

import handmade
import numpy as np
import pytest
import soundfile

from backend.studio.formats import project

sys.path.append(str(Path(__file__).parent.parent / "studio" / "analysis"))
import test_listening

PRINTED = {"lyrics": "Hello world", "voice": "default", "bpm": 120}


def test_the_printed_way_through(clara, engine, work):
    asked = clara.post("/api/jobs/vocals", json=PRINTED)
    assert asked.status_code == 202
    job_id = asked.json["job_id"]
    assert clara.get(f"/api/jobs/{job_id}").json["status"] == "queued"
    work()
    job = clara.get(f"/api/jobs/{job_id}").json
    assert (job["status"], job["type"]) == ("finished", "vocals")
    assert re.fullmatch(r"storage/songs/.+/1/master\.wav", job["result"]["path"])
    assert clara.get(job["result"]["url"]).status_code == 200
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
        ({"melody": {"song_id": 10**30}}, "melody"),
        ({"melody": {"upload": "a\0b"}}, "melody"),
    ],
)
def test_what_cannot_be_sung_is_refused_by_name(clara, wrong, field):
    answer = clara.post("/api/jobs/vocals", json={**PRINTED, **wrong})
    assert answer.status_code == 422, answer.text
    assert field in answer.json["errors"]


def upload(client, sound: np.ndarray) -> dict:
    file = BytesIO()
    soundfile.write(file, sound[0, ::2], test_listening.RATE // 2, format="WAV")  # half a megabyte stays in memory
    file.seek(0)
    return client.post("/api/upload/audio", data={"file": (file, "track.wav")}).json


def test_a_voice_over_an_upload_is_in_its_tempo(clara, engine, work):
    sent = upload(clara, test_listening.recording(100.0, 0.7, bars=8))
    asked = {**PRINTED, "bpm": None, "backing": sent["path"]}
    assert clara.post("/api/jobs/vocals", json=asked).status_code == 202
    work()
    request = engine.requests[0]
    assert request.brief.tempo_bpm == pytest.approx(100.0, abs=0.2)
    assert request.brief.backing.upload == sent["id"]
    assert request.recorded and request.recorded.name.endswith(".wav")


@pytest.mark.security
def test_nobody_sings_over_what_others_sent(clara, robert):
    sent = upload(robert, test_listening.recording(100.0, 0.7, bars=4))
    for name in (sent["id"], sent["path"], "../../studio.db", "", "a\0b"):
        answer = clara.post("/api/jobs/vocals", json={**PRINTED, "backing": {"upload": name}})
        assert answer.status_code == 422
        assert "among your uploads" in answer.json["errors"]["backing"][0]


def test_a_request_does_not_wait_until_somebody_has_listened(clara, monkeypatch, work):
    sent = upload(clara, test_listening.recording(100.0, 0.7, bars=4))
    with monkeypatch.context() as nobody:
        nobody.setattr("backend.services.apart.listen", lambda *_, **__: 1 / 0)
        answer = clara.post("/api/jobs/vocals", json={**PRINTED, "bpm": None, "backing": sent["id"]})
    assert answer.status_code == 202
    work()
    assert clara.get(f"/api/jobs/{answer.json['job_id']}").json["status"] == "finished"


def test_what_has_no_pulse_fails_and_says_why(clara, work):
    sent = upload(clara, np.zeros((1, 4 * test_listening.RATE), np.float32))
    asked = {**PRINTED, "bpm": None, "backing": sent["id"]}
    first = clara.post("/api/jobs/vocals", json=asked)
    work()
    error = clara.get(f"/api/jobs/{first.json['job_id']}").json["error"]
    assert (error["code"], error["message"][:16]) == ("bad_audio", "Nothing is heard")
    # Now that it is known the next request is refused at once.
    answer = clara.post("/api/jobs/vocals", json=asked)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["backing"])


@pytest.mark.parametrize(
    ("wrong", "said"), [({"bpm": "fast"}, "(given: fast)"), ({"respelled": "not json"}, "'not json' is no JSON")]
)
def test_what_was_given_is_said_where_it_is_refused(clara, wrong, said):
    assert said in clara.post("/api/jobs/vocals", json={**PRINTED, **wrong}).json["error"]


@pytest.mark.parametrize("melody", [{"upload": "nothing"}, "nothing", {"song_id": 999}])
def test_a_melody_that_is_not_there_is_said_to_be_missing(clara, melody):
    answer = clara.post("/api/jobs/vocals", json={**PRINTED, "melody": melody})
    declared = clara.get("/openapi.json").json["paths"]["/api/jobs/vocals"]["post"]["responses"]
    assert answer.status_code in (404, 422) and str(answer.status_code) in declared
    assert "nothing" in answer.json["error"] or "999" in answer.json["error"]


def test_the_melody_of_a_song_is_sung_with_other_words(clara, robert, make_song, engine, work):
    engine.project = json.dumps(project.to_dict(handmade.performance())).encode()
    song = make_song(clara)["song_id"]
    asked = clara.post("/api/jobs/vocals", json={**PRINTED, "melody": {"song_id": song}})
    assert asked.status_code == 202, asked.text
    work()
    (given,) = engine.requests[-1].brief.given
    assert (given.role, given.material) == ("lead", "melody")
    assert [note[2] for note in given.notes[:5]] == [64, 65, 66, 67, 68]
    assert robert.post("/api/jobs/vocals", json={**PRINTED, "melody": {"song_id": song}}).status_code in (403, 404)
