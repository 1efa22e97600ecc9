"""A phrase is spelt as networks read it, and what is held is stressed."""

from __future__ import annotations

import pytest
import singers

from backend.studio.voice import spelling
from backend.studio.voice.spelling import Role


@pytest.mark.parametrize(("seconds", "mark"), [(0.2, ""), (0.35, "ˌ")])
def test_a_small_word_that_is_held_is_stressed(seconds: float, mark: str) -> None:
    phrase = singers.phrase("is it a shiver", [60] * 5, [seconds, 0.2, seconds, 0.2, 0.2])
    vowels = [sound.signs for sound in spelling.spell(phrase) if sound.role is Role.VOWEL]
    assert vowels[2] == f"{mark}ə"
    assert vowels[0] == "ɪ"
    assert vowels[3].startswith("ˈ") and not vowels[4].startswith(("ˈ", "ˌ"))
