"""The whole way through: sign up, ask, wait, find, hear."""

from __future__ import annotations


def test_a_sentence_becomes_a_song_that_can_be_heard(clara, work):
    accepted = clara.post("/api/jobs/music", json={"prompt": "calm piano", "duration": 20, "seed": 7})
    assert accepted.status_code == 202
    work()
    job = clara.get(accepted.json["links"]["self"]).json
    assert (job["status"], job["engine_used"], job["seed"]) == ("finished", "composer", 7)
    song = clara.get(f"/api/songs/{job['result']['song_id']}/").json
    assert clara.get(song["file"]).data.startswith(b"ID3")
