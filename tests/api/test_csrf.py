"""What a foreign page can make a signed-in browser do: nothing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.security

LISTED = "http://127.0.0.1:8081"
EVIL = "https://evil.example"


@pytest.fixture
def signed_in(app):
    """A browser that is signed in and says nothing of where requests come from."""
    browser = app.test_client()
    who = {"username": "anna", "email": "anna@example.com", "password": "correct horse"}
    browser.post("/api/auth/register/", json=who)
    browser.post("/api/auth/login/", json=who)
    return browser


def change(browser, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.post("/api/auth/logout/", headers=headers).status_code


@pytest.mark.parametrize(
    "evidence",
    [
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_pages_need_no_token(signed_in, evidence):
    assert change(signed_in, **evidence) == 200


@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_other_pages_are_refused_without_a_token(signed_in, evidence):
    assert change(signed_in, **evidence) == 403
    assert signed_in.get("/api/auth/user/").status_code == 200


def test_a_token_from_a_listed_origin_passes(signed_in):
    token = signed_in.get("/api/csrf/").json["csrfToken"]
    assert change(signed_in, Origin=LISTED, Sec_Fetch_Site="cross-site", X_CSRFToken=token) == 200


def test_the_token_of_the_login_passes_too(signed_in):
    assert change(signed_in, X_CSRFToken=signed_in.get_cookie("csrftoken").value) == 200


def test_a_token_does_not_help_an_unlisted_origin(signed_in):
    token = signed_in.get("/api/csrf/").json["csrfToken"]
    assert change(signed_in, Origin=EVIL, X_CSRFToken=token) == 403


def test_a_planted_cookie_is_no_token(signed_in):
    signed_in.set_cookie("csrftoken", "planted")
    assert change(signed_in, X_CSRFToken="planted") == 403


def test_a_token_of_somebody_else_is_no_token(app, signed_in):
    theirs = app.test_client().get("/api/csrf/").json["csrfToken"]
    signed_in.set_cookie("csrftoken", theirs)
    assert change(signed_in, X_CSRFToken=theirs) == 403


def test_a_header_is_its_own_authority(clara):
    assert clara.post("/api/auth/logout/", headers={"Origin": EVIL, "Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_foreign_page_cannot_sign_its_visitor_in(app):
    browser = app.test_client()
    who = {"username": "mallory", "email": "mallory@example.com", "password": "correct horse"}
    browser.post("/api/auth/register/", json=who)
    browser.post("/api/auth/login/", data=who, headers={"Origin": EVIL, "Sec-Fetch-Site": "cross-site"})
    assert browser.get_cookie("session") is None


def test_a_guest_is_protected_as_well(app):
    browser = app.test_client()
    browser.post("/music/generate", json={"prompt": "rain"})
    assert browser.get_cookie("guest") is not None
    assert browser.post("/music/generate", json={"prompt": "rain"}, headers={"Origin": EVIL}).status_code == 403
