"""What foreign pages may read."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.security

ANY = "https://somewhere.example"
LISTED = "http://127.0.0.1:8081"


def headers(client, origin, path="/api/styles"):
    answer = client.get(path, headers={"Origin": origin})
    return answer.headers.get("Access-Control-Allow-Origin"), answer.headers.get("Access-Control-Allow-Credentials")


def test_development_origins_may_use_credentials(client):
    assert headers(client, LISTED) == (LISTED, "true")


def test_any_other_origin_reads_without_credentials(client):
    assert headers(client, ANY) == ("*", None)


def test_a_configured_list_replaces_both(environment, request):
    environment["CORS_ALLOWED_ORIGINS"] = "https://studio.example"
    client = request.getfixturevalue("client")
    assert headers(client, "https://studio.example") == ("https://studio.example", "true")
    assert headers(client, LISTED) == headers(client, ANY) == (None, None)


def test_production_has_no_development_origins(environment, request):
    environment |= {"APP_ENV": "production", "ALLOWED_HOSTS": "localhost"}
    client = request.getfixturevalue("client")
    assert headers(client, LISTED) == (None, None)


def test_an_origin_that_looks_like_a_listed_one_is_another(client):
    assert headers(client, LISTED + "0") == ("*", None)


def test_a_preflight_is_answered(client):
    asked = {
        "Origin": LISTED,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "x-csrftoken",
    }
    answer = client.options("/api/songs/1/", headers=asked)
    assert answer.status_code == 200
    assert "DELETE" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "x-csrftoken"


def test_refusals_can_be_read_too(client):
    assert headers(client, LISTED, "/api/jobs/none") == (LISTED, "true")


def test_pages_are_not_for_foreign_pages(client):
    assert headers(client, ANY, "/") == (None, None)
