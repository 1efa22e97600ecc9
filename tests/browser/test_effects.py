"""Effects in the browser: bring a recording, put a preset on it, and hear both in turn at the same loudness."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from listening import SILENCE_DB, loudness_db
from looking import SIZES, look
from playwright.sync_api import expect

RATE = 22_050
# Others may want the processor while a worker is at it.
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def voice(tmp_path_factory) -> Path:
    """Twenty seconds of soft tones."""
    file = tmp_path_factory.mktemp("sounds") / "My voice.wav"
    at = np.arange(20 * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * hz * at) for hz in (220, 331, 447))
    soundfile.write(file, 0.02 * tones * (1.2 + np.sin(2 * np.pi * at)), RATE, subtype="PCM_24")
    return file


def bring(page, account, name: str, voice: Path) -> None:
    """Open the page of effects with an account and a recording."""
    account(page, name)
    page.goto("/effects")
    page.get_by_label("Bring a recording").set_input_files(voice)
    expect(page.get_by_label("Sound", exact=True)).to_have_value(re.compile("^upload "), timeout=PATIENCE_MS)


def test_bring_a_recording_put_a_preset_on_it_and_compare(open_page, account, voice, shoot):
    page = open_page("/sign-in")
    bring(page, account, "mixer", voice)
    page.get_by_label("Preset").select_option(label="Concert hall")
    reverb = page.get_by_role("group", name="1. Convolution reverb")
    rows = {reverb.get_by_role("button", name=name).bounding_box()["y"] for name in (", on", "Leave out")}
    assert len(rows) == 1, "what the effect does pushes its buttons down"
    page.get_by_label("Preset").select_option(label="Loud master")
    expect(page.get_by_role("group", name="5. Normalise")).to_be_visible()
    page.get_by_role("button", name="Put them on").click()
    compare = page.get_by_role("region", name="Before and after")
    expect(compare.get_by_text("my_voice_loud_master.wav")).to_be_visible(timeout=PATIENCE_MS)
    expect(compare.get_by_text(re.compile(r"−[23]\d\.\d → −14\.\d LUFS"))).to_be_visible()
    look(page, shoot, "effects-compared")

    compare.get_by_role("button", name="Play the comparison").click()
    page.wait_for_timeout(600)
    after = loudness_db(page, seconds=1.0)
    compare.get_by_role("button", name="Before", exact=True).click()
    page.wait_for_timeout(300)
    before = loudness_db(page, seconds=1.0)
    assert after > SILENCE_DB + 10 and abs(after - before) < 3
    compare.get_by_label("Same loudness").uncheck()
    compare.get_by_role("button", name="After", exact=True).click()
    page.wait_for_timeout(300)
    assert loudness_db(page, seconds=1.0) > before + 5
    compare.get_by_role("button", name="Pause the comparison").click()

    with page.expect_download() as saved:
        compare.get_by_role("link", name=re.compile("Download")).click()
    assert soundfile.info(saved.value.path()).duration == pytest.approx(20.0, abs=0.01)
    compare.get_by_role("button", name="Throw it away").click()
    expect(compare).to_have_count(0)
    expect(page.get_by_text("my_voice_loud_master.wav")).to_have_count(0)


def test_a_chain_is_built_and_set_by_keyboard(open_page, account, voice, shoot):
    page = open_page("/sign-in")
    bring(page, account, "keys", voice)
    add = page.get_by_label("Add an effect")
    for name in ("Delay", "Low-pass"):
        add.select_option(label=name)
    feedback = page.get_by_label("1. Delay, Feedback")
    feedback.focus()
    page.keyboard.press("ArrowRight")
    expect(feedback).to_have_attribute("aria-valuetext", "0.36")
    page.keyboard.press("End")
    page.keyboard.press("Delete")
    expect(feedback).to_have_attribute("aria-valuetext", "0.35")
    cutoff = page.get_by_label("2. Low-pass, Frequency")
    cutoff.focus()
    page.keyboard.press("PageDown")
    expect(cutoff).to_have_attribute("aria-valuetext", "4 kHz")
    page.get_by_role("button", name="Move 2. Low-pass up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="1. Low-pass")).to_be_visible()
    on = page.get_by_role("button", name="2. Delay, on")
    on.focus()
    page.keyboard.press("Space")
    expect(on).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Space")
    look(page, shoot, "effects-chain")
    page.get_by_role("button", name="Put them on").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Before and after")).to_be_visible(timeout=PATIENCE_MS)
    made = page.get_by_role("region", name="Made until now")
    expect(made.get_by_role("button", name="my_voice_effects.wav")).to_have_attribute("aria-pressed", "true")


def test_a_stem_of_a_song_is_a_sound_as_well(open_page, account, song):
    page = open_page("/sign-in")
    account(page, "stems")
    song(page, duration=8)
    page.goto("/effects")
    page.get_by_label("Sound", exact=True).select_option(index=1)
    part = page.get_by_label("Part", exact=True)
    expect(part.get_by_role("option")).not_to_have_count(1)
    part.select_option(index=1)
    page.get_by_label("Preset").select_option(label="Concert hall")
    page.get_by_label(re.compile("^Keep the length")).check()
    page.get_by_role("button", name="Put them on").click()
    compare = page.get_by_role("region", name="Before and after")
    expect(compare.get_by_text(re.compile("concert_hall"))).to_be_visible(timeout=PATIENCE_MS)


def test_what_is_wrong_is_said_in_its_place(open_page, account, voice):
    page = open_page("/sign-in")
    bring(page, account, "wrong", voice)
    page.get_by_label("Add an effect").select_option(label="Trim")
    start = page.get_by_label("1. Trim, Start")
    start.focus()
    page.keyboard.press("PageUp")
    page.get_by_role("button", name="Put them on").click()
    expect(page.get_by_role("alert").filter(has_text="nothing is left")).to_be_visible()


@pytest.mark.parametrize("look_of", [f"{size}-{theme}" for size in SIZES for theme in ("light", "dark")])
def test_the_page_is_accessible_and_fits(open_page, account, shoot, look_of):
    size, theme = look_of.split("-")
    width, height = SIZES[size]
    page = open_page("/effects", width=width, height=height, theme=theme)
    expect(page.get_by_text("kept in an account")).to_be_visible()
    account(page, f"fx_{size}_{theme}")
    page.goto("/effects")
    page.get_by_label("Preset").select_option(label="Clear voice")
    expect(page.get_by_role("group", name="1. High-pass")).to_be_visible()
    look(page, shoot, f"effects-{look_of}")
