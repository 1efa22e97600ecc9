"""Albums: put in order by whose songs are on them, changed and removed by an administrator, who can take it back."""

from __future__ import annotations

import re
import secrets

from bringing import TONES
from looking import look
from playwright.sync_api import expect

FIRST, SECOND, THIRD = TONES


def test_the_songs_of_an_album_are_put_in_order(open_page, tuner):
    page = open_page(tuner.album, who=tuner.state)
    rows = page.get_by_role("rowheader")
    expect(rows.first).to_contain_text(FIRST)
    with page.expect_response(_numbers(tuner.songs[0])):
        page.get_by_role("button", name=f"Move {FIRST}").press("End")
    expect(rows.last).to_contain_text(FIRST)
    page.reload()
    expect(rows.last).to_contain_text(FIRST)
    with page.expect_response(_numbers(tuner.songs[2])):
        page.get_by_role("button", name=f"Move {FIRST}").press("Home")
    page.reload()
    expect(rows.first).to_contain_text(FIRST)
    expect(page.get_by_role("button", name=f"Move {SECOND}")).to_be_visible()
    page.get_by_role("button", name="More for Three tones").click()
    expect(page.get_by_role("menuitem", name="Change")).to_have_count(0)


def test_an_administrator_changes_an_album_and_takes_its_removal_back(open_page, administrator, address, shoot):
    page = open_page("/sign-in", width=390, height=844, theme="light")
    administrator(page)
    before, name = (f"{title} {secrets.token_hex(3)}" for title in ("High water", "Low water"))
    about = {"title": before, "artist": "Greta"}
    album_id = page.request.post("/api/albums/", data=about, headers={"Origin": address}).json()["id"]
    page.goto(f"/albums/{album_id}")
    picture = page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 300})
    _choose(page, before, "Change")
    page.get_by_label("Title").fill(name)
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "cover.png", "mimeType": "image/png", "buffer": picture}
    )
    look(page, shoot, "album-change-phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.request.get(f"/api/albums/{album_id}/").json()["image"]
    look(page, shoot, "album-changed-phone")
    _choose(page, name, "Change")
    page.get_by_label("Take its picture away").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.request.get(f"/api/albums/{album_id}/").json()["image"] is None

    cards = page.get_by_role("list", name="Albums")
    _remove(page, name)
    expect(cards.get_by_role("link").first).to_be_visible()
    expect(cards.get_by_role("link", name=name)).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Undo")).click()
    cards.get_by_role("link", name=name).click()
    _remove(page, name)
    page.goto("/albums")  # leaving the page is not taking it back
    expect(cards.get_by_role("link").first).to_be_visible()
    expect(cards.get_by_role("link", name=name)).to_have_count(0)
    assert page.request.get(f"/api/albums/{album_id}/").status == 404


def _choose(page, name: str, what: str) -> None:
    page.get_by_role("button", name=f"More for {name}").click()
    page.get_by_role("menuitem", name=what).click()


def _remove(page, name: str) -> None:
    _choose(page, name, "Remove")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", level=1, name="Albums")).to_be_visible(timeout=20_000)


def _numbers(song):
    """The answer to its song's having got another number."""
    return lambda answer: answer.request.method == "PATCH" and answer.url.endswith(f"/api/songs/{song['id']}/")
