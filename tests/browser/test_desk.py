"""The administrator's desk: shut for others, and everything in it does what it says."""

from __future__ import annotations

import pytest
from looking import look
from playwright.sync_api import expect

ROOMS = ("Users", "Songs", "Albums", "Reports", "Jobs", "Credits", "Storage", "Settings", "Log")


def test_an_administrator_disables_a_user_and_grants_credits(open_page, account, administrator, shoot):
    page = open_page("/sign-in", width=390, height=844, theme="light")
    account(page, "boris")
    boris = page.request.get("/api/auth/user/").json()
    assert page.goto("/admin/").status == 403
    expect(page.get_by_text("This desk is for administrators")).to_be_visible()
    look(page, shoot, "desk-shut-phone")

    desk = open_page("/sign-in", width=1280, height=900)
    administrator(desk)
    desk.goto("/admin/users")
    desk.get_by_label("Search users").fill(boris["username"])
    row = desk.get_by_role("row", name=boris["username"])
    expect(row).to_contain_text("Unverified")
    expect(desk.get_by_role("table", name="Users").get_by_role("row")).to_have_count(2)

    def act(name: str) -> None:
        desk.get_by_role("button", name=f"More for {boris['username']}").click()
        desk.get_by_role("menuitem", name=name).click()

    act("Verify the address")
    expect(row).to_contain_text("Active")
    before = page.request.get("/api/credits").json()["balance"]
    act("Give credits")
    desk.get_by_label("How many?").fill("25")
    desk.get_by_label("What for?").fill("For the choir")
    look(desk, shoot, "desk-grant")
    desk.get_by_role("button", name="Give", exact=True).click()
    after = before + 25
    expect(desk.get_by_text(f"{boris['username']} has {after} credits now.")).to_be_visible()
    expect(row).to_contain_text(str(after))
    assert page.request.get("/api/credits").json()["balance"] == after

    act("Disable")
    expect(row).to_contain_text("Disabled")
    look(desk, shoot, "desk-users")
    assert page.request.get("/api/auth/user/").status == 401
    assert page.request.get("/api/credits").status == 401
    act("Enable")
    expect(row).to_contain_text("Active")
    desk.get_by_role("link", name="Log").click()
    acts = desk.get_by_role("table", name="Acts").get_by_role("row")
    expect(acts.nth(1)).to_contain_text(f"Enable user {boris['id']}")
    expect(acts.nth(2)).to_contain_text(f"Disable user {boris['id']}")
    desk.get_by_role("combobox", name="What").select_option("Admin: disable")
    expect(acts.nth(1)).to_contain_text(f"Disable user {boris['id']}")
    expect(desk.get_by_role("table", name="Acts").get_by_text("Enable user")).to_have_count(0)
    desk.get_by_label("Until", exact=True).fill("2026-01-01")
    expect(desk.get_by_text("There is no such act.")).to_be_visible()


@pytest.fixture
def desk(open_page, administrator):
    """Open a page of the desk; its rows are done something to by their menus."""
    page = open_page("/sign-in", width=1280, height=900, theme="light")
    administrator(page)

    def act(row: str, name: str) -> None:
        page.get_by_role("button", name=f"More for {row}").first.click()
        page.get_by_role("menuitem", name=name, exact=True).click()

    return page, act


def test_songs_and_reports_are_looked_after(open_page, account, desk, song, shoot):
    page = open_page("/sign-in")
    account(page, "greta")
    made = song(page, duration=5, title="Salt and Rope")
    head = {"Origin": page.url.removesuffix("/sign-in")}
    assert page.request.patch(f"/api/songs/{made}/", data={"public": True}, headers=head).ok
    desk, act = desk
    report = {"kind": "song", "thing": made, "reason": "Not theirs"}
    assert desk.request.post("/api/reports/", data=report, headers=head).ok

    desk.goto("/admin/songs")
    desk.get_by_label("Search songs").fill("Salt and Rope")
    row = desk.get_by_role("row", name="Salt and Rope").first
    act("Salt and Rope", "Feature")
    expect(row).to_contain_text("Editor's pick")
    look(desk, shoot, "desk-songs")
    desk.get_by_role("link", name="Reports").click()
    act(f"Song {made}", "Unpublish the song")
    expect(desk.get_by_text("The song is private now.")).to_be_visible()
    expect(desk.get_by_role("row", name=f"Song {made}").first).to_contain_text("Looked at by")
    assert not page.request.get(f"/api/songs/{made}/").json()["public"]
    desk.get_by_role("link", name="Songs", exact=True).click()
    desk.get_by_label("Search songs").fill("Salt and Rope")
    expect(row).to_contain_text("Private")
    act("Salt and Rope", "Put into the trash")
    expect(row).to_contain_text("In the trash")
    assert page.request.get(f"/api/songs/{made}/").status == 404
    desk.get_by_label("Which songs").select_option("trash")
    expect(row).to_contain_text("In the trash")
    act("Salt and Rope", "Restore")
    expect(row).not_to_contain_text("In the trash")
    assert page.request.get(f"/api/songs/{made}/").ok


def test_albums_and_codes_are_made_and_removed(desk, shoot):
    page, act = desk
    page.goto("/admin/albums")
    page.get_by_role("button", name="New album").click()
    page.get_by_label("Title").fill("Harbour Lights")
    page.get_by_label("Artist").fill("Greta")
    page.get_by_label("Year").fill("2026")
    picture = page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 300})
    page.get_by_label("Picture").set_input_files({"name": "cover.png", "mimeType": "image/png", "buffer": picture})
    look(page, shoot, "desk-album")
    page.get_by_role("button", name="Make the album").click()
    expect(page.get_by_role("row", name="Harbour Lights").first).to_contain_text("2026")
    act("Harbour Lights", "Change")
    page.get_by_label("Title").fill("Harbour at Night")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Harbour at Night").first).to_be_visible()
    look(page, shoot, "desk-albums")
    act("Harbour at Night", "Remove")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("row", name="Harbour at Night")).to_have_count(0)

    page.get_by_role("navigation", name="Admin").get_by_role("link", name="Credits").click()
    page.get_by_role("textbox", name="Credits").fill("40")
    page.get_by_role("button", name="Make a code").click()
    code = page.locator(".fresh code").inner_text()
    act(f"…{code[-4:]}", "End")
    expect(page.get_by_role("row", name=f"…{code[-4:]}")).to_contain_text("0 of 1")


@pytest.mark.parametrize("size", [(1280, 900, "dark"), (390, 844, "light")])
def test_every_room_is_accessible_and_fits(open_page, administrator, shoot, size):
    width, height, theme = size
    page = open_page("/sign-in", width=width, height=height, theme=theme)
    administrator(page)
    page.goto("/admin/")
    expect(page.get_by_role("img", name="Plays per day")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table", name="Per day").get_by_role("rowheader")).to_have_count(30)
    look(page, shoot, f"desk-overview-{width}")
    for room in ROOMS:
        page.get_by_role("navigation", name="Admin").get_by_role("link", name=room).click()
        expect(page.get_by_role("heading", name=room, level=1)).to_be_visible()
        page.wait_for_timeout(300)
        look(page, shoot, f"desk-{room.lower()}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), room


def test_a_stranger_signs_in_at_the_desk(open_page):
    page = open_page("/")
    assert page.goto("/admin/users").status == 401
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
