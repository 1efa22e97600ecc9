"""Hard constraints over HTTP: taken in every form, shown in the brief, refused by name."""

from __future__ import annotations

import json
from io import BytesIO

import numpy as np
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from backend.services import apart
from bench import hostile

ASKED = {
    "prompt": "calm piano",
    "form": "intro 4, verse 8, chorus 8 x2",
    "chords": {"Verses": "Am7 | D9 | Gmaj7 | %", "chorus": "F | G"},
    "bars": 28,
    "tempo_changes": [{"at": "chorus", "bpm": 140, "over_bars": 2}],
    "roles": {"lead": "violin", "chords": ["grand_piano", "organ"]},
    "energies": {"verse": 0.3},
    "density": 0.5,
    "seeds": [{"section": "A", "part": "lead", "seed": 5}],
}


def test_constraints_stand_in_the_brief(client):
    brief = client.post("/api/music/brief", json=ASKED).json["brief"]
    assert [(row["role"], row["bars"]) for row in brief["form"]["rows"]] == [
        ("intro", 4), ("verse", 8), ("chorus", 8), ("chorus", 8),
    ]  # fmt: skip
    assert brief["chords"] == [
        {"where": "verse", "text": "Am7 | D9 | Gmaj7 | %"},
        {"where": "chorus", "text": "F | G"},
    ]
    assert brief["tempo_changes"] == [{"at": "chorus", "bpm": 140.0, "over_bars": 2.0}]
    assert [casting["instrument"] for casting in brief["roles"]] == ["violin", "grand_piano", "organ"]
    assert (brief["energies"], brief["density"]) == (
        [{"where": "verse", "value": 0.3}],
        [{"where": "any", "value": 0.5}],
    )
    assert brief["seeds"] == [{"section": "A", "part": "lead", "seed": 5}]


def test_a_form_says_the_same_in_texts(client):
    told = {name: value if isinstance(value, str) else json.dumps(value) for name, value in ASKED.items()}
    documents = [client.post("/api/music/brief", **sent).json["brief"] for sent in ({"json": ASKED}, {"data": told})]
    shown = [{name: value for name, value in document.items() if name != "seed"} for document in documents]
    assert shown[0] == shown[1]


def test_one_line_of_chords_is_for_the_whole_song(client):
    brief = client.post("/api/music/brief", json={"chords": "Am | F | C | G"}).json["brief"]
    assert brief["chords"] == [{"where": "any", "text": "Am | F | C | G"}]


def test_a_brief_goes_back_as_it_came(client):
    brief = client.post("/api/music/brief", json=ASKED).json["brief"]
    assert client.post("/api/music/brief", json={"brief": brief}).json["brief"] == brief


def test_the_report_comes_with_the_job_and_the_song(clara, work):
    made = clara.post("/api/jobs/music", json=ASKED).json
    work()
    job = clara.get(f"/api/jobs/{made['job_id']}").json
    assert [line["line"] for line in job["result"]["report"]] == ["Form: 4 sections asked, 4 met"]
    assert clara.get(f"/api/songs/{made['song_id']}/").json["report"] == job["result"]["report"]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"form": "intro 4, foo 8"}, "form", "'foo 8' is no section"),
        ({"form": [{"role": "verse", "bars": 65}]}, "form", "64"),
        ({"chords": {"limbo": "Am"}}, "chords", "'limbo' names no section"),
        ({"bars": 0}, "bars", "1"),
        ({"energies": {"verse": 1.5}}, "energies", "1"),
        ({"tempo_changes": [{"at": "bar 3", "bpm": 900}]}, "tempo_changes", "240"),
    ],
)
def test_what_cannot_be_read_is_named(client, change, field, message):
    answer = client.post("/api/jobs/music", json={**ASKED, **change})
    assert answer.status_code == 422
    assert field in answer.json["errors"]
    assert message in answer.json["errors"][field][0]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"chords": [{"where": "any", "text": "Am | Xx"}]}, "brief.chords", "Bar 2: 'Xx' is no chord"),
        ({"density": [{"where": "any", "value": 7}]}, "brief.density", "outside 0 to 1"),
        ({"roles": [{"role": "hero", "instrument": "violin"}]}, "brief.roles", "There is no role 'hero'"),
        ({"bars": 12}, "brief.bars", "28 bars together; 12 are asked for"),
    ],
)
def test_an_edited_brief_is_checked_too(client, change, field, message):
    brief = client.post("/api/music/brief", json=ASKED).json["brief"]
    answer = client.post("/api/jobs/music", json={"brief": {**brief, **change}})
    assert answer.status_code == 422
    assert message in answer.json["errors"][field][0]


def test_a_blend_needs_weights_and_no_more_than_four_styles(client):
    asked = {"prompt": "calm", "styles": {"lofi": 0.7, "jazz_trio": 0.3}}
    assert client.post("/api/music/brief", json=asked).status_code == 200
    assert client.post("/api/music/brief", json={**asked, "styles": json.dumps(asked["styles"])}).status_code == 200
    for blend in ({"lofi": 0}, {"lofi": 2}, {f"style {n}": 0.2 for n in range(5)}, ["lofi"]):
        assert "styles" in client.post("/api/music/brief", json={**asked, "styles": blend}).json["errors"], blend


def sent(client, content, name):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    headers = {"content_type": f"multipart/form-data; boundary={boundary}"}
    return client.post("/api/upload/midi", data=body, **headers).json


TUNE = hostile.tune(np.random.default_rng(1))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (hostile.midi(TUNE), "tune.mid"),
        (hostile.musicxml(TUNE), "tune.musicxml"),
        (hostile.musicxml(TUNE), "tune.xml"),
        (hostile.mxl(hostile.musicxml(TUNE)), "tune.mxl"),
    ],
)
def test_an_upload_becomes_given_notes(clara, content, name):
    stored = sent(clara, content, name)
    for upload in (stored["id"], stored["path"]):
        asked = {"prompt": "folk", "given": [{"upload": upload, "as": "melody", "instrument": "violin"}]}
        (given,) = clara.post("/api/music/brief", json=asked).json["brief"]["given"]
        assert [tuple(note[:3]) for note in given["notes"]] == [note[:3] for note in TUNE]
        assert (given["role"], given["instrument"]) == ("lead", "violin")


def test_an_upload_is_opened_once_however_often_it_is_asked_about(clara, monkeypatch):
    upload = sent(clara, hostile.midi(TUNE), "tune.mid")["id"]
    opened, read = [], apart.material
    monkeypatch.setattr(apart, "material", lambda *args, **limits: opened.append(args) or read(*args, **limits))
    for _ in range(3):
        asked = {"prompt": "folk", "given": [{"upload": upload, "as": "melody"}]}
        assert clara.post("/api/music/brief", json=asked).status_code == 200
    assert len(opened) == 1


def test_a_job_does_not_repeat_thousands_of_notes(clara):
    upload = sent(clara, hostile.midi(TUNE), "tune.mid")["id"]
    made = clara.post("/api/jobs/music", json={"given": [{"upload": upload, "as": "melody"}]}).json
    job = clara.get(f"/api/jobs/{made['job_id']}").json
    assert job["input"]["brief"]["given"][0]["notes"] == len(TUNE)


@pytest.mark.security
def test_somebody_elses_upload_is_none(clara, client):
    upload = sent(clara, hostile.midi(TUNE), "tune.mid")["id"]
    asked = {"given": [{"upload": upload, "as": "melody"}]}
    assert clara.post("/api/music/brief", json=asked).status_code == 200
    answer = client.post("/api/music/brief", json=asked)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["given"])


@pytest.mark.security
@pytest.mark.parametrize("content", [b"<html>", hostile.midi(TUNE), b"<score-partwis"])
def test_what_is_no_score_is_not_stored(clara, content):
    assert "path" not in sent(clara, content, "tune.musicxml")
