"""Credits: seen before they are spent, kindly refused when they run out, and got again."""

from __future__ import annotations

import csv
import re

import pytest
from letters import newest_link, path
from looking import look
from playwright.sync_api import expect

SENTENCE = "A slow lo-fi song with a warm piano, 20 seconds"


class Desk:
    """The administrator's page, from which credits are given and taken."""

    def __init__(self, page, address: str) -> None:
        self._page, self._head = page, {"Origin": address}

    def post(self, path: str, **said):
        answer = self._page.request.post(f"/api/admin/credits{path}", data=said, headers=self._head)
        assert answer.ok, answer.text()
        return answer.json()


@pytest.fixture
def desk(open_page, administrator, address):
    page = open_page("/sign-in")
    administrator(page)
    return Desk(page, address)


@pytest.mark.parametrize("size", [(1440, 960, "dark"), (390, 844, "light")])
def test_who_runs_out_is_told_what_is_missing_and_how_to_get_more(open_page, account, desk, shoot, size):
    width, height, theme = size
    page = open_page("/sign-in", width=width, height=height, theme=theme)
    account(page, "spender")
    user = page.request.get("/api/auth/user/").json()
    desk.post(f"/{user['id']}/grants", amount=1 - user["credits"], note="For the test")

    page.goto("/")
    page.get_by_label("Describe the song").fill(SENTENCE)
    expect(page.get_by_text(re.compile(r"\d+ credits, you have 1"))).to_be_visible()
    page.get_by_role("button", name="Make the song").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text(
        re.compile(r"costs \d+ credits and you have 1: \d+ (is|are) missing\. Verify your address")
    )
    look(page, shoot, f"credits-short-{width}")
    told.get_by_role("link", name="See your credits").click()

    expect(page.get_by_role("heading", name="Credits", exact=True)).to_be_visible()
    statement = page.get_by_role("region", name="Statement")
    expect(statement.get_by_role("row", name=re.compile("From the administrator: For the test"))).to_be_visible()
    page.get_by_role("textbox", name="Code").fill("AAAA-BBBB-CCCC-DDDD")
    page.get_by_role("button", name="Redeem").click()
    expect(page.get_by_text("Follow the link in your letter first.")).to_be_visible()
    look(page, shoot, f"credits-{width}")
    page.get_by_role("link", name="See your address").click()
    expect(page.get_by_role("heading", name="Account")).to_be_visible()
    page.goto(path(newest_link(page, user["email"])))
    expect(page.get_by_role("heading", name="Your address is verified")).to_be_visible()

    page.goto("/")
    expect(page.get_by_text(re.compile(r"\d+ of 1001 credits"))).to_be_visible()
    page.get_by_role("button", name="Make the song").click()
    page.goto("/credits")
    expect(statement.get_by_role("row", name=re.compile("^.*Paid: "))).to_be_visible(timeout=120_000)
    expect(page.get_by_text(re.compile(r"1000 more come on 1 "))).to_be_visible()
    page.get_by_role("textbox", name="Code").fill(desk.post("/codes", amount=25)["code"])
    page.get_by_role("button", name="Redeem").click()
    expect(page.get_by_text("The code brought 25 credits.")).to_be_visible()
    expect(statement.get_by_role("row", name=re.compile("Code redeemed"))).to_be_visible()
    with page.expect_download() as saved:
        statement.get_by_role("link", name="CSV").click()
    lines = list(csv.DictReader(saved.value.path().read_text().splitlines()))
    assert sum(int(line["amount"]) for line in lines) == int(lines[-1]["balance"])
    assert lines[-1]["balance"] == str(page.request.get("/api/credits").json()["balance"])


def test_a_guest_is_asked_for_an_account(open_page, shoot):
    page = open_page("/credits")
    expect(page.get_by_text("Credits are kept in an account.")).to_be_visible()
    look(page, shoot, "credits-guest")
