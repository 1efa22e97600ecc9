"""Every master is as loud as asked and never above its ceiling, and its stems sum to it."""

from __future__ import annotations

from math import inf

import handmade
import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE, Master, Mix, Stem
from backend.studio.mix import balance, master
from backend.studio.mix.loudness import integrated_lufs
from backend.studio.mix.state import MixState
from backend.studio.mix.true_peak import true_peak_dbtp
from backend.studio.score import Family


def mix_of(*sounds: np.ndarray) -> Mix:
    return Mix(tuple(Stem(str(i), f"Stem {i}", "", Family.KEYS, sound.copy()) for i, sound in enumerate(sounds)))


def noise(seconds: float, level: float = 0.1, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, (2, round(seconds * SAMPLE_RATE))).astype(np.float32)


def sparse(seconds: float) -> np.ndarray:
    """One soft bell every four seconds in silence."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    bell = 0.05 * np.sin(2 * np.pi * 660 * t) * np.exp(-2 * (t % 4)) * np.clip((t % 4) / 0.005, 0, 1)
    return np.stack((bell, 0.8 * bell)).astype(np.float32)


def drums(seconds: float) -> np.ndarray:
    """Hits whose peaks are 25 dB above their loudness."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    hits = np.random.default_rng(4).normal(0, 0.6, len(t)) * np.exp(-60 * (t % 0.5))
    return np.stack((hits, hits)).astype(np.float32)


def residual_db(mastered: Master) -> float:
    total = np.sum([stem.audio.astype(float) for stem in mastered.stems], axis=0)
    return float(20 * np.log10(np.abs(total - mastered.audio).max() + 1e-12))


SONGS = {
    "five seconds": (mix_of(noise(5), noise(5, seed=2)), -14.0),
    "sparse ambient": (mix_of(sparse(16), noise(16, 0.0005)), -16.0),
    "drums alone": (mix_of(drums(8)), -14.0),
    "loud techno": (mix_of(drums(8), noise(8, 0.2)), -9.0),
    "far too loud": (mix_of(noise(6, 3.0)), -14.0),
    "nearly nothing": (mix_of(noise(6, 0.0005)), -20.0),
}


@pytest.mark.parametrize("name", SONGS)
def test_a_master_meets_its_target_below_its_ceiling(name: str) -> None:
    mix, target = SONGS[name]
    mastered = master.finish(mix_of(*(stem.audio for stem in mix.stems)), target_lufs=target)
    assert integrated_lufs(mastered.audio) == pytest.approx(target, abs=0.5)
    assert true_peak_dbtp(mastered.audio) <= -1.0
    assert residual_db(mastered) <= -90


@pytest.mark.parametrize("ceiling", [-0.3, -1.0, -3.0])
def test_the_ceiling_is_kept_and_used(ceiling: float) -> None:
    mastered = master.finish(mix_of(drums(6)), target_lufs=-12, ceiling_dbtp=ceiling)
    assert ceiling - 0.2 <= true_peak_dbtp(mastered.audio) <= ceiling


def test_what_the_master_says_of_itself_is_true() -> None:
    song = handmade.performance(bars_each=1)
    mastered = master.finish(balance.mix(handmade.stems(song), song, "pop"), target_lufs=-14)
    assert mastered.loudness_lufs == pytest.approx(integrated_lufs(mastered.audio), abs=1e-6)
    assert mastered.true_peak_dbtp == pytest.approx(true_peak_dbtp(mastered.audio), abs=1e-6)
    assert residual_db(mastered) <= -90


def test_silence_stays_silent() -> None:
    mastered = master.finish(mix_of(np.zeros((2, SAMPLE_RATE), np.float32)), target_lufs=-14)
    assert not mastered.audio.any()
    assert mastered.loudness_lufs == mastered.true_peak_dbtp == -inf
    assert mastered.headroom_db == 0


def test_a_stem_a_little_above_the_sum_needs_no_headroom() -> None:
    """Where two stems cancel a little, the limiter looks after them: their files hold them as they are."""
    hits = drums(6)
    mastered = master.finish(mix_of(1.25 * hits, -0.25 * hits, noise(6, 0.02)), target_lufs=-16)
    assert mastered.headroom_db == 0
    assert 0.95 < np.abs(mastered.stems[0].audio).max() < 1
    assert mastered.loudness_lufs == pytest.approx(-16, abs=0.5)


def test_stems_that_cancel_each_other_still_fit_into_their_files() -> None:
    """Two stems far louder than their sum: the sum is as loud as asked, and the stems are not cut off."""
    loud, soft = noise(6, 0.3), noise(6, 0.02, seed=2)
    mastered = master.finish(mix_of(loud, soft - loud), target_lufs=-14)
    highest = max(np.abs(stem.audio).max() for stem in mastered.stems)
    assert mastered.loudness_lufs == pytest.approx(-14, abs=0.5)
    assert mastered.headroom_db < 0
    assert 0.5 < highest * 10 ** (mastered.headroom_db / 20) <= 1
    assert residual_db(mastered) <= -90


def test_the_ending_fades_to_nothing_and_only_the_ending() -> None:
    mastered = master.finish(mix_of(noise(8)), target_lufs=-14, ending_fade_s=2.0)
    power = [np.square(mastered.audio[:, int(at * SAMPLE_RATE) :][:, :2000]).mean() for at in (1, 5, 7.0, 7.95)]
    assert power[1] == pytest.approx(power[0], rel=0.3)
    assert power[0] > power[2] * 1.6 > power[3] * 16
    assert np.abs(mastered.audio[:, -1]).max() < 1e-3


def test_mastering_again_gives_the_same_bytes() -> None:
    one, other = (master.finish(mix_of(drums(5), noise(5)), target_lufs=-14, threads=n) for n in (1, 2))
    np.testing.assert_array_equal(one.audio, other.audio)


def test_a_gain_that_is_known_stays() -> None:
    first = master.finish(mix_of(noise(5, 0.05)), target_lufs=-14)
    softer = mix_of(noise(5, 0.025))
    kept = master.finish(Mix(softer.stems, MixState(master_db=first.state.master_db)), target_lufs=-14)
    assert kept.state.master_db == first.state.master_db
    assert kept.loudness_lufs < first.loudness_lufs - 1
    assert kept.true_peak_dbtp <= -1.0
