"""The post office: who gets letters, how many, and what becomes of those that could not be carried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.db.models import Job
from backend.services.accounts import SignUp
from backend.services.errors import InvalidInput
from backend.services.mail.carriers import MailDelayed, MailRefused
from backend.services.mail.post import AGAIN_AFTER, KEPT, MAIL, MOST_AN_HOUR
from backend.services.moments import utcnow

ANNA = "anna@example.com"


@pytest.fixture
def anna(studio, work):
    studio.accounts.sign_up(SignUp(ANNA, "correct horse"))
    work()


@pytest.fixture
def later(studio, monkeypatch):
    """Let time pass for the post office."""

    def later(time):
        moment = utcnow() + time
        monkeypatch.setattr(studio.people.post, "_clock", lambda: moment)

    return later


def jobs(studio):
    with studio.database.transaction() as session:
        found = session.scalars(select(Job).where(Job.type == MAIL).order_by(Job.created_at)).all()
        return [(job.status, job.input["turn"], (job.error or {}).get("code")) for job in found]


def subjects(studio, to=ANNA):
    return [letter["subject"] for letter in studio.people.mailbox.letters(to)]


class Broken:
    def __init__(self, outcome):
        self.outcome = outcome

    def carry(self, _mail):
        raise self.outcome


def test_who_signs_up_gets_a_letter(studio, anna):
    (letter,) = studio.people.mailbox.letters(ANNA)
    assert (letter["subject"], letter["to"]) == ("Verify your address", ANNA)
    assert letter["links"][0].startswith(f"{studio.settings.public_url}/api/auth/verify-email/")


@pytest.mark.security
def test_no_token_is_kept(studio, anna):
    (token,) = {letter["links"][0].split("/")[-2] for letter in studio.people.mailbox.letters(ANNA)}
    with studio.database.transaction() as session:
        kept = [str(vars(job)) for job in session.scalars(select(Job))]
    assert kept and not any(token in row for row in kept)


@pytest.mark.security
def test_a_stranger_gets_no_letter_but_the_same_job(studio, anna, work):
    for to in (ANNA, "nobody@example.com"):
        studio.people.recovery.ask(to)
    work()
    assert jobs(studio)[-2:] == [("finished", 0, None)] * 2
    assert subjects(studio, "nobody@example.com") == []
    assert "Choose a new password" in subjects(studio)


@pytest.mark.security
def test_a_mailbox_cannot_be_filled(studio, anna, work, later):
    for _ in range(MOST_AN_HOUR + 3):
        studio.people.recovery.ask(ANNA)
    work()
    assert subjects(studio).count("Choose a new password") == MOST_AN_HOUR
    later(timedelta(minutes=61))
    studio.people.recovery.ask(ANNA)
    work()
    assert subjects(studio).count("Choose a new password") == MOST_AN_HOUR + 1


def test_a_delayed_letter_is_tried_again_later_and_then_given_up(studio, anna, work, later, monkeypatch):
    monkeypatch.setattr(studio.people.post, "_carrier", Broken(MailDelayed("away")))
    studio.people.recovery.ask(ANNA)
    work()
    for turn, wait in enumerate(AGAIN_AFTER):
        assert jobs(studio)[-1] == ("failed", turn, "mail_delayed")
        studio.people.post.tidy()
        assert jobs(studio)[-1][1] == turn
        later(wait + timedelta(seconds=5))
        studio.people.post.tidy()
        work()
    later(timedelta(hours=5))
    studio.people.post.tidy()
    assert [job[1] for job in jobs(studio)] == [0, len(AGAIN_AFTER)]


def test_two_workers_that_tidy_at_once_send_one_letter(studio, anna, work, later, monkeypatch):
    monkeypatch.setattr(studio.people.post, "_carrier", Broken(MailDelayed("away")))
    studio.people.recovery.ask(ANNA)
    work()
    later(timedelta(minutes=2))
    with studio.database.transaction() as session:
        failed = session.scalars(select(Job).where(Job.status == "failed")).one()
        session.expunge(failed)
    with studio.database.transaction() as session:
        studio.people.post._again(session, failed, 1)
        studio.people.post._again(session, failed, 1)
    assert jobs(studio)[1:] == [("queued", 1, None)]


def test_a_refused_letter_is_not_tried_again(studio, anna, work, later, monkeypatch):
    monkeypatch.setattr(studio.people.post, "_carrier", Broken(MailRefused("nobody here")))
    studio.people.recovery.ask(ANNA)
    work()
    later(timedelta(hours=2))
    studio.people.post.tidy()
    assert jobs(studio)[-1] == ("failed", 0, "mail_refused")


@pytest.mark.security
def test_addresses_are_forgotten_after_a_day(studio, anna, later):
    later(KEPT + timedelta(minutes=1))
    studio.people.post.tidy()
    assert jobs(studio) == []


@pytest.mark.security
def test_no_address_and_no_link_is_logged(studio, anna, work, caplog, monkeypatch):
    with caplog.at_level("DEBUG"):
        studio.people.recovery.ask(ANNA)
        work()
        monkeypatch.setattr(
            studio.people.post, "_carrier", Broken(MailRefused("The mail server refused the recipient (550)."))
        )
        studio.people.recovery.ask(ANNA)
        work()
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "refused the recipient" in said
    assert ANNA not in said and "reset-password" not in said


@pytest.mark.security
def test_of_two_who_want_an_address_each_gets_their_own_link(studio, anna, work):
    key = studio.accounts.log_in(ANNA, "correct horse").key
    studio.people.profile.move(studio.accounts.logins.caller_with_key(key), "new@example.com", "correct horse")
    joined = studio.accounts.sign_up(SignUp("new@example.com", "correct horse"))
    work()
    joining, moving = (letter["links"][0].split("/")[-2] for letter in studio.people.mailbox.letters("new@example.com"))
    with pytest.raises(InvalidInput, match="already exists"):
        studio.people.profile.verify(moving)
    assert studio.people.profile.verify(joining).id == joined.id
