"""One binder for JSON, url-encoded and multipart bodies."""

from __future__ import annotations

import json

import pytest

WISH = {"prompt": "calm piano", "duration": 20, "seed": 7, "title": "Dawn"}


@pytest.mark.parametrize(
    "how",
    [
        {"json": WISH},
        {"data": {name: str(value) for name, value in WISH.items()}},
        {"data": WISH, "content_type": "multipart/form-data"},
        {"data": json.dumps(WISH), "content_type": "application/json; charset=utf-8"},
    ],
)
def test_every_form_of_body_is_read_alike(clara, how):
    job_id = clara.post("/api/jobs/music", **how).json["job_id"]
    given = clara.get(f"/api/jobs/{job_id}").json["input"]
    assert (given["prompt"], given["duration_s"], given["seed"], given["title"]) == ("calm piano", 20.0, 7, "Dawn")


def test_unknown_fields_are_passed_over(clara):
    assert clara.post("/api/jobs/music", json={**WISH, "colour": "blue"}).status_code == 202


def test_empty_form_fields_were_not_filled_in(clara):
    assert clara.post("/api/jobs/music", data={"prompt": "calm", "seed": "", "style": ""}).status_code == 202


@pytest.mark.parametrize("body", ["[1, 2]", "{", '"words"', "null", "1"])
def test_json_that_is_no_object_is_refused(clara, body):
    answer = clara.post("/api/jobs/music", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["error"]) == (422, "The body is not a JSON object.")


def test_other_types_of_body_are_refused(clara):
    answer = clara.post("/api/jobs/music", data="<prompt/>", content_type="application/xml")
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_type")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("duration", 4),
        ("duration", 301),
        ("duration", "long"),
        ("tempo_bpm", 1000),
        ("seed", -1),
        ("seed", 2**32),
        ("prompt", "x" * 2001),
        ("title", "x" * 201),
        ("style", "polka"),
        ("engine", "orchestra"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_allowed(clara, field, value):
    answer = clara.post("/api/jobs/music", json={**WISH, field: value})
    assert answer.status_code == 422
    assert field in answer.json["errors"]


@pytest.mark.security
def test_control_characters_do_not_get_in(clara):
    job_id = clara.post("/api/jobs/music", json={**WISH, "title": "a\u0000b\u001b[31m\nc", "prompt": "e\u0301"}).json[
        "job_id"
    ]
    given = clara.get(f"/api/jobs/{job_id}").json["input"]
    assert (given["title"], given["prompt"]) == ("ab[31m c", "é")


def test_a_field_of_nothing_was_left_out(clara):
    nothing = dict.fromkeys(("chords", "form", "bars", "roles", "energies", "density", "style", "seed", "brief"))
    assert clara.post("/api/jobs/music", json={**WISH, **nothing}).status_code == 202


@pytest.mark.parametrize(
    "wrong", [{"seed": True}, {"seed": "7"}, {"duration": "20"}, {"only": 1}, {"title": 7}], ids=str
)
def test_in_json_a_number_is_a_number(clara, wrong):
    (field,) = wrong
    answer = clara.post("/api/jobs/music", json={**WISH, **wrong})
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_text_is_measured_as_it_is_sent(clara):
    assert clara.post("/api/jobs/music", json={**WISH, "title": "x" + "\0" * 199}).status_code == 202
    assert clara.post("/api/jobs/music", json={**WISH, "title": "x" + "\0" * 200}).status_code == 422


def test_a_request_that_says_nothing_is_refused(clara):
    assert clara.post("/api/jobs/music", json={}).status_code == 422


@pytest.mark.security
@pytest.mark.parametrize(
    "wish",
    [
        {"seed": 10**400},
        {"tempo_bpm": 10**400},
        {"duration": 10**400},
        {"bars": 10**400},
        {"density": 10**400},
        {"energies": {"verse": 10**400}},
        {"styles": {"lofi": 10**400}},
        {"form": [{"role": "verse", "bars": 10**400}]},
        {"tempo_changes": [{"at": "bar 3", "bpm": 10**400}]},
        {"tempo_changes": [{"at": "bar 3", "bpm": 90, "over_bars": 10**400}]},
        {"given": [{"upload": "up_1", "start_bar": 10**400}]},
    ],
    ids=str,
)
def test_numbers_of_hundreds_of_digits_are_refused(clara, wish):
    for path in ("/api/jobs/music", "/api/music/brief"):
        assert clara.post(path, json={**WISH, **wish}).status_code == 422


@pytest.mark.security
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bars", 10**400),
        ("tonic", 10**400),
        ("loudness_lufs", 10**400),
        ("seeds", [{"section": "*", "part": "*", "seed": 10**400}]),
        ("form", {"rows": [{"role": "verse", "bars": 10**400}]}),
        ("given", [{"role": "lead", "material": "melody", "end_beat": 4, "notes": [[0, 1, 10**400, 80]]}]),
        ("given", [{"role": "lead", "material": "melody", "end_beat": 4, "notes": [[10**400, 1, 60, 80]]}]),
    ],
    ids=["bars", "tonic", "loudness", "seeds", "form", "pitch", "beat"],
)
def test_numbers_of_hundreds_of_digits_in_a_brief_are_refused(clara, field, value):
    brief = clara.post("/api/music/brief", json=WISH).json["brief"]
    assert clara.post("/api/jobs/music", json={"brief": {**brief, field: value}}).status_code == 422
