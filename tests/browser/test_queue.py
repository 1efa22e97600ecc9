"""The player goes on while one browses: its queue, its order, and no gap between the songs of an album."""

from __future__ import annotations

import re

import pytest
from bringing import LASTS_S, TONES, bring, drag
from playwright.sync_api import expect
from tapping import heard, tap

NO_GAP_S = 0.02


@pytest.fixture
def album(open_page, tuner):
    """A page of somebody who brought an album of three tones; and where the album is."""
    return open_page("/sign-in", who=tuner.state), tuner.album


def test_an_album_plays_without_gaps_while_one_goes_elsewhere(album):
    page, address = album
    tap(page)
    page.goto(address)
    page.get_by_role("main").get_by_role("button", name="Play", exact=True).first.click()
    expect(now_plays(page)).to_have_text("Aria")
    page.get_by_role("link", name="Create").first.click()
    expect(now_plays(page)).to_have_text("Bolero", timeout=15_000)
    page.get_by_role("link", name="Discover").first.click()
    expect(now_plays(page)).to_have_text("Canon", timeout=15_000)
    sound = heard(page)
    assert max(sound.silences_s, default=0) < NO_GAP_S, sound
    assert sound.sound_s == pytest.approx(len(TONES) * LASTS_S, abs=0.1)


def test_the_queue_is_put_in_order_and_kept(album):
    page, address = album
    page.goto(address)
    page.get_by_role("button", name="Play Aria").click()
    queue = open_queue(page)
    assert titles(queue) == ["Aria", "Bolero", "Canon"]
    queue.get_by_role("button", name="Move Canon").press("ArrowUp")
    expect(queue.get_by_role("button", name="Move Canon")).to_be_focused()
    assert titles(queue) == ["Aria", "Canon", "Bolero"]
    drag(page, queue.get_by_role("button", name="Move Bolero"), queue.get_by_role("button", name="Move Aria"))
    assert titles(queue) == ["Bolero", "Aria", "Canon"]
    queue.get_by_role("button", name="Take Bolero out").click()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(now_plays(page)).to_have_text("Canon")
    page.get_by_role("button", name="Repeat", exact=True).click()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(now_plays(page)).to_have_text("Aria")

    page.reload()
    expect(now_plays(page)).to_have_text("Aria")
    queue = open_queue(page)
    assert titles(queue) == ["Aria", "Canon"]
    expect(page.get_by_role("button", name="Repeat all")).to_be_visible()
    queue.get_by_role("button", name="Clear").click()
    assert titles(queue) == ["Aria"]
    page.get_by_role("button", name=re.compile("^Undo")).click()
    assert titles(queue) == ["Aria", "Canon"]


def test_the_lock_screen_knows_what_plays(album):
    page, address = album
    page.add_init_script("""
        window.keys = {};
        const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
        navigator.mediaSession.setActionHandler = (key, act) => { window.keys[key] = act; set(key, act); };
    """)
    page.goto(address)
    page.get_by_role("button", name="Play Aria").click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert page.evaluate("[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]") == [
        "Aria",
        "Tuner",
    ]
    page.evaluate("window.keys.nexttrack({})")
    expect(now_plays(page)).to_have_text("Bolero")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Bolero"
    page.evaluate("window.keys.pause({})")
    expect(page.get_by_role("button", name="Play", exact=True).last).to_be_visible()
    page.evaluate("window.keys.seekto({seekTime: 3})")
    expect(page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuenow", "3")


def test_what_was_really_heard_is_told_once(open_page, account, address):
    page = open_page("/sign-in")
    account(page, "hearer")
    for title in ("Aria", "Bolero"):
        song = bring(page, address, title, TONES[title])
    page.goto(f"/albums/{song['album_id']}")
    page.get_by_role("button", name="Play Aria").click()
    expect(now_plays(page)).to_have_text("Bolero", timeout=15_000)
    page.get_by_role("button", name="Pause", exact=True).last.click()
    page.goto("/history")
    expect(page.get_by_role("link", name="Aria", exact=True)).to_have_count(1)
    expect(page.get_by_role("main").get_by_role("link", name="Bolero", exact=True)).to_have_count(0)
    page.get_by_role("button", name=re.compile("Sign out")).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    expect(now_plays(page)).to_have_count(0)


def now_plays(page):
    return page.get_by_role("contentinfo", name="Player").get_by_role("link")


def open_queue(page):
    page.get_by_role("button", name="Queue", exact=True).click()
    return page.get_by_role("region", name="Queue")


def titles(queue):
    return queue.get_by_role("button", name=re.compile("^Play ")).locator("b").all_inner_texts()
