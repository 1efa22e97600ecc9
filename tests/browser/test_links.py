"""The links that somebody made are listed in their account, and ended there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from looking import look
from playwright.sync_api import expect


def test_ones_links_are_listed_copied_and_ended(open_page, account, address, shoot):
    page = open_page("/sign-in", width=390, height=844, theme="light")
    account(page, "sharer")
    page.goto("/account")
    links = page.get_by_role("region", name="Links")
    expect(links.get_by_text("Nothing is shared by a link.")).to_be_visible()
    lasting = share(page, address, "Night drive")
    share(page, address, "Coast road", expires_at=(datetime.now(UTC) + timedelta(days=3)).isoformat())
    page.request.get(f"/api/shared/{lasting['token']}/")
    page.reload()
    rows = links.get_by_role("listitem")
    expect(rows.first).to_contain_text("Playlist, until ")
    expect(rows.last).to_contain_text("Playlist, until you end it, 1 visit")
    links.scroll_into_view_if_needed()
    look(page, shoot, "links-phone")

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    links.get_by_role("button", name="Copy the link to Night drive").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == lasting["url"]
    links.get_by_role("button", name="End the link to Night drive").click()
    expect(rows).to_have_count(1)
    assert page.request.get(f"/api/shared/{lasting['token']}/").status == 404
    links.get_by_role("link", name="Coast road").click()
    expect(page.get_by_role("heading", name="Coast road")).to_be_visible()


def share(page, address: str, name: str, **wishes):
    """Make a playlist, and a link to it."""
    headers = {"Origin": address}
    made = page.request.post("/api/playlists/", data={"name": name}, headers=headers).json()
    shared = page.request.post("/api/shares/", data={"kind": "playlist", "id": made["id"], **wishes}, headers=headers)
    assert shared.ok, shared.text()
    return shared.json()
