"""Songs from one form: a description, a recording, or both, with or without an account."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
import soundfile

from backend.api import upload_schemas
from backend.services.errors import InvalidInput
from backend.studio.brief import MAX_SECONDS

sys.path.append(str(Path(__file__).parent.parent / "studio" / "analysis"))
import test_listening


def sound(bpm: float = 100.0, bars: int = 6) -> BytesIO:
    """A recording with a pulse, small enough to stay in memory."""
    out = BytesIO()
    made = test_listening.recording(bpm, 0.7, bars=bars)
    soundfile.write(out, made[0], test_listening.RATE, format="WAV", subtype="PCM_U8")
    out.seek(0)
    return out


def noise() -> BytesIO:
    out = BytesIO()
    soundfile.write(out, [0.0] * 16_000, 8_000, format="WAV")
    out.seek(0)
    return out


def create(client, **fields):
    return client.post("/api/create/", data=fields)


@pytest.mark.parametrize("how", [{"data": {"description": "calm piano"}}, {"json": {"prompt": "calm piano"}}])
def test_a_description_alone_makes_a_song(browser, client, work, how):
    answer = browser.post("/api/create/", **how)
    assert answer.status_code == 201, answer.text
    upload_schemas.NewSong.model_validate(answer.json)
    assert answer.json["url"].startswith("/media/musicgen/calm_piano_")
    assert client.get(answer.json["url"]).status_code == 404
    work()
    assert client.get(answer.json["url"]).data[:4] == b"RIFF"
    assert browser.get(f"/api/songs/{answer.json['id']}/").json["title"] == answer.json["name"]


def test_a_recording_guides_the_song_by_its_tempo_and_key(browser, client, engine, work):
    answer = create(browser, description="calm piano", audio=(sound(), "harbour.wav"))
    assert answer.status_code == 201, answer.text
    assert re.match(r"/media/uploads/audio/[a-z0-9]{24}\.wav\?sig=", answer.json["url"])
    assert client.get(answer.json["url"]).status_code == 200
    work()
    (request,) = engine.requests
    assert request.brief.tempo_bpm == pytest.approx(100.0, abs=0.2)
    assert request.brief.backing is None and request.recorded is None


def test_a_recording_alone_makes_a_song_that_is_called_as_it_is(clara, engine, work):
    answer = create(clara, file=(sound(), "harbour at night.wav"))
    assert (answer.status_code, answer.json["name"]) == (201, "harbour at night")
    assert create(clara, audio=(sound(84.0), "x.wav"), name="Ferry").json["name"] == "Ferry"


def test_a_recording_can_stand_in_the_song(clara, engine, work):
    answer = create(clara, description="calm piano", audio=(sound(), "harbour.wav"), use="stem")
    job = clara.get(f"/api/jobs/{answer.json['job_id']}").json
    assert "open_wishes" not in job["input"]
    work()
    (request,) = engine.requests
    assert request.brief.backing.name == "harbour.wav"
    assert request.recorded and request.recorded.is_file()
    assert request.brief.tempo_bpm == pytest.approx(100.0, abs=0.2)
    assert len(request.brief.chords) == len(request.brief.form.rows) > 0


def test_a_recording_that_plays_along_costs_its_length_before_it_was_listened_to(clara, studio):
    from backend.db.models import Asset, Song

    long, short = sent(clara), sent(clara, 84.0)
    with studio.database.transaction() as session:
        session.get_one(Asset, long).duration_s = 250.0
    lengths = []
    for audio in ({"upload": long, "use": "stem"}, {"upload": short, "use": "stem"}, long):
        asked = clara.post("/api/jobs/music", json={"prompt": "calm piano", "audio": audio}).json
        with studio.database.transaction() as session:
            lengths.append(session.get_one(Song, asked["song_id"]).duration_s)
    assert lengths[0] == 250.0 and lengths[1] < 100 and lengths[2] < 100


def test_where_nothing_is_heard_the_song_goes_without_and_says_so(clara, engine, work):
    answer = create(clara, description="calm piano", audio=(noise(), "silence.wav"))
    work()
    job = clara.get(f"/api/jobs/{answer.json['job_id']}").json
    assert job["status"] == "finished"
    assert job["fallback_reason"].startswith("Nothing is heard")


def test_what_has_no_pulse_cannot_play_along(clara, work):
    answer = create(clara, description="calm piano", audio=(noise(), "silence.wav"), use="stem")
    work()
    job = clara.get(f"/api/jobs/{answer.json['job_id']}").json
    assert (job["status"], job["error"]["code"]) == ("failed", "bad_audio")


def test_asking_twice_with_one_key_is_asking_once(clara):
    head = {"Idempotency-Key": "one"}
    both = [clara.post("/api/create/", data={"audio": (sound(), "x.wav")}, headers=head).json for _ in range(2)]
    assert both[0] == both[1]


@pytest.mark.security
def test_deleting_the_song_ends_its_address(clara, client, work):
    answer = create(clara, description="calm piano", audio=(sound(), "harbour.wav")).json
    text = create(clara, description="calm piano").json
    work()
    for made in (answer, text):
        assert client.get(made["url"]).status_code == 200
        assert client.get(made["url"].split("?")[0]).status_code == 404
        assert client.get(made["url"] + "x").status_code == 404
        clara.delete(f"/api/songs/{made['id']}/")
        assert client.get(made["url"]).status_code == 404


@pytest.mark.security
def test_an_address_opens_one_file_alone(clara, client, work):
    first, other = (create(clara, audio=(sound(bpm), "x.wav")).json["url"] for bpm in (84.0, 100.0))
    assert client.get(f"{other.split('?')[0]}?{first.split('?')[1]}").status_code == 404


@pytest.mark.security
def test_nothing_is_kept_for_a_guest_whose_trial_is_spent(environment, request):
    environment["GUEST_TRIAL"] = "1"
    browser, studio = request.getfixturevalue("browser"), request.getfixturevalue("studio")
    assert create(browser, audio=(sound(84.0), "x.wav")).status_code == 201
    assert create(browser, audio=(sound(100.0), "x.wav")).status_code == 402
    assert len(list(studio.storage.locate("uploads/audio").iterdir())) == 1


@pytest.mark.security
def test_a_refused_form_ends_the_analysis_of_its_recording(clara, studio, monkeypatch):
    def refused(*_told, **_more):
        raise InvalidInput.of({"audio": ["No."]})

    monkeypatch.setattr(studio.recordings, "bring", refused)
    assert create(clara, audio=(sound(), "x.wav")).status_code == 422
    states = [job["status"] for job in clara.get("/api/jobs").json["results"] if job["type"] == "analysis"]
    assert states == ["cancelled"]


def test_a_refused_form_leaves_a_recording_that_another_song_is_made_with(clara, studio, work, monkeypatch):
    accepted = []

    def refused_after_another(*_told, **_more):
        monkeypatch.undo()
        accepted.append(create(clara, audio=(sound(), "x.wav"), use="stem").json)
        raise InvalidInput.of({"audio": ["No."]})

    monkeypatch.setattr(studio.recordings, "bring", refused_after_another)
    assert create(clara, audio=(sound(), "x.wav")).status_code == 422
    work()
    assert clara.get(f"/api/jobs/{accepted[0]['job_id']}").json["status"] == "finished"
    assert clara.get("/api/uploads").json["count"] == 1


def test_a_guest_who_signs_in_while_the_song_is_made_keeps_the_recording_in_it(browser, clara, studio, engine):
    from backend.jobs.claims import Claims
    from backend.jobs.runner import Tasks, run_job
    from backend.wiring_jobs import TASKS

    job = create(browser, description="calm piano", audio=(sound(), "harbour.wav"), use="stem").json["job_id"]

    def signed_in_meanwhile(run):
        who = {"email": "clara@example.com", "password": "correct horse"}
        assert browser.post("/api/auth/login/", json=who).status_code == 200
        Tasks(TASKS, studio)(run)

    run_job(job, Claims(studio.database, "tests"), signed_in_meanwhile)
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"
    assert engine.requests[0].recorded.is_file()


@pytest.mark.security
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"description": "  "}, 422),
        ({"audio": "no file"}, 422),
        ({"description": "x", "use": "loudly"}, 422),
        ({"description": "x", "use": "over"}, 422),
        ({"audio": (BytesIO(b"<html>"), "x.wav")}, 415),
        ({"audio": (BytesIO(b"<html>"), "x.html")}, 415),
    ],
)
def test_what_says_nothing_or_is_no_sound_is_refused(browser, fields, status):
    answer = create(browser, **fields)
    assert (answer.status_code, answer.json["success"]) == (status, False)


@pytest.mark.security
def test_a_foreign_page_cannot_send_the_form(app, clara):
    page = app.test_client()
    who = {"email": "clara@example.com", "password": "correct horse"}
    page.post("/api/auth/login/", json=who, environ_base={"HTTP_SEC_FETCH_SITE": "same-origin"})
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert page.post("/api/create/", data={"description": "x"}, headers=foreign).status_code == 403


def sent(client, bpm: float = 100.0) -> str:
    return client.post("/api/upload/audio", data={"file": (sound(bpm), "harbour.wav")}).json["id"]


def test_music_is_made_with_an_upload_that_was_looked_through(clara, engine, work):
    upload = sent(clara)
    work()
    read = clara.post("/api/music/brief", json={"prompt": "calm piano", "audio": upload}).json["brief"]
    assert read["tempo_bpm"] == pytest.approx(100.0, abs=0.2)
    asked = {"prompt": "calm piano", "audio": {"upload": upload, "use": "stem"}}
    assert clara.post("/api/jobs/music", json=asked).status_code == 202
    work()
    assert engine.requests[0].brief.backing.upload == upload


@pytest.mark.parametrize(
    "more",
    [
        {"brief": {"title": "x"}},
        {"audio": {"upload": "x", "use": "stem"}, "chords": "Am | F"},
        {"audio": {"upload": "x", "use": "stem"}, "duration": 60},
    ],
)
def test_what_does_not_go_together_is_refused(clara, more):
    answer = clara.post("/api/jobs/music", json={"prompt": "calm piano", "audio": "x", **more})
    assert answer.status_code == 422
    assert "audio" in answer.json["error"] or "recording" in answer.json["error"]


@pytest.mark.security
def test_nobody_makes_music_with_what_others_sent(clara, robert):
    upload = sent(robert)
    answer = clara.post("/api/jobs/music", json={"prompt": "x", "audio": upload})
    assert "among your uploads" in answer.json["errors"]["audio"][0]


def test_a_recording_longer_than_a_song_only_guides(clara, studio):
    from backend.db.models import Asset

    upload = sent(clara)
    with studio.database.transaction() as session:
        session.get_one(Asset, upload).duration_s = MAX_SECONDS + 1
    stem = clara.post("/api/jobs/music", json={"prompt": "x", "audio": {"upload": upload, "use": "stem"}})
    assert "up to 300 s" in stem.json["errors"]["audio"][0]
    assert clara.post("/api/jobs/music", json={"prompt": "x", "audio": upload}).status_code == 202
