"""The ride makes energy heard."""

from __future__ import annotations

import pytest

from backend.studio.mix.ride import HIGHEST_DB, LOWEST_DB, RideSetting, rides
from backend.studio.score import Section

SETTING = RideSetting(contrast_db=6, lift_db=2, span_db=11)


def section(role: str, energy: float) -> Section:
    return Section("A", role, role, 0, 4, energy, (), "half")


def after(roles: list[tuple[str, float]], levels: list[float]) -> list[float]:
    gains = rides([section(*role) for role in roles], levels, SETTING)
    return [level + gain for level, gain in zip(levels, gains, strict=True)]


def test_a_chorus_as_loud_as_its_verse_is_lifted_above_it() -> None:
    verse, chorus = after([("verse", 0.8), ("chorus", 0.9)], [-14, -14])
    assert chorus - verse >= 2


def test_less_energy_is_never_louder() -> None:
    levels = after([("intro", 0.2), ("verse", 0.5), ("chorus", 0.9)], [-12, -12, -14])
    assert levels == sorted(levels)


def test_a_section_that_is_soft_by_itself_stays_as_it_is() -> None:
    assert after([("breakdown", 0.3), ("chorus", 0.9)], [-20, -13])[0] == -20


def test_what_can_hardly_be_heard_is_brought_up() -> None:
    intro, _ = after([("intro", 0.1), ("chorus", 0.9)], [-30, -13])
    assert intro == pytest.approx(-30 + HIGHEST_DB)


def test_no_fader_moves_further_than_a_hand_would() -> None:
    gains = rides([section("verse", 0.0), section("chorus", 1.0)], [0.0, -40.0], SETTING)
    assert min(gains) >= LOWEST_DB
    assert max(gains) <= HIGHEST_DB
