"""Listening to a recording: tempo, bars, key and chords are found in what has them, and not in what has none."""

from __future__ import annotations

import numpy as np
import pytest

from backend.studio.analysis.listening import listen
from backend.studio.errors import BadAudio

RATE = 22_050
CHORDS = (("Am", (57, 60, 64)), ("F", (53, 57, 60)), ("C", (48, 52, 55)), ("G", (55, 59, 62)))


def recording(bpm: float, first_s: float, bars: int = 13) -> np.ndarray:
    """Kicks on beats, hats between them, a chord and its bass in each bar, some noise; shape (2, n)."""
    dice, bar_s = np.random.default_rng(4), 240 / bpm
    sound = 0.003 * dice.standard_normal(round((first_s + bars * bar_s + 0.3) * RATE))

    def add(at_s: float, made: np.ndarray) -> None:
        start = round(at_s * RATE)
        sound[start : start + len(made)] += made[: len(sound) - start]

    t = np.arange(round(bar_s * RATE)) / RATE
    for bar in range(bars):
        at_s, (_, pitches) = first_s + bar * bar_s, CHORDS[bar % 4]
        for pitch in (*pitches, pitches[0] - 12):
            hertz = 440 * 2 ** ((pitch - 69) / 12)
            add(at_s, 0.05 * np.exp(-t) * sum(np.sin(2 * np.pi * hertz * k * t) / k for k in (1, 2, 3)))
        for beat in range(4):
            kick = t[: RATE // 8]
            add(
                at_s + beat * bar_s / 4,
                0.8 * np.sin(2 * np.pi * (50 * kick + 8 * (1 - np.exp(-25 * kick)))) * np.exp(-18 * kick),
            )
            add(
                at_s + (beat + 0.5) * bar_s / 4,
                0.02 * np.diff(dice.standard_normal(901)) * np.exp(-np.arange(900) / 200),
            )
    return np.stack([sound, sound]).astype(np.float32)


@pytest.mark.parametrize(("bpm", "first_s"), [(100.0, 0.7), (123.4, 0.0), (84.0, 1.9)])
def test_tempo_bars_key_and_chords_are_heard(bpm: float, first_s: float) -> None:
    heard = listen(recording(bpm, first_s), RATE)
    assert heard.bpm == pytest.approx(bpm, abs=0.15)
    bar_s = 240 / bpm
    off_s = (heard.first_bar_s - first_s + bar_s / 2) % bar_s - bar_s / 2
    assert abs(off_s) < 0.03
    assert (heard.tonic, heard.mode) in {(9, "minor"), (0, "major")}
    begun = round((heard.first_bar_s - first_s) / bar_s)
    expected = [CHORDS[(begun + bar) % 4][0] for bar in range(len(heard.chords))]
    right = sum(one == other for one, other in zip(heard.chords, expected, strict=True))
    assert right >= len(expected) - 2


def test_another_rate_changes_nothing_that_is_heard() -> None:
    sound = recording(100.0, 0.7)
    assert listen(np.repeat(sound, 2, axis=1), 2 * RATE).chords == listen(sound, RATE).chords


def test_a_tempo_that_is_known_is_kept_to() -> None:
    sound = recording(100.0, 0.7)
    assert listen(sound, RATE, bpm=50.2).bpm == pytest.approx(50.0, abs=0.1)
    assert listen(sound, RATE, bpm=100.0).bpm == pytest.approx(100.0, abs=0.1)


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (np.zeros((2, RATE * 4), np.float32), "Nothing is heard"),
        (np.random.default_rng(1).standard_normal((2, RATE * 8)).astype(np.float32), "No steady pulse"),
        (recording(100.0, 0.0, bars=1)[:, : RATE * 2], "beats; a bar at least"),
    ],
)
def test_what_has_no_bars_is_refused(sound: np.ndarray, message: str) -> None:
    with pytest.raises(BadAudio, match=message):
        listen(sound, RATE)
