"""The API's own description."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def document(client):
    return client.get("/openapi.json").json


def operations(document):
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def test_every_route_of_the_api_is_described(app, document):
    described = {(method.upper(), path) for method, path, _ in operations(document)}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(("docs.", "pages.")):
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert (method, path) in described


def test_every_route_says_what_it_does_and_how_it_ends(document):
    for method, path, operation in operations(document):
        assert re.fullmatch(r"[A-Z].*[.]", operation["summary"]), path
        statuses = set(operation["responses"])
        assert statuses & {"200", "201", "202", "204"}, path
        assert "429" in statuses, path
        assert method == "get" or statuses & {"400", "401", "402", "422"}, path


def test_bodies_may_come_in_every_form(document):
    content = document["paths"]["/api/jobs/music"]["post"]["requestBody"]["content"]
    assert content.keys() == {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}
    assert content["application/json"]["example"]["prompt"]


def test_every_body_and_every_good_answer_is_shown(document):
    for method, path, operation in operations(document):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        assert body is None or "example" in body or body["examples"], f"{method} {path}"
        for status, answer in operation["responses"].items():
            assert not status.startswith("2") or status == "204" or answer["content"], f"{method} {path} {status}"


def test_no_two_shapes_share_a_name():
    """They are told apart by their names alone in the document."""
    from backend.api.fields import Fields
    from backend.api.schemas import Shape

    def below(shape):
        return [kind for child in shape.__subclasses__() for kind in (child, *below(child))]

    names = [kind.__name__ for kind in dict.fromkeys([*below(Fields), *below(Shape)])]
    assert [name for name in names if names.count(name) > 1] == []


def test_every_reference_leads_somewhere(client, document):
    known = document["components"]["schemas"].keys()
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', client.get("/openapi.json").text))
    assert named
    assert named <= known


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_the_readers_need_no_address_but_ours(client, path):
    page = client.get(path)
    addresses = re.findall(r'(?:src|href|spec-url)="([^"]+)"', page.text)
    assert addresses
    for address in addresses:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    assert "<script>" not in page.text


def test_the_readers_fetch_no_picture_from_outside(client):
    script = client.get("/docs/assets/redoc/js/redoc.standalone.js").text
    assert 'src:"https' not in script
    assert client.get("/docs/assets/redoc/images/redoc.svg").mimetype == "image/svg+xml"


def test_answers_look_as_described(clara, make_song, work):
    from backend.api import job_schemas, music_schemas, people_schemas, schemas, song_schemas

    accepted = make_song(clara)
    job_schemas.Accepted.model_validate(accepted)
    for path, shape in (
        (f"/api/songs/{accepted['song_id']}/", song_schemas.SongAnswer),
        ("/api/songs/", song_schemas.SongPage),
        (f"/api/jobs/{accepted['job_id']}", job_schemas.JobAnswer),
        ("/api/jobs", job_schemas.JobPage),
        ("/api/auth/user/", people_schemas.UserAnswer),
        ("/api/jobs/health", job_schemas.QueueHealth),
        ("/health", schemas.Health),
        ("/api/csrf/", people_schemas.CsrfAnswer),
        (f"/music/status/{accepted['track_id']}", music_schemas.TrackStatus),
    ):
        shape.model_validate(clara.get(path).json)
    schemas.Problem.model_validate(clara.get("/api/nothing").json)
