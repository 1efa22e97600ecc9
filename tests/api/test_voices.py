"""Voices over HTTP: the list, the samples, and words of one's own sung by any of them."""

from __future__ import annotations

from threading import Thread

import pytest


def test_the_list_says_all_that_one_chooses_by(client):
    answer = client.get("/api/voices").json
    assert answer["voices"] == [
        {
            "id": "test/hum", "label": "Hum", "engine": "test", "languages": ["en-US"], "range": [36, 84],
            "tessitura": [48, 72], "licence": "CC0-1.0", "credit": "nobody", "speed": 1000.0, "available": True,
            "reason": None, "sample": "/api/voices/test/hum/sample",
        }
    ]  # fmt: skip
    assert {"name": "ballad", "label": "Ballad"} in answer["expressions"]
    assert {"name": "third_above", "label": "Third above"} in answer["harmonies"]


def test_a_preview_is_heard_where_its_answer_says(client, work):
    asked = {"text": "Good morning to you", "voice": "test/hum"}
    answer = client.post("/api/voices/preview", json=asked).json
    assert answer["ready"] is False
    work()
    sound = client.get(answer["url"])
    assert (sound.status_code, sound.mimetype) == (200, "audio/mpeg")
    assert len(sound.data) > 10_000
    assert client.post("/api/voices/preview", json=asked).json == {**answer, "ready": True}


def test_a_sample_is_sung_while_one_waits(client, work):
    waiting = Thread(target=lambda: answers.append(client.get("/api/voices/test/hum/sample").status_code))
    answers: list[int] = []
    waiting.start()
    while not answers:
        work()
    waiting.join()
    assert answers == [200]


def test_the_same_words_are_one_job(client, studio):
    for _ in range(3):
        client.post("/api/voices/preview", json={"text": "la", "voice": "test/hum"})
    assert studio.board.health()["queued"] == 1


@pytest.mark.security
@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"text": "la", "voice": "kokoro/nobody"}, "voice", "There is no voice 'kokoro/nobody'; known are default"),
        ({"text": "la", "voice": "../../etc"}, "voice", "There is no voice"),
        ({"text": "la", "language": "ja"}, "language", "Hum sings en-US"),
        ({"text": "la", "expression": "yodel"}, "expression", "no way of singing 'yodel'; known are pop"),
        ({"text": "a" * 201}, "text", "at most 200"),
        ({"text": "[Verse]"}, "text", ""),
        ({"text": "☃ 🎵"}, "text", ""),
        ({"text": "中文"}, "text", ""),
        ({}, "text", "required"),
    ],
)
def test_what_nobody_can_sing_is_refused_by_name(client, body, field, message):
    answer = client.post("/api/voices/preview", json=body)
    assert answer.status_code == 422, answer.text
    assert message in answer.json["errors"][field][0]


@pytest.mark.security
def test_there_is_nothing_but_auditions_among_auditions(client):
    for name in ("0" * 32 + ".mp3", "..%2f..%2fstudio.db", "x" * 61, "a.mp3", "studio.db"):
        assert client.get(f"/api/voices/auditions/{name}").status_code in (404, 422), name
    assert client.get("/api/voices/test/nobody/sample").status_code == 404


@pytest.mark.security
def test_the_beginning_of_the_name_of_an_audition_is_none(client):
    name = client.post("/api/voices/preview", json={"text": "la"}).json["url"].rpartition("/")[2]
    for beginning in (name[:1], name[:8], name.removesuffix(".mp3")):
        assert client.get(f"/api/voices/auditions/{beginning}").status_code == 404


def test_what_cannot_be_sung_after_all_is_said(client, work, studio, monkeypatch):
    url = client.post("/api/voices/preview", json={"text": "la"}).json["url"]
    monkeypatch.setattr(studio.voices, "_singing", None)
    work()
    monkeypatch.undo()
    answer = client.get(url)
    assert answer.status_code == 409
    assert "Something went wrong" in answer.json["error"]


@pytest.mark.security
def test_signs_that_no_database_takes_are_left_out(client, studio):
    url = client.post("/api/voices/preview", json={"text": "l\0a\ud800"}).json["url"]
    assert client.post("/api/voices/preview", json={"text": "la"}).json["url"] == url
