"""Guests and their day's allowance."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.db.models import Job
from backend.services.errors import TrialSpent
from backend.services.moments import utcnow
from backend.services.trial import Trial

pytestmark = pytest.mark.security


@pytest.fixture
def trial():
    return Trial("secret", allowance=2, clock=utcnow)


def make(studio, owner, number, ago=timedelta(0)):
    with studio.database.transaction() as session:
        for index in range(number):
            session.add(Job(f"job_{owner}_{index}_{ago.days}", "music", owner, {}, utcnow() - ago))


def check(studio, trial, owner):
    with studio.database.transaction() as session:
        trial.check(session, owner)


def test_a_guest_comes_back_with_the_cookie(trial):
    guest = trial.new_guest("10.0.0.1")
    assert trial.guest_with_cookie(trial.cookie(guest)) == guest


@pytest.mark.parametrize(
    "change", [lambda cookie: cookie + "x", lambda cookie: "x" + cookie, lambda _: "", lambda _: "a.b"]
)
def test_a_changed_cookie_is_nobodys(trial, change):
    assert trial.guest_with_cookie(change(trial.cookie(trial.new_guest("10.0.0.1")))) is None


def test_a_cookie_of_another_studio_is_nobodys(trial):
    other = Trial("another secret", allowance=2, clock=utcnow)
    assert trial.guest_with_cookie(other.cookie(other.new_guest("10.0.0.1"))) is None


def test_the_address_cannot_be_read_from_the_key(trial):
    assert "10.0.0.1" not in trial.new_guest("10.0.0.1").guest_key


def test_the_allowance_is_for_all_guests_of_an_address(studio, trial):
    first, second = trial.new_guest("10.0.0.1"), trial.new_guest("10.0.0.1")
    make(studio, first.owner, 2)
    check(studio, trial, first.owner)
    make(studio, second.owner, 1)
    with pytest.raises(TrialSpent, match="2 songs a day"):
        check(studio, trial, second.owner)


def test_another_address_has_its_own(studio, trial):
    make(studio, trial.new_guest("10.0.0.1").owner, 5)
    check(studio, trial, trial.new_guest("10.0.0.2").owner)


def test_yesterday_does_not_count(studio, trial):
    guest = trial.new_guest("10.0.0.1")
    make(studio, guest.owner, 5, ago=timedelta(days=1))
    check(studio, trial, guest.owner)


def test_users_are_not_counted(studio, trial):
    make(studio, "user:1", 5)
    check(studio, trial, "user:1")
