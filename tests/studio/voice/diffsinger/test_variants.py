"""Every kind of bank sings what is written, by ear: pitch within 5 cents, borders within a frame."""

from __future__ import annotations

import numpy as np
import pytest
from bank_singing import MELODY, phrase, pitch, rises, singer, sung
from synthetic_banks import HOP, LOUD, VARIANTS, make

BETWEEN = (LOUD["consonant"] + LOUD["vowel"]) / 2
CENTS = 5


@pytest.mark.parametrize("name", VARIANTS)
def test_it_sings_the_melody_on_the_beat(name, tmp_path):
    variant = VARIANTS[name]
    found = sung(tmp_path, variant, phrase(*MELODY))
    frame_s = HOP / variant.rate
    vowels = [phone for phone in found.phones if phone.symbol.rpartition("/")[2] in ("ih", "ax", "aa")]
    starts = rises(found, BETWEEN, variant.rate)
    assert len(starts) == len(vowels) == 3
    # A glide between consonant and vowel lies on the beat itself.
    beats = [vowels[0].on_s, 0.513, vowels[2].on_s]
    assert [phone.on_s for phone in found.phones if phone.symbol.endswith("w")] == [0.0]
    assert vowels[1].on_s == pytest.approx(0.513)
    assert vowels[2].on_s == pytest.approx(1.106)
    assert np.abs(starts - beats).max() <= frame_s + 0.002
    for on_s, off_s, written, _ in MELODY:
        heard = pitch(found, on_s + 0.15, off_s - 0.05)
        assert abs(heard - written) * 100 <= CENTS


def test_consonants_lie_before_the_beat_and_sounds_follow_without_gaps(tmp_path):
    found = sung(tmp_path, VARIANTS["new"], phrase(*MELODY))
    said = [phone.symbol.removeprefix("en/") for phone in found.phones]
    assert said == ["t", "w", "ih", "ng", "k", "ax", "l", "s", "t", "aa", "r"]
    assert [phone.note for phone in found.phones] == [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert found.phones[0].on_s == pytest.approx(-5 * HOP / 44_100)
    assert all(phone.on_s < 0.513 for phone in found.phones[:5])
    # The hole from 1.026 s holds silence and the consonants of what comes after it.
    assert 1.026 < found.phones[7].on_s < found.phones[8].on_s < 1.106
    assert found.phones[-1].off_s == pytest.approx(2.052)


def test_the_same_phrase_is_the_same_sound(tmp_path):
    own = singer(make(tmp_path))
    first, again = (own.sing(phrase(*MELODY), lambda: False) for _ in range(2))
    assert np.array_equal(first.audio, again.audio)


def test_another_logarithm_is_converted(tmp_path):
    alike, other = (sung(tmp_path / name, VARIANTS[name], phrase(*MELODY)).audio for name in ("new", "base_10_to_e"))
    assert np.abs(alike - other).max() < 1e-4
