"""The banks of a folder as voices."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace

import pytest
from bank_singing import MELODY, phrase
from synthetic_banks import VARIANTS, make, make_vocoder

from backend.studio.errors import CannotSing, UnknownName
from backend.studio.voice import levels
from backend.studio.voice.booth import Booth
from backend.studio.voice.company import Company
from backend.studio.voice.diffsinger import loudness, trial, troupe
from backend.studio.voice.diffsinger.troupe import CONTENT, Troupe


def adopt(folder, id_, variant, *, maker=make, **how):
    """Put a bank into a folder, as the service does."""
    place = folder / id_
    maker(place / CONTENT, variant, **how)
    document = trial.adopt(place / CONTENT, Troupe(folder).find_vocoder, time.process_time).document
    troupe.write_document(place, {**document, "added_at": "2026-11-29"})
    return document


def test_a_bank_is_a_voice_for_each_colour(tmp_path):
    own = Troupe(tmp_path)
    assert own.voices() == ()
    adopt(tmp_path, "synthia-1", VARIANTS["many_speakers"])
    voices = own.voices()
    assert [voice.id for voice in voices] == [f"bank/synthia-1/{colour}" for colour in ("alto", "soft", "power")]
    assert voices[1].label == "Synthia (Soft)"
    assert (voices[0].languages, voices[0].unavailable) == (("en-US", "en-GB"), "")
    assert voices[0].licence == "license.txt: Sing what you like with it."
    assert voices[0].lowest < voices[0].low < voices[0].high < voices[0].highest


def test_it_sings_at_the_level_of_other_voices(tmp_path):
    adopt(tmp_path, "synthia-1", VARIANTS["new"])
    singer = Troupe(tmp_path).singer("bank/synthia-1/alto")
    found = singer.sing(phrase(*MELODY), lambda: False)
    assert singer.level_db == pytest.approx(-9.5, abs=1)  # a sine of half the scale
    assert loudness.level_db(found.audio) == pytest.approx(levels.LEVEL_DB, abs=1.5)


def test_a_removed_bank_is_no_voice_any_more(tmp_path):
    adopt(tmp_path, "synthia-1", VARIANTS["new"])
    own = Troupe(tmp_path)
    company = Company((own,))
    assert company.voice("bank/synthia-1/alto")
    shutil.rmtree(tmp_path / "synthia-1")
    with pytest.raises(UnknownName):
        company.voice("bank/synthia-1/alto")
    with pytest.raises(UnknownName):
        own.singer("bank/synthia-1/alto")


def test_a_voice_waits_for_its_vocoder(tmp_path):
    adopt(tmp_path, "synthia-1", replace(VARIANTS["new"], has_vocoder=False))
    company = Company((Troupe(tmp_path),))
    with pytest.raises(CannotSing, match="needs the vocoder 'sine'"):
        company.singer("bank/synthia-1/alto")
    adopt(tmp_path, "sine-1", VARIANTS["new"], maker=make_vocoder)
    singer = company.singer("bank/synthia-1/alto")
    assert loudness.level_db(singer.sing(phrase(*MELODY), lambda: False).audio) == pytest.approx(
        levels.LEVEL_DB, abs=1.5
    )
    assert "+" in singer.version


def test_a_vocoder_that_does_not_go_with_a_bank_is_no_help(tmp_path):
    adopt(tmp_path, "synthia-1", replace(VARIANTS["new"], has_vocoder=False))
    adopt(tmp_path, "sine-1", VARIANTS["24_kHz"], maker=make_vocoder)
    (voice,) = Troupe(tmp_path).voices()
    assert "sample_rate is 44100 in the acoustic model and 24000 in the vocoder sine" in voice.unavailable


def test_what_is_no_bank_is_passed_over(tmp_path):
    for name, text in (("a", "{"), ("b", "[]"), ("c", "{}"), ("d", '{"kind": "bank", "version": 0}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / troupe.DOCUMENT).write_text(text)
    assert Troupe(tmp_path).voices() == ()


def test_long_terms_are_cut_for_the_list(tmp_path):
    document = adopt(tmp_path, "synthia-1", VARIANTS["new"])
    assert troupe.terms({**document, "terms": [{"file": "eula.txt", "text": "word " * 500}]}).endswith("…")
    assert "ask its maker" in troupe.terms({**document, "terms": []})


def test_a_song_names_voice_terms_and_device(tmp_path):
    from hummer import vocals

    from backend.studio.score import PlayedPart

    adopt(tmp_path, "synthia-1", VARIANTS["new"])
    part = PlayedPart(vocals((0, 1, 60, "star", 0), voice="bank/synthia-1/alto"), ())
    told = Booth(Company((Troupe(tmp_path),))).versions([part])
    assert told["voice of vocals"] == "bank/synthia-1/alto"
    assert told["licence of vocals"].startswith("license.txt")
    assert told["singer of vocals"].startswith("diffsinger-1 ")
    assert told["device of vocals"] == "CPU"
