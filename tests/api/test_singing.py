"""Words that shall be sung: taken with a request for music, kept in the brief, refused where nobody could sing them."""

from __future__ import annotations

import pytest


def ask(client, **wishes):
    return client.post("/api/jobs/music", json={"prompt": "calm piano", **wishes})


def test_what_is_sung_is_kept_in_the_brief(clara, engine, work):
    asked = {"lyrics": "[Verse]\nHello world", "voice": "kokoro/af_heart", "language": "en-US", "expression": "ballad"}
    assert ask(clara, **asked, harmonies=["third_above", "double"], respelled={"world": "werld"}).status_code == 202
    work()
    wish = engine.requests[0].brief.singing
    assert {name: getattr(wish, name) for name in asked} == asked
    assert (wish.harmonies, wish.respelled) == (("third_above", "double"), (("world", "werld"),))


def test_lyrics_alone_are_a_wish(clara, engine, work):
    assert clara.post("/api/jobs/music", data={"lyrics": "Hello", "harmonies": "choir, double"}).status_code == 202
    work()
    assert engine.requests[0].brief.singing.harmonies == ("choir", "double")


@pytest.mark.security
@pytest.mark.parametrize(
    "wishes",
    [
        {"lyrics": "a" * 1_000_000},
        {"lyrics": ["a"]},
        {"lyrics": "a", "voice": "v" * 200},
        {"lyrics": "a", "harmonies": ["x"] * 20},
        {"lyrics": "a", "respelled": {"a": ["b"]}},
    ],
)
def test_words_that_cannot_be_meant_are_refused(clara, wishes):
    answer = ask(clara, **wishes)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) <= {"lyrics", "voice", "harmonies", "respelled"}
