"""The whole way: a stranger signs up, types a sentence, hears the song, takes it apart and finds it again."""

from __future__ import annotations

import re
import secrets

from listening import SILENCE_DB, comes_true, loudness_at, quietest_db, seek
from playwright.sync_api import expect
from stage import PASSWORD, SENTENCE


def test_from_a_sentence_to_a_song_in_the_library(open_page, shoot):
    page = open_page("/sign-up")
    name = f"mara_{secrets.token_hex(4)}"
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open account").click()

    page.get_by_label("Describe the song").fill(SENTENCE)
    expect(page.get_by_text("is not an instrument we have.")).to_be_visible()
    tempo = page.get_by_role("button", name=re.compile("^Tempo 84 bpm, from your words"))
    expect(tempo).to_be_visible()
    assert tempo.bounding_box()["height"] < 40, "what was understood stands in one line"
    shoot(page, "create")
    page.keyboard.press("Control+Enter")

    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=60_000)
    shoot(page, "job-finished")
    jobs.get_by_role("button", name=re.compile("^Play")).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert comes_true(page, lambda loudness: loudness > -40)

    jobs.get_by_role("link").first.click()
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    shoot(page, "song-playing")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
        page.get_by_role("menuitem", name=re.compile("^WAV 24")).click()
    assert saved.value.path().read_bytes()[:4] == b"RIFF"

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Library").first.click()
    expect(page.get_by_role("rowheader", name=title)).to_be_visible()
    shoot(page, "library")


def test_what_has_to_be_made_first_is_saved_when_it_is_there(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "taker")
    page.goto(f"/songs/{song(page, duration=5)}")
    for name, head in (("Opus", b"OggS"), ("Lead sheet, PDF", b"%PDF"), ("All stems", b"PK")):
        with page.expect_download(timeout=20_000) as saved:
            page.get_by_role("button", name="Download").click()
            page.get_by_role("menuitem", name=re.compile(f"^{name}")).click()
        assert saved.value.path().read_bytes().startswith(head)


def test_what_is_muted_is_not_heard(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "muter")
    page.goto(f"/songs/{song(page, 'rock with drums, bass and guitar', duration=20)}")
    page.get_by_role("button", name="Play", exact=True).click()
    assert comes_true(page, lambda loudness: loudness > -40, at_s=9)
    whole = loudness_at(page, 9)

    mutes = page.get_by_role("button", name=re.compile("^Mute "))
    bass = page.get_by_role("button", name="Mute Bass")  # it plays in every bar
    for mute in mutes.all():
        mute.click()
    bass.click()
    assert comes_true(page, lambda one: SILENCE_DB + 5 < one < whole - 2.5, at_s=9)

    bass.click()
    assert comes_true(page, lambda nothing: nothing <= SILENCE_DB + 3, at_s=9)

    for mute in mutes.all():
        mute.click()
    assert comes_true(page, lambda again: abs(again - whole) < 3, at_s=9)


def test_going_over_to_the_stems_is_not_heard(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "seamless")
    page.goto(f"/songs/{song(page, 'ambient pad, no drums', duration=30)}")
    page.get_by_role("button", name="Play", exact=True).click()
    loudness_at(page, 6)
    as_master = quietest_db(page)
    loudness_at(page, 6)
    page.get_by_role("slider", name=re.compile("^Level ")).first.press("ArrowLeft")
    while_changing = quietest_db(page)
    expect(page.get_by_text("Fetching the stems")).to_have_count(0)
    assert as_master - while_changing < 6


def test_a_looped_section_goes_round(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "looper")
    page.goto(f"/songs/{song(page, 'techno 140 bpm', duration=30)}")
    section = page.get_by_role("list", name="Sections").get_by_role("button").first
    section.click()
    page.get_by_role("button", name="Play", exact=True).click()
    page.keyboard.press("l")
    end_s = int(re.search(r"to (\d+)$", section.get_attribute("aria-label"))[1]) * 4 * 60 / 140
    seek(page, end_s - 2)
    slider = page.get_by_role("slider", name="Position")
    places = [0.0, 0.0]
    while places[-1] >= places[-2]:
        assert places[-1] <= end_s + 1
        page.wait_for_timeout(250)
        places.append(float(slider.get_attribute("aria-valuenow")))
