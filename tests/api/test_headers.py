"""What every answer carries."""

from __future__ import annotations

import pytest

PATHS = ["/", "/health", "/api/styles", "/api/nothing", "/docs"]


@pytest.mark.security
@pytest.mark.parametrize("path", PATHS)
def test_browsers_are_kept_strict(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.security
@pytest.mark.parametrize("path", PATHS)
def test_no_page_runs_inline_scripts(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert "unsafe" not in rules.get("script-src", rules["default-src"])


@pytest.mark.security
def test_https_is_remembered_only_on_https(client):
    assert "Strict-Transport-Security" not in client.get("/health").headers
    assert "Strict-Transport-Security" in client.get("/health", base_url="https://localhost").headers


def test_each_request_has_its_own_number(client):
    numbers = {client.get("/health").headers["X-Request-Id"] for _ in range(5)}
    assert len(numbers) == 5


def test_a_refusal_names_the_request(client):
    answer = client.get("/api/nothing")
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.security
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("studio.example", 200),
        ("Studio.Example:8000", 200),
        ("a.below.example", 200),
        ("evil.example", 400),
        ("studio.example.evil.example", 400),
        ("xbelow.example", 400),
    ],
)
def test_only_our_own_hosts_are_answered(environment, request, host, status):
    environment["ALLOWED_HOSTS"] = "studio.example,.below.example"
    client = request.getfixturevalue("client")
    assert client.get("/health", headers={"Host": host}).status_code == status


@pytest.mark.security
def test_in_development_any_host_is_answered(client):
    assert client.get("/health", headers={"Host": "my-laptop:8000"}).status_code == 200


@pytest.mark.security
def test_answers_for_one_caller_are_kept_nowhere(clara):
    assert clara.get("/api/auth/user/").headers["Cache-Control"] == "no-store"


@pytest.mark.security
def test_addresses_are_of_the_first_host_that_is_ours_whatever_was_asked_for(environment, request):
    environment |= {"APP_ENV": "production", "ALLOWED_HOSTS": "studio.example,localhost"}
    clara, make_song = (request.getfixturevalue(name) for name in ("clara", "make_song"))
    make_song(clara)
    make_song(clara)
    page = clara.get("/api/songs/?page_size=1").json
    assert page["next"] == "https://studio.example/api/songs/?page_size=1&page=2&after=2"
    assert page["results"][0]["file"].startswith("https://studio.example/media/songs/")


def test_without_hosts_of_its_own_a_studio_goes_by_the_address_that_was_used(clara, make_song):
    make_song(clara)
    song = clara.get("/api/songs/", headers={"Host": "my-laptop:8000"}).json["results"][0]
    assert song["file"].startswith("http://my-laptop:8000/media/songs/")
