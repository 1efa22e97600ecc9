"""Without a mouse: everything is reached and done by keys."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_song_is_made_heard_and_mixed_by_keys_alone(open_page, account):
    page = open_page("/sign-in")
    account(page, "keys")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Describe the song")).to_be_focused()
    page.keyboard.type("funk with bass and drums, 20 seconds")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("complementary", name="Jobs").get_by_text("Finished")).to_be_visible(timeout=60_000)

    page.keyboard.press("Control+k")
    page.keyboard.type("funk")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Download")).to_be_visible()

    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    expect(page.get_by_role("button", name=re.compile("^Mute ")).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("F2")
    page.keyboard.type("Named by keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Named by keys")
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page.get_by_role("rowheader", name="Named by keys")).to_be_visible()


def test_single_letters_rest_while_typing_and_can_be_switched_off(open_page):
    page = open_page("/")
    page.get_by_label("Describe the song").press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Describe the song").blur()
    page.keyboard.press("?")
    page.get_by_label("Single-letter keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_menus_open_steer_and_close_by_keys(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "menus")
    page.goto(f"/songs/{song(page, duration=5)}")
    page.get_by_role("button", name="Download").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.get_by_role("button", name="Download")).to_be_focused()
