"""The library: what is thrown away can be fetched back, what is renamed keeps its name, what is sought is found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def library(open_page, account, song, request):
    page = open_page("/sign-in")
    account(page, request.node.name.removeprefix("test_")[:30])
    song(page, "solo piano", duration=5, title="First Sketch")
    song(page, "techno", duration=5, title="Second Sketch")
    page.goto("/library")
    return page


def test_deleting_is_undone(library):
    library.get_by_role("button", name="More for First Sketch").click()
    library.get_by_role("menuitem", name="Delete").click()
    expect(library.get_by_role("link", name="First Sketch")).to_have_count(0)
    expect(library.get_by_role("status").filter(has_text="in the trash for 30 days")).to_be_visible()
    library.get_by_role("button", name=re.compile("^Undo")).click()
    expect(library.get_by_role("link", name="First Sketch")).to_be_visible()


def test_a_song_is_opened_to_everybody_and_shared_on_its_own_page(library):
    library.get_by_role("link", name="First Sketch").click()
    more = library.get_by_role("button", name="More actions")
    more.click()
    library.get_by_role("menuitem", name="Open to everybody").click()
    said = library.get_by_role("status").filter(has_text="First Sketch is open to everybody")
    expect(said).to_be_visible()
    found = library.request.get("/api/songs/", params={"scope": "public", "q": "First Sketch"}).json()["results"]
    assert [song["public"] for song in found if song["title"] == "First Sketch"]
    library.get_by_role("button", name=re.compile("^Undo")).click()
    more.click()
    expect(library.get_by_role("menuitem", name="Open to everybody")).to_be_visible()
    library.get_by_role("menuitem", name="Share").click()
    expect(library.get_by_role("dialog").get_by_role("button", name="Make a link")).to_be_visible()


def test_a_new_name_stays(library):
    library.get_by_role("button", name="More for Second Sketch").click()
    library.get_by_role("menuitem", name="Rename").click()
    library.get_by_label("Title").fill("Ferry")
    library.keyboard.press("Enter")
    library.reload()
    expect(library.get_by_role("link", name="Ferry")).to_be_visible()


def test_searching_and_sorting(library):
    titles = library.get_by_role("rowheader")
    library.get_by_role("button", name="Title").click()
    expect(titles.first).to_contain_text("First Sketch")
    library.get_by_role("button", name="Title").click()
    expect(titles.first).to_contain_text("Second Sketch")
    library.keyboard.press("/")
    library.keyboard.type("techno")
    expect(titles).to_have_count(1)
    library.get_by_label("Search songs").fill("nothing like it")
    expect(library.get_by_text("No song has")).to_be_visible()


def test_only_a_song_made_here_shows_takes(library, open_page, tuner):
    library.get_by_role("link", name="First Sketch").click()
    expect(library.get_by_role("heading", name="Takes")).to_be_visible()
    page = open_page(f"/songs/{tuner.songs[0]['id']}", who=tuner.state)
    expect(page.get_by_role("heading", name=tuner.songs[0]["title"])).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name="Takes")).to_have_count(0)
