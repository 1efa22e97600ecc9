"""A recording of one's own: dragged in, sent in pieces, looked through, and a song made with it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import soundfile
from looking import look
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parent.parent / "studio" / "analysis"))
import test_listening

BPM = 100.0
# Others may want the processor while a worker listens.
PATIENCE_MS = 150_000


@pytest.fixture(scope="module")
def harbour(tmp_path_factory) -> Path:
    """Half a minute of chords and drums, in several pieces: floats on two channels."""
    file = tmp_path_factory.mktemp("recordings") / "Harbour at night.wav"
    sound = test_listening.recording(BPM, 0.7, bars=13)
    soundfile.write(file, sound.T.repeat(2, axis=0), 2 * test_listening.RATE, subtype="FLOAT")
    return file


def drop(page, where, file: Path) -> None:
    """Drag a file from the desktop to a place, as a browser tells a page of it."""
    page.evaluate(
        "window.dropped = document.createElement('input'); dropped.type = 'file'; document.body.append(dropped)"
    )
    page.locator("body > input[type=file]").set_input_files(file)
    for kind in ("dragover", "drop"):
        where.evaluate(
            """(place, kind) => {
                const carried = new DataTransfer();
                carried.items.add(window.dropped.files[0]);
                place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
            }""",
            kind,
        )
    page.evaluate("window.dropped.remove()")


def test_from_a_dragged_recording_to_a_song_with_it(open_page, account, harbour, shoot):
    page = open_page("/sign-in")
    account(page, "sailor")
    page.goto("/uploads")
    place = page.locator(".drop")
    drop(page, place, harbour)
    row = page.get_by_role("listitem").filter(has_text="harbour_at_night.wav")
    expect(row.get_by_text("100 bpm")).to_be_visible(timeout=PATIENCE_MS)
    expect(row.get_by_text("LUFS")).to_be_visible()
    expect(row.get_by_text(re.compile(r"0:3\d"))).to_be_visible()
    look(page, shoot, "uploads")
    for width, name in ((1024, "tablet"), (390, "phone")):
        page.set_viewport_size({"width": width, "height": 844})
        look(page, shoot, f"uploads-{name}")
    page.set_viewport_size({"width": 1440, "height": 960})

    row.get_by_role("button", name="Make a song with harbour_at_night.wav").click()
    page.get_by_label("Describe the song").fill("folk with guitar")
    expect(page.get_by_role("button", name=re.compile("^Tempo 100 bpm"))).to_be_visible()
    page.get_by_label("harbour_at_night.wav, what it does").select_option(label="plays along")
    look(page, shoot, "create-with-recording")
    page.get_by_role("button", name="Make the song").click()
    jobs = page.get_by_role("complementary", name="Jobs")
    expect(jobs.get_by_text("Finished")).to_be_visible(timeout=PATIENCE_MS)
    jobs.get_by_role("link").first.click()
    expect(page.get_by_role("group", name="Backing track")).to_be_visible()
    shoot(page, "song-with-recording")


def test_a_line_that_breaks_costs_one_piece(open_page, account, harbour):
    page = open_page("/sign-in")
    account(page, "cable")
    page.goto("/uploads")
    seen = []

    def break_the_second(route):
        seen.append(route.request.headers["upload-offset"])
        if len(seen) == 2:
            route.abort()
        else:
            route.continue_()

    page.route(
        "**/api/upload/resumable/*", lambda route: break_the_second(route) if _is_piece(route) else route.continue_()
    )
    page.get_by_label("Recording", exact=True).set_input_files(harbour)
    expect(page.get_by_text("100 bpm")).to_be_visible(timeout=PATIENCE_MS)
    assert seen[0] == "0" and seen[1] == seen[2]


def test_the_way_by_keyboard(open_page, account, harbour):
    page = open_page("/sign-in")
    account(page, "keys")
    page.goto("/uploads")
    page.get_by_label("Recording", exact=True).set_input_files(harbour)
    expect(page.get_by_text("100 bpm")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="More for harbour_at_night.wav").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("dawn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="dawn.wav")).to_be_visible()
    page.get_by_role("button", name="More for dawn.wav").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="dawn.wav")).to_have_count(0)


def test_what_is_no_recording_is_refused_in_its_place(open_page, account, tmp_path):
    page = open_page("/sign-in")
    account(page, "nothing")
    page.goto("/uploads")
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"this is no sound at all" * 1000)
    page.get_by_label("Recording", exact=True).set_input_files(broken)
    expect(page.get_by_role("alert").filter(has_text="broken.wav")).to_be_visible()
    expect(page.get_by_role("button", name="Go on with broken.wav")).to_have_count(0)
    page.get_by_role("button", name="Leave out broken.wav").click()
    film = tmp_path / "film.mov"
    film.write_bytes(b"moov")
    page.get_by_label("Recording", exact=True).set_input_files(film)
    expect(page.get_by_text("“film.mov” is no recording.")).to_be_visible()


def _is_piece(route) -> bool:
    return route.request.method == "PATCH"
