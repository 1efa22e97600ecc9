"""True peaks are found where no sample is."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE
from backend.studio.mix import true_peak
from backend.studio.mix.true_peak import hop_true_peaks, true_peak_dbtp


def faded_sine(hz: float, phase_degrees: float, level_db: float = -6.0) -> np.ndarray:
    """A sine that begins and ends gently, for a sudden one has peaks of its own."""
    frames = SAMPLE_RATE // 2
    wave = np.sin(2 * np.pi * hz * np.arange(frames) / SAMPLE_RATE + np.deg2rad(phase_degrees))
    ramp = np.clip(np.minimum(np.arange(frames), frames - np.arange(frames)) / 2000, 0, 1)
    return (10 ** (level_db / 20) * np.stack((wave, wave)) * np.sin(ramp * np.pi / 2) ** 2).astype(np.float32)


@pytest.mark.parametrize(("divided_by", "phase"), [(4, 0), (4, 45), (6, 60), (8, 67.5), (3, 30), (2.5, 17)])
def test_a_sine_peaks_at_its_level_wherever_its_samples_fall(divided_by: float, phase: float) -> None:
    """EBU Tech 3341 cases 15 to 19 allow +0.2 and -0.4 dB; this meter keeps to a tenth."""
    assert true_peak_dbtp(faded_sine(SAMPLE_RATE / divided_by, phase)) == pytest.approx(-6.0, abs=0.1)


def test_a_true_peak_is_never_below_the_highest_sample() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (2, 40_000)).astype(np.float32)
    assert true_peak.true_peak(noise) >= np.abs(noise).max()


def test_a_peak_in_one_channel_counts() -> None:
    sound = faded_sine(SAMPLE_RATE / 4, 45)
    sound[0] = 0
    assert true_peak_dbtp(sound) == pytest.approx(-6.0, abs=0.1)


def test_peaks_without_compiled_code_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(2).normal(0, 0.2, (2, 20_011)).astype(np.float32)
    compiled = hop_true_peaks(noise, 0.1)
    monkeypatch.setattr(true_peak, "COMPILED", False)
    np.testing.assert_allclose(hop_true_peaks(noise, 0.1), compiled, atol=1e-6)
