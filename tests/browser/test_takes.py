"""Edits in the browser: each makes a take, nothing is lost, and every take is one click away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

MADE = 90_000


@pytest.fixture
def opened(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "editor")
    page.goto(f"/songs/{song(page, 'lo-fi with piano, bass and drums', form='intro 2, verse 4, chorus 4, outro 2')}")
    return page


def section(page, name: str):
    return page.get_by_role("list", name="Sections").get_by_role("button", name=re.compile(name))


def takes(page):
    return page.get_by_role("list", name="Takes").get_by_role("listitem")


def test_a_section_is_varied_and_the_take_before_comes_back(opened, shoot):
    page = opened
    expect(takes(page)).to_have_count(1)
    section(page, "Verse").click()
    page.keyboard.press("v")
    page.get_by_label("Vary").fill("50")
    page.keyboard.press("Enter")
    expect(takes(page)).to_have_count(2, timeout=MADE)
    second = takes(page).nth(1).get_by_role("button", name=re.compile("^2"))
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(second).to_contain_text("50 %")
    expect(page.get_by_role("status").filter(has_text="Take 2")).to_be_visible()
    shoot(page, "takes")

    page.get_by_role("button", name="Back to take 1").click()
    expect(takes(page).first.get_by_role("button", name=re.compile("^1"))).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("2")
    expect(second).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(second).to_have_attribute("aria-pressed", "true")


def test_what_is_done_with_a_part_stands_below_what_is_done_with_the_song(opened):
    page = opened
    page.get_by_role("button", name=re.compile("^Bass")).click()
    again = page.get_by_role("button", name="Write again")
    expect(again).to_have_count(2)
    assert again.first.bounding_box()["x"] == again.last.bounding_box()["x"]


def test_a_song_plays_on_from_take_to_take(opened):
    page = opened
    page.get_by_role("group", name="Whole song").get_by_role("button", name="Vary").click()
    page.keyboard.press("Enter")
    expect(takes(page)).to_have_count(2, timeout=MADE)
    page.get_by_role("button", name="Play", exact=True).click()
    before = plays_past(page, 1.0)
    page.keyboard.press("1")
    expect(takes(page).first.get_by_role("button", name=re.compile("^1"))).to_have_attribute("aria-pressed", "true")
    plays_past(page, before + 0.5)
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def plays_past(page, second):
    """Wait until the song is past a second of its own; the answer is where it is."""
    slider = page.get_by_role("slider", name="Position").element_handle()
    is_past = "([slider, past]) => Number(slider.getAttribute('aria-valuenow')) > past"
    page.wait_for_function(is_past, arg=[slider, second], timeout=30_000)
    return float(slider.get_attribute("aria-valuenow"))


def test_sections_are_arranged_and_refusals_are_told(opened):
    page = opened
    section(page, "Chorus").click()
    page.get_by_role("button", name="Arrange the section").click()
    page.get_by_role("menuitem", name="Duplicate").click()
    expect(section(page, "Chorus")).to_have_count(2, timeout=MADE)
    page.get_by_role("button", name="Change the section").click()
    page.get_by_role("menuitem", name="Energy").click()
    page.get_by_label("Energy").fill("101")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Energy")).to_be_visible()  # the field itself refuses


def test_notes_are_written_by_keys_and_heard_as_a_take(opened, shoot):
    page = opened
    section(page, "Verse").click()
    page.get_by_role("button", name=re.compile("^Bass")).first.click()
    page.get_by_role("group", name="Bass in Verse").get_by_role("button", name="Notes").click()
    notes = page.get_by_role("group", name="Notes", exact=True).get_by_role("button")
    expect(notes.first).to_be_visible()
    count = notes.count()
    label = notes.first.get_attribute("aria-label")
    notes.first.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+Shift+ArrowRight")
    assert notes.first.get_attribute("aria-label") != label
    page.keyboard.press("n")
    expect(notes).to_have_count(count + 1)
    page.keyboard.press("Delete")
    expect(notes).to_have_count(count)
    changed = notes.first.get_attribute("aria-label")
    shoot(page, "roll")
    page.get_by_role("button", name="Make the take").click()
    expect(takes(page)).to_have_count(2, timeout=MADE)

    page.get_by_role("group", name="Bass in Verse").get_by_role("button", name="Notes").click()
    expect(notes.first).to_have_attribute("aria-label", changed)
    box = notes.first.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 4 + 44, box["y"] + 4, steps=4)
    page.mouse.up()
    assert notes.nth(0).get_attribute("aria-label") != changed


def test_a_frozen_part_is_left_alone(opened):
    page = opened
    page.get_by_role("button", name=re.compile("^Bass")).first.click()
    page.get_by_role("group", name="Bass", exact=True).last.get_by_role("button", name="Freeze").click()
    expect(page.get_by_role("button", name="Let go")).to_be_visible(timeout=MADE)
    expect(
        page.get_by_role("group", name="Bass", exact=True).last.get_by_role("button", name="Write again")
    ).to_be_disabled()


def test_a_stranger_hears_a_public_song_and_changes_nothing(opened, open_page, address):
    song = opened.url.rsplit("/", 1)[1]
    shared = opened.request.patch(f"/api/songs/{song}/", data={"public": True}, headers={"Origin": address})
    assert shared.ok, shared.text()
    page = open_page(f"/songs/{song}")
    section(page, "Verse").click()
    acts = page.get_by_role("group", name="Section Verse").get_by_role("button")
    expect(acts).to_have_count(2)
    expect(page.get_by_role("list", name="Takes")).to_have_count(0)
