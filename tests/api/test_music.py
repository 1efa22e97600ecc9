"""Words in, music out: the studio's own face and the music generator's."""

from __future__ import annotations

import re

import pytest

WISH = {"prompt": "relaxing piano melody for meditation", "duration": 60}


def test_generate_answers_as_printed(client):
    answer = client.post("/music/generate", json=WISH).json
    assert re.fullmatch(r"track_[a-z0-9]{16,}", answer.pop("track_id"))
    assert answer.pop("estimated_processing_time") >= 1
    assert answer == {
        "success": True,
        "message": "Music generation started for prompt: 'relaxing piano melody for meditation'",
        **WISH,
        "status": "processing",
        "download_url": None,
    }


def test_generate_makes_half_a_minute_where_nothing_is_said(client):
    assert client.post("/music/generate", json={"prompt": "rain"}).json["duration"] == 30


@pytest.mark.parametrize("body", [{}, {"prompt": " "}, {**WISH, "duration": 4}, {**WISH, "duration": 301}])
def test_generate_refuses_what_it_cannot_make(client, body):
    assert client.post("/music/generate", json=body).status_code == 422


def test_whoever_has_the_track_id_can_follow_and_fetch_it(client, work):
    track_id = client.post("/music/generate", json=WISH).json["track_id"]
    before = client.get(f"/music/status/{track_id}").json
    assert (before["status"], before["progress"], before["download_url"]) == ("processing", 0, None)
    work()
    after = client.get(f"/music/status/{track_id}").json
    assert (after["status"], after["progress"]) == ("completed", 100)
    assert client.get(after["download_url"]).data.startswith(b"ID3")


def test_a_track_that_could_not_be_made_says_so(client, work, engine):
    engine.before.append(lambda: 1 / 0)
    track_id = client.post("/music/generate", json=WISH).json["track_id"]
    work()
    assert client.get(f"/music/status/{track_id}").json["status"] == "failed"


@pytest.mark.security
def test_a_users_track_is_signed_for_those_who_only_have_its_id(clara, client, work):
    track_id = clara.post("/music/generate", json=WISH).json["track_id"]
    work()
    plain = clara.get(f"/music/status/{track_id}").json["download_url"]
    signed = client.get(f"/music/status/{track_id}").json["download_url"]
    assert client.get(plain).status_code == 404
    assert client.get(signed).status_code == 200
    assert client.get(signed + "x").status_code == 404


def test_a_guest_keeps_the_songs_of_the_cookie(browser, work):
    browser.post("/music/generate", json=WISH)
    work()
    assert [song["user"] for song in browser.get("/api/songs/").json["results"]] == ["guest"]
    assert browser.get("/api/jobs").json["count"] == 1


@pytest.mark.security
def test_the_trial_ends_and_a_new_cookie_does_not_renew_it(environment, request):
    environment["GUEST_TRIAL"] = "2"
    client, clara = request.getfixturevalue("client"), request.getfixturevalue("clara")
    statuses = [client.post("/music/generate", json=WISH).status_code for _ in range(3)]
    assert statuses == [200, 200, 402]
    assert client.post("/music/generate", json=WISH).json["code"] == "trial_spent"
    elsewhere = {"REMOTE_ADDR": "10.1.1.1"}
    assert client.post("/music/generate", json=WISH, environ_base=elsewhere).status_code == 200
    assert clara.post("/music/generate", json=WISH).status_code == 200


@pytest.mark.security
def test_an_account_does_not_renew_the_trial_of_a_place(environment, request):
    environment["GUEST_TRIAL"] = "1"
    browser, client = request.getfixturevalue("browser"), request.getfixturevalue("client")
    assert browser.post("/music/generate", json=WISH).status_code == 200
    who = {"username": "clara", "email": "clara@example.com", "password": "correct horse"}
    browser.post("/api/auth/register/", json=who)
    assert browser.post("/api/auth/login/", json=who).status_code == 200
    assert browser.get("/api/songs/").json["count"] == 1
    assert client.post("/music/generate", json=WISH).status_code == 402


def test_a_double_click_of_a_stranger_is_one_job(app):
    named = {"Idempotency-Key": "3b1c7a0e-7a51-4b7e-9d2c-0d6f1c8e55aa"}
    first, second = (app.test_client().post("/api/jobs/music", json=WISH, headers=named) for _ in range(2))
    assert first.json["job_id"] == second.json["job_id"]
    guests = {answer.headers["Set-Cookie"].partition(";")[0] for answer in (first, second)}
    assert len(guests) == 1


def test_a_stranger_who_is_refused_becomes_no_guest(client):
    refused = client.post("/api/jobs/music", json={**WISH, "style": "polka"})
    assert refused.status_code == 422
    assert "Set-Cookie" not in refused.headers


@pytest.mark.security
def test_without_a_trial_guests_are_sent_to_sign_up(environment, request):
    environment["GUEST_TRIAL"] = "0"
    client = request.getfixturevalue("client")
    assert client.post("/api/jobs/music", json=WISH).status_code == 402


@pytest.mark.security
def test_a_forged_guest_cookie_is_nobodys(app, client, work):
    accepted = client.post("/api/jobs/music", json=WISH).json
    thief = app.test_client()
    thief.set_cookie("guest", "somebody")
    assert thief.get(f"/api/jobs/{accepted['job_id']}").status_code == 401


def test_a_brief_is_read_and_planned_without_a_job(client):
    answer = client.post("/api/music/brief", json={**WISH, "style": "jazz_trio", "seed": 3}).json
    assert answer["brief"]["styles"] == [{"name": "jazz_trio", "weight": 1.0}]
    assert (answer["brief"]["key"], answer["brief"]["meter"], answer["brief"]["seed"]) == ("D minor", "4/4", 3)
    assert answer["plan"]["sections"] == [{"letter": "A", "role": "verse", "name": "Verse", "bars": 8, "energy": 0.5}]
    assert answer["eta_s"] > 0


def test_a_brief_can_be_edited_and_sent_back(clara, work):
    brief = clara.post("/api/music/brief", json=WISH).json["brief"]
    accepted = clara.post("/api/jobs/music", json={"brief": {**brief, "tempo_bpm": 90, "tonic": 9}}).json
    work()
    song = clara.get(f"/api/songs/{accepted['song_id']}/").json
    assert (song["tempo_bpm"], song["key"]) == (90.0, "A minor")


@pytest.mark.security
@pytest.mark.parametrize(
    "edit",
    [
        {"tempo_bpm": 1e9},
        {"duration_s": 1e6},
        {"styles": []},
        {"seed": -1},
        {"meter": "0/0"},
        {"mood": {"energy": 1e308}},
    ],
)
def test_a_brief_cannot_be_edited_beyond_its_limits(clara, edit):
    brief = clara.post("/api/music/brief", json=WISH).json["brief"]
    assert clara.post("/api/jobs/music", json={"brief": {**brief, **edit}}).status_code == 422


def test_styles_instruments_and_engines_can_be_chosen_from(client):
    assert [style["name"] for style in client.get("/api/styles").json["results"]] == ["lofi", "jazz_trio"]
    assert [each["name"] for each in client.get("/api/instruments").json["results"]] == ["flute"]
    engines = client.get("/api/engines").json["results"]
    assert [(engine["name"], engine["available"], engine["unavailable"]) for engine in engines] == [
        ("composer", True, ""),
        ("neural", False, "no GPU"),
    ]


def test_what_a_guest_made_goes_to_the_account_that_signs_in(browser, work):
    browser.post("/music/generate", json=WISH)
    work()
    who = {"username": "anna", "email": "anna@example.com", "password": "correct horse"}
    browser.post("/api/auth/register/", json=who)
    browser.post("/api/auth/login/", json=who)
    (song,) = browser.get("/api/songs/").json["results"]
    assert song["user"] == "anna"
    assert browser.get(song["file"]).status_code == 200
    assert browser.get("/api/jobs").json["count"] == 1
    assert browser.get_cookie("guest") is None


@pytest.mark.security
def test_a_guest_cannot_publish(browser, work):
    browser.post("/music/generate", json=WISH)
    work()
    song_id = browser.get("/api/songs/").json["results"][0]["id"]
    assert browser.patch(f"/api/songs/{song_id}/", json={"public": True}).status_code == 401
    assert browser.patch(f"/api/songs/{song_id}/", json={"title": "Mine"}).status_code == 200


@pytest.mark.security
@pytest.mark.parametrize("as_text", [True, False])
def test_a_brief_longer_than_anybodys_is_refused(clara, as_text):
    import json

    brief = {**clara.post("/api/music/brief", json=WISH).json["brief"], "unknown": "x" * 2**16}
    sent = {"data": {"brief": json.dumps(brief)}} if as_text else {"json": {"brief": brief}}
    refused = clara.post("/api/jobs/music", **sent)
    assert refused.status_code == 422
    assert "up to 65536 are allowed" in refused.json["errors"]["brief"][0]


def test_candidates_are_asked_for_within_their_range(clara):
    made = clara.post("/api/jobs/music", json={"prompt": "calm piano", "candidates": 3})
    assert made.status_code == 202
    assert clara.get(f"/api/jobs/{made.json['job_id']}").json["input"]["candidates"] == 3
    refused = clara.post("/api/jobs/music", json={"prompt": "calm piano", "candidates": 17})
    assert refused.status_code == 422 and "16" in refused.json["errors"]["candidates"][0]
