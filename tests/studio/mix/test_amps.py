"""Guitar amplifiers: loud, dark above the speaker, and free of notes that nobody played."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer import instruments
from backend.studio.errors import UnknownName
from backend.studio.jit import COMPILED
from backend.studio.mix import amps
from backend.studio.mix.amps import Amp


def tone(hertz: float, level: float = 0.1, seconds: float = 2.0) -> Audio:
    wave = level * np.sin(2 * np.pi * hertz / SAMPLE_RATE * np.arange(int(seconds * SAMPLE_RATE)))
    return np.stack((wave, 0.5 * wave)).astype(np.float32)


def amplified(sound: Audio, name: str, block: int = 32_768) -> Audio:
    out, amp = sound.copy(), Amp(amps.load_all()[name])
    for start in range(0, out.shape[1], block):
        amp.process(out[:, start : start + block])
    return out


def power(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    late = sound[SAMPLE_RATE // 2 :].astype(np.float64)
    heard = np.square(np.abs(np.fft.rfft(late * np.blackman(len(late)))))
    return np.linspace(0, SAMPLE_RATE / 2, len(heard)), heard


@pytest.mark.parametrize("hertz", [110.0, 1234.5, 3001.0])
@pytest.mark.parametrize("name", amps.load_all())
def test_what_is_added_are_overtones_and_nothing_else(name: str, hertz: float) -> None:
    frequencies, heard = power(amplified(tone(hertz), name)[0])
    off = np.abs(frequencies / hertz - np.round(frequencies / hertz)) * hertz
    assert heard[off > 12].sum() < (1e-8 if hertz < 1500 else 1e-5) * heard.sum()
    if hertz < 1000:
        overtones = heard[(frequencies > 1.5 * hertz) & (off < 12)].sum()
        assert overtones > 0.01 * heard.sum()  # a clean guitar has none, for a sine went in


@pytest.mark.parametrize("name", amps.load_all())
def test_the_speaker_ends(name: str) -> None:
    noise = (0.1 * np.random.default_rng(1).standard_normal((2, 3 * SAMPLE_RATE))).astype(np.float32)
    frequencies, heard = power(amplified(noise, name)[0])
    assert heard[frequencies > 10_000].sum() < 10**-2.5 * heard.sum()


def test_soft_and_loud_come_closer() -> None:
    soft, loud = (amplified(tone(220, level), "high_gain")[0].std() for level in (0.01, 0.1))
    assert loud < 3 * soft


def test_silence_stays_silence_and_the_sides_apart() -> None:
    sound = tone(220)
    sound[1] = 0
    out = amplified(sound, "crunch")
    assert out[0].std() > 0.1
    assert np.abs(out[1, SAMPLE_RATE:]).max() < 1e-4


@pytest.mark.parametrize("name", amps.load_all())
def test_blocks_do_not_matter(name: str) -> None:
    assert np.array_equal(amplified(tone(220), name), amplified(tone(220), name, block=4096))


@pytest.mark.skipif(not COMPILED, reason="There is nothing to compare without compiled kernels.")
def test_plain_and_compiled_are_twins(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = amplified(tone(220), "high_gain")
    monkeypatch.setattr(amps, "COMPILED", False)
    assert np.allclose(amplified(tone(220), "high_gain"), compiled, atol=1e-5)


def test_an_unknown_amplifier_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="'amp:cosy'; known are crunch, high_gain"):
        amps.find("amp:cosy")
    assert amps.find("synth:saw") is None
    assert amps.find("") is None


def test_distorted_guitars_are_plugged_into_amplifiers() -> None:
    assert amps.find(instruments.find("distortion_guitar").voice) == amps.load_all()["high_gain"]
    assert amps.find(instruments.find("overdrive_guitar").voice) == amps.load_all()["crunch"]
