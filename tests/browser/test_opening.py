"""The first seconds are heard while the rest is made, and the song goes on from there."""

from __future__ import annotations

import re

from listening import comes_true
from playwright.sync_api import expect

OPENING_S = 8


def test_the_opening_plays_on_into_the_song(open_page, account):
    page = open_page("/sign-in")
    account(page, "opening")
    page.goto("/")
    page.get_by_label("Describe the song").fill("rock with drums, bass and guitar, 3 minutes")
    page.keyboard.press("Control+Enter")
    jobs = page.get_by_role("complementary", name="Jobs")
    jobs.get_by_role("button", name=re.compile("^Play the opening")).click(timeout=60_000)
    expect(jobs.get_by_text("Started")).to_be_visible()
    assert comes_true(page, lambda loudness: loudness > -45)

    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=120_000)
    slider = page.get_by_role("slider", name="Position")
    page.wait_for_function(
        "([slider, past]) => Number(slider.getAttribute('aria-valuenow')) > past",
        arg=[slider.element_handle(), OPENING_S + 1],
        timeout=30_000,
    )
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert comes_true(page, lambda loudness: loudness > -45)
    assert float(slider.get_attribute("aria-valuemax")) > 60
