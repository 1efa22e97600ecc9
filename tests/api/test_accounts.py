"""Sign up, log in, log out, as the printed clients do it."""

from __future__ import annotations

import pytest

ANNA = {"username": "anna", "email": "Anna@Example.com", "password": "correct horse"}


@pytest.fixture
def anna(client):
    assert client.post("/api/auth/register/", json=ANNA).status_code == 201
    return client.post("/api/auth/login/", json=ANNA).json


def ask(client, path, scheme, token):
    return client.get(path, headers={"Authorization": f"{scheme} {token}"})


def test_register_answers_with_the_printed_sentence(client):
    answer = client.post("/api/auth/register/", json=ANNA)
    assert (answer.status_code, answer.json["message"]) == (201, "User created. Check email for verification link.")


def test_register_names_both_mistakes_at_once(client, anna):
    answer = client.post("/api/auth/register/", json={**ANNA, "username": "other", "password": "short"})
    assert answer.status_code == 400
    assert answer.json["email"] == ["A user with this email already exists."]
    assert answer.json["password"] == ["Password must be at least 8 characters long."]


def test_registration_makes_a_name_of_the_address(client):
    form = {"email": "clara.s@example.com", "password1": "correct horse", "password2": "correct horse"}
    first = client.post("/api/auth/registration/", json={**form, "full_name": "Clara S"}).json["user"]
    second = client.post("/api/auth/registration/", json={**form, "email": "clara.s@example.org"}).json["user"]
    assert (first["username"], first["full_name"]) == ("clara.s", "Clara S")
    assert second["username"].startswith("clara.s_")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "password123", "password2": "password123"}, "password1"),
        ({"password2": "correct horsf"}, "password2"),
        ({"username": "no spaces please"}, "username"),
    ],
)
def test_registration_names_the_wrong_field(client, wrong, field):
    form = {"email": "a@example.com", "password1": "correct horse", "password2": "correct horse", **wrong}
    answer = client.post("/api/auth/registration/", json=form)
    assert answer.status_code == 400
    assert field in answer.json["errors"]


@pytest.mark.security
def test_a_repeated_password_is_not_optional(client):
    answer = client.post("/api/auth/registration/", json={"email": "a@example.com", "password1": "correct horse"})
    assert "password2" in answer.json["errors"]


def test_login_answers_both_printed_clients(anna):
    assert anna["key"].startswith("ms_")
    assert anna["access"].count(".") == 2
    assert {"id", "username", "email"} <= anna["user"].keys()


@pytest.mark.security
@pytest.mark.parametrize("who", [{"email": "nobody@example.com"}, {"password": "wrong horse"}])
def test_login_does_not_tell_what_was_wrong(client, anna, who):
    answer = client.post("/api/auth/login/", json={**ANNA, **who})
    assert answer.status_code == 400
    assert answer.json["non_field_errors"] == ["Invalid email or password."]


@pytest.mark.parametrize(
    ("scheme", "token"), [("Token", "key"), ("Bearer", "key"), ("Bearer", "access"), ("token", "key")]
)
def test_both_schemes_take_both_kinds_of_token(client, anna, scheme, token):
    answer = ask(client, "/api/auth/user/", scheme, anna[token])
    assert (answer.status_code, answer.json["email"]) == (200, "anna@example.com")


def test_the_session_cookie_signs_in(browser):
    browser.post("/api/auth/register/", json=ANNA)
    assert browser.get("/api/auth/user/").status_code == 401
    browser.post("/api/auth/login/", json=ANNA)
    assert browser.get("/api/auth/user/").json["username"] == "anna"


@pytest.mark.security
def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(browser):
    browser.post("/api/auth/register/", json=ANNA)
    cookies = browser.post("/api/auth/login/", json=ANNA).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session


@pytest.mark.security
@pytest.mark.parametrize("token", ["key", "access"])
def test_logout_ends_everything_of_its_login(client, anna, token):
    other = client.post("/api/auth/login/", json=ANNA).json
    client.post("/api/auth/logout/", headers={"Authorization": f"Bearer {anna[token]}"})
    assert ask(client, "/api/auth/user/", "Token", anna["key"]).status_code == 401
    assert ask(client, "/api/auth/user/", "Bearer", anna["access"]).status_code == 401
    assert ask(client, "/api/auth/user/", "Token", other["key"]).status_code == 200


def test_logout_of_a_browser_clears_its_cookie(browser):
    browser.post("/api/auth/register/", json=ANNA)
    browser.post("/api/auth/login/", json=ANNA)
    browser.post("/api/auth/logout/")
    assert browser.get_cookie("session") is None
    assert browser.get("/api/auth/user/").status_code == 401


@pytest.mark.security
@pytest.mark.parametrize("path", ["/api/auth/user/", "/api/songs/", "/api/jobs"])
def test_a_wrong_token_is_refused_and_not_taken_for_a_stranger(client, path):
    answer = ask(client, path, "Bearer", "ms_forged")
    assert (answer.status_code, answer.json["code"]) == (401, "bad_token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.security
def test_the_administrators_address_counts_only_when_verified(environment, request, tmp_path):
    environment["ADMIN_EMAIL"] = "anna@example.com"
    client, studio = request.getfixturevalue("client"), request.getfixturevalue("studio")
    client.post("/api/auth/register/", json=ANNA)
    key = client.post("/api/auth/login/", json=ANNA).json["key"]
    assert ask(client, "/api/admin/check/", "Token", key).json["admin"] is False
    verify(studio)
    assert ask(client, "/api/admin/check/", "Token", key).json["admin"] is True


def verify(studio):
    from sqlalchemy import update

    from backend.db.models import User
    from backend.services.moments import utcnow

    with studio.database.transaction() as session:
        session.execute(update(User).values(email_verified_at=utcnow()))


@pytest.mark.security
def test_passwords_are_in_no_answer_and_in_no_row(client, anna, studio):
    assert "correct horse" not in client.post("/api/auth/register/", json=ANNA).text
    database = (studio.settings.storage_dir / "studio.db").read_bytes()
    assert b"correct horse" not in database
    assert anna["key"].encode() not in database
