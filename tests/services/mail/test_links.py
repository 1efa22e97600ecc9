"""The links in letters: what they open, and when they no longer do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.db.models import User
from backend.services.errors import InvalidInput
from backend.services.mail.links import LASTS, Links, Purpose

pytestmark = pytest.mark.security

NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
SECRET = "a secret that only the tests know, long enough"


@pytest.fixture
def clock():
    moment = [NOW]

    def clock():
        return moment[0]

    clock.pass_by = lambda time: moment.__setitem__(0, moment[0] + time)
    return clock


@pytest.fixture
def links(clock):
    return Links(SECRET, "https://studio.test", clock=clock)


@pytest.fixture
def anna():
    user = User("anna", "anna", "anna@example.com", "$hash", NOW)
    user.id = 7
    return user


def token(links, purpose, user):
    address = links.write(purpose, user)
    assert address.startswith("https://studio.test/")
    return address.rstrip("/").rsplit("/", 1)[1]


def is_dead(links, purpose, written, user):
    with pytest.raises(InvalidInput, match="does not work any more"):
        links.check(purpose, written, user)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_fits_the_user_it_was_written_for(links, anna, purpose):
    written = token(links, purpose, anna)
    assert links.user_id(purpose, written) == 7
    assert links.check(purpose, written, anna) is anna


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_lasts_to_the_second(links, anna, clock, purpose):
    written = token(links, purpose, anna)
    clock.pass_by(LASTS[purpose])
    assert links.check(purpose, written, anna)
    clock.pass_by(timedelta(seconds=1))
    is_dead(links, purpose, written, anna)


@pytest.mark.parametrize(
    ("purpose", "change"),
    [
        (Purpose.RESET, {"password_hash": "$other"}),
        (Purpose.RESET, {"email": "anna@example.org"}),
        (Purpose.RESET, {"id": 8}),
        (Purpose.RESET, {"closed_at": NOW}),
        (Purpose.VERIFY, {"email_verified_at": NOW}),
        (Purpose.VERIFY, {"email": "anna@example.org"}),
        (Purpose.VERIFY, {"pending_email": "anna@example.org"}),
        (Purpose.VERIFY, {"closed_at": NOW}),
    ],
)
def test_a_link_ends_when_what_it_is_about_changes(links, anna, purpose, change):
    written = token(links, purpose, anna)
    for name, value in change.items():
        setattr(anna, name, value)
    is_dead(links, purpose, written, anna)


def test_a_new_password_does_not_end_the_link_to_verify(links, anna):
    written = token(links, Purpose.VERIFY, anna)
    anna.password_hash = "$other"
    assert links.check(Purpose.VERIFY, written, anna)


def test_a_link_for_one_thing_does_not_do_the_other(links, anna):
    is_dead(links, Purpose.RESET, token(links, Purpose.VERIFY, anna), anna)
    is_dead(links, Purpose.VERIFY, token(links, Purpose.RESET, anna), anna)


def test_nobody_is_nobodys_user(links, anna):
    is_dead(links, Purpose.RESET, token(links, Purpose.RESET, anna), None)


@pytest.mark.parametrize(
    "forge",
    [
        lambda t: t[:-1] + "AB"[t[-1] == "A"],
        lambda t: "x" + t,
        lambda t: "",
        lambda t: "." * 9,
        lambda t: "\ud7ff\0é",
        lambda t: t * 90,
    ],
)
def test_forged_links_open_nothing(links, anna, forge):
    is_dead(links, Purpose.RESET, forge(token(links, Purpose.RESET, anna)), anna)


def test_links_of_another_studio_open_nothing(links, anna, clock):
    other = Links(SECRET[::-1], "https://studio.test", clock=clock)
    is_dead(links, Purpose.RESET, token(other, Purpose.RESET, anna), anna)


def test_a_clock_that_was_put_back_opens_nothing(links, anna, clock):
    written = token(links, Purpose.RESET, anna)
    clock.pass_by(-timedelta(hours=2))
    is_dead(links, Purpose.RESET, written, anna)
