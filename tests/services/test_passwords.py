"""Passwords: which are accepted, and how they are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from backend.services.passwords import Passwords, problems

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def passwords():
    return Passwords(QUICK)


def test_only_the_password_itself_matches(passwords):
    kept = passwords.hash("correct horse")
    assert passwords.matches(kept, "correct horse")
    assert not passwords.matches(kept, "correct horse ")


@pytest.mark.security
def test_the_same_password_is_kept_differently_each_time(passwords):
    assert passwords.hash("correct horse") != passwords.hash("correct horse")


@pytest.mark.security
def test_an_unknown_account_costs_a_hash_too(passwords, monkeypatch):
    verified = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, kept, password: verified.append(kept))
    assert not passwords.matches(None, "anything")
    assert len(verified) == 1


@pytest.mark.security
def test_nobodys_password_opens_nothing(passwords):
    assert not passwords.matches(None, "nobody's password")


def test_a_row_that_holds_no_hash_matches_nothing(passwords):
    assert not passwords.matches("not a hash", "anything")


def test_a_hash_with_weaker_parameters_is_outdated(passwords):
    assert not passwords.is_outdated(passwords.hash("correct horse"))
    assert Passwords(PasswordHasher()).is_outdated(passwords.hash("correct horse"))


@pytest.mark.parametrize(
    ("password", "word"),
    [("short", "at least 8"), ("x" * 201, "at most 200"), ("password123", "common"), ("PassWord", "common")],
)
def test_weak_passwords_are_refused_with_the_reason(password, word):
    assert word in problems(password)[0]


@pytest.mark.parametrize("password", ["correct horse", "dünnes Eis", "12 34 56 78"])
def test_anything_long_enough_and_uncommon_is_fine(password):
    assert problems(password) == []
