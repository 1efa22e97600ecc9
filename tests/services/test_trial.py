"""Guests and their day's allowance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from backend.db.models import TrialUse
from backend.services.errors import TrialSpent
from backend.services.moments import utcnow
from backend.services.trial import Trial

pytestmark = pytest.mark.security


@pytest.fixture
def trial():
    return Trial("secret", allowance=2, clock=utcnow)


def draw(studio, trial, owner, times=1):
    for _ in range(times):
        with studio.database.transaction() as session:
            trial.draw(session, owner)


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
    draw(studio, trial, trial.new_guest("10.0.0.1").owner, times=2)
    with pytest.raises(TrialSpent, match="2 songs a day"):
        draw(studio, trial, trial.new_guest("10.0.0.1").owner)


def test_all_addresses_of_an_ipv6_network_are_one_place(studio, trial):
    draw(studio, trial, trial.new_guest("2001:db8:1:2::3").owner, times=2)
    with pytest.raises(TrialSpent):
        draw(studio, trial, trial.new_guest("2001:db8:1:2:ffff::4").owner)
    draw(studio, trial, trial.new_guest("2001:db8:1:3::3").owner)


def test_another_address_has_its_own(studio, trial):
    draw(studio, trial, trial.new_guest("10.0.0.1").owner, times=2)
    draw(studio, trial, trial.new_guest("10.0.0.2").owner)


def test_yesterday_does_not_count_and_is_forgotten(studio, trial):
    yesterday = Trial("secret", allowance=2, clock=lambda: utcnow() - timedelta(days=1))
    guest = trial.new_guest("10.0.0.1")
    draw(studio, yesterday, guest.owner, times=2)
    draw(studio, trial, guest.owner)
    with studio.database.transaction() as session:
        trial.tidy(session)
        assert session.scalar(select(func.count(TrialUse.id))) == 1


def test_an_account_for_what_was_made_does_not_renew_the_trial(studio, trial):
    guest = trial.new_guest("10.0.0.1")
    draw(studio, trial, guest.owner, times=2)
    with studio.database.transaction() as session:
        trial.hand_over(session, guest, "user:1")
    with pytest.raises(TrialSpent):
        draw(studio, trial, trial.new_guest("10.0.0.1").owner)


def test_users_are_not_counted(studio, trial):
    draw(studio, trial, "user:1", times=5)


def test_a_request_that_is_sent_twice_is_of_one_guest(trial):
    name = "an unguessable name"
    assert trial.new_guest("10.0.0.1", again=name) == trial.new_guest("10.0.0.1", again=name)
    assert trial.new_guest("10.0.0.1", again=name) != trial.new_guest("10.0.0.2", again=name)


def test_a_name_that_others_could_think_of_makes_nobody_the_same(trial):
    assert trial.new_guest("10.0.0.1", again="1") != trial.new_guest("10.0.0.1", again="1")


def test_requests_at_once_do_not_pass_the_allowance(studio, trial):
    from threading import Barrier, Thread

    owner, together, refused = trial.new_guest("10.0.0.1").owner, Barrier(6), []

    def ask():
        together.wait()
        try:
            draw(studio, trial, owner)
        except TrialSpent:
            refused.append(owner)

    asking = [Thread(target=ask) for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(refused) == 4
    with studio.database.transaction() as session:
        assert session.scalar(select(func.count(TrialUse.id))) == 2
