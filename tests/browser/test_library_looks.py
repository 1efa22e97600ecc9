"""The pages of the library: axe finds nothing, nothing scrolls sideways, a picture is kept."""

from __future__ import annotations

import re

import pytest
from looking import SIZES, look
from playwright.sync_api import expect

# The rooms behind the library, of which the ways through the studio know.
SHELVES = ("albums", "album", "artist", "playlists", "playlist", "liked", "heard")


@pytest.mark.parametrize("look_of", ["desk-dark", "phone-light"])
def test_every_page_of_the_library_is_accessible_and_fits(open_page, tuner, address, shoot, look_of):
    size, theme = look_of.split("-")
    width, height = SIZES[size]
    page = open_page("/sign-in", width=width, height=height, theme=theme, who=tuner.state)
    songs = tuner.songs
    ids = [song["id"] for song in songs]
    headers = {"Origin": address}
    playlist = page.request.post(
        "/api/playlists/", data={"name": "Night drive", "is_collaborative": True}, headers=headers
    ).json()
    page.request.post(f"/api/playlists/{playlist['id']}/songs/", data={"songs": ids}, headers=headers)
    shared = page.request.post("/api/shares/", data={"kind": "playlist", "id": playlist["id"]}, headers=headers).json()
    places = {
        "discover": "discover",
        "albums": "albums",
        "album": f"albums/{songs[0]['album_id']}",
        "artist": f"artists/{songs[0]['artist_id']}",
        "playlists": "playlists",
        "playlist": f"playlists/{playlist['id']}",
        "liked": "liked",
        "heard": "history",
        "shared": f"share/{shared['token']}",
        "embedded": f"embed/{shared['token']}",
        "nobody": "people/nobody",
    }
    for name, place in places.items():
        page.goto(f"/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, shoot, f"{name}-{look_of}")
        if name in SHELVES:
            way = page.get_by_role("navigation", name="Main").get_by_role("link", name="Library")
            expect(way).to_have_attribute("aria-current", "true")
    page.goto("/library")
    page.get_by_role("button", name="Choose songs").click()
    page.get_by_role("button", name="Genre", exact=True).or_(
        page.get_by_role("button", name="Length", exact=True)
    ).first.click()
    look(page, shoot, f"library-narrowed-{look_of}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More for Aria").click()
    page.get_by_role("menuitem", name="Add to the queue").click()
    page.get_by_role("button", name="Queue", exact=True).click()
    expect(page.get_by_role("region", name="Queue").get_by_role("button", name="Move Aria")).to_be_visible()
    look(page, shoot, f"queue-{look_of}")


def test_a_phone_reaches_every_room(open_page, account):
    page = open_page("/sign-in", width=390, height=844)
    account(page, "thumb")
    page.goto("/library")
    page.get_by_role("button", name="More", exact=True).click()
    more = page.get_by_role("dialog", name="More")
    for name in ("Discover", "Uploads", "Effects", "Messages"):
        expect(more.get_by_role("link", name=name)).to_be_visible()
    expect(more.get_by_role("link", name=re.compile("credits?$"))).to_be_visible()
    expect(more.get_by_role("button", name="Sign out")).to_be_visible()
    more.get_by_role("link", name="Effects").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Effects")
    expect(more).to_have_count(0)
