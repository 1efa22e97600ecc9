"""What is set by hand is checked while it is typed, made as it was asked for, and told with the song."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_chords_and_form_are_checked_at_the_word_and_met_by_the_song(open_page, account, shoot):
    page = open_page("/sign-in")
    account(page, "by_hand")
    page.goto("/")
    page.get_by_label("Describe the song").fill("calm lo-fi with piano")
    page.get_by_role("button", name="By hand").click()
    page.get_by_label("Form", exact=True).fill("intro 2, verse 4, outro 2")
    chords = page.get_by_label("Chords", exact=True).and_(page.get_by_role("textbox"))
    chords.fill("verse: Dm7 | H7b | Bbmaj7 | A7")
    expect(page.get_by_text("'H7b' is no chord")).to_be_visible()
    expect(page.locator(".checked mark")).to_have_text("H7b")
    shoot(page, "chords-refused")

    chords.fill("verse: Dm7 | G9 | Bbmaj7 | A7")
    expect(page.get_by_text("'H7b' is no chord")).to_have_count(0)
    expect(page.get_by_role("button", name="Chords verse, set by you. Change")).to_be_visible()
    page.get_by_label("Lead", exact=True).select_option(label="Flute")
    expect(page.get_by_role("button", name=re.compile("^Players lead flute, set by you"))).to_be_visible()
    page.get_by_label("Energy, Verse").fill("0.8")
    page.get_by_label("Best of").fill("3")
    page.get_by_role("button", name="Make the song").click()
    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=90_000)
    jobs.get_by_role("link").first.click()

    report = page.get_by_role("region", name="Asked and met")
    for line in ("Form: 3 sections asked, 3 met", "Chords of verse: 4 chords asked, 4 met"):
        expect(report.get_by_text(line)).to_be_visible()
    written = page.get_by_role("list", name="Chords").get_by_role("button")
    expect(written.filter(has_text="G9").first).to_be_attached()
    contest = page.get_by_role("region", name="Best of 3")
    expect(contest.get_by_role("button", name=re.compile("^Make song"))).to_have_count(2)
    shoot(page, "report")
    contest.get_by_role("button", name=re.compile("^Make song")).first.click()
    takes = page.get_by_role("region", name="Takes").get_by_role("listitem")
    expect(takes).to_have_count(2, timeout=90_000)
    expect(contest).to_be_visible()


def test_styles_are_found_by_their_words_and_blended(open_page):
    page = open_page("/")
    page.get_by_label("Search styles").fill("swing")
    styles = page.get_by_role("region", name="Or begin with a style")
    expect(styles.get_by_role("button", name="Swing", exact=True)).to_be_visible()
    expect(styles.get_by_role("button", name="Techno", exact=True)).to_have_count(0)
    page.get_by_label("Search styles").fill("no such thing")
    expect(styles.get_by_text("No style is called that.")).to_be_visible()
    page.get_by_role("button", name="By hand").click()
    page.get_by_label("Style", exact=True).select_option(label="Techno")
    page.get_by_label("Blended with").select_option(label="Funk")
    page.get_by_label("Share of the second").fill("30")
    expect(page.get_by_role("button", name=re.compile("^Style Techno 70 %, Funk 30 %, set by you"))).to_be_visible()
    page.get_by_role("button", name="Clear all of this").click()
    expect(page.get_by_role("button", name=re.compile("^Style Techno"))).to_have_count(0)
