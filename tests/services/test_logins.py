"""Logins: keys that end, and access tokens that end with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from sqlalchemy import select

from backend.db.models import Login
from backend.services.access_tokens import AccessTokens
from backend.services.accounts import SignUp
from backend.services.logins import Logins

pytestmark = pytest.mark.security

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = "a secret of the tests that is long enough"


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def logins(studio, clock):
    studio.accounts.sign_up(SignUp("anna@example.com", "correct horse"))
    return Logins(studio.database, admin_email="", clock=clock)


@pytest.fixture
def login(studio, logins):
    with studio.database.transaction() as session:
        return logins.open(session, 1)


def row(studio):
    with studio.database.transaction() as session:
        return session.execute(select(*Login.__table__.columns)).one()


def test_a_key_leads_to_its_holder(logins, login):
    assert logins.caller_with_key(login.key).owner == "user:1"
    assert logins.caller_with_id(login.id).login_id == login.id


@pytest.mark.parametrize("key", ["", "ms_", "ms_wrong", "x" * 300])
def test_other_keys_lead_nowhere(logins, login, key):
    assert logins.caller_with_key(key) is None


def test_the_key_itself_is_not_kept(studio, login):
    kept = row(studio)
    assert kept.id == login.id
    assert login.key not in str(kept)


def test_a_key_ends_a_month_after_it_was_last_used(logins, login, clock):
    for _ in range(3):
        clock.now += timedelta(days=20)
        assert logins.caller_with_key(login.key)
    clock.now += timedelta(days=31)
    assert logins.caller_with_key(login.key) is None


def test_use_is_noted_at_most_once_a_minute(studio, logins, login, clock):
    clock.now += timedelta(seconds=59)
    logins.caller_with_key(login.key)
    assert row(studio).last_used_at == NOW
    clock.now += timedelta(seconds=2)
    logins.caller_with_key(login.key)
    assert row(studio).last_used_at == clock.now


def test_a_token_names_its_login_for_a_quarter_of_an_hour(clock):
    tokens = AccessTokens(SECRET, clock=clock)
    token = tokens.write(1, "login")
    clock.now += timedelta(minutes=14)
    assert tokens.login_id(token) == "login"
    clock.now += timedelta(minutes=2)
    assert tokens.login_id(token) is None


def forged(**changes):
    claims = {
        "iss": "mini-studio",
        "aud": "mini-studio",
        "sub": "1",
        "sid": "login",
        "iat": NOW,
        "exp": NOW.timestamp() + 60,
    }
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


@pytest.mark.parametrize("changes", [{"aud": "other"}, {"iss": "other"}, {"exp": None}, {"sid": None}, {"sid": 7}, {}])
def test_tokens_that_are_not_ours_name_nothing(clock, changes):
    tokens = AccessTokens(SECRET, clock=clock)
    key = tokens._key if changes else b"another key that is long enough for it"
    assert tokens.login_id(jwt.encode(forged(**changes), key, "HS256")) is None


def test_a_token_without_a_signature_names_nothing(clock):
    tokens = AccessTokens(SECRET, clock=clock)
    assert tokens.login_id(jwt.encode(forged(), None, "none")) is None
    assert tokens.login_id("a.b.c") is None
