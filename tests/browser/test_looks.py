"""Every screen in both themes at three widths: axe finds nothing, nothing scrolls sideways, a picture is kept."""

from __future__ import annotations

import re

import pytest
from looking import SIZES, look, look_everywhere
from playwright.sync_api import expect
from stage import SENTENCE

WORDS = "[Verse]\nThe moon was hanging low and blue\nI walked along the avenue\n[Chorus]\nI will know the way back home"


@pytest.mark.parametrize("sizes", [("desk", "tablet"), ("phone",)], ids="-".join)
def test_every_screen_is_accessible_and_fits(open_page, account, song, shoot, sizes):
    width, height = SIZES[sizes[0]]
    page = open_page("/sign-in", width=width, height=height)
    look_everywhere(page, shoot, "sign-in", sizes)
    account(page, f"looks_{sizes[0]}")
    page.goto("/library")
    expect(page.get_by_text("No songs yet.")).to_be_visible()
    look_everywhere(page, shoot, "library-empty", sizes)
    made = song(page, SENTENCE, duration=30, lyrics=WORDS, voice="hibari/female")
    page.goto("/")
    page.get_by_label("Describe the song").fill(SENTENCE)
    expect(page.get_by_text("is not an instrument we have.")).to_be_visible()
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_label("Words", exact=True).fill(WORDS)
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Line 1 · 8 syllables · rhymes with line 2")).to_be_visible()
    page.get_by_role("list", name="Words of the line").get_by_role("button").last.click()
    expect(page.get_by_role("list", name="Rhymes", exact=True)).to_be_visible()
    look_everywhere(page, shoot, "words", sizes)
    page.get_by_role("button", name="By hand", exact=True).click()
    expect(page.get_by_label("Energy, Verse")).to_be_visible()
    look_everywhere(page, shoot, "create", sizes)
    page.goto(f"/songs/{made}")
    page.get_by_role("list", name="Sections").get_by_role("button").nth(1).click()
    look_everywhere(page, shoot, "song", sizes)
    page.get_by_role("button", name="All words").click()
    page.get_by_role("button", name=re.compile("^Vocals")).first.click()
    page.get_by_role("button", name="Voice", exact=True).click()
    expect(page.get_by_role("heading", name="Who sings, and how")).to_be_visible()
    page.get_by_role("button", name="Notes", exact=True).click()
    expect(page.get_by_role("heading", name="Notes of Vocals")).to_be_visible()
    page.get_by_role("group", name="Notes", exact=True).get_by_role("button").first.click()
    look_everywhere(page, shoot, "notes", sizes)
    for name in ("library", "uploads", "voices", "jobs", "credits", "nowhere"):
        page.goto(f"/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look_everywhere(page, shoot, name, sizes)


def test_menus_and_sheets_are_accessible(open_page, account, song, shoot):
    page = open_page("/sign-in")
    account(page, "sheets")
    page.goto(f"/songs/{song(page, duration=5)}")
    page.get_by_role("button", name="Download").click()
    look(page, shoot, "download-menu")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look(page, shoot, "help")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    look(page, shoot, "palette")
