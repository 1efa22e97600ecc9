"""Who is alive, by their own word."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.db.models import Worker
from backend.jobs.roster import Roster
from backend.jobs.timing import Timing


@pytest.fixture
def names(database):
    def names():
        with database.transaction() as session:
            return sorted(session.scalars(select(Worker.name)))

    return names


@pytest.fixture
def sign_on(database, clock):
    return lambda name: Roster(database, name, Timing(), clock)


def test_a_silent_worker_is_struck_out_and_comes_back_when_it_speaks(sign_on, names, clock):
    one, other = sign_on("one"), sign_on("other")
    one.sign_on()
    clock.later(21)
    other.sign_on()
    assert names() == ["other"]
    one.sign_on()
    assert names() == ["one", "other"]


def test_who_signs_on_twice_is_one_and_who_signs_off_is_gone(sign_on, names):
    roster = sign_on("one")
    roster.sign_on()
    roster.sign_on()
    assert names() == ["one"]
    roster.sign_off()
    assert names() == []
