"""Refresh tokens: one turn each, and what happens to whoever uses one twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.services.moments import utcnow

pytestmark = pytest.mark.security

WHO = {"username": "anna", "email": "anna@example.com", "password": "correct horse"}
ADDRESS = "/api/auth/token/refresh/"
PATH = "/api/auth/token/refresh"


@pytest.fixture
def login(client):
    client.post("/api/auth/register/", json=WHO)
    return client.post("/api/auth/login/", json=WHO)


def cookie(answer, name="refresh"):
    """The cookie that an answer sets, as the browser gets it."""
    return next((each for each in answer.headers.getlist("Set-Cookie") if each.startswith(f"{name}=")), "")


def token(answer):
    return cookie(answer).partition(";")[0].partition("=")[2]


def refresh(client, value, **headers):
    headers = {name.replace("_", "-"): said for name, said in headers.items()}
    return client.post(ADDRESS, headers={"Cookie": f"refresh={value}", **headers})


def who(client, access):
    return client.get("/api/auth/user/", headers={"Authorization": f"Bearer {access}"}).status_code


def test_the_cookie_is_sent_to_one_address_only_and_to_no_script(login):
    said = cookie(login)
    assert f"Path={PATH};" in said + ";"
    assert "HttpOnly" in said and "SameSite=Lax" in said and "Secure" not in said


def test_over_https_the_cookie_stays_there(client, login):
    answer = client.post("/api/auth/login/", json=WHO, base_url="https://localhost")
    assert "Secure" in cookie(answer) and "Secure" in cookie(answer, "session")


def test_a_browser_refreshes_with_nothing_but_its_cookie(browser):
    browser.post("/api/auth/register/", json=WHO)
    browser.post("/api/auth/login/", json=WHO)
    for _ in range(3):
        answer = browser.post(ADDRESS)
        assert answer.status_code == 200 and answer.json["user"]["email"] == WHO["email"]
        assert who(browser, answer.json["access"]) == 200


@pytest.mark.parametrize("path", [PATH, ADDRESS])
@pytest.mark.parametrize("body", [b"", b"{}", b"{\n  //body is empty. cookie implementation\n}", b"\xff\x00"])
def test_no_body_matters(client, login, path, body):
    answer = client.post(path, data=body, headers={"Cookie": f"refresh={token(login)}"})
    assert answer.status_code == 200 and answer.json["access"].count(".") == 2


def test_a_token_used_twice_ends_everything_of_its_login(client, login):
    other = client.post("/api/auth/login/", json=WHO)
    first = refresh(client, token(login))
    assert token(first) not in ("", token(login))
    again = refresh(client, token(login))
    assert (again.status_code, token(again)) == (401, "")
    assert "Path=/api/auth/token/refresh" in cookie(again)
    assert refresh(client, token(first)).status_code == 401
    assert (
        who(client, login.json["access"]) == who(client, first.json["access"]) == who(client, login.json["key"]) == 401
    )
    assert who(client, other.json["key"]) == 200
    assert refresh(client, token(other)).status_code == 200


def test_of_two_at_once_one_is_refused(client, login, studio):
    turn = studio.accounts._refreshing.turn
    login_id, after = turn(token(login))
    assert refresh(client, token(login)).status_code == 401
    assert refresh(client, after).status_code == 401, login_id


def test_logging_out_ends_the_refresh_token(client, login):
    answer = client.post("/api/auth/logout/", headers={"Authorization": f"Token {login.json['key']}"})
    assert "refresh=;" in cookie(answer)
    assert refresh(client, token(login)).status_code == 401


@pytest.mark.parametrize(
    "forge",
    [
        lambda t: "",
        lambda t: t[:-1],
        lambda t: t[32:],
        lambda t: "ms_x",
        lambda t: f"{t[:32]}{'A' * 43}.x",
        lambda t: "é.é",
        lambda t: t + ".x",
    ],
)
def test_a_forged_token_opens_nothing_and_ends_nothing(client, login, forge):
    assert refresh(client, forge(token(login))).status_code == 401
    assert refresh(client, token(login)).status_code == 200


def test_other_credentials_are_no_refresh_token(client, login):
    for value in (login.json["key"], login.json["access"]):
        assert refresh(client, value).status_code == 401
    assert client.post(ADDRESS, headers={"Authorization": f"Bearer {login.json['key']}"}).status_code == 401


def test_a_refresh_token_is_no_key(client, login):
    assert who(client, token(login)) == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://127.0.0.1:8081"}, 200),
        ({"Origin": "http://127.0.0.1:8081", "Sec_Fetch_Site": "same-site"}, 200),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://localhost", "Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_a_foreign_origin_is_refused_and_uses_nothing_up(client, login, headers, status):
    assert refresh(client, token(login), **headers).status_code == status
    if status == 403:
        assert refresh(client, token(login)).status_code == 200


def test_a_session_cookie_beside_it_asks_for_no_csrf_token(app, login):
    cookies = f"refresh={token(login)}; session={login.json['key']}"
    assert app.test_client(use_cookies=False).post(ADDRESS, headers={"Cookie": cookies}).status_code == 200


def test_a_bad_header_beside_it_does_not_matter(client, login):
    assert refresh(client, token(login), Authorization="Bearer expired").status_code == 200


def test_a_token_that_was_not_used_for_a_month_is_over(client, login, studio, monkeypatch):
    moment = utcnow() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(studio.accounts.logins, "_clock", lambda: moment)
    assert refresh(client, token(login)).status_code == 401


def test_only_a_hash_of_it_is_kept(client, login, studio):
    assert token(login).encode() not in (studio.settings.storage_dir / "studio.db").read_bytes()
    assert token(login)[32:].encode() not in (studio.settings.storage_dir / "studio.db").read_bytes()
