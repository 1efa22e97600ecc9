"""Singers in the mix: heard above the band, which steps back for them, and with no more hiss than they need."""

from __future__ import annotations

from dataclasses import replace

import handmade
import numpy as np
import pytest
from hummer import vocals

from backend.studio.audio import SAMPLE_RATE, Stem
from backend.studio.mix import balance, curve, presets, voice_level
from backend.studio.mix.deesser import DeEsser, DeEssing
from backend.studio.mix.state import MixState
from backend.studio.score import Family, Performance, PlayedNote, PlayedPart, Score

LEVEL_DB = -20.0
SPANS = [(3.0, 5.0), (5.5, 7.0), (9.0, 11.0)]


def hiss(seconds: float, low_hz: float) -> np.ndarray:
    dice = np.random.default_rng(3)
    spectrum = np.fft.rfft(dice.standard_normal(round(seconds * SAMPLE_RATE)))
    spectrum[: round(low_hz * seconds)] = 0
    return (0.3 * np.fft.irfft(spectrum)).astype(np.float32)


def tone(seconds: float, hz: float, level: float = 0.3) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)).astype(np.float32)


def de_essed(sound: np.ndarray, **how: float) -> np.ndarray:
    audio = np.stack([sound, sound])
    unit = DeEsser(DeEssing(**how), level_db=LEVEL_DB)
    for block in curve.blocks(audio.shape[1]):
        unit.process(audio[:, block])
    return audio[0]


def power_db(sound: np.ndarray) -> float:
    return 10 * np.log10(np.square(sound).mean())


def test_hiss_is_turned_down_by_what_is_allowed_and_no_more() -> None:
    loud = hiss(0.5, 6000)
    taken_db = power_db(loud) - power_db(de_essed(loud, most_db=6.0)[4096:])
    assert 4.0 < taken_db < 6.5


def test_vowels_stay_as_loud_as_they_were() -> None:
    for hz in (220, 1100, 3000, 5200, 8000):
        soft = tone(0.5, hz, 0.03)
        assert power_db(de_essed(soft)[8192:]) == pytest.approx(power_db(soft[8192:]), abs=0.05), hz


def test_a_soft_s_stays() -> None:
    soft = hiss(0.5, 6000) * np.float32(0.02)
    assert power_db(de_essed(soft)) == pytest.approx(power_db(soft), abs=0.05)


def song() -> tuple[Performance, list[Stem]]:
    """The handmade band, and a singer in three lines of two beats that are near each other or not."""
    played = handmade.performance()
    part = vocals((6, 1, 62, "la", 0))
    notes = tuple(PlayedNote(on, off, 62, 90) for on, off in SPANS)
    sung = PlayedPart(part, notes)
    performance = replace(
        played, score=Score(played.score.plan, (*played.score.parts, part)), parts=(*played.parts, sung)
    )
    stems = handmade.stems(played)
    voice = np.zeros_like(stems[0].audio)
    for on, off in SPANS:
        sound = sum(tone(off - on, 293.7 * k, 0.2 / k) for k in range(1, 14))
        voice[:, round(on * SAMPLE_RATE) : round(on * SAMPLE_RATE) + len(sound)] += sound
    return performance, [*stems, Stem("vocals", "Vocals", "", Family.VOICE, voice)]


def measured_db(stems, performance) -> float:
    by_id = {stem.id: stem.audio for stem in stems}
    voice = by_id.pop("vocals")
    found = voice_level.over_db([voice], list(by_id.values()), voice_level.notes_of(performance.sung))
    assert found is not None
    return found


@pytest.mark.parametrize("preset", ["metal", "jazz"])
def test_a_voice_stands_above_the_band_where_words_are_understood(preset: str) -> None:
    performance, stems = song()
    mixed = balance.mix(stems, performance, preset)
    assert measured_db(mixed.stems, performance) == pytest.approx(presets.load(preset).voice_db, abs=0.7)
    assert mixed.state.voice_db is not None


def test_a_level_that_was_found_stays_until_the_voice_is_another() -> None:
    performance, stems = song()
    state = balance.mix(stems, performance, "pop").state
    again, louder = song()[1], song()[1]
    louder[-1].audio[:] *= 0.5
    assert balance.mix(again, performance, "pop", given=state).state.voice_db == state.voice_db
    anew = balance.mix(louder, performance, "pop", given=state.without(parts=("vocals",)))
    assert measured_db(anew.stems, performance) == pytest.approx(presets.load("pop").voice_db, abs=0.7)


def test_without_singers_nothing_is_known_of_them() -> None:
    performance = handmade.performance()
    assert balance.mix(handmade.stems(performance), performance, "pop").state.voice_db is None


def test_singers_alone_are_left_as_they_are() -> None:
    performance, stems = song()
    alone = replace(
        performance, parts=performance.sung, score=Score(performance.score.plan, performance.score.parts[-1:])
    )
    assert balance.mix(stems[-1:], alone, "pop").state.voice_db == 0.0


def test_the_band_steps_back_while_somebody_sings() -> None:
    frames = 14 * SAMPLE_RATE
    part = PlayedPart(vocals(), tuple(PlayedNote(on, off, 60, 90) for on, off in SPANS))
    gains = curve.gains(voice_level.ducking(voice_level.sung_spans([part]), frames, depth_db=3.0), frames)
    at = lambda seconds: 20 * np.log10(gains[round(seconds * SAMPLE_RATE)])  # noqa: E731
    assert [at(t) for t in (1.0, 8.0, 13.0)] == pytest.approx([0, 0, 0], abs=0.01)
    assert [at(t) for t in (3.01, 4.9, 5.2, 6.0, 10.0)] == pytest.approx([-3] * 5, abs=0.05)
    steepest = np.abs(np.diff(20 * np.log10(gains))).max() * SAMPLE_RATE
    assert steepest < 3.0 / 0.11


def test_lines_with_a_breath_between_them_are_one() -> None:
    part = PlayedPart(vocals(), tuple(PlayedNote(on, off, 60, 90) for on, off in SPANS))
    assert voice_level.sung_spans([part]) == [(3.0, 7.0), (9.0, 11.0)]


def test_every_preset_has_a_place_for_singers() -> None:
    for name in presets.names():
        desk = presets.load(name)
        lead, harmony = desk.part("vocal", Family.VOICE), desk.part("harmony", Family.VOICE)
        assert 1.5 <= desk.voice_db <= 3.5, name
        assert lead.plate and lead.deess and lead.compress, name
        assert harmony.fader_db < lead.fader_db, name
        assert MixState().voice_db is None
