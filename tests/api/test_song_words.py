"""The words of songs in time, for those who may hear the song."""

from __future__ import annotations

import json

import pytest

WORDS = {
    "voice": "test/hum",
    "language": "en-US",
    "licence": "CC0-1.0",
    "parts": [{"id": "vocals", "role": "vocal"}],
    "lines": [
        {
            "text": "Hello", "section": "Verse", "start_s": 1.0, "end_s": 2.0,
            "words": [{"text": "Hello", "start_s": 1.0, "end_s": 2.0, "syllables": [
                {"text": "Hel", "start_s": 1.0, "end_s": 1.5, "note": 60},
                {"text": "lo", "start_s": 1.5, "end_s": 2.0, "note": 62},
            ]}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def sung(clara, make_song, engine):
    engine.words = json.dumps(WORDS).encode()
    return f"/api/songs/{make_song(clara)['song_id']}"


def test_the_words_of_a_song_have_times(clara, sung):
    answer = clara.get(f"{sung}/words").json
    assert (answer["song_id"], answer["take"]) == (int(sung.rpartition("/")[2]), 1)
    assert {name: answer[name] for name in WORDS} == WORDS
    assert clara.get(f"{sung}/words?take=1").json == answer


def test_lyric_files_are_offered_and_made(clara, sung):
    offered = {each["id"] for each in clara.get(f"{sung}/downloads").json["results"]}
    assert {"lrc", "lrc_words", "srt"} <= offered
    file = clara.get(f"{sung}/downloads/lrc_words")
    assert (file.status_code, file.mimetype) == (200, "text/plain")
    assert "[00:01.00]<00:01.00>Hello" in file.text


@pytest.mark.security
def test_words_are_for_those_who_may_hear_the_song(clara, robert, client, sung):
    for other in (robert, client):
        assert other.get(f"{sung}/words").status_code == 404
    clara.patch(f"{sung}/", json={"public": True})
    assert client.get(f"{sung}/words").status_code == 200
    assert client.get(f"{sung}/words?take=2").status_code == 404


def test_a_song_without_a_singer_has_no_words(clara, make_song):
    song = make_song(clara)["song_id"]
    answer = clara.get(f"/api/songs/{song}/words")
    assert answer.status_code == 404
    assert f"Nobody sings in take 1 of song {song}" in answer.json["error"]
    assert clara.get("/api/songs/99999/words").status_code == 404
