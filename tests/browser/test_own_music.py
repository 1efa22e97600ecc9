"""A tune of one's own goes in as a file and stays note for note in the song."""

from __future__ import annotations

import json
import re

import pretty_midi
import pytest
from playwright.sync_api import expect

TUNE = [60, 62, 64, 67, 69, 67, 64, 62] * 4
BEAT_S = 0.5


@pytest.fixture
def tune(tmp_path):
    midi = pretty_midi.PrettyMIDI(initial_tempo=120)
    flute = pretty_midi.Instrument(program=73, name="Flute")
    flute.notes = [
        pretty_midi.Note(90, pitch, number * BEAT_S, (number + 1) * BEAT_S) for number, pitch in enumerate(TUNE)
    ]
    midi.instruments.append(flute)
    file = tmp_path / "ferry tune.mid"
    midi.write(str(file))
    return file


def test_a_melody_is_brought_and_kept_note_for_note(open_page, account, tune, shoot):
    page = open_page("/sign-in")
    account(page, "bringer")
    page.goto("/")
    page.get_by_label("Describe the song").fill("folk with guitar")
    page.get_by_role("button", name="By hand").click()
    page.get_by_label("MIDI or MusicXML file").set_input_files(tune)
    role = page.get_by_label("ferry tune.mid is")
    role.select_option(label="the bass")
    role.select_option(label="the melody")
    expect(page.get_by_role("button", name=re.compile("^Yours melody"))).to_be_visible()
    shoot(page, "own-music")
    page.get_by_role("button", name="Make the song").click()
    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=90_000)
    jobs.get_by_role("link").first.click()
    report = page.get_by_role("region", name="Asked and met")
    expect(report.get_by_text(f"{len(TUNE)} notes asked, {len(TUNE)} met")).to_be_visible()

    song = page.request.get(f"/api/songs/{page.url.rsplit('/', 1)[1]}/").json()
    project = next(output["url"] for output in song["outputs"] if output["kind"] == "project")
    parts = json.loads(page.request.get(project).text())["parts"]
    given = next(part for part in parts if part["given"])
    assert [note[2] for note in given["notes"]] == TUNE


def test_a_file_that_is_no_music_is_refused_in_its_place(open_page, account, tmp_path):
    page = open_page("/sign-in")
    account(page, "refused")
    page.goto("/")
    page.get_by_role("button", name="By hand").click()
    broken = tmp_path / "broken.mid"
    broken.write_bytes(b"this is no music at all")
    page.get_by_label("MIDI or MusicXML file").set_input_files(broken)
    expect(page.get_by_role("group", name="Your own music").get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("broken.mid is")).to_have_count(0)
