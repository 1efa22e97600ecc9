"""The flags of every cookie: kept from scripts and foreign pages, and from the open wire where there is https."""

from __future__ import annotations

import pytest
from werkzeug.http import parse_cookie

pytestmark = pytest.mark.security

# The token against cross-site requests is there to be read by our own pages.
READ_BY_PAGES = {"csrftoken"}
PATHS = {"refresh": "/api/auth/token/refresh"}


@pytest.fixture
def jars(app, sign_up):
    """All cookies that a login and a guest's song set, by the address that they came over."""

    def jars(scheme):
        browser, address = app.test_client(), f"{scheme}://localhost"
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        made = browser.post("/api/jobs/music", json={"prompt": "calm"}, base_url=address)
        sign_up(scheme)
        who = {"email": f"{scheme}@example.com", "password": "correct horse"}
        signed_in = app.test_client().post("/api/auth/login/", json=who, base_url=address)
        return [line for answer in (made, signed_in) for line in answer.headers.getlist("Set-Cookie")]

    return jars


def flags(line):
    """The name of a cookie and its flags."""
    name, *options = (part.strip() for part in line.split(";"))
    pairs = (option.partition("=") for option in options)
    return name.partition("=")[0], {option.lower(): value for option, _, value in pairs}


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_cookie_has_its_flags(jars, scheme):
    cookies = dict(map(flags, jars(scheme)))
    assert cookies.keys() == {"guest", "session", "refresh", "csrftoken"}
    for name, options in cookies.items():
        assert options["samesite"] == "Lax", name
        assert options["path"] == PATHS.get(name, "/"), name
        assert ("httponly" in options) == (name not in READ_BY_PAGES), name
        assert ("secure" in options) == (scheme == "https"), name


def test_no_cookie_says_anything_of_who_has_it(jars):
    for line in jars("http"):
        for value in parse_cookie(line.partition(";")[0]).values():
            assert "http@example.com" not in value and "user:" not in value


def test_logging_out_takes_them_away_under_the_same_flags(app, sign_up):
    sign_up("clara")
    browser = app.test_client()
    browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    browser.post("/api/auth/login/", json={"email": "clara@example.com", "password": "correct horse"})
    gone = dict(map(flags, browser.post("/api/auth/logout/").headers.getlist("Set-Cookie")))
    assert {"session", "refresh"} <= gone.keys()
    assert all("httponly" in options and options["max-age"] == "0" for options in gone.values())
