"""The voice goes on through voiced consonants, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
import singers

from backend.studio.voice import manners, voice_bar
from backend.studio.voice.delivery import Delivery
from backend.studio.voice.speech import FRAMES_PER_S, RATE
from backend.studio.voice.spelling import Role, Sound
from backend.studio.voice.timing import Placed

VOWEL_HZ, HZ = 880.0, 220.0


def delivery(consonant: str) -> Delivery:
    """A vowel of half a second, a consonant of a tenth, a vowel."""
    placed = (
        Placed(Sound("", Role.EDGE, 0), -0.1, 0.0),
        Placed(Sound("ɑ", Role.VOWEL, 0), 0.0, 0.5),
        Placed(Sound(consonant, Role.ONSET, 1), 0.5, 0.6),
        Placed(Sound("ɑ", Role.VOWEL, 1), 0.6, 1.1),
        Placed(Sound("", Role.EDGE, 1), 1.1, 1.2),
    )
    return Delivery(singers.phrase("ah zah", [57, 57]), manners.named("plain"), placed, ())


def murmur(consonant: str) -> tuple[np.ndarray, np.ndarray]:
    """What is added to a sound that is silent in the consonant, and when."""
    given = delivery(consonant)
    times = given.start_s + np.arange(round(given.frames / FRAMES_PER_S * RATE)) / RATE
    sung = ((times > 0) & (times < 0.5)) | ((times > 0.6) & (times < 1.1))
    sound = np.where(sung, 0.1 * np.sin(2 * np.pi * VOWEL_HZ * times), 0).astype(np.float32)
    return voice_bar.murmured(sound, given, np.full(given.frames, HZ)) - sound, times


@pytest.mark.parametrize("consonant", ["z", "b", "ð"])
def test_voiced_consonants_go_on_with_the_pitch_below_the_vowels(consonant: str) -> None:
    added, times = murmur(consonant)
    inside = added[(times > 0.51) & (times < 0.59)]
    spectrum = np.abs(np.fft.rfft(inside * np.hanning(len(inside)), 8 * RATE))
    assert spectrum.argmax() / 8 == pytest.approx(HZ, abs=3)
    below_db = 20 * np.log10(np.sqrt(2) * inside.std() / 0.1)
    assert below_db == pytest.approx(-voice_bar.BELOW_DB, abs=1.5)
    assert np.abs(added[(times < 0.47) | (times > 0.63)]).max() < 1e-3


@pytest.mark.parametrize("consonant", ["s", "p", "n"])
def test_others_are_left_as_they_are(consonant: str) -> None:
    added, _ = murmur(consonant)
    assert not added.any()
