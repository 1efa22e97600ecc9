"""Whom the studio believes about a caller's address and scheme."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.security

TOLD = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.fixture
def seen(app):
    """What the application takes a request's caller for."""
    from flask import request

    @app.get("/seen")
    def show():
        return {"address": request.remote_addr, "scheme": request.scheme}

    def seen(peer, headers=TOLD):
        return app.test_client().get("/seen", headers=headers, environ_base={"REMOTE_ADDR": peer}).json

    return seen


@pytest.fixture
def production(environment):
    environment |= {"APP_ENV": "production", "ALLOWED_HOSTS": "localhost"}


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "172.18.0.5", ""])
def test_in_production_a_proxy_nearby_is_believed(production, seen, peer):
    assert seen(peer) == {"address": "203.0.113.9", "scheme": "https"}


def test_callers_from_afar_are_not(production, seen):
    assert seen("8.8.8.8") == {"address": "8.8.8.8", "scheme": "http"}


def test_only_the_last_entry_counts(production, seen):
    told = {"X-Forwarded-For": "10.9.9.9, 203.0.113.9"}
    assert seen("127.0.0.1", told)["address"] == "203.0.113.9"


def test_in_development_nobody_is(seen):
    assert seen("127.0.0.1") == {"address": "127.0.0.1", "scheme": "http"}
