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


@pytest.mark.parametrize(
    ("pattern", "steps", "meter", "expected"),
    [
        ("x...o.o.o...", 16, WALTZ, [0, 1, 1.5, 2]),
        ("xoo", 8, Meter(3, 8), [0, 0.5, 1]),
        ("x.ox.o", 8, JIG, [0, 1, 1.5, 2.5]),
        ("x..o.ox.o..o", 8, Meter(12, 8), [0, 1.5, 2.5, 3, 4, 5.5]),
        ("x....ox...", 8, Meter(5, 4), [0, 2.5, 3]),
        ("x..xx.x", 8, SEVEN, [0, 1.5, 2, 3]),
        ("x.xo..x.x", 12, WALTZ, [0, 2 / 3, 1, 2, 8 / 3]),
    ],
)
def test_a_pattern_written_in_its_own_meter_is_played_as_it_stands(pattern, steps, meter, expected):
    assert [hit.beat for hit in grid.lay(pattern, steps, meter, meter)] == pytest.approx(expected)


def test_threes_become_triplets_of_a_plain_pulse():
    assert [hit.beat for hit in grid.lay("x.ox.o", 8, COMMON, JIG)] == pytest.approx(
        [0, 2 / 3, 1, 5 / 3, 2, 8 / 3, 3, 11 / 3]
    )


def test_a_waltz_in_four_keeps_its_bass_on_one():
    hits = grid.lay("R...x...x...", 16, COMMON, WALTZ)
    assert [hit.sign for hit in hits] == ["R", "x", "R", "x"]


def test_five_are_three_and_two():
    assert grid.halves(Meter(5, 4)) == (3, 2) and grid.strong_beats(Meter(5, 4)) == (0, 3)
    assert beats("x.......x.......", 16, Meter(5, 4)) == [0, 3]


@pytest.mark.parametrize(
    ("meter", "strong"),
    [(COMMON, (0, 2)), (WALTZ, (0,)), (JIG, (0, 1.5)), (SEVEN, (0,)), (Meter(2, 4), (0,)), (Meter(9, 8), (0,))],
)
def test_strong_beats_begin_the_halves_of_a_bar(meter, strong):
    assert grid.strong_beats(meter) == strong


def test_triplets_of_compound_pulses_are_refused():
    with pytest.raises(ValueError, match="12 steps to the whole note in 6/8"):
        grid.per_bar(12, JIG)
