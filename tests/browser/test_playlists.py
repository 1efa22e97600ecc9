"""Playlists: built, put in order, shared with a stranger, and opened to others; smart ones by a rule."""

from __future__ import annotations

import re

import pytest
from bringing import TONES, bring, drag
from looking import look
from playwright.sync_api import expect

FIRST, SECOND, THIRD = TONES


@pytest.fixture
def builder(open_page, tuner):
    """A page of somebody with three songs."""
    return open_page("/sign-in", who=tuner.state)


def test_a_playlist_is_built_put_in_order_and_shared(builder, open_page, shoot):
    page = builder
    page.goto("/library")
    page.get_by_role("button", name="Choose songs").click()
    page.get_by_label("All 3 songs").check()
    page.get_by_role("button", name="Add to a playlist").click()
    page.get_by_label("New playlist").fill("Coast road")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("status").filter(has_text="Coast road has 3 songs more")).to_be_visible()

    page.get_by_role("navigation", name="Library").get_by_role("link", name="Playlists").click()
    page.get_by_role("link", name=re.compile("^Coast road")).click()
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(3)
    page.get_by_role("button", name=f"Move {FIRST}").press("Home")
    expect(rows.first).to_contain_text(FIRST)
    drag(page, page.get_by_role("button", name=f"Move {THIRD}"), page.get_by_role("button", name=f"Move {FIRST}"))
    expect(rows.first).to_contain_text(THIRD)
    page.reload()
    expect(rows.first).to_contain_text(THIRD)
    page.get_by_role("button", name=f"More for {FIRST}").click()
    page.get_by_role("menuitem", name="Take out").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(rows).to_have_count(3)
    shoot(page, "playlist")

    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Link", exact=True).input_value()
    frame = page.get_by_role("textbox", name="Player for a page of your own").input_value()
    stranger = open_page("/" + address.split("/", 3)[3])
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Coast road")
    stranger.get_by_role("main").get_by_role("button", name="Play", exact=True).first.click()
    expect(stranger.get_by_role("button", name="Pause", exact=True).first).to_be_visible()
    shoot(stranger, "shared")
    small = open_page("/" + re.search(r'src="[^"]*?//[^/]*/([^"]*)"', frame)[1], width=480, height=240)
    expect(small.get_by_role("navigation")).to_have_count(0)
    small.get_by_role("button", name=f"Play {FIRST}").click()
    expect(small.get_by_role("contentinfo", name="Player").get_by_role("link")).to_have_text(FIRST)
    shoot(small, "embedded")

    page.get_by_role("button", name="End the link").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_text("This link opens nothing any more.")).to_be_visible()


def test_somebody_else_joins_and_adds_and_the_owner_takes_out(builder, open_page, account, shoot):
    page = builder
    page.goto("/playlists")
    page.get_by_label("New playlist").fill("Ours")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("Others may change it, too").check()
    page.get_by_role("button", name="Invite by a link").click()
    invitation = page.get_by_label("Whoever opens this joins").input_value()
    other = open_page("/sign-in")
    account(other, "member")
    other.goto("/" + invitation.split("/", 3)[3])
    other.get_by_role("button", name="Join").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Ours")
    page.reload()
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.get_by_role("list", name="Members").get_by_role("listitem")).to_have_count(1)

    address, _, playlist = page.url.partition("/playlists/")
    secret, head = bring(other, address, FIRST, TONES[FIRST])["id"], {"Origin": address}
    assert other.request.post(f"/api/playlists/{playlist}/songs/", data={"songs": [secret]}, headers=head).ok
    page.reload()
    hidden = page.get_by_role("region", name="Private songs of others")
    shoot(page, "playlist-unseen")
    hidden.get_by_role("button", name="Take out").click()
    expect(page.get_by_text("The private song is out of the playlist.")).to_be_visible()
    expect(hidden).to_have_count(0)
    other.reload()
    expect(other.get_by_role("row", name=FIRST)).to_have_count(0)


def test_a_smart_playlist_finds_its_songs(builder, shoot):
    page = builder
    page.goto("/playlists")
    page.get_by_role("button", name="Smart playlist").click()
    page.get_by_label("Name of the smart playlist").fill("Tuned")
    page.get_by_role("button", name="Add a condition").click()
    page.get_by_label("Condition 1: field").select_option("Album")
    page.get_by_label("Condition 1: how").select_option("is")
    page.get_by_label("Condition 1: value").fill("Three tones")
    page.keyboard.press("Tab")
    expect(page.get_by_role("status").filter(has_text="3 songs")).to_be_visible()
    shoot(page, "smart-playlist")
    page.get_by_role("button", name="Make the smart playlist").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tuned")
    expect(page.get_by_role("rowheader")).to_have_count(3)


def test_a_rule_in_groups_is_shown_and_grows_to_what_the_studio_takes(builder, address, shoot):
    page = builder
    tones = {"any": [{"field": "title", "operator": "is", "value": title} for title in (FIRST, SECOND)]}
    rule = {"all": [{"field": "album", "operator": "is", "value": "Three tones"}, tones], "limit": 50}
    made = page.request.post("/api/playlists/", data={"name": "Two", "rule": rule}, headers={"Origin": address}).json()
    page.goto(f"/playlists/{made['id']}")
    page.get_by_role("button", name="Change", exact=True).click()
    group = page.get_by_role("group", name="Group 2")
    expect(group.get_by_label("Condition 2.2: value")).to_have_value(SECOND)
    look(page, shoot, "smart-groups")
    group.get_by_label("Condition 2.1: value").fill(THIRD)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Keep the rule").click()
    expect(page.get_by_role("rowheader").filter(has_text=THIRD)).to_be_visible()
    kept = page.request.get(f"/api/playlists/{made['id']}/").json()["rule"]
    assert [one["value"] for one in kept["all"][1]["any"]] == [THIRD, SECOND]

    most = page.request.get("/api/playlists/fields/").json()["limits"]["conditions"]
    for _ in range(most - 3):
        page.get_by_role("button", name="Add a condition").last.click()
    expect(page.get_by_text(f"A rule has up to {most} conditions.")).to_be_visible()
    expect(page.get_by_role("button", name="Add a condition").last).to_be_disabled()
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, shoot, "smart-full-phone")


def test_many_songs_are_changed_at_once_and_back(builder):
    page = builder
    page.goto("/library")
    page.get_by_role("button", name="Choose songs").click()
    page.get_by_label("All 3 songs").check()
    page.get_by_label(f"Choose {SECOND}").uncheck()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="2 songs in the trash")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    page.get_by_role("button", name="Choose songs").click()
    page.get_by_label(f"Choose {FIRST}").check()
    page.get_by_label("Tags, between commas").fill("beach")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 song changed")).to_be_visible()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("Beach")).click()
    expect(page.get_by_role("rowheader")).to_have_count(1)


def test_chosen_songs_are_put_on_an_album(open_page, account, address):
    page = open_page("/sign-in")
    account(page, "collector")
    for title in (FIRST, SECOND):
        bring(page, address, title, TONES[title])
    page.goto("/library")
    page.get_by_role("button", name="Choose songs").click()
    page.get_by_label(f"Choose {FIRST}").check()
    page.get_by_label(f"Choose {SECOND}").check()
    page.get_by_label("Title of an album, there or new").fill("Harbour lights")
    page.get_by_role("button", name="Put on album").click()
    expect(page.get_by_role("status").filter(has_text="2 songs put on Harbour lights")).to_be_visible()
    page.get_by_role("link", name="Albums").click()
    page.get_by_role("link", name="Harbour lights").click()
    expect(page.get_by_role("heading", level=1, name="Harbour lights")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(2)
