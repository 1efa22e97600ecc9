"""Music players: a password of their own, shown once with what to type, until it is revoked."""

from __future__ import annotations

from looking import look
from playwright.sync_api import expect


def test_a_player_gets_in_with_what_the_page_says_until_it_is_revoked(open_page, account, address, shoot):
    page = open_page("/sign-in", width=390, height=844, theme="light")
    account(page, "listener")
    page.goto("/account")
    part = page.get_by_role("region", name="Music players")
    expect(part.get_by_text("No player has a password.")).to_be_visible()
    part.get_by_label("Which player?").fill("My telephone")
    part.get_by_role("button", name="Make a password").click()
    expect(part.get_by_text("The password is not shown again.")).to_be_visible()
    server, username, password = part.get_by_role("definition").all_inner_texts()
    assert server == address
    part.scroll_into_view_if_needed()
    look(page, shoot, "players-phone")

    ping = {"u": username, "p": password, "v": "1.16.1", "c": "test", "f": "json"}
    told = page.request.get(f"{server}/rest/ping", params=ping).json()["subsonic-response"]
    assert told["status"] == "ok", told
    part.get_by_role("button", name="Revoke My telephone").click()
    expect(part.get_by_text("No player has a password.")).to_be_visible()
    assert page.request.get(f"{server}/rest/ping", params=ping).json()["subsonic-response"]["status"] == "failed"
