"""Takes over HTTP."""

from __future__ import annotations

import pytest

from backend.api import job_schemas, song_schemas, takes
from backend.studio.composer.edits import documents, kinds


@pytest.fixture
def song(clara, make_song):
    return make_song(clara)["song_id"]


def test_an_edit_is_a_job_that_makes_a_take(clara, song, work):
    answer = clara.post(f"/api/songs/{song}/takes", json={"kind": "vary", "amount": 30, "section": 0, "seed": 9})
    assert answer.status_code == 202, answer.text
    job_schemas.Accepted.model_validate(answer.json)
    work()
    job = clara.get(f"/api/jobs/{answer.json['job_id']}").json
    assert (job["status"], job["type"], job["result"]["take"]) == ("finished", "edit", 2)
    tree = clara.get(f"/api/songs/{song}/takes").json
    song_schemas.Takes.model_validate(tree)
    assert tree["current"] == 2 and tree["results"][1]["edit"]["amount"] == 30
    one = clara.get(f"/api/songs/{song}/takes/1").json
    song_schemas.TakeAnswer.model_validate(one)
    assert one["stems"] and one["sections"] and not one["is_current"]
    assert clara.get(one["file"]).status_code == 200


def test_a_take_is_chosen_and_another_removed(clara, song, work):
    clara.post(f"/api/songs/{song}/takes", json={"kind": "regenerate"})
    work()
    chosen = clara.patch(f"/api/songs/{song}/takes/1", json={"current": True})
    assert chosen.status_code == 200 and chosen.json["is_current"]
    assert clara.get(f"/api/songs/{song}/").json["take"] == 1
    assert clara.delete(f"/api/songs/{song}/takes/1").status_code == 409
    assert clara.delete(f"/api/songs/{song}/takes/2").status_code == 204
    assert clara.get(f"/api/songs/{song}/takes/2").status_code == 404


def test_an_edit_may_come_as_a_form(clara, song):
    answer = clara.post(f"/api/songs/{song}/takes", data={"kind": "transpose", "semitones": "3"})
    assert answer.status_code == 202, answer.text


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "kind", "required"),
        ({"kind": "polish"}, "kind", "known are regenerate"),
        ({"kind": "vary", "amount": 200}, "edit", "0..100"),
        ({"kind": "vary", "amount": 20, "colour": "blue"}, "edit", "unknown key 'colour'"),
        ({"kind": "freeze", "parts": ["a\0b"]}, "edit", "no text may hold"),
        ({"kind": "words", "line": 0, "text": "a\0b"}, "edit", "no text may hold"),
        ({"kind": "delete", "section": 7}, "section", "no section 7"),
        ({"kind": "delete", "section": "first"}, "section", "integer"),
    ],
)
def test_a_wrong_edit_is_refused_by_field(clara, song, body, field, said):
    answer = clara.post(f"/api/songs/{song}/takes", json=body)
    assert answer.status_code == 400
    assert said in answer.json["errors"][field][0]


@pytest.mark.security
def test_takes_need_their_owner(client, clara, robert, song):
    assert client.get(f"/api/songs/{song}/takes").status_code == 401
    assert robert.get(f"/api/songs/{song}/takes").status_code == 404
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    assert robert.get(f"/api/songs/{song}/takes").status_code == 403
    assert robert.post(f"/api/songs/{song}/takes", json={"kind": "regenerate"}).status_code == 403
    assert robert.delete(f"/api/songs/{song}/takes/1").status_code == 403


def test_every_kind_has_an_example_that_can_be_read():
    assert {documents.read(example).kind for example in takes.EXAMPLES.values()} == set(kinds.KINDS)


def test_the_body_on_the_page_names_every_field_of_every_kind():
    fields = {name for kind in kinds.KINDS.values() for name in kind.__dataclass_fields__}
    assert fields <= set(takes.EditBody.model_fields)
