"""Effects over HTTP: what there is, a job for a sound of one's own, and what becomes of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
import soundfile
from sqlalchemy import update

from backend.db.models import Job, User

RATE = 22_050
CHAIN = [
    {"type": "eq", "low_cut_hz": 90, "high_db": 2},
    {"type": "compressor", "threshold_db": -20, "ratio": 3},
    {"type": "reverb", "size": 0.6, "mix": 0.25},
]


def wav(seconds: float = 0.5, sides: int = 1) -> bytes:
    at = np.arange(round(RATE * seconds)) / RATE
    file = BytesIO()
    soundfile.write(file, np.stack([0.2 * np.sin(2 * np.pi * 330 * at)] * sides, axis=1), RATE, format="WAV")
    return file.getvalue()


def upload(client, content: bytes | None = None, name: str = "My Voice.wav") -> dict:
    answer = client.post("/api/upload/audio", data={"file": (BytesIO(content or wav()), name)})
    assert answer.status_code == 201, answer.text
    return answer.json


def job_of(client, answer) -> dict:
    assert answer.status_code == 202, answer.text
    return client.get(f"/api/jobs/{answer.json['job_id']}").json


def test_what_there_is_to_choose_from(client):
    listed = client.get("/api/effects").json
    assert len(listed["presets"]) >= 20 and listed["limits"]["channels"] == [1, 2]
    compressor = next(one for one in listed["effects"] if one["name"] == "compressor")
    assert compressor["parameters"][0] == {
        "name": "threshold_db", "default": -18.0, "kind": "number", "label": "Threshold", "unit": "dB", "min": -60,
        "max": 0, "scale": "even", "whole": False, "least": None,
    }  # fmt: skip
    assert all({"type", "mix", "bypass"} <= set(effect) for one in listed["presets"] for effect in one["effects"])


def test_what_needs_a_package_that_is_missing_is_refused_with_what_to_type(clara, monkeypatch):
    monkeypatch.setattr("backend.studio.effects.catalogue._has_board", lambda: False)
    lacking = {one["name"]: one["reason"] for one in clara.get("/api/effects").json["effects"] if not one["available"]}
    assert set(lacking) == {"chorus", "phaser", "reverb", "pitch_shift", "time_stretch"}
    assert "python3 run.py" in lacking["reverb"]
    answer = clara.post("/api/jobs/effects", json={"path": upload(clara)["path"], "effects": CHAIN})
    assert answer.json["errors"]["effects"] == ["Reverb: The package pedalboard is not installed. Type: python3 run.py"]


def test_the_way_of_an_upload(clara, work):
    sent = upload(clara)
    asked = clara.post("/api/jobs/effects", json={"path": sent["path"], "effects": CHAIN})
    assert asked.status_code == 202 and set(asked.json["links"]) >= {"self", "cancel"}
    work()
    job = clara.get(f"/api/jobs/{asked.json['job_id']}").json
    assert (job["status"], job["type"]) == ("finished", "effects"), job["error"]
    assert job["input"]["title"] == "Equaliser, Compressor, Reverb on my_voice.wav"
    made = job["result"]
    assert re.fullmatch(r"storage/effects/[a-z0-9]{24}\.wav", made["path"])
    assert made["name"] == "my_voice_effects.wav"
    sound, rate = soundfile.read(BytesIO(clara.get(made["url"]).data))
    assert rate == RATE and len(sound) == round(made["duration_s"] * RATE) > RATE // 2
    assert made["source"]["asset_id"] == sent["id"] and made["before"]["lufs"] > made["after"]["lufs"]
    assert [effect["type"] for effect in made["effects"]] == ["eq", "compressor", "reverb"]
    assert job["outputs"][0]["url"] == made["url"]


def test_a_result_can_be_worked_on_and_made_again_to_the_bit(clara, work):
    sent = upload(clara)
    first = clara.post("/api/jobs/effects", json={"asset_id": sent["id"], "preset": "voice_plate", "format": "flac"})
    work()
    made = job_of(clara, first)["result"]
    shown = clara.get(f"/api/effects/results/{made['asset_id']}").json
    again = {"path": shown["source"]["path"], "effects": shown["effects"], "format": "flac"}
    second = clara.post("/api/jobs/effects", json=again)
    third = clara.post("/api/jobs/effects", json={"path": made["path"], "effects": [{"type": "reverse"}]})
    work()
    repeated = job_of(clara, second)["result"]
    assert clara.get(repeated["url"]).data == clara.get(made["url"]).data
    assert job_of(clara, third)["result"]["duration_s"] == made["duration_s"]


def test_a_stem_of_a_song_is_in_its_tempo(clara, make_song, work):
    song = make_song(clara, tempo_bpm=96)["song_id"]
    stems = clara.get(f"/api/songs/{song}/").json["stems"]
    delay = [{"type": "delay", "note": "1/4"}]
    asked = {"song_id": song, "stem": stems[0]["name"].upper(), "effects": delay}
    whole = {"song_id": song, "effects": delay, "bpm": 111}
    told, other = (job_of(clara, clara.post("/api/jobs/effects", json=each))["input"] for each in (asked, whole))
    assert (told["source"]["song_id"], told["source"]["stem"]) == (song, stems[0]["id"])
    assert told["title"] == f"Delay on Calm Piano, {stems[0]['name']}"
    assert told["effects"][0]["bpm"] == 96
    assert other["source"]["path"].endswith("/master.wav") and other["effects"][0]["bpm"] == 111


def test_the_whole_of_a_song_is_a_sound_as_well(clara, make_song, work):
    song = make_song(clara)["song_id"]
    asked = clara.post("/api/jobs/effects", json={"song_id": song, "preset": "slapback", "keep_length": True})
    work()
    job = job_of(clara, asked)
    assert job["status"] == "finished" and "/api/songs/" not in str(job["links"])


def test_what_uploads_leave_no_room_for_is_refused(clara, studio, monkeypatch):
    content = wav()
    asked = {"path": upload(clara, content)["path"], "effects": [{"type": "gain"}]}
    # Before it was looked through it is taken for one of two sides at 44.1 kHz, and 1.5 s of 24 bits have 397 kB.
    monkeypatch.setattr(studio.uploads, "_quota_bytes", len(content) + 396_000)
    answer = clara.post("/api/jobs/effects", json=asked)
    assert answer.status_code == 413 and "are kept for an account" in answer.json["error"]
    assert clara.post("/api/jobs/effects", json={**asked, "channels": 1}).status_code == 202


def test_nothing_is_made_for_an_account_that_was_closed_meanwhile(clara, studio, work):
    asked = clara.post("/api/jobs/effects", json={"path": upload(clara)["path"], "effects": [{"type": "gain"}]})
    with studio.database.transaction() as session:
        session.execute(update(User).values(closed_at=datetime.now(UTC)))
    work()
    with studio.database.transaction() as session:
        job = session.get_one(Job, asked.json["job_id"])
        assert job.status == "failed" and "The account is closed." in str(job.error)


def test_effects_cost_what_the_list_says_and_a_retry_does_again(clara, studio, monkeypatch):
    from backend.services.prices import Price, PriceList

    listed = PriceList(100, 0, {"effects": {"*": Price(34, 4)}})  # forty credits for a second and a half
    monkeypatch.setattr(studio.credits, "prices", listed)
    asked = {"path": upload(clara)["path"], "preset": "jet"}
    job = clara.post("/api/jobs/effects", json=asked).json["job_id"]
    assert (clara.get("/api/credits").json["balance"], clara.get("/api/credits").json["held"]) == (60, 40)
    clara.post(f"/api/jobs/{job}/cancel")
    assert clara.get("/api/credits").json["balance"] == 100
    assert clara.post(f"/api/jobs/{job}/retry").status_code == 202
    assert clara.post("/api/jobs/effects", json=asked).status_code == 202
    assert clara.post("/api/jobs/effects", json=asked).status_code == 402
    assert clara.get("/api/credits").json["balance"] == 20


def test_a_long_way_to_a_short_sound_costs_the_way(clara, studio, monkeypatch):
    from backend.services.prices import Price, PriceList

    monkeypatch.setattr(studio.credits, "prices", PriceList(100, 0, {"effects": {"*": Price(0, 10)}}))
    way = [{"type": "time_stretch", "speed": 0.5}, {"type": "trim", "end_s": 0.5}]
    asked = clara.post("/api/jobs/effects", json={"path": upload(clara)["path"], "effects": way})
    assert job_of(clara, asked)["input"]["length_s"] == 3.0
    assert clara.get("/api/credits").json["held"] == 30


def test_a_form_does_as_well(clara, work):
    sent = upload(clara)
    form = {"path": sent["path"], "effects": '[{"type": "gain", "gain_db": -6}]', "channels": "2"}
    work_on = clara.post("/api/jobs/effects", data=form)
    work()
    made = job_of(clara, work_on)["result"]
    assert made["channels"] == 2
    assert made["before"]["lufs"] - made["after"]["lufs"] == pytest.approx(3, abs=0.1)  # two loudspeakers play it


def test_a_place_of_ones_own(clara, robert, work):
    sent, place = upload(clara), upload(clara, wav(0.2), "church.wav")
    room = {"type": "convolution", "impulse": place["id"]}
    asked = clara.post("/api/jobs/effects", json={"path": sent["path"], "effects": [room]})
    work()
    assert job_of(clara, asked)["result"]["effects"][0]["impulse"] == place["id"]
    theirs = robert.post("/api/jobs/effects", json={"path": upload(robert)["path"], "effects": [room]})
    assert "impulse: There is no sound" in theirs.json["errors"]["effects"][0]
    wrong = clara.post("/api/jobs/effects", json={"path": sent["path"], "effects": [{**room, "impulse": "../x"}]})
    assert "impulse '../x' is no id of an upload" in wrong.json["errors"]["effects"][0]


def test_asking_twice_with_one_key_is_asking_once(clara):
    asked = {"path": upload(clara)["path"], "preset": "small_room"}
    head = {"Idempotency-Key": "one"}
    first, again = (clara.post("/api/jobs/effects", json=asked, headers=head).json["job_id"] for _ in range(2))
    assert first == again


def test_a_job_that_was_called_off_can_be_tried_again(clara, work):
    asked = {"path": upload(clara)["path"], "preset": "small_room"}
    job = clara.post("/api/jobs/effects", json=asked).json["job_id"]
    assert clara.post(f"/api/jobs/{job}/cancel").status_code == 200
    again = clara.post(f"/api/jobs/{job}/retry")
    assert again.status_code == 202 and again.json["job_id"] != job
    work()
    assert job_of(clara, again)["status"] == "finished"


def test_results_are_listed_and_can_be_thrown_away(clara, robert, work):
    sent = upload(clara)
    for preset in ("small_room", "slapback"):
        clara.post("/api/jobs/effects", json={"path": sent["path"], "preset": preset})
    work()
    page = clara.get("/api/effects/results?page_size=1").json
    assert page["count"] == 2 and page["next"] and page["results"][0]["preset"] in ("small_room", "slapback")
    assert robert.get("/api/effects/results").json["count"] == 0
    gone = page["results"][0]
    address = f"/api/effects/results/{gone['asset_id']}"
    assert robert.get(address).status_code == robert.delete(address).status_code == 404
    assert clara.delete(address).status_code == 204
    assert clara.get(address).status_code == clara.get(gone["url"]).status_code == 404
    assert clara.get("/api/effects/results").json["count"] == 1
    assert clara.delete(f"/api/effects/results/{sent['id']}").status_code == 404, "uploads are no results"


def test_a_source_that_is_gone_is_said_to_be(clara, work):
    sent = upload(clara)
    asked = clara.post("/api/jobs/effects", json={"path": sent["path"], "preset": "small_room"})
    work()
    made = job_of(clara, asked)["result"]
    later = clara.post("/api/jobs/effects", json={"asset_id": made["asset_id"], "preset": "slapback"})
    clara.delete(f"/api/effects/results/{made['asset_id']}")
    work()
    job = job_of(clara, later)
    assert job["status"] == "failed" and "is there no more" in job["error"]["message"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"effects": [{"type": "reverb", "size": 3}]}, "effects", "Effect 1 (reverb): size 3 is outside 0 to 1."),
        ({"effects": [{"type": "flux"}]}, "effects", "there is no effect 'flux'; known are gain"),
        ({"effects": []}, "effects", "Say `effects` or `preset`"),
        ({"effects": [{"type": "gain"}], "preset": "jet"}, "effects", "and not both"),
        ({"effects": "[1"}, "effects", "Expecting"),
        ({"effects": "{}"}, "effects", "list"),
        ({"effects": [{"type": "gain"}] * 25}, "effects", "24"),
        ({"effects": [], "preset": "nothing"}, "preset", "There is no preset 'nothing'; known are ambient_guitar"),
        ({"effects": [{"type": "trim", "start_s": 9}]}, "effects", "nothing is left; the sound has 1.5 s there"),
        (
            {"effects": [*[{"type": "time_stretch", "speed": 0.25}] * 5, {"type": "trim", "end_s": 1}]},
            "effects",
            "Effect 5 (time_stretch): the sound would have there 1536 s; up to 660 s are allowed.",
        ),
        ({"channels": 6}, "channels", "equal to 2"),
        ({"format": "mp3"}, "format", "wav"),
        ({"bpm": 5}, "bpm", "20"),
    ],
)
def test_what_cannot_be_is_refused_by_name(clara, wrong, field, words):
    answer = clara.post("/api/jobs/effects", json={"path": upload(clara)["path"], "effects": CHAIN, **wrong})
    assert answer.status_code == 422, answer.text
    assert words in " ".join(answer.json["errors"][field])


@pytest.mark.security
@pytest.mark.parametrize(
    ("source", "field"),
    [
        ({}, "path"),
        ({"path": "a", "asset_id": "b"}, "path"),
        ({"path": "../../etc/passwd"}, "path"),
        ({"path": "/etc/passwd"}, "path"),
        ({"path": "http://127.0.0.1/x.wav"}, "path"),
        ({"path": "storage/uploads/audio/nothing.wav"}, "path"),
        ({"path": "a\0b"}, "path"),
        ({"asset_id": "nothing"}, "asset_id"),
        ({"path": "a", "stem": "bass"}, "stem"),
        ({"song_id": 10**30}, "song_id"),
    ],
)
def test_sounds_that_are_none_of_ones_own_are_refused(clara, source, field):
    answer = clara.post("/api/jobs/effects", json={**source, "effects": CHAIN})
    assert answer.status_code == 422, answer.text
    assert field in answer.json["errors"]


@pytest.mark.security
def test_nobody_works_on_what_is_not_theirs(client, clara, robert, make_song):
    sent, song = upload(clara), make_song(clara)["song_id"]
    asked = {"effects": CHAIN}
    assert client.post("/api/jobs/effects", json={**asked, "path": sent["path"]}).status_code == 401
    assert client.get("/api/effects/results").status_code == 401
    for source in ({"path": sent["path"]}, {"asset_id": sent["id"]}):
        assert robert.post("/api/jobs/effects", json={**asked, **source}).status_code == 422
    assert robert.post("/api/jobs/effects", json={**asked, "song_id": song}).status_code in (403, 404)
    stem = clara.post("/api/jobs/effects", json={**asked, "song_id": song, "stem": "no such"})
    assert "has no stem 'no such'; there are" in stem.json["errors"]["stem"][0]


@pytest.mark.security
def test_notes_and_pictures_are_no_sounds(clara):
    midi = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"
    sent = clara.post("/api/upload/midi", data={"file": (BytesIO(midi), "tune.mid")}).json
    answer = clara.post("/api/jobs/effects", json={"asset_id": sent["id"], "effects": CHAIN})
    assert "wav, flac, mp3 are sounds" in answer.json["errors"]["asset_id"][0]
