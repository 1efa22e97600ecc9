"""Voices in the browser: each can be heard, and the administrator brings new ones."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from synthetic_banks import VARIANTS, make, zipped


def test_a_voicebank_is_brought_and_sings_and_goes_again(open_page, administrator, shoot, tmp_path):
    page = open_page("/sign-in")
    administrator(page)
    page.goto("/voices")
    content = zipped(make(tmp_path / "synthia", VARIANTS["many_speakers"]), under="Synthia/")
    page.get_by_label("Zip of a voicebank").set_input_files(
        {"name": "synthia.zip", "mimeType": "application/zip", "buffer": content}
    )
    bank = page.get_by_role("region", name="Voicebanks").get_by_role("button", name=re.compile("^Synthia"))
    bank.click()
    expect(page.get_by_text("Sing what you like with it.", exact=True)).to_be_visible()
    shoot(page, "voicebank")

    expect(page.get_by_role("button", name="Hear Synthia (Soft)")).to_be_visible()
    page.get_by_role("button", name="Hear Hibari", exact=True).click()
    expect(page.get_by_role("button", name="Stop Hibari", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Hear Hibari", exact=True)).to_be_visible(timeout=20_000)  # to its end
    expect(page.get_by_role("alert")).to_have_count(0)

    page.get_by_role("button", name="Remove Synthia").click()
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_role("button", name="Hear Synthia (Soft)")).to_have_count(0)
    expect(bank).to_have_count(0)
