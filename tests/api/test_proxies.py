"""Whom the studio believes about a caller's address and scheme."""

from __future__ import annotations

import pytest

from backend.config import BadSettings, Settings

pytestmark = pytest.mark.security

TOLD = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.fixture
def applications():
    """None to share: a route is added to each."""
    return {}


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


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", ""])
def test_in_production_a_proxy_on_this_machine_is_believed(production, seen, peer):
    assert seen(peer) == {"address": "203.0.113.9", "scheme": "https"}


@pytest.mark.parametrize("peer", ["8.8.8.8", "172.18.0.5", "10.0.0.1"])
def test_callers_from_elsewhere_are_not(production, seen, peer):
    assert seen(peer) == {"address": peer, "scheme": "http"}


def test_a_network_that_the_settings_trust_is_believed_and_no_other(environment, production, request):
    environment["TRUSTED_PROXIES"] = "172.18.0.0/16, 10.1.1.1"
    seen = request.getfixturevalue("seen")
    assert [seen(peer)["address"] for peer in ("172.18.0.5", "10.1.1.1")] == ["203.0.113.9"] * 2
    assert [seen(peer)["address"] for peer in ("172.19.0.5", "127.0.0.1")] == ["172.19.0.5", "127.0.0.1"]


def test_what_is_no_network_is_a_mistake_of_the_settings(environment):
    with pytest.raises(BadSettings, match=r"TRUSTED_PROXIES holds 'nginx'; it takes addresses"):
        Settings.from_env({**environment, "TRUSTED_PROXIES": "nginx"})


def test_only_the_last_entry_counts(production, seen):
    told = {"X-Forwarded-For": "10.9.9.9, 203.0.113.9"}
    assert seen("127.0.0.1", told)["address"] == "203.0.113.9"


def test_in_development_nobody_is(seen):
    assert seen("127.0.0.1") == {"address": "127.0.0.1", "scheme": "http"}
