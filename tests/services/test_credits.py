"""Credits: what comes, what a job costs, and what becomes of it however the job ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from backend.db.credits import CreditShare
from backend.db.models import Job, Song, User
from backend.jobs.claims import Claims
from backend.jobs.errors import ClaimLost
from backend.jobs.runner import Tasks, run_job
from backend.jobs.salvage import Salvage
from backend.services.callers import Caller, Person, owner_of, user_id_of
from backend.services.errors import Conflict, CreditsShort, InvalidInput, NotFound
from backend.services.wishes import Wishes
from backend.wiring import assemble
from backend.wiring_jobs import TASKS

CLARA, CALLER = "user:1", Caller(Person(1, "clara", "clara@example.com", "", True, False))
ROBERT = Caller(Person(2, "robert", "robert@example.com", "", True, False))
WISHES = Wishes("calm piano", 16.0, seed=7)
PRICES = """
trial = 20
monthly = 50
[music]
composer = { start = 0, per_second = 0.25 }
neural = { start = 0, per_second = 1 }
[edit]
"*" = { start = 1, per_second = 0 }
"""
PRICE, NEURAL, EDIT = 4, 16, 1  # of a song of 16 seconds, as the stand-in plans it


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 29, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def studio(settings, engine, databases_there, clock):
    from fakes import fake_music

    settings.prices_file.write_text(PRICES)
    settings = replace(settings, database_url=databases_there.fresh(settings.storage_dir))
    services = assemble(settings, fake_music(engine), clock=clock)
    with services.database.transaction() as session:
        for name, verified in (("clara", None), ("robert", clock.now)):
            mail = f"{name}@example.com"
            session.add(User(name, name, mail, "hash", clock.now, email_verified_at=verified))
            session.flush()
    yield services
    assert services.credit_desk.faults() == []
    services.database.close()


def has(studio, owner=CLARA):
    standing = studio.credits.standing(owner)
    return standing.balance, standing.held


def ask(studio, owner=CLARA, **more):
    return studio.creation.request_song(owner, replace(WISHES, **more)).job.id


def run(studio, job_id):
    run_job(job_id, Claims(studio.database, "tests"), Tasks(TASKS, studio))


def kinds(studio, owner=CLARA):
    return [line["kind"] for line in studio.credits.page(owner, number=1, size=50)[1]][::-1]


def verify(studio):
    with studio.database.transaction() as session:
        session.get_one(User, 1).email_verified_at = datetime(2026, 11, 29, tzinfo=UTC)


def test_an_account_begins_with_the_trial(studio):
    assert has(studio) == has(studio) == (20, 0)
    assert kinds(studio) == ["trial"]


def test_the_allowance_comes_once_a_month_to_verified_addresses(studio, clock):
    assert has(studio, "user:2") == has(studio, "user:2") == (70, 0)
    clock.now += timedelta(days=3)
    assert has(studio, "user:2") == (120, 0)
    assert has(studio) == (20, 0)
    verify(studio)
    assert has(studio) == (70, 0)


def come_again(studio, clock, user_id):
    """Close an account and open another for its address; the owner's name of that."""
    with studio.database.transaction() as session:
        user = session.get_one(User, user_id)
        mail = user.email
        studio.people.closing._empty(session, user)
        studio.people.closing._blank(user)
        session.flush()
        return register(session, clock, mail, f"again{user_id}")


def register(session, clock, mail, name):
    user = User(name, name, mail, "hash", clock.now, email_verified_at=clock.now)
    session.add(user)
    session.flush()
    return owner_of(user.id)


def test_an_address_is_given_nothing_twice_by_closing_its_account(studio, clock):
    assert has(studio, "user:2") == (70, 0)
    again = come_again(studio, clock, 2)
    assert has(studio, again) == has(studio, again) == (0, 0)
    assert kinds(studio, again) == []
    clock.now += timedelta(days=3)
    assert has(studio, again) == (50, 0), "the next month is the account's own"
    assert has(studio, come_again(studio, clock, user_id_of(again))) == (0, 0)
    with studio.database.transaction() as session:
        kept = [(share.digest, share.key) for share in session.scalars(select(CreditShare))]
    assert sorted(key for _, key in kept) == ["allowance 2026-12", "trial"]
    assert len({digest for digest, _ in kept}) == 1 and "robert" not in str(kept)


def test_an_address_that_was_left_for_another_is_given_nothing_again(studio, clock):
    assert has(studio, "user:2") == (70, 0)
    with studio.database.transaction() as session:
        session.get_one(User, 2).email = "new@example.com"
        session.flush()
        again = register(session, clock, "robert@example.com", "again")
    assert has(studio, again) == (0, 0)
    assert has(studio, "user:2") == (70, 0)


def test_a_song_is_held_for_when_it_is_accepted_and_paid_for_when_it_is_there(studio):
    job = ask(studio)
    assert has(studio) == (20 - PRICE, PRICE)
    run(studio, job)
    assert has(studio) == (20 - PRICE, 0)
    assert kinds(studio) == ["trial", "hold", "settle"]


def test_a_job_that_is_delivered_twice_is_paid_for_once(studio):
    job = ask(studio)
    run(studio, job)
    run(studio, job)
    claims = Claims(studio.database, "tests")
    assert claims.claim(job) is None
    assert has(studio) == (20 - PRICE, 0)


def test_a_finish_that_comes_too_late_is_not_paid_for(studio):
    job = ask(studio)
    claims = Claims(studio.database, "tests")
    claim = claims.claim(job)
    studio.board.cancel(job)
    with pytest.raises(ClaimLost), studio.database.transaction() as session:
        claims.finish(session, claim)
    assert has(studio) == (20, 0)
    assert kinds(studio) == ["trial", "hold", "release"]


def test_a_job_that_fails_costs_nothing(studio, engine):
    engine.before.append(lambda: 1 / 0)
    run(studio, ask(studio))
    assert has(studio) == (20, 0)


def test_a_job_that_is_lost_is_given_back_by_who_finds_it(studio, clock):
    job = ask(studio)
    for attempt in (1, 2):
        Claims(studio.database, "dead", clock=clock).claim(job)
        clock.now += timedelta(minutes=5)
        swept = Salvage(studio.database, "me", clock=clock).sweep()
        assert (swept.back, swept.failed) == (((job,), ()) if attempt == 1 else ((), (job,)))
    assert has(studio) == (20, 0)


def test_a_job_that_kills_its_process_before_it_begins_is_given_back(studio):
    job = ask(studio)
    salvage = Salvage(studio.database, "me")
    assert salvage.bury(7, job, -9) and salvage.bury(7, job, -9)
    assert studio.board.view(job).status == "failed"
    assert has(studio) == (20, 0)


def test_a_worker_that_stops_keeps_the_hold_open(studio):
    job = ask(studio)
    Claims(studio.database, "me").claim(job)
    Salvage(studio.database, "me").release()
    assert has(studio) == (20 - PRICE, PRICE)


def test_a_retry_is_held_for_anew(studio):
    first = ask(studio)
    studio.board.cancel(first)
    again = studio.creation.retry(first, CLARA).job.id
    assert studio.creation.retry(first, CLARA).job.id == again
    assert has(studio) == (20 - PRICE, PRICE)
    run(studio, again)
    assert kinds(studio) == ["trial", "hold", "release", "hold", "settle"]


def test_a_request_that_comes_twice_is_held_for_once(studio):
    for _ in range(2):
        studio.creation.request_song(CLARA, WISHES, idempotency_key="one")
    assert has(studio) == (20 - PRICE, PRICE)


def test_an_edit_has_its_own_price(studio):
    accepted = studio.creation.request_song(CLARA, WISHES)
    run(studio, accepted.job.id)
    edit = studio.edits.request(CALLER, accepted.song_id, {"kind": "regenerate", "seed": 9})
    assert has(studio) == (20 - PRICE - EDIT, EDIT)
    run(studio, edit.job.id)
    assert has(studio) == (20 - PRICE - EDIT, 0)


def test_an_engine_that_stands_in_is_paid_its_own_price(studio):
    job = ask(studio, engine="neural")
    assert has(studio) == (20 - NEURAL, NEURAL)
    run(studio, job)
    assert studio.board.view(job).engine_used == "composer"
    assert has(studio) == (20 - PRICE, 0)


def test_who_has_not_enough_is_told_what_is_missing_and_nothing_is_put_up(studio):
    ask(studio, engine="neural")
    with pytest.raises(CreditsShort, match="costs 16 credits and you have 4: 12 are missing") as short:
        ask(studio, engine="neural")
    assert short.value.facts == {"price": 16, "balance": 4, "missing": 12}
    assert "Verify your address to get 50 each month." in short.value.message
    with studio.database.transaction() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (Job, Song)] == [1, 1]
    assert has(studio) == (20 - NEURAL, NEURAL)


def test_who_is_verified_is_told_when_the_next_come(studio):
    verify(studio)
    with pytest.raises(CreditsShort, match="The next 50 come on 2026-12-01"):
        for _ in range(9):
            ask(studio, engine="neural")


def test_who_gets_nothing_each_month_is_sent_to_the_administrator(studio):
    studio.credit_desk.allow(CLARA, 0)
    with pytest.raises(CreditsShort, match="Redeem a code, or ask the administrator"):
        ask(studio, engine="neural"), ask(studio, engine="neural")


def test_the_price_is_known_before_the_song_is_asked_for(studio):
    assert studio.creation.preview(WISHES)["price"] == PRICE
    assert studio.creation.preview(replace(WISHES, engine="neural"))["price"] == NEURAL


def test_guests_pay_with_the_days_trial_alone(studio):
    guest = studio.trial.new_guest("10.0.0.1")
    run(studio, ask(studio, guest.owner))
    with studio.database.transaction() as session:
        studio.trial.hand_over(session, guest, CLARA)
    assert has(studio) == (20, 0)


def test_where_credits_are_off_nothing_costs_anything(studio, settings, engine, clock):
    from fakes import fake_music

    off = assemble(
        replace(settings, database_url=studio.database.url, credits_enabled=False), fake_music(engine), clock=clock
    )
    run(off, ask(off, engine="neural")), run(off, ask(off, engine="neural"))
    assert off.creation.preview(WISHES)["price"] is None
    assert off.credits.state(CALLER)["enabled"] is False and off.credits.balance(CALLER) is None
    assert off.credits.page(CLARA, number=1, size=9) == (0, [])
    off.database.close()


def test_what_was_held_before_credits_were_turned_off_is_not_kept(studio, settings, engine, clock):
    from fakes import fake_music

    job = ask(studio)
    off = assemble(
        replace(settings, database_url=studio.database.url, credits_enabled=False), fake_music(engine), clock=clock
    )
    off.board.cancel(job)
    off.database.close()
    assert has(studio) == (20, 0)


def test_a_grant_is_given_once_for_each_key_and_stands_in_the_statement(studio):
    for _ in range(2):
        now = studio.credit_desk.grant("user:2", 30, note="For the workshop", key="may")
    assert (now["balance"], now["trial"]) == (100, False)
    assert studio.credits.page("user:2", number=1, size=1)[1][0]["text"] == "From the administrator: For the workshop"


def test_more_than_there_is_cannot_be_taken_back(studio):
    assert studio.credit_desk.grant(CLARA, -15)["balance"] == 5
    with pytest.raises(InvalidInput, match="has 5 credits; no more can be taken"):
        studio.credit_desk.grant(CLARA, -6)


@pytest.mark.security
def test_an_address_that_is_not_verified_gets_the_trial_and_no_more(studio):
    code = studio.credit_codes.make(10)["code"]
    with pytest.raises(Conflict, match="Only the trial"):
        studio.credit_desk.grant(CLARA, 1)
    with pytest.raises(Conflict, match="Only the trial"):
        studio.credit_codes.redeem(CALLER, code)
    assert studio.credit_codes.listing()[0]["uses_left"] == 1
    assert has(studio) == (20, 0)


def test_an_allowance_of_ones_own_counts_from_the_next_on(studio, clock):
    assert has(studio, "user:2") == (70, 0)
    assert studio.credit_desk.allow("user:2", 500)["balance"] == 70
    clock.now += timedelta(days=3)
    assert has(studio, "user:2") == (570, 0)
    assert studio.credit_desk.allow("user:2", None)["monthly"] == 50


def test_a_code_is_redeemed_once_by_each_until_it_is_used_up(studio):
    verify(studio)
    code = studio.credit_codes.make(10, uses=2, note="Workshop")["code"]
    assert studio.credit_codes.redeem(ROBERT, code.lower().replace("-", " "))["balance"] == 80
    with pytest.raises(Conflict, match="redeemed this code already"):
        studio.credit_codes.redeem(ROBERT, code)
    assert studio.credit_codes.redeem(CALLER, code)["amount"] == 10
    with pytest.raises(InvalidInput, match="used up"):
        studio.credit_codes.redeem(Caller(Person(2, "robert", "", "", True, False)), code)
    assert [one["uses_left"] for one in studio.credit_codes.listing()] == [0]


def test_a_code_ends_with_its_time_or_by_hand(studio, clock):
    late = studio.credit_codes.make(10, expires_at=clock.now + timedelta(hours=1))["code"]
    ended = studio.credit_codes.make(10)
    studio.credit_codes.end(ended["id"])
    clock.now += timedelta(hours=2)
    for code in (late, ended["code"], "AAAA-BBBB-CCCC-DDDD", ""):
        with pytest.raises(InvalidInput, match="no such code"):
            studio.credit_codes.redeem(ROBERT, code)
    with pytest.raises(NotFound):
        studio.credit_codes.end(99)


def test_no_code_is_kept_as_it_is(studio):
    made = studio.credit_codes.make(10)
    assert made["code"].endswith(made["hint"].lstrip("…"))
    assert made["code"] not in str(studio.credit_codes.listing())


def test_people_are_found_by_number_name_and_address(studio):
    desk = studio.credit_desk
    assert desk.owner(1) == desk.owner("Clara") == desk.owner("CLARA@example.com") == CLARA
    with pytest.raises(NotFound, match="no user nobody"):
        desk.owner("nobody")
