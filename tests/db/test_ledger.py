"""The ledger: lines are added once, an account is their sum, and a job that ends is paid for or given back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from backend.db import audit, ledger
from backend.db.credits import CreditAccount, CreditEntry
from backend.db.ledger import Line, Overdrawn
from backend.db.models import Job

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CLARA = "user:1"


@pytest.fixture
def session(database):
    """A transaction with an account of 100 credits in it."""
    with database.transaction() as session:
        ledger.open_account(session, CLARA, NOW)
        ledger.add(session, Line(CLARA, ledger.TRIAL, 100, "trial"), NOW)
        yield session


def state(session):
    account = session.execute(select(CreditAccount.balance, CreditAccount.held)).one()
    return account.balance, account.held


def hold(session, job_id="job_a", price=30, terms=None, **job):
    session.add(Job(job_id, "music", CLARA, {}, NOW, **job))
    session.flush()
    line = Line(CLARA, ledger.HOLD, -price, ledger.held_for(job_id), held=price, job_id=job_id, terms=terms)
    ledger.add(session, line, NOW)


def end(session, status, job_id="job_a", **told):
    session.execute(update(Job).where(Job.id == job_id).values(status=status, **told))
    ledger.close(session, [job_id], NOW, is_done=status == "finished")


def test_what_is_held_cannot_be_spent(session):
    hold(session)
    assert state(session) == (70, 30)
    assert audit.faults(session) == []


def test_a_finished_job_is_paid_for(session):
    hold(session)
    end(session, "finished")
    assert state(session) == (70, 0)
    assert audit.faults(session) == []


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_any_other_end_gives_all_of_it_back(session, status):
    hold(session)
    end(session, status)
    assert state(session) == (100, 0)
    assert audit.faults(session) == []


def test_a_cheaper_engine_that_stood_in_is_paid_its_own_price(session):
    hold(session, terms={"composer": 12, "neural": 30})
    end(session, "finished", engine_used="composer")
    assert state(session) == (88, 0)


def test_nobody_pays_more_than_was_held(session):
    hold(session, terms={"composer": 30, "neural": 90})
    end(session, "finished", engine_used="neural")
    assert state(session) == (70, 0)


def test_an_end_that_comes_twice_counts_once(session):
    hold(session)
    end(session, "failed")
    ledger.close(session, ["job_a"], NOW, is_done=False)
    ledger.close(session, ["job_a"], NOW, is_done=True)
    assert state(session) == (100, 0)
    assert audit.faults(session) == []


def test_a_job_that_costs_nothing_leaves_no_line(session):
    session.add(Job("job_free", "export", CLARA, {}, NOW))
    ledger.close(session, ["job_free"], NOW, is_done=True)
    assert [line.kind for line in session.scalars(select(CreditEntry))] == ["trial"]


def test_a_line_with_a_known_key_is_not_added(session):
    assert not ledger.add(session, Line(CLARA, ledger.TRIAL, 100, "trial"), NOW)
    assert state(session) == (100, 0)


def test_a_balance_never_falls_below_zero(session):
    with pytest.raises(Overdrawn, match="has 100 credits; 101 cannot be taken") as short:
        ledger.add(session, Line(CLARA, ledger.GRANT, -101, "too much"), NOW)
    assert (short.value.balance, short.value.missing) == (100, 1)
    assert ledger.add(session, Line(CLARA, ledger.GRANT, -100, "just right"), NOW)
    assert state(session) == (0, 0)


def test_an_account_is_opened_once(session):
    ledger.open_account(session, CLARA, NOW)
    assert state(session) == (100, 0)
    with pytest.raises(LookupError, match="user:2 has no account"):
        ledger.add(session, Line("user:2", ledger.GRANT, 1, "x"), NOW)


BREACHES = {
    "the balance is no sum": (update(CreditAccount).values(balance=7), "has 7; the lines make 70"),
    "what is held is no hold": (update(CreditAccount).values(held=7), "has 7 held; open holds make 30"),
    "a line has another balance": (update(CreditEntry).values(balance=7), "says 7; the lines until then make"),
    "a hold stays open": (update(Job).values(status="failed"), r"is failed and has the ends \[\], not \['release'\]"),
    "a job went away": (delete(Job), "job_a of user:1 is gone"),
    "an account went away": (delete(CreditAccount), "has lines and no account"),
}


@pytest.mark.parametrize(("change", "said"), BREACHES.values(), ids=BREACHES)
def test_the_audit_finds_what_is_not_true(session, change, said):
    hold(session)
    session.execute(change)
    assert any(re.search(said, fault) for fault in audit.faults(session)), audit.faults(session)
