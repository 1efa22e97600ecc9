"""Who players play for: app passwords, API keys, and nothing else."""

from __future__ import annotations

import pytest
from rest_player import Player, token_login

pytestmark = pytest.mark.security


def test_a_password_is_shown_once_and_kept_encrypted(clara, studio, password):
    listed = clara.get("/api/auth/app-passwords/").json["results"]
    assert [each["name"] for each in listed] == ["telephone"]
    assert password not in str(listed)
    with studio.database.reading() as connection:
        from sqlalchemy import select

        from backend.db.players import AppPassword

        assert password not in connection.scalar(select(AppPassword.secret))


@pytest.mark.parametrize(
    "login",
    [
        lambda password: token_login("clara", password),
        lambda password: token_login("CLARA", password),
        lambda password: {"u": "clara", "p": password},
        lambda password: {"u": "clara", "p": "enc:" + password.encode().hex()},
    ],
    ids=["token", "capitals", "plain", "hexadecimal"],
)
def test_a_player_proves_its_password(client, password, login):
    assert Player(client, login(password)).get("ping")["status"] == "ok"


def test_an_api_key_opens_and_a_session_does_not(client, clara, player):
    key = clara.post("/api/auth/keys/", json={"name": "player"}).json["key"]
    assert Player(client, {"apiKey": key}).get("tokenInfo")["tokenInfo"] == {"username": "clara"}
    session = clara.environ_base["HTTP_AUTHORIZATION"].partition(" ")[2]
    assert Player(client, {"apiKey": session}).refused("ping")["code"] == 42
    assert Player(client, {"apiKey": key, "u": "clara"}).refused("ping")["code"] == 43
    assert Player(client, {"apiKey": "ms_wrong"}).refused("ping")["code"] == 44


@pytest.mark.parametrize("call", ["ping", "getArtists", "stream"])
def test_whoever_proves_nothing_is_refused(client, player, call):
    assert Player(client, {}).refused(call)["code"] == 10
    assert Player(client, {"u": "clara"}).refused(call)["code"] == 10
    for wrong in (token_login("clara", "wrong"), token_login("nobody", "wrong"), {"u": "clara", "p": "correct horse"}):
        assert Player(client, wrong).refused(call)["code"] == 40


def test_the_password_of_the_account_and_its_cookie_open_nothing(browser, client, clara):
    login = {"email": "clara@example.com", "password": "correct horse"}
    assert browser.post("/api/auth/login/", json=login).status_code == 200
    assert Player(browser, {}).refused("ping")["code"] == 10
    assert Player(client, token_login("clara", "correct horse")).refused("ping")["code"] == 40


def test_a_removed_password_opens_nothing(clara, robert, player):
    number = clara.get("/api/auth/app-passwords/").json["results"][0]["id"]
    assert robert.delete(f"/api/auth/app-passwords/{number}/").status_code == 404
    player.get("ping")
    assert clara.get("/api/auth/app-passwords/").json["results"][0]["last_used_at"]
    assert clara.delete(f"/api/auth/app-passwords/{number}/").status_code == 204
    assert player.refused("ping")["code"] == 40


def test_whoever_changes_the_password_of_the_account_locks_all_players_out(clara, player):
    change = {"current_password": "correct horse", "new_password": "battery staple"}
    assert clara.post("/api/auth/change-password/", json=change).status_code == 200
    assert player.refused("ping")["code"] == 40


def test_an_api_key_makes_no_passwords(client, clara):
    key = clara.post("/api/auth/keys/", json={"name": "player"}).json["key"]
    made = client.post("/api/auth/app-passwords/", json={"name": "x"}, headers={"Authorization": f"Token {key}"})
    assert made.status_code == 403


def test_pages_of_other_sites_may_play_and_send_no_cookies(client, player):
    answer = client.get("/rest/ping", headers={"Origin": "https://player.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


class TestLimits:
    @pytest.fixture
    def environment(self, environment):
        return {**environment, "RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_PER_MIN": "30"}

    def test_a_player_that_tries_what_there_is_is_not_locked_out(self, client, player):
        for _ in range(100):
            assert Player(client, token_login("clara", "wrong")).refused("ping")["code"] == 40
        assert player.get("ping")
