"""How often a caller may ask."""

from __future__ import annotations

import time

import pytest

pytestmark = pytest.mark.security

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def limited(environment):
    environment |= {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_PER_MIN": "3"}


def statuses(number, ask):
    return [ask().status_code for _ in range(number)]


def change(client):
    return lambda: client.post("/api/auth/logout/")


def test_changes_above_the_limit_are_refused_with_when_to_come_back(client):
    assert statuses(4, change(client)) == [401, 401, 401, 429]
    answer = change(client)()
    assert answer.json["code"] == "too_many_requests"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_reading_is_counted_apart_and_ten_times_as_much(client):
    statuses(4, change(client))
    assert statuses(31, lambda: client.get("/api/styles")) == [200] * 30 + [429]


def test_polling_is_never_refused(client):
    assert set(statuses(40, lambda: client.get("/api/jobs/job_x"))) == {401}
    assert set(statuses(40, lambda: client.get("/music/status/track_x"))) == {404}
    assert set(statuses(40, lambda: client.get("/health"))) == {200}


def test_users_are_counted_each_for_themselves(environment, request):
    environment["RATE_LIMIT_PER_MIN"] = "6"
    clara, robert = request.getfixturevalue("clara"), request.getfixturevalue("robert")
    ask = {"prompt": ""}
    assert statuses(7, lambda: clara.post("/api/jobs/music", json=ask))[-1] == 429
    assert robert.post("/api/jobs/music", json=ask).status_code == 422


def test_logins_to_one_address_are_limited_wherever_they_come_from(environment, request):
    environment["RATE_LIMIT_PER_MIN"] = "1000"
    client = request.getfixturevalue("client")
    numbers = iter(range(100))

    def log_in():
        origin = {"REMOTE_ADDR": f"10.0.0.{next(numbers)}"}
        return client.post("/api/auth/login/", json={"email": "A@x.example", "password": "guess"}, environ_base=origin)

    assert statuses(11, log_in) == [400] * 10 + [429]


def test_logins_to_one_address_are_limited_however_it_is_written(environment, request):
    environment["RATE_LIMIT_PER_MIN"] = "1000"
    client = request.getfixturevalue("client")
    ways = ["\uff41@x.example", "a\x07@x.example", "a@x.e\uff58ample"]
    origins = iter(f"10.0.0.{number}" for number in range(100))

    def log_in():
        origin = next(origins)
        email = ways[int(origin.rpartition(".")[2]) % len(ways)]
        body = {"email": email, "password": "guess"}
        return client.post("/api/auth/login/", json=body, environ_base={"REMOTE_ADDR": origin})

    assert statuses(11, log_in) == [400] * 10 + [429]


def test_logins_from_one_place_are_limited_whatever_the_address(environment, request):
    environment["RATE_LIMIT_PER_MIN"] = "1000"
    client = request.getfixturevalue("client")
    numbers = iter(range(100))

    def log_in():
        return client.post("/api/auth/login/", json={"email": f"a{next(numbers)}@x.example", "password": "guess"})

    assert statuses(31, log_in) == [400] * 30 + [429]


def test_auditions_leave_time_for_songs(environment, request):
    environment["RATE_LIMIT_PER_MIN"] = "1000"
    client = request.getfixturevalue("client")
    ask = {"text": "la", "voice": "test/hum"}
    assert statuses(21, lambda: client.post("/api/voices/preview", json=ask)) == [200] * 20 + [429]


@pytest.mark.parametrize("address", ["/api/songs/1/stream/?start=1", "/rest/stream?id=so-1&timeOffset=1"])
def test_songs_from_a_second_on_are_counted_as_what_starts_something(client, address):
    assert statuses(4, lambda: client.get(address))[-1] == 429
    assert statuses(4, lambda: client.get(address.replace("=1", "=0")[:-1] + "0"))[-1] != 429


def test_no_limits_when_they_are_off(environment, request):
    environment["RATE_LIMIT_ENABLED"] = "0"
    client = request.getfixturevalue("client")
    assert set(statuses(10, change(client))) == {401}


def test_a_redis_that_is_away_neither_slows_nor_breaks_a_request(environment, request):
    environment["REDIS_URL"] = NOWHERE
    client = request.getfixturevalue("client")
    started = time.monotonic()
    assert statuses(4, change(client)) == [401, 401, 401, 429]
    assert time.monotonic() - started < 2


def from_address(client, address):
    return lambda: client.post("/api/auth/logout/", environ_base={"REMOTE_ADDR": address})


def test_guests_are_counted_by_place_whatever_their_cookie(app):
    def without_cookies():
        return app.test_client().post("/api/auth/logout/")

    assert statuses(4, without_cookies)[-1] == 429


def test_an_ipv6_network_is_one_place(client):
    statuses(3, from_address(client, "2001:db8::1"))
    assert from_address(client, "2001:db8::2")().status_code == 429
    assert from_address(client, "2001:db8:0:1::2")().status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"[" * 100_000, "application/json", 400),
        (b"x" * 2_000_000, "application/json", 413),
        (b"email=a&" * 250_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_logins_that_cannot_be_read_are_counted_by_place(environment, request, body, kind, status):
    environment["RATE_LIMIT_PER_MIN"] = "1000"
    client = request.getfixturevalue("client")

    def log_in():
        return client.post("/api/auth/login/", data=body, content_type=kind)

    assert statuses(11, log_in) == [status] * 10 + [429]
