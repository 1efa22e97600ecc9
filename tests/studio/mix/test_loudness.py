"""The meters read what the standards say they must (EBU Tech 3341 and ITU-R BS.1770)."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE
from backend.studio.mix import curve, loudness
from backend.studio.mix.loudness import integrated_lufs
from backend.studio.mix.true_peak import true_peak_dbtp

RATE = 48_000


def sine(level_db: float, seconds: float, *, hz: float = 1000.0, phase: float = 0.0, rate: int = RATE) -> np.ndarray:
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate + phase)
    return np.stack((wave, wave)).astype(np.float32)


def in_turn(*parts: tuple[float, float]) -> np.ndarray:
    return np.concatenate([sine(level_db, seconds) for level_db, seconds in parts], axis=1)


@pytest.mark.parametrize(
    ("sound", "lufs"),
    [
        (in_turn((-23, 20)), -23),
        (in_turn((-33, 20)), -33),
        (in_turn((-36, 10), (-23, 60), (-36, 10)), -23),
        (in_turn((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23),
        (in_turn((-26, 20), (-20, 20.1), (-26, 20)), -23),
    ],
    ids=["case 1", "case 2", "case 3", "case 4", "case 5"],
)
def test_loudness_reads_as_ebu_tech_3341_demands(sound: np.ndarray, lufs: float) -> None:
    assert integrated_lufs(sound, RATE) == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
def test_loudness_is_the_same_at_every_rate(rate: int) -> None:
    assert integrated_lufs(sine(-23, 5, rate=rate), rate) == pytest.approx(-23, abs=0.1)


def test_one_channel_is_3_db_softer_than_the_same_in_both() -> None:
    both = sine(-20, 3)
    assert integrated_lufs(both[:1], RATE) == pytest.approx(integrated_lufs(both, RATE) - 3.01, abs=0.01)


def test_silence_has_no_loudness_and_no_peak() -> None:
    assert integrated_lufs(np.zeros((2, RATE), np.float32), RATE) == -inf
    assert true_peak_dbtp(np.zeros((2, RATE), np.float32)) == -inf
    assert integrated_lufs(np.zeros((2, 0), np.float32), RATE) == -inf


def test_a_sound_shorter_than_a_block_is_measured_as_a_whole() -> None:
    assert integrated_lufs(sine(-23, 0.2), RATE) == pytest.approx(-23, abs=1.0)


def test_measuring_in_stretches_hides_no_seam() -> None:
    """A loud low note that stops where a stretch begins still rings in the meter's filter there."""
    sound = in_turn((-3, 14.95), (-60, 5))
    sound[:, : round(14.95 * RATE)] += 0.2
    whole = loudness.step_powers(sound[:, : 20 * RATE], RATE)
    alone = loudness.step_powers(np.roll(sound, RATE, axis=1)[:, : 20 * RATE], RATE)
    np.testing.assert_allclose(whole[150:160], alone[160:170], rtol=1e-6)


def test_a_forecast_comes_true() -> None:
    noise = np.random.default_rng(4).normal(0, 0.1, (2, 10 * SAMPLE_RATE)).astype(np.float32)
    knots = (1.2 + np.sin(np.arange(curve.knot_count(noise.shape[1])) / 3000)).astype(np.float32)
    forecast = loudness.Forecast(noise).lufs(knots)
    curve.apply(noise, knots)
    assert forecast == pytest.approx(integrated_lufs(noise), abs=0.02)


def test_loudness_without_compiled_code_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, (2, RATE * 2)).astype(np.float32)
    compiled = integrated_lufs(noise, RATE)
    monkeypatch.setattr(loudness, "COMPILED", False)
    assert integrated_lufs(noise, RATE) == pytest.approx(compiled, abs=1e-6)
