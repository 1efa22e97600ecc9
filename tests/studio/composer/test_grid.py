"""Patterns keep their shape in every meter."""

import pytest

from backend.studio.composer import grid
from backend.studio.units import Meter

WALTZ, COMMON, JIG, SEVEN = Meter(3, 4), Meter(4, 4), Meter(6, 8), Meter(7, 8)


def beats(pattern, steps, meter):
    return [hit.beat for hit in grid.lay(pattern, steps, meter)]


def test_sixteenths_lie_a_quarter_of_a_beat_apart():
    assert beats("x..x..x...x..x..", 16, COMMON) == [0, 0.75, 1.5, 2.5, 3.25]


def test_triplets_and_eighths_have_grids_of_their_own():
    assert beats("x.xx..x.xx..", 12, COMMON) == pytest.approx([0, 2 / 3, 1, 2, 8 / 3, 3])
    assert beats("x.xxx.xx", 8, COMMON) == [0, 1, 1.5, 2, 3, 3.5]


def test_dashes_hold_and_dots_rest():
    assert [(hit.beat, hit.length) for hit in grid.lay("o---o-..--......", 16, COMMON)] == [(0, 1.0), (1.0, 0.5)]


def test_a_backbeat_becomes_a_waltz():
    assert beats("x...............", 16, WALTZ) == [0] and beats("....x.......x...", 16, WALTZ) == [1, 2]


def test_a_compound_bar_swings_in_three():
    assert beats("x.x.x.x.x.x.x.x.", 16, JIG) == [0, 1.0, 1.5, 2.5]
    assert beats("....x.......x...", 16, JIG) == [1.5]


@pytest.mark.parametrize("meter", [WALTZ, COMMON, JIG, SEVEN, Meter(5, 4), Meter(12, 8)])
def test_nothing_lies_outside_the_bar(meter):
    hits = grid.lay("x-x-x-x-x-x-x-x-|xxxxxxxxxxxxxxxx", 16, meter)
    assert all(hit.beat + hit.length <= 2 * meter.beats_per_bar for hit in hits) and hits[0].beat == 0
    assert {int(hit.beat // meter.beats_per_bar) for hit in hits} == {0, 1}


def test_bars_and_spaces_are_for_the_eye():
    assert grid.lay("x... x... | x... x...", 8, COMMON) == grid.lay("x...x...x...x...", 8, COMMON)
