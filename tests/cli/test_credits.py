"""flask credits: give, allow, make codes, audit."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from backend.cli.credits import credits
from backend.db.credits import CreditAccount


@pytest.fixture
def say(app):
    def say(*words):
        return app.test_cli_runner().invoke(credits, [str(word) for word in words])

    return say


def balance(client):
    return client.get("/api/credits").json["balance"]


def test_credits_are_given_and_taken_by_name(say, clara, studio):
    studio.accounts.confirm("clara@example.com")
    before = balance(clara)
    said = say("grant", "clara", 50, "--note", "Thanks")
    assert said.exit_code == 0, said.output
    assert said.output.startswith(f"clara has {before + 50} credits, 0 held, and gets ")
    assert say("grant", "clara@example.com", -20).exit_code == 0
    assert balance(clara) == before + 30


def test_an_allowance_of_ones_own_can_be_set_and_forgotten(say, clara):
    usual = say("allow", "clara").output
    assert "gets 7 each month" in say("allow", "clara", 7).output
    assert say("allow", "clara").output == usual


def test_a_code_can_be_redeemed(say, clara, studio):
    studio.accounts.confirm("clara@example.com")
    before = balance(clara)
    code = say("code", 5, "--uses", 3).output.strip()
    assert re.fullmatch(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", code)
    assert clara.post("/api/credits/redeem", json={"code": code}).json["balance"] == before + 5


@pytest.mark.parametrize("words", [("grant", "nobody", 5), ("grant", "clara", 0), ("code", 0)])
def test_what_cannot_be_is_refused_with_a_reason(say, clara, words):
    said = say(*words)
    assert said.exit_code == 1 and said.output.startswith("Error: ")


def test_the_audit_says_whether_the_ledger_holds(say, clara, studio):
    assert say("check").output.startswith("The ledger holds")
    with studio.database.transaction() as session:
        session.execute(update(CreditAccount).values(balance=7777))
    said = say("check")
    assert said.exit_code == 1 and "user:1 has 7777; the lines make" in said.output
