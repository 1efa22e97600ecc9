"""The lead sheet has one note at a time, all chords and sections, and prints."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import handmade
import music21
import pytest

from backend.studio.errors import BadProject
from backend.studio.formats.notation import engraving
from backend.studio.formats.notation.lead_sheet import write_lead_sheet
from backend.studio.score import Family, Note, Part, Score

TUNE = ((0.0, 4.0, 72), (2.0, 1.0, 74), (2.0, 1.0, 67), (6.0, 8.0, 76))


@pytest.fixture(scope="module")
def score() -> Score:
    notes = tuple(Note(start, length, pitch, 80) for start, length, pitch in TUNE)
    lead = Part("lead", "Lead", "Flute", "lead", Family.WINDS, 73, 0, notes)
    bass = Part("bass", "Bass", "Bass", "bass", Family.BASS, 33, 0, (Note(0.0, 4.0, 36, 80),) * 9)
    return Score(handmade.plan(bars_each=30), (bass, lead))


@pytest.fixture(scope="module")
def sheet(score: Score) -> str:
    return write_lead_sheet(score, title="Nächte <&> 夜", composer="clara")


def test_the_melody_stands_alone_one_note_at_a_time(sheet: str) -> None:
    (staff,) = music21.converter.parse(sheet, format="musicxml").parts
    notes = staff.stripTies().flatten().getElementsByClass(music21.note.Note)
    assert [(note.offset, note.quarterLength, note.pitch.midi) for note in notes] == [
        (0.0, 2.0, 72), (2.0, 1.0, 74), (6.0, 8.0, 76)
    ]  # fmt: skip


def test_all_chords_and_sections_are_on_it(sheet: str, score: Score) -> None:
    song = music21.converter.parse(sheet, format="musicxml")
    assert len(song.recurse().getElementsByClass(music21.harmony.ChordSymbol)) == len(score.plan.harmony)
    assert len(song.recurse().getElementsByClass(music21.expressions.RehearsalMark)) == 5


def test_it_is_drawn_with_its_words_and_without_special_fonts(sheet: str) -> None:
    picture = engraving.to_svg(sheet, title="Nächte <&> 夜", composer="clara")
    ElementTree.fromstring(picture)
    words = re.sub(r"\s+", "", "".join(ElementTree.fromstring(picture).itertext()))
    assert "Nächte<&>夜" in words
    assert "clara" in words
    assert words.count("verse") == 2
    assert not re.search("[\ue000-\uf8ff]|<script|href=.http", picture)
    assert picture == engraving.to_svg(sheet, title="Nächte <&> 夜", composer="clara")


def test_it_is_printed_on_pages_with_a_name(sheet: str) -> None:
    paper = engraving.to_pdf(sheet, title="Nächte #x(", composer='"clara"')
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 1
    assert paper == engraving.to_pdf(sheet, title="Nächte #x(", composer='"clara"')


def test_a_song_in_which_nothing_sings_has_its_chords_all_the_same(score: Score) -> None:
    sheet = write_lead_sheet(replace(score, parts=()), title="x")
    song = music21.converter.parse(sheet, format="musicxml")
    assert len(song.recurse().getElementsByClass(music21.harmony.ChordSymbol)) == len(score.plan.harmony)


def test_threads_that_did_not_import_the_engraver_engrave_as_well(sheet: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(engraving.to_svg, sheet, title="Apart").result().startswith("<svg")


def test_what_is_no_music_is_refused() -> None:
    with pytest.raises(BadProject, match="cannot be engraved"):
        engraving.to_svg("<html/>", title="x")
