"""People: sign up, verify by the letter's link, forget the password, and look after the account."""

from __future__ import annotations

import re
import secrets

import pytest
from letters import newest_link, path
from looking import look
from playwright.sync_api import expect
from stage import PASSWORD

NEW = "battery staple horse"


def test_register_verify_by_mail_and_reset_the_password(open_page, shoot):
    page = open_page("/sign-up", width=390, height=844)
    name = f"nora_{secrets.token_hex(4)}"
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open account").click()
    expect(page.get_by_text(f"A link was sent to {name}@example.com.")).to_be_visible()

    page.goto("/account")
    expect(page.get_by_text("The address counts once you follow it.")).to_be_visible()
    page.goto(path(newest_link(page, f"{name}@example.com")))
    expect(page.get_by_role("heading", name="Your address is verified")).to_be_visible()
    assert page.url.endswith("/verified")
    look(page, shoot, "verified-phone")
    page.goto("/account")
    expect(page.get_by_role("region", name="E-mail")).to_contain_text(f"{name}@example.com verified")

    page.request.post("/api/auth/logout/", headers={"Origin": page.url.removesuffix("/account")})
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot the password?").click()
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_role("button", name="Send a link").click()
    expect(page.get_by_text("a link is on its way there")).to_be_visible()
    look(page, shoot, "forgotten-phone")
    page.get_by_role("link", name="Open the development mailbox").click()
    letter = page.get_by_role("article", name=f"Choose a new password, to {name}@example.com")
    for _ in range(50):
        if letter.count():
            break
        page.wait_for_timeout(200)
        page.reload()
        page.wait_for_load_state("networkidle")
    look(page, shoot, "mailbox-phone")
    letter.get_by_role("link", name="Follow the link").click()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    look(page, shoot, "reset-phone")
    page.get_by_role("textbox", name="New password").fill(NEW)
    page.get_by_label("Once more").fill("something else")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("The two passwords do not match.")).to_be_visible()
    page.get_by_label("Once more").fill(NEW)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("The new password is set.")).to_be_visible()
    page.get_by_role("link", name="Sign in", exact=True).last.click()
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(NEW)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Describe the song")).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 960, "dark"), (1024, 900, "light"), (390, 844, "light")])
def test_the_account_page_does_what_it_says(open_page, account, shoot, size):
    width, height, theme = size
    page = open_page("/sign-in", width=width, height=height, theme=theme)
    account(page, "keeper")
    page.goto("/account")
    expect(page.get_by_role("list", name="Sessions").get_by_text("this one")).to_be_visible()
    page.get_by_label("What is it for?").fill("Backup")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("it is not shown again")).to_be_visible()
    page.get_by_label("Full name").fill("Clara Schumann")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    page.get_by_role("button", name="Pack everything").click()
    expect(page.get_by_role("link", name=re.compile("^Download"))).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Delete the account").click()
    look(page, shoot, f"account-{width}")
    page.get_by_role("button", name="End Backup").click()
    expect(page.get_by_text("No program has a key.")).to_be_visible()
    last = page.get_by_role("region", name="The end")
    last.get_by_label("Your password").fill("wrong horse")
    last.get_by_role("button", name="Delete everything for good").click()
    expect(last.get_by_text("This is not your password.")).to_be_visible()
    last.get_by_label("Your password").fill(PASSWORD)
    last.get_by_role("button", name="Delete everything for good").click()
    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    assert page.request.get("/api/auth/user/").status == 401
