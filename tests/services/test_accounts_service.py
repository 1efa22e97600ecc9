"""Accounts: what two people do at once, and what a login mends."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from backend.db.models import User
from backend.services.accounts import Accounts, SignUp
from backend.services.errors import InvalidInput

ANNA = SignUp("anna@example.com", "correct horse")


def test_of_two_who_sign_up_at_once_one_is_told(studio, monkeypatch):
    studio.accounts.sign_up(ANNA)
    monkeypatch.setattr(Accounts, "_problems", lambda *_: {})
    with pytest.raises(InvalidInput, match="already exists") as refusal:
        studio.accounts.sign_up(ANNA)
    assert list(refusal.value.fields) == ["email"]


@pytest.mark.security
def test_a_login_brings_an_outdated_hash_up_to_date(studio, monkeypatch):
    studio.accounts.sign_up(ANNA)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(studio.accounts._passwords, "_hasher", stronger)
    studio.accounts.log_in(ANNA.email, ANNA.password)
    with studio.database.transaction() as session:
        kept = session.scalar(select(User.password_hash))
    assert not stronger.check_needs_rehash(kept)
    assert stronger.verify(kept, ANNA.password)
