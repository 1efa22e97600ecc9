"""The booth: sung parts become stems, and a word that is changed is heard in its phrase alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade
import numpy as np
import pytest
from hummer import CONSONANT_S, Hummer, company, vocals

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import sung
from backend.studio.errors import Cancelled, CannotSing, UnknownName
from backend.studio.score import PlayedPart
from backend.studio.voice import breaths
from backend.studio.voice.booth import Booth
from backend.studio.voice.keeping import Folder

ROWS = ((0, 1, 60, "la", 0), (1, 1, 62, "lo", 0), (4, 2, 64, "li", 1), (8, 1, 60, "lu", 2))
FRAMES = 6 * SAMPLE_RATE
BREATH_S = breaths.LONGEST_S + breaths.BEFORE_S


def played(*rows: tuple, **how: str) -> PlayedPart:
    part = vocals(*rows, **how)
    seconds = lambda beats: beats * 0.5 + 0.2  # noqa: E731 - 120 bpm, after a breath
    return PlayedPart(part, tuple(sung.notes(part, seconds, lambda beats: (beats // 8).astype(int), 20.0)))


def record(booth: Booth, *parts: PlayedPart, frames: int = FRAMES, **how):
    return booth.record(parts, handmade.plan(), frames=frames, **how)


def test_vowels_are_on_their_beats_and_rests_are_silent() -> None:
    (found,) = record(Booth(company()), played(*ROWS))
    sounding = np.abs(found.audio[0]) > 0.15
    assert np.flatnonzero(sounding)[0] == pytest.approx(0.2 * SAMPLE_RATE, abs=0.015 * SAMPLE_RATE)
    assert not found.audio[:, round(1.4 * SAMPLE_RATE) : round((2.2 - CONSONANT_S - BREATH_S) * SAMPLE_RATE)].any()
    assert np.array_equal(found.audio[0], found.audio[1])
    assert [line.placed.on_s for line in found.lines] == [0.2, 2.2, 4.2]


def test_only_the_phrase_of_a_changed_word_is_sung_again(tmp_path: Path) -> None:
    singer = Hummer()
    booth = Booth(company(singer), Folder(tmp_path))
    (before,) = record(booth, played(*ROWS))
    changed = [*ROWS[:2], (4, 1, 64, "lee", 1), (5, 1, 67, "la", 1), ROWS[3]]
    (after,) = record(booth, played(*changed))
    assert len(singer.asked) == 4
    same = (before.audio == after.audio).all(axis=0)
    assert same[: round((2.2 - CONSONANT_S - BREATH_S) * SAMPLE_RATE)].all()
    assert same[round(3.4 * SAMPLE_RATE) :].all()
    assert not same.all()


def test_the_number_of_threads_changes_nothing() -> None:
    one, other = (record(Booth(company()), played(*ROWS), threads=threads)[0].audio for threads in (1, 3))
    assert np.array_equal(one, other)


def test_phrases_at_the_borders_are_faded_and_not_wrapped() -> None:
    early = played((-0.4, 1, 60, "la", 0))
    (found,) = record(Booth(company()), early, frames=SAMPLE_RATE // 4)
    assert found.audio[0, 0] == 0 and abs(found.audio[0, -1]) < 0.01
    assert np.abs(found.audio).max() > 0.1
    assert record(Booth(company()), played(*ROWS), frames=SAMPLE_RATE)[0].lines[-1].placed.on_s == 0.2


def test_parts_are_sung_by_their_own_voices() -> None:
    low = Hummer(voice=replace(Hummer().voice, id="test/low", label="Low", licence="MIT"))
    booth = Booth(company(Hummer(), low))
    parts = [played(*ROWS), played(*ROWS, part="harmony_1", role="harmony", voice="test/low")]
    record(booth, *parts)
    assert len(low.asked) == 2 * 3
    assert booth.versions(parts) == {
        "voice of vocals": "test/hum", "singer of vocals": "hum-1", "licence of vocals": "CC0-1.0",
        "voice of harmony_1": "test/low", "singer of harmony_1": "hum-1", "licence of harmony_1": "MIT",
    }  # fmt: skip


def test_who_is_not_there_does_not_sing() -> None:
    with pytest.raises(UnknownName, match="no voice 'test/nobody'; known are default, test/hum"):
        record(Booth(company()), played(*ROWS, voice="test/nobody"))
    with pytest.raises(CannotSing, match="Nobody can sing here: No voice is installed"):
        record(Booth(), played(*ROWS, voice="default"))
    absent = Hummer(voice=replace(Hummer().voice, unavailable="its weights are missing."))
    with pytest.raises(CannotSing, match="Hum cannot sing here: its weights are missing"):
        record(Booth(company(absent)), played(*ROWS))


def test_who_is_called_off_stops(tmp_path: Path) -> None:
    singer = Hummer()
    with pytest.raises(Cancelled):
        record(Booth(company(singer), Folder(tmp_path)), played(*ROWS), cancelled=lambda: True, threads=1)
    assert not singer.asked
    assert not list(tmp_path.glob("*"))
