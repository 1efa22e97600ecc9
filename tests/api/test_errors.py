"""Refusals in one form, whoever refuses."""

from __future__ import annotations

import pytest

FORM = {"success", "error", "type", "title", "status", "detail", "code", "request_id"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("POST", "/api/nothing/at/all", 404, "not_found"),
        ("GET", "/music/nothing", 404, "not_found"),
        ("GET", "/media/nothing.wav", 404, "not_found"),
        ("DELETE", "/api/styles", 405, "method_not_allowed"),
        ("GET", "/music/generate", 405, "method_not_allowed"),
        ("GET", "/api/auth/user/", 401, "not_signed_in"),
        ("GET", "/api/songs/1/", 404, "not_found"),
        ("GET", "/api/songs/abc/", 404, "not_found"),
        ("GET", "/api/songs/?page=0", 400, "validation"),
        ("POST", "/api/music/brief", 422, "validation"),
        ("GET", "/api/jobs?page=x", 401, "not_signed_in"),
    ],
)
def test_every_refusal_has_the_one_form(client, method, path, status, code):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["status"], answer.json["code"]) == (status, status, code)
    assert answer.json.keys() >= FORM
    assert answer.json["success"] is False
    assert answer.json["error"] == answer.json["detail"]


def test_a_wrong_method_says_which_are_right(client):
    assert "GET" in client.delete("/api/styles").headers["Allow"]


def test_field_errors_do_not_overwrite_the_problem(clara, make_song):
    song_id = make_song(clara)["song_id"]
    answer = clara.patch(f"/api/songs/{song_id}/", json={"title": ""})
    assert answer.status_code == 400
    assert answer.json["title"] == "Invalid input"
    assert answer.json["errors"]["title"]


def test_problem_json_for_those_who_ask(client):
    answer = client.get("/api/nothing", headers={"Accept": "application/problem+json"})
    assert answer.content_type == "application/problem+json"
    assert client.get("/api/nothing").content_type == "application/json"


def test_a_bug_becomes_an_answer_with_a_number(app, studio, monkeypatch, caplog):
    monkeypatch.setattr(type(studio.engines), "documents", lambda self: 1 / 0)
    answer = app.test_client().get("/api/engines")
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert answer.json["request_id"] in answer.json["error"]
    assert "ZeroDivisionError" in caplog.text
    assert "division" not in answer.text


@pytest.mark.security
def test_a_body_above_the_limit_is_refused_before_it_is_read(client):
    answer = client.post("/api/auth/login/", data=b"x" * (2**20 + 1), content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.security
def test_refusals_are_never_pages(client):
    answer = client.get("/api/songs/<script>alert(1)</script>/", headers={"Accept": "text/html"})
    assert answer.content_type == "application/json"
