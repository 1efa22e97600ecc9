"""Words in the browser: written and read, sung in a song, lit as they are sung, changed word by word."""

from __future__ import annotations

import io
import re

import numpy as np
import soundfile
from playwright.sync_api import expect

MADE = 90_000
WORDS = """[Verse]
Leave the lights burning on the water
and the harbour lets us go

[Chorus]
I will know the way back home
"""
# Listens to the very element that plays: when a word is lit, where is the sound?
LISTEN = """
window.Audio = new Proxy(window.Audio, {
  construct: (kind, given) => (window.heard ??= [], window.heard.push(new kind(...given)), window.heard.at(-1)),
});
"""
WATCH = """
() => {
  window.lit = [];
  const lane = document.querySelector("[role=group][aria-label=Words]");
  const look = () => {
    const word = lane.querySelector("[aria-current]");
    const sound = window.heard.find((each) => !each.paused);
    if (word && sound && word !== look.last) window.lit.push([word.textContent, sound.currentTime]);
    look.last = word;
  };
  new MutationObserver(look).observe(lane, { subtree: true, childList: true, attributes: true });
}
"""
LATE_S = 0.05


def test_words_become_a_song_are_lit_as_they_are_sung_and_changed_one_by_one(open_page, account, shoot):
    page = open_page("/sign-in")
    account(page, "singer")
    page.add_init_script(LISTEN)
    page.goto("/")
    page.get_by_label("Describe the song").fill("pop ballad, only piano, 80 bpm")
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_label("Words", exact=True).fill(WORDS)
    expect(page.get_by_role("button", name=re.compile("^Words 3 lines"))).to_be_visible()
    page.get_by_role("radio", name=re.compile("^Hibari")).first.check()
    shoot(page, "words")
    page.keyboard.press("Control+Enter")
    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=MADE)
    jobs.get_by_role("link").first.click()

    lane = page.get_by_role("group", name="Words", exact=True)
    expect(lane).to_contain_text("Leave the lights burning on the water")
    number = page.url.rsplit("/", 1)[1]
    lines = page.request.get(f"/api/songs/{number}/words").json()["lines"]
    page.evaluate(WATCH)
    lane.get_by_role("button", name="All words").click()
    page.get_by_role("button", name=re.compile("^Play from line 1,")).click()
    lane.get_by_role("button", name="All words").click()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(1000 * (lines[1]["words"][0]["end_s"] - lines[0]["start_s"] + 0.5))
    shoot(page, "words-sung")
    page.get_by_role("button", name="Pause", exact=True).click()
    at_s = page.evaluate("window.heard.at(-1).currentTime")
    expect(lane.locator(".lit :is(.sung, .now)")).to_have_count(sum(w["start_s"] <= at_s for w in lines[1]["words"]))

    first, *sung = lines[0]["words"]  # the first is lit before the song plays
    lit = [each for each in page.evaluate("window.lit") if each[0] != first["text"]][: len(sung)]
    assert [word for word, _ in lit] == [word["text"] for word in sung]
    late = [at_s - word["start_s"] for (_, at_s), word in zip(lit, sung, strict=True)]
    # one frame that a busy machine drops is no fault of the page
    assert sum(abs(each) > LATE_S for each in late) <= 1, late

    lane.get_by_role("button", name="All words").click()
    lane.get_by_role("button", name="burning").click()
    expect(page.get_by_text("Line 1 is sung again")).to_be_visible()
    page.keyboard.type("glowing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Take 2")).to_be_visible(timeout=MADE)
    expect(lane).to_contain_text("Leave the lights glowing on the water")
    shoot(page, "words-changed")
    before, after = (dry(page, number, take) for take in (1, 2))
    assert len(before) == len(after)
    changed_s = np.flatnonzero(np.any(before != after, axis=1)) / 44_100
    assert lines[0]["start_s"] - 1 < changed_s.min() < changed_s.max() < lines[1]["start_s"]

    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
        page.get_by_role("menuitem", name=re.compile("^Lyrics, LRC with words")).click()
    assert "glowing" in saved.value.path().read_text(encoding="utf-8")


def test_words_are_written_kept_and_brought_back(open_page, account):
    page = open_page("/sign-in")
    account(page, "writer")
    page.goto("/")
    page.get_by_label("Describe the song").fill("a pop ballad about the sea")
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_role("button", name="Write the words").click()
    editor = page.get_by_label("Words", exact=True)
    expect(editor).to_have_value(re.compile("Chorus"))
    written = editor.input_value()
    editor.fill(WORDS)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Versions of these words").click()
    page.get_by_role("menuitem", name=re.compile("^Version 1")).click()
    expect(editor).to_have_value(written)


def dry(page, song: str, take: int) -> np.ndarray:
    """The dry voice of a take."""
    found = page.request.get(f"/api/songs/{song}/downloads/vocals_dry?take={take}")
    assert found.ok, found.text()
    return soundfile.read(io.BytesIO(found.body()), always_2d=True)[0]
