"""Figures for Prometheus: counted by route, for those who may read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.app import create_app

pytestmark = pytest.mark.security
FROM_AFAR = {"REMOTE_ADDR": "203.0.113.9"}


def figures(answer):
    assert answer.status_code == 200, answer.text
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_route_and_status(client, clara):
    name = 'studio_http_requests_total{method="GET",route="/api/songs/<int:song_id>/",status="404"}'
    before = figures(client.get("/metrics")).get(name, 0)
    clara.get("/api/songs/7/"), clara.get("/api/songs/8/")
    assert figures(client.get("/metrics"))[name] == before + 2
    client.get("/nothing/at/all")
    assert not [line for line in figures(client.get("/metrics")) if "/nothing" in line]


def test_the_tables_speak(client, clara, make_song):
    make_song(clara)
    found = figures(client.get("/metrics"))
    assert found['studio_jobs{status="finished",type="music"}'] == 1
    assert found["studio_queue_depth"] == 0
    assert found['studio_storage_bytes{kind="master"}'] > 0
    assert found["studio_songs"] == found["studio_users"] == 1


def test_figures_are_not_for_everybody(client, clara, ada, settings, studio):
    def status(who, **headers):
        return who.get("/metrics", headers=headers, environ_overrides=FROM_AFAR).status_code

    assert (status(client), status(clara), status(ada)) == (401, 403, 200)
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401
    token = create_app(settings, replace(studio, settings=replace(settings, metrics_token="scrape"))).test_client()
    assert status(token, Authorization="Bearer scrape") == 200
    assert status(token, Authorization="Bearer other") == 401
    assert status(client, Authorization="Bearer ") == 401
