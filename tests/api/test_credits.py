"""Credits over HTTP: what I have, what it costs, the statement, codes, and the administrator's desk."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from backend.api import credit_schemas, schemas

ADMIN = "nadia@example.com"
PASSWORD = "correct horse"
PRICES = """
trial = 10
monthly = 50
[music]
"*" = { start = 0, per_second = 0.25 }
"""
PRICE = 4  # of the stand-in's song of 16 seconds
DESK = [
    ("GET", "/api/admin/credits/1"),
    ("GET", "/api/admin/credits/1/history"),
    ("POST", "/api/admin/credits/1/grants"),
    ("PUT", "/api/admin/credits/1/allowance"),
    ("GET", "/api/admin/credits/codes"),
    ("POST", "/api/admin/credits/codes"),
    ("DELETE", "/api/admin/credits/codes/1"),
]


@pytest.fixture
def environment(environment, tmp_path):
    (tmp_path / "prices.toml").write_text(PRICES)
    return {**environment, "ADMIN_EMAIL": ADMIN}


@pytest.fixture
def admin(sign_up, studio):
    client = sign_up("nadia")
    studio.accounts.confirm(ADMIN)
    return client


@pytest.fixture
def verified(clara, studio):
    studio.accounts.confirm("clara@example.com")
    return clara


def mine(client):
    return client.get("/api/credits").json


def id_of(client):
    return client.get("/api/auth/user/").json["id"]


def ask(client, **more):
    return client.post("/api/jobs/music", json={"prompt": "calm piano", "seed": 7, **more})


def test_a_new_account_has_the_trial_and_says_so(clara):
    assert mine(clara) == {
        "success": True,
        "enabled": True,
        "balance": 10,
        "held": 0,
        "trial": True,
        "monthly": 50,
        "verified": False,
        "next_allowance": mine(clara)["next_allowance"],
    }
    assert clara.get("/api/auth/user/").json["credits"] == 10


def test_an_account_that_is_verified_gets_the_allowance(verified):
    assert (mine(verified)["balance"], mine(verified)["trial"]) == (60, False)
    assert verified.get("/api/auth/user/").json["credits"] == 60


def test_the_price_is_said_before_and_held_after_asking(clara, work):
    assert clara.post("/api/music/brief", json={"prompt": "calm piano"}).json["price"] == PRICE
    assert ask(clara).status_code == 202
    assert (mine(clara)["balance"], mine(clara)["held"]) == (10 - PRICE, PRICE)
    work()
    assert (mine(clara)["balance"], mine(clara)["held"]) == (10 - PRICE, 0)


def test_who_has_not_enough_is_told_what_is_missing(clara):
    ask(clara), ask(clara)
    refused = ask(clara)
    assert refused.status_code == 402
    schemas.Problem.model_validate(refused.json)
    said = {name: refused.json[name] for name in ("code", "title", "price", "balance", "missing")}
    assert said == {"code": "not_enough_credits", "title": "Credits used up", "price": 4, "balance": 2, "missing": 2}
    assert "2 are missing. Verify your address to get 50 each month." in refused.json["error"]
    assert clara.get("/api/jobs").json["count"] == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ai/generate/", {"prompt": "rain"}),
        ("/music/generate", {"prompt": "rain"}),
        ("/api/jobs/vocals", {"lyrics": "Hello world", "voice": "default"}),
    ],
)
def test_every_face_that_makes_music_costs(environment, tmp_path, request, path, body):
    (tmp_path / "prices.toml").write_text(PRICES + '[vocals]\n"*" = { start = 1, per_second = 0 }\n')
    clara = request.getfixturevalue("clara")
    assert clara.post(path, json=body).status_code < 300
    assert mine(clara)["held"] > 0


def test_a_cancelled_job_costs_nothing(clara):
    job = ask(clara).json["job_id"]
    clara.post(f"/api/jobs/{job}/cancel")
    assert (mine(clara)["balance"], mine(clara)["held"]) == (10, 0)
    assert clara.post(f"/api/jobs/{job}/retry").status_code == 202
    assert mine(clara)["held"] == PRICE


def test_the_statement_runs_down_to_the_balance(clara, make_song):
    make_song(clara)
    page = clara.get("/api/credits/history").json
    credit_schemas.CreditPage.model_validate(page)
    shown = [(line["text"], line["amount"], line["balance"]) for line in page["results"]]
    assert shown == [("Paid: Calm Piano", 0, 6), ("Held: Calm Piano", -4, 6), ("Trial", 10, 10)]
    second = clara.get("/api/credits/history?page=2&page_size=2").json
    assert (second["count"], len(second["results"]), bool(second["previous"])) == (3, 1, True)


@pytest.mark.security
def test_the_statement_as_csv_holds_no_formula(clara, studio):
    title = '=HYPERLINK("http://example.com")'
    assert ask(clara, title=title).status_code == 202
    answer = clara.get("/api/credits/history.csv")
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "text/csv",
        'attachment; filename="credits.csv"',
    )
    head, trial, held = csv.reader(StringIO(answer.text))
    assert head == ["created_at", "kind", "text", "amount", "balance", "job_id"]
    assert trial[1:5] == ["trial", "Trial", "10", "10"]
    assert held[2:5] == [f"Held: {title}", "-4", "6"]


def test_the_prices_are_everybodys_to_see(client):
    prices = client.get("/api/credits/prices").json
    credit_schemas.Prices.model_validate(prices)
    assert prices["results"] == [{"type": "music", "engine": "*", "start": 0.0, "per_second": 0.25}]
    assert client.get("/api/engines").json["results"][0]["price"] == {"start": 0.0, "per_second": 0.25}


def test_a_code_is_made_redeemed_and_ended(admin, verified):
    made = admin.post("/api/admin/credits/codes", json={"amount": 25, "uses": 2, "note": "Workshop"})
    assert made.status_code == 201
    credit_schemas.FreshCode.model_validate(made.json)
    redeemed = verified.post("/api/credits/redeem", json={"code": made.json["code"]})
    assert (redeemed.status_code, redeemed.json["amount"], redeemed.json["balance"]) == (200, 25, 85)
    assert verified.post("/api/credits/redeem", json={"code": made.json["code"]}).status_code == 409
    listed = admin.get("/api/admin/credits/codes").json
    credit_schemas.Codes.model_validate(listed)
    assert (listed["count"], listed["results"][0]["uses_left"]) == (1, 1)
    assert admin.delete(f"/api/admin/credits/codes/{made.json['id']}").status_code == 204
    assert admin.get("/api/admin/credits/codes").json["results"][0]["uses_left"] == 0


def test_a_code_that_is_none_is_refused_at_its_field(verified):
    refused = verified.post("/api/credits/redeem", json={"code": "nothing"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["code"])


def test_the_administrator_gives_and_takes_and_sees_it(admin, verified):
    user = id_of(verified)
    named = {"Idempotency-Key": "may"}
    for _ in range(2):
        given = admin.post(f"/api/admin/credits/{user}/grants", json={"amount": 7, "note": "Thanks"}, headers=named)
        assert (given.status_code, given.json["balance"]) == (201, 67)
    assert admin.post(f"/api/admin/credits/{user}/grants", json={"amount": -60}).json["balance"] == 7
    assert admin.post(f"/api/admin/credits/{user}/grants", json={"amount": -8}).status_code == 422
    assert admin.get(f"/api/admin/credits/{user}").json["balance"] == mine(verified)["balance"] == 7
    texts = [line["text"] for line in admin.get(f"/api/admin/credits/{user}/history").json["results"]]
    assert texts == ["From the administrator", "From the administrator: Thanks", "Monthly allowance", "Trial"]
    assert admin.put(f"/api/admin/credits/{user}/allowance", json={"monthly": 5}).json["monthly"] == 5
    assert admin.put(f"/api/admin/credits/{user}/allowance", json={"monthly": None}).json["monthly"] == 50
    assert admin.get("/api/admin/credits/999").status_code == 404


@pytest.mark.security
@pytest.mark.parametrize(("method", "path"), DESK)
def test_the_desk_is_the_administrators_alone(clara, client, method, path):
    assert clara.open(path, method=method, json={"amount": 5}).status_code == 403
    assert client.open(path, method=method, json={"amount": 5}).status_code == 401


@pytest.mark.security
@pytest.mark.parametrize("path", ["/api/credits", "/api/credits/history", "/api/credits/history.csv"])
def test_ones_credits_are_ones_own(clara, robert, client, path):
    ask(clara, title="A secret song")
    assert client.get(path).status_code == 401
    assert "secret" not in robert.get(path).text


@pytest.mark.security
def test_nobody_gives_themselves_credits_by_changing_their_account(clara):
    clara.patch("/api/auth/user/", json={"credits": 1000, "balance": 1000})
    clara.put("/api/auth/user/", json={"credits": 1000})
    assert mine(clara)["balance"] == 10


@pytest.mark.security
def test_a_closed_account_leaves_no_ledger(clara, studio):
    ask(clara)
    assert clara.post("/api/auth/delete-account/", json={"password": PASSWORD}).status_code == 200
    assert studio.credit_desk.faults() == []
    assert studio.credits.page("user:1", number=1, size=9) == (0, [])


def test_the_ledger_goes_into_everything_of_mine(clara, work):
    import json
    from io import BytesIO
    from zipfile import ZipFile

    clara.post("/api/auth/export/")
    work()
    archive = ZipFile(BytesIO(clara.get(clara.get("/api/auth/export/").json["url"]).data))
    assert json.loads(archive.read("data/credit_entries.json"))[0]["kind"] == "trial"
    assert json.loads(archive.read("data/credit_accounts.json"))[0]["balance"] == 10


def test_where_credits_are_off_nobody_is_asked_for_any(environment, request):
    environment["CREDITS_ENABLED"] = "0"
    clara = request.getfixturevalue("clara")
    for _ in range(4):
        assert ask(clara).status_code == 202
    assert clara.get("/api/auth/user/").json["credits"] is None
    assert (mine(clara)["enabled"], mine(clara)["balance"]) == (False, 0)
    assert clara.get("/api/credits/prices").json == {
        "success": True, "enabled": False, "trial": 0, "monthly": 0, "results": [],
    }  # fmt: skip
    assert clara.post("/api/music/brief", json={"prompt": "calm"}).json["price"] is None
