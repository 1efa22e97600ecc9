"""Jobs in the browser: called off and tried again; guests may try the studio."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_job_is_called_off_and_tried_again(open_page, account):
    page = open_page("/sign-in")
    account(page, "canceller")
    page.goto("/")
    page.get_by_label("Describe the song").fill("orchestral, five minutes long")
    page.get_by_role("button", name="Make the song").click()
    page.get_by_role("button", name=re.compile("^Cancel ")).click()
    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Cancelled")).to_be_visible()
    expect(jobs.get_by_text(re.compile("by you"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Retry ")).click()
    expect(jobs.get_by_text(re.compile("^Queued|^Started"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Cancel ")).click()
    expect(jobs.get_by_text("Cancelled")).to_have_count(2)


def test_a_guest_makes_a_song_and_is_told_that_accounts_keep_songs(open_page):
    page = open_page("/", width=390, height=844)
    expect(page.get_by_role("link", name="Sign up")).to_be_visible()
    page.get_by_label("Describe the song").fill("solo piano, 10 seconds")
    page.get_by_role("button", name="Make the song").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("What should it sound like?")
    page.wait_for_url("**/songs/*", timeout=60_000)
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_text("Songs are kept in an account.")).to_be_visible()


def test_what_is_outside_its_range_is_refused_in_words(open_page):
    page = open_page("/")
    page.get_by_label("Describe the song").fill("lo-fi")
    page.get_by_role("button", name=re.compile("^Tempo .* bpm")).click()
    page.get_by_label("Tempo").fill("999")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Tempo 999 bpm is outside 40 bpm to 240 bpm.")
    page.get_by_label("Tempo").fill("90")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Tempo 90 bpm, set by you"))).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name=re.compile("^Tempo .* bpm, style default"))).to_be_visible()
