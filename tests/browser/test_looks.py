"""Every screen in both themes at three widths: axe finds nothing, nothing scrolls sideways, a picture is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from stage import ROOT, SENTENCE

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORDS = "[Verse]\nThe moon was hanging low and blue\nI walked along the avenue\n[Chorus]\nI will know the way back home"
SIZES = {"desk": (1440, 960), "tablet": (1024, 900), "phone": (390, 844)}


@pytest.mark.parametrize("look_of", [f"{size}-{theme}" for size in SIZES for theme in ("light", "dark")])
def test_every_screen_is_accessible_and_fits(open_page, account, song, shoot, look_of):
    size, theme = look_of.split("-")
    width, height = SIZES[size]
    page = open_page("/sign-in", width=width, height=height, theme=theme)
    look(page, shoot, f"sign-in-{look_of}")
    account(page, f"looks_{size}_{theme}")
    page.goto("/library")
    expect(page.get_by_text("No songs yet.")).to_be_visible()
    look(page, shoot, f"library-empty-{look_of}")
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
    look(page, shoot, f"words-{look_of}")
    page.get_by_role("button", name="By hand", exact=True).click()
    expect(page.get_by_label("Energy, Verse")).to_be_visible()
    look(page, shoot, f"create-{look_of}")
    page.goto(f"/songs/{made}")
    page.get_by_role("list", name="Sections").get_by_role("button").nth(1).click()
    look(page, shoot, f"song-{look_of}")
    page.get_by_role("button", name="All words").click()
    page.get_by_role("button", name=re.compile("^Vocals")).first.click()
    page.get_by_role("button", name="Voice", exact=True).click()
    expect(page.get_by_role("heading", name="Who sings, and how")).to_be_visible()
    page.get_by_role("button", name="Notes", exact=True).click()
    expect(page.get_by_role("heading", name="Notes of Vocals")).to_be_visible()
    page.get_by_role("group", name="Notes", exact=True).get_by_role("button").first.click()
    look(page, shoot, f"notes-{look_of}")
    for name in ("library", "uploads", "voices", "jobs", "credits", "nowhere"):
        page.goto(f"/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, shoot, f"{name}-{look_of}")


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


def look(page, shoot, name: str) -> None:
    """Let axe look at the page, and keep a picture."""
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    said = [f"{one['impact']} {one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]
    assert not said, f"{name}: {said}"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
