"""Jobs over HTTP."""

from __future__ import annotations

import json

import pytest

JOB = {
    "id", "type", "status", "stage", "progress", "queue_position", "eta_queue_s", "eta_run_s", "created_at",
    "started_at", "finished_at", "attempt", "retry_of", "idempotency_key", "input", "seed", "engine_requested",
    "engine_used", "fallback_reason", "outputs", "result", "error", "links",
}  # fmt: skip
WISH = {"prompt": "calm piano", "seed": 7}


@pytest.fixture
def waiting(clara):
    return clara.post("/api/jobs/music", json=WISH).json


def test_a_job_has_every_field_of_the_contract(clara, waiting):
    job = clara.get(f"/api/jobs/{waiting['job_id']}").json
    assert job.keys() >= JOB
    assert (job["status"], job["queue_position"], job["progress"]) == ("queued", 1, 0.0)
    assert job["links"]["song"] == f"/api/songs/{waiting['song_id']}/"


def test_a_job_under_way_says_when_to_ask_again(clara, waiting, work):
    path = f"/api/jobs/{waiting['job_id']}"
    assert int(clara.get(path).headers["Retry-After"]) > 0
    work()
    assert "Retry-After" not in clara.get(path).headers


def test_a_finished_job_has_result_and_outputs(clara, waiting, work):
    work()
    job = clara.get(f"/api/jobs/{waiting['job_id']}").json
    assert (job["status"], job["progress"], job["engine_used"]) == ("finished", 1.0, "composer")
    assert job["result"].keys() == {"song_id", "title", "url", "path", "report"}
    assert {output["kind"] for output in job["outputs"]} == {"master", "stem", "midi", "peaks", "project"}
    for output in job["outputs"]:
        answer = clara.get(output["url"])
        assert (answer.status_code, len(answer.data)) == (200, output["bytes"])


def test_the_input_of_a_job_can_be_sent_again(clara, waiting, work):
    given = clara.get(f"/api/jobs/{waiting['job_id']}").json["input"]
    again = clara.post("/api/jobs/music", json={"brief": given["brief"]}).json
    assert again["job_id"] != waiting["job_id"]
    assert clara.get(f"/api/jobs/{again['job_id']}").json["input"]["brief"] == given["brief"]


def test_a_double_click_is_one_job(clara):
    answers = [clara.post("/api/jobs/music", json=WISH, headers={"Idempotency-Key": "k"}).json for _ in range(3)]
    assert len({answer["job_id"] for answer in answers}) == 1
    assert len({answer["song_id"] for answer in answers}) == 1
    assert clara.get("/api/songs/").json["count"] == clara.get("/api/jobs").json["count"] == 1


def test_idempotency_keys_are_everybodys_own(clara, robert):
    mine, theirs = (
        user.post("/api/jobs/music", json=WISH, headers={"Idempotency-Key": "k"}).json for user in (clara, robert)
    )
    assert mine["job_id"] != theirs["job_id"]


def test_a_cancelled_job_can_be_done_again(clara, waiting, work):
    path = f"/api/jobs/{waiting['job_id']}"
    assert clara.post(f"{path}/cancel").json["status"] == "cancelled"
    again = clara.post(f"{path}/retry")
    assert again.status_code == 202
    assert again.json["song_id"] == waiting["song_id"]
    work()
    job = clara.get(f"/api/jobs/{again.json['job_id']}").json
    assert (job["status"], job["retry_of"]) == ("finished", waiting["job_id"])
    assert clara.get(f"/api/songs/{waiting['song_id']}/").json["state"] == "ready"


def test_a_job_that_went_well_cannot_be_done_again(clara, waiting, work):
    work()
    answer = clara.post(f"/api/jobs/{waiting['job_id']}/retry")
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_jobs_are_listed_newest_first(clara, waiting):
    newer = clara.post("/api/jobs/music", json=WISH).json
    page = clara.get("/api/jobs").json
    assert [job["id"] for job in page["results"]] == [newer["job_id"], waiting["job_id"]]
    assert clara.get("/api/jobs?page=2&page_size=1").json["results"][0]["id"] == waiting["job_id"]


@pytest.mark.security
def test_two_clicks_on_retry_are_one_job(clara):
    path = clara.post("/api/jobs/music", json=WISH).json["links"]["self"]
    clara.post(f"{path}/cancel")
    first, second = (clara.post(f"{path}/retry") for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json["job_id"] == second.json["job_id"]
    assert clara.get("/api/jobs").json["count"] == 2


def test_a_retry_that_failed_can_be_retried_from_the_first_job(clara):
    path = clara.post("/api/jobs/music", json=WISH).json["links"]["self"]
    clara.post(f"{path}/cancel")
    first = clara.post(f"{path}/retry").json
    clara.post(f"{first['links']['self']}/cancel")
    assert clara.post(f"{path}/retry").json["job_id"] != first["job_id"]


def test_a_named_retry_is_one_job_even_when_it_is_over(clara, work):
    path = clara.post("/api/jobs/music", json=WISH).json["links"]["self"]
    clara.post(f"{path}/cancel")
    first = clara.post(f"{path}/retry", headers={"Idempotency-Key": "once"}).json
    work()
    again = clara.post(f"{path}/retry", headers={"Idempotency-Key": "once"})
    assert (again.status_code, again.json["job_id"]) == (202, first["job_id"])


@pytest.mark.parametrize(("method", "tail"), [("get", ""), ("post", "/cancel"), ("post", "/retry"), ("get", "/events")])
def test_somebody_elses_job_does_not_exist(robert, client, waiting, method, tail):
    path = f"/api/jobs/{waiting['job_id']}{tail}"
    assert getattr(robert, method)(path).status_code == 404
    assert getattr(client, method)(path).status_code == 401


def test_a_failed_job_says_why(clara, waiting, work, engine):
    engine.before.append(lambda: 1 / 0)
    work()
    error = clara.get(f"/api/jobs/{waiting['job_id']}").json["error"]
    assert (error["code"], error["retryable"]) == ("internal", True)
    assert waiting["job_id"] in error["message"]


def test_another_engine_than_the_one_asked_for_is_named(clara, work):
    job_id = clara.post("/api/jobs/music", json={**WISH, "engine": "neural"}).json["job_id"]
    work()
    job = clara.get(f"/api/jobs/{job_id}").json
    assert (job["engine_requested"], job["engine_used"], job["fallback_reason"]) == (
        "neural",
        "composer",
        "neural: no GPU",
    )


def test_health_says_how_work_gets_done(client):
    health = client.get("/api/jobs/health").json
    assert (health["redis"], health["rq_enabled"], health["workers"], health["mode"]) == (False, False, 0, "direct")


def events(text):
    blocks = [block for block in text.split("\n\n") if block.startswith("id:")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def test_a_stream_tells_the_job_and_ends_with_it(clara, waiting, work):
    work()
    answer = clara.get(f"/api/jobs/{waiting['job_id']}/events")
    assert answer.mimetype == "text/event-stream"
    (event,) = events(answer.text)
    assert (event["event"], json.loads(event["data"])["status"]) == ("job", "finished")
    assert int(event["id"]) > 0


def test_a_stream_takes_up_where_the_listener_left(clara, waiting, work):
    work()
    path = f"/api/jobs/{waiting['job_id']}/events"
    (last,) = events(clara.get(path).text)
    assert events(clara.get(path, headers={"Last-Event-ID": last["id"]}).text) == []


def test_streams_have_a_limited_number_of_places(app, clara, waiting, work):
    work()
    places, path = app.extensions["streams"], f"/api/jobs/{waiting['job_id']}/events"
    for number in range(16):
        places.take(f"somebody {number}")
    refused = clara.get(path)
    assert (refused.status_code, refused.json["code"]) == (503, "busy")
    assert int(refused.headers["Retry-After"]) > 0
    places.leave("somebody 0")
    assert [clara.get(path).status_code for _ in range(3)] == [200, 200, 200]


def test_one_caller_cannot_hold_all_streams(app, clara, robert, waiting, work):
    work()
    places, path = app.extensions["streams"], f"/api/jobs/{waiting['job_id']}/events"
    for _ in range(4):
        places.take(f"user:{clara.get('/api/auth/user/').json['id']}")
    refused = clara.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert robert.get(path).status_code == 404
    theirs = robert.post("/api/jobs/music", json=WISH).json
    work()
    assert robert.get(f"/api/jobs/{theirs['job_id']}/events").status_code == 200


def test_a_refused_stream_gives_its_place_back(clara, waiting, work):
    work()
    for _ in range(20):
        assert clara.get("/api/jobs/job_none/events").status_code == 404
    assert clara.get(f"/api/jobs/{waiting['job_id']}/events").status_code == 200
