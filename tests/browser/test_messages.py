"""Messages: written with a song, read and heard live by somebody else, who can also have none of it."""

from __future__ import annotations

import re

import pytest
from letters import newest_link, path
from looking import look
from playwright.sync_api import expect


@pytest.fixture
def person(open_page, account):
    """Open a page of somebody whose address is verified; the answer is the page and who they are."""

    def person(name: str, **looks):
        page = open_page("/sign-in", **looks)
        account(page, name)
        who = page.request.get("/api/auth/user/").json()
        page.goto(path(newest_link(page, who["email"])))
        expect(page.get_by_role("heading", name="Your address is verified")).to_be_visible()
        return page, who

    return person


def test_a_message_with_a_song_is_read_and_heard_live_by_somebody_else(person, song, shoot):
    sender, clara = person("clara", width=1280, height=900)
    receiver, robert = person("robert", width=390, height=844, theme="light")
    made = song(sender, duration=5, title="Harbour at Dawn")
    receiver.goto("/library")
    receiver.get_by_role("button", name="More", exact=True).click()
    receiver.get_by_role("link", name="Messages").click()
    expect(receiver.get_by_text("No messages yet.")).to_be_visible()
    look(receiver, shoot, "messages-empty-phone")

    sender.goto("/library")
    sender.get_by_role("link", name="Messages").click()
    sender.get_by_role("button", name="New message").click()
    sender.get_by_label("Write to whom?").last.fill(robert["username"])
    sender.get_by_role("dialog").get_by_role("button", name=robert["username"]).click()
    expect(sender.get_by_text("Nothing was written yet.")).to_be_visible()
    sender.get_by_role("button", name="Attach a song").click()
    sender.get_by_label("Choose a song").last.fill("Harbour")
    look(sender, shoot, "messages-picker")
    sender.keyboard.press("ArrowDown")
    sender.get_by_role("dialog").get_by_role("button", name="Harbour at Dawn").press("Enter")
    field = sender.get_by_label(f"Message to {robert['username']}")
    field.fill("Listen to this\nbefore the boats leave")
    field.press("Enter")
    expect(sender.get_by_role("log").get_by_text("before the boats leave")).to_be_visible()

    talk = receiver.get_by_role("navigation", name="Conversations").get_by_role("link")
    expect(talk).to_contain_text(re.compile(rf"{clara['username']}.*1 unread", re.DOTALL), timeout=5000)
    talk.click()
    log = receiver.get_by_role("log")
    expect(log.get_by_text("before the boats leave")).to_be_visible()
    assert receiver.request.get(f"/api/songs/{made}/").status == 404, "the song is private, and comes by the message"
    log.get_by_role("button", name="Play Harbour at Dawn").click()
    expect(log.get_by_role("button", name="Pause Harbour at Dawn")).to_be_visible()
    expect(receiver.get_by_role("contentinfo", name="Player")).to_contain_text("Harbour at Dawn")
    look(receiver, shoot, "messages-thread-phone")
    _stays_open(receiver, shoot)
    receiver.get_by_role("link", name="See the message").click()
    receiver.get_by_label(f"Message to {clara['username']}").fill("It is lovely")
    receiver.get_by_role("button", name="Send").click()
    expect(sender.get_by_role("log").get_by_text("It is lovely")).to_be_visible(timeout=5000)
    look(sender, shoot, "messages-thread")

    receiver.get_by_role("button", name=f"More for {clara['username']}").click()
    receiver.get_by_role("menuitem", name="Block").click()
    expect(receiver.get_by_text(f"You have blocked {clara['username']}.")).to_be_visible()
    look(receiver, shoot, "messages-blocked-phone")
    field.fill("Are you there?")
    field.press("Enter")
    expect(sender.get_by_role("alert")).to_contain_text(f"{robert['username']} takes no messages from you.")
    receiver.get_by_role("button", name="Unblock").click()
    field.press("Enter")
    expect(log.get_by_text("Are you there?")).to_be_visible(timeout=5000)


def _stays_open(receiver, shoot) -> None:
    """The page of what is heard can be left, and opened again: it is the message's, for the song is somebody else's."""
    player = receiver.get_by_role("contentinfo", name="Player")
    player.get_by_role("link", name="Harbour at Dawn").click()
    expect(receiver.get_by_role("heading", name="Harbour at Dawn")).to_be_visible()
    receiver.reload()
    expect(receiver.get_by_role("heading", name="Harbour at Dawn")).to_be_visible()
    expect(player.get_by_role("link", name="Harbour at Dawn")).to_be_visible()
    look(receiver, shoot, "received-phone")
    receiver.get_by_role("main").get_by_role("button", name="Play").click()
    expect(receiver.get_by_role("main").get_by_role("button", name="Pause")).to_be_visible()


def test_new_messages_are_counted_in_the_rail_and_can_be_reported(person, shoot):
    sender, _ = person("clara")
    receiver, robert = person("robert", width=1280, height=900, theme="light")
    body = {"receiver": robert["id"], "content": "Buy my strings"}
    assert sender.request.post("/api/messages/", data=body, headers={"Origin": sender.url.split("/verified")[0]}).ok
    receiver.goto("/library")
    receiver.get_by_role("link", name="Messages 1 unread").click()
    receiver.get_by_role("navigation", name="Conversations").get_by_role("link").click()
    expect(receiver.get_by_role("log").get_by_text("Buy my strings")).to_be_visible()
    expect(receiver.get_by_role("link", name="Messages", exact=True)).to_be_visible()
    receiver.get_by_role("button", name=re.compile("More for the message")).click()
    receiver.get_by_role("menuitem", name="Report").click()
    receiver.get_by_label("Why?").fill("Advertising")
    look(receiver, shoot, "messages-report")
    receiver.get_by_role("dialog").get_by_role("button", name="Report").click()
    expect(receiver.get_by_text("The administrator will look at it.")).to_be_visible()
    receiver.get_by_role("button", name=re.compile("More for the message")).click()
    receiver.get_by_role("menuitem", name="Delete").click()
    expect(receiver.get_by_text("Nothing was written yet.")).to_be_visible()


def test_a_half_written_message_waits_for_its_writer_until_it_is_sent(person, song):
    sender, _ = person("clara", width=1280, height=900)
    _, robert = person("robert")
    _, sarah = person("sarah")
    song(sender, duration=5, title="Harbour at Dawn")
    sender.goto(f"/messages/{robert['id']}")
    field = sender.get_by_role("textbox", name="Message to")
    field.fill("Dear Robert,\nI have")
    sender.get_by_role("button", name="Attach a song").click()
    sender.get_by_role("dialog").get_by_role("button", name="Harbour at Dawn").click()
    sender.get_by_role("link", name="Library").click()
    sender.goto(f"/messages/{sarah['id']}")
    expect(field).to_have_value("")
    sender.goto(f"/messages/{robert['id']}")
    expect(field).to_have_value("Dear Robert,\nI have")
    expect(sender.get_by_role("button", name="Leave out Harbour at Dawn")).to_be_visible()
    sender.get_by_role("button", name="Send").click()
    expect(sender.get_by_role("log").get_by_role("button", name="Play Harbour at Dawn")).to_be_visible()
    sender.reload()
    expect(field).to_have_value("")
    expect(sender.get_by_role("button", name="Leave out Harbour at Dawn")).to_have_count(0)
    field.fill("It was")
    sender.get_by_role("button", name=re.compile("Sign out")).click()
    expect(sender.get_by_role("link", name="Sign in")).to_be_visible()
    assert "It was" not in sender.evaluate("JSON.stringify(localStorage)")


def test_who_has_not_verified_their_address_is_told_so(open_page, account, person, shoot):
    _, robert = person("robert")
    page = open_page("/messages")
    expect(page.get_by_text("Messages are for people with an account.")).to_be_visible()
    account(page, "stranger")
    page.goto(f"/messages/{robert['id']}")
    expect(page.get_by_text("Verify your address to write first.")).to_be_visible()
    page.goto("/messages/999999")
    expect(page.get_by_text("There is no user 999999.")).to_be_visible()
