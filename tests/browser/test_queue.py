"""The player goes on while one browses: its queue, its order, and no gap between two songs."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import expect
from tapping import heard, tap, tone

NO_GAP_S = 0.02


@pytest.fixture
def three(open_page, account, song, request):
    """A page of somebody with three songs, Aria, Bolero and Canon, in the library."""
    page = open_page("/sign-in")
    account(page, request.node.name.removeprefix("test_")[:30])
    ids = {title: song(page, "solo piano", duration=5, title=title) for title in ("Aria", "Bolero", "Canon")}
    return page, ids


def test_two_songs_follow_each_other_without_a_gap(three):
    page, ids = three
    lasts_s = 0.0
    for title, pitch_hz in (("Aria", 440), ("Bolero", 587)):
        known = page.request.get(f"/api/songs/{ids[title]}/").json()
        answer = partial(tone_for, sound=tone(known["duration_s"], pitch_hz))
        lasts_s += known["duration_s"]
        for output in (one for one in known["outputs"] if one["kind"] == "master"):
            page.route(f"**{output['url']}*", answer)
    tap(page)
    page.goto("/library")
    by_title(page)
    page.get_by_role("button", name="More for Bolero").click()
    page.get_by_role("menuitem", name="Add to the queue").click()
    queue = open_queue(page)
    queue.get_by_role("button", name="Play Bolero").wait_for()
    page.get_by_role("button", name="More for Aria").click()
    page.get_by_role("menuitem", name="Add to the queue").click()
    queue.get_by_role("button", name="Move Aria").press("ArrowUp")
    queue.get_by_role("button", name="Play Aria").click()
    page.get_by_role("link", name="Create").first.click()
    expect(now_plays(page)).to_have_text("Bolero", timeout=15_000)
    sound = heard(page)
    assert max(sound.silences_s, default=0) < NO_GAP_S, sound
    assert sound.sound_s == pytest.approx(lasts_s, abs=0.1)


def test_the_queue_is_put_in_order_and_kept(three):
    page, _ = three
    page.goto("/library")
    by_title(page)
    page.get_by_role("button", name="Play Aria").click()
    queue = open_queue(page)
    assert titles(queue) == ["Aria", "Bolero", "Canon"]
    queue.get_by_role("button", name="Move Canon").press("ArrowUp")
    expect(queue.get_by_role("button", name="Move Canon")).to_be_focused()
    assert titles(queue) == ["Aria", "Canon", "Bolero"]
    drag(page, queue.get_by_role("button", name="Move Bolero"), queue.get_by_role("button", name="Move Aria"))
    assert titles(queue) == ["Bolero", "Aria", "Canon"]
    queue.get_by_role("button", name="Take Bolero out").click()
    page.get_by_role("button", name="Next").click()
    expect(now_plays(page)).to_have_text("Canon")
    page.get_by_role("button", name="Repeat", exact=True).click()
    page.get_by_role("button", name="Next").click()
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


def test_the_lock_screen_knows_what_plays(three):
    page, _ = three
    page.add_init_script("""
        window.keys = {};
        const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
        navigator.mediaSession.setActionHandler = (key, act) => { window.keys[key] = act; set(key, act); };
    """)
    page.goto("/library")
    by_title(page)
    page.get_by_role("button", name="Play Aria").click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Aria"
    page.evaluate("window.keys.nexttrack({})")
    expect(now_plays(page)).to_have_text("Bolero")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Bolero"
    page.evaluate("window.keys.pause({})")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.evaluate("window.keys.seekto({seekTime: 3})")
    expect(page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuenow", "3")


def tone_for(route, *, sound):
    route.fulfill(body=sound, content_type="audio/wav")


def now_plays(page):
    return page.get_by_role("contentinfo", name="Player").get_by_role("link")


def by_title(page):
    page.get_by_role("button", name="Title").click()
    expect(page.get_by_role("rowheader").first).to_contain_text("Aria")


def open_queue(page):
    page.get_by_role("button", name="Queue", exact=True).click()
    return page.get_by_role("region", name="Queue")


def titles(queue):
    return [entry.inner_text().split("\n")[0] for entry in queue.get_by_role("button", name=re.compile("^Play ")).all()]


def drag(page, grip, onto):
    """Take hold of a row and let go of it over another."""
    start, end = grip.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 10, steps=5)
    page.mouse.up()
