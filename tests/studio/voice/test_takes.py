"""Second takes: doubles, harmonies and choirs differ from the first as people do, and stand around it."""

from __future__ import annotations

from dataclasses import replace

import handmade
import numpy as np
import pytest
from hummer import VOICE, Hummer, company, vocals

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import sung
from backend.studio.score import PlayedPart
from backend.studio.singing import SingingWish
from backend.studio.voice import breaths, takes
from backend.studio.voice.booth import Booth
from backend.studio.voice.phrase import Phrase, SungNote

# Two beats in the intro, in a verse and in a chorus of the handmade plan: eight beats each, at 120 bpm.
ROWS = ((4, 2, 60, "la", 0), (12, 2, 62, "lo", 1), (20, 2, 64, "li", 2))
FRAMES = 16 * SAMPLE_RATE


def played(**how: str) -> PlayedPart:
    part = vocals(*ROWS, **how)
    return PlayedPart(part, tuple(sung.notes(part, lambda beats: beats * 0.5, lambda b: (b // 8).astype(int), 20.0)))


def record(singer: Hummer, *parts: PlayedPart, others: tuple[Hummer, ...] = (), harmonies: tuple[str, ...] = ()):
    plan = handmade.plan()
    plan = replace(plan, brief=replace(plan.brief, singing=SingingWish("la", harmonies=harmonies)))
    return Booth(company(singer, *others)).record(parts, plan, frames=FRAMES)


def stretch(audio: np.ndarray, first_s: float, last_s: float) -> np.ndarray:
    return audio[:, round(first_s * SAMPLE_RATE) : round(last_s * SAMPLE_RATE)]


def test_a_lead_alone_stands_in_the_middle_and_is_sung_once() -> None:
    singer = Hummer()
    (found,) = record(singer, played())
    assert len(singer.asked) == 3
    assert np.array_equal(*found.audio)


def test_a_doubled_lead_opens_up_in_the_chorus() -> None:
    singer = Hummer()
    (found,) = record(singer, played(), harmonies=("double",))
    assert len(singer.asked) == 3 + 2
    assert np.array_equal(*stretch(found.audio, 0, 9))
    left, right = stretch(found.audio, 9.9, 11.2).astype(np.float64)
    assert 0.5 < np.corrcoef(left, right)[0, 1] < 0.99
    seeds = [phrase.seed for phrase in singer.asked]
    assert len(set(seeds)) == len(seeds)
    assert [line.placed.on_s for line in found.lines] == [2.0, 6.0, 10.0]


def test_second_takes_come_late_and_out_of_tune_by_a_little() -> None:
    for row in takes.table().values():
        for number, take in enumerate(row.takes):
            assert take == takes.Take() or 3 <= abs(take.cents) <= 12
            assert take.late_ms <= 30 and take.level_db >= -15
            assert number == 0 or take.late_ms >= 10


def test_a_choir_has_other_singers_who_have_the_notes_and_the_language() -> None:
    low = Hummer(replace(VOICE, id="test/low", highest=50))
    spanish = Hummer(replace(VOICE, id="test/ola", languages=("es",)))
    foreign = Hummer(replace(VOICE, id="other/hum", engine="other"))
    second = Hummer(replace(VOICE, id="test/second"))
    lead, harmony = played(), played(part="harmony_1", role="harmony")
    record(Hummer(), lead, harmony, others=(low, spanish, foreign, second), harmonies=("choir", "third_above"))
    assert len(second.asked) == 4 * 3
    assert not (low.asked or spanish.asked or foreign.asked)


def test_a_choir_without_a_part_of_its_own_sings_along() -> None:
    singer = Hummer()
    record(singer, played(), harmonies=("choir",))
    assert len(singer.asked) == 3 + 4


def test_harmonies_lie_around_the_lead() -> None:
    lead, harmony = record(Hummer(), played(), played(part="harmony_1", role="harmony"))
    powers = np.square(harmony.audio).sum(axis=1)
    assert powers[0] == pytest.approx(powers[1], rel=0.1)
    assert np.corrcoef(*harmony.audio)[0, 1] < 0.99
    assert np.array_equal(*lead.audio)


def test_what_is_panned_is_as_loud_as_in_the_middle() -> None:
    for pan in (-1.0, -0.3, 0.0, 0.8):
        left, right = takes.Take(pan=pan).sides
        assert left**2 + right**2 == pytest.approx(2.0)
        assert pan == 0 or (left > right) == (pan < 0)


PHRASE = Phrase((SungNote(0.0, 0.5, 60, 90, None),), "pop", "en-US", 7)
SUNG = np.sin(np.arange(22_050) / 30).astype(np.float32)


def test_breaths_are_soft_and_only_where_there_is_time() -> None:
    air = breaths.before(PHRASE, SUNG, 0.6)
    assert breaths.SHORTEST_S * SAMPLE_RATE <= len(air) <= breaths.LONGEST_S * SAMPLE_RATE
    level_db = 10 * np.log10(np.square(air).mean() / np.square(SUNG).mean())
    assert level_db == pytest.approx(breaths.LEVEL_DB, abs=0.5)
    assert abs(air[0]) < 1e-3 and abs(air[-1]) < 1e-3
    assert not len(breaths.before(PHRASE, SUNG, 0.3))


def test_a_breath_is_the_same_each_time_and_no_two_are_alike() -> None:
    assert np.array_equal(breaths.before(PHRASE, SUNG, 0.6), breaths.before(PHRASE, SUNG, 2.0))
    other = breaths.before(replace(PHRASE, seed=8), SUNG, 0.6)
    assert len(other) != len(breaths.before(PHRASE, SUNG, 0.6))


def test_before_silence_nobody_breathes_in() -> None:
    assert not breaths.before(PHRASE, np.zeros(100, np.float32), 0.6).any()
