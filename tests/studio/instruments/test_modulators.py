from __future__ import annotations

import pytest

from backend.studio.instruments import generators
from backend.studio.instruments.generators import Gen, hertz, seconds
from backend.studio.instruments.modulators import DEFAULTS, level, modulated

# source numbers: 2 velocity, 3 key, 0x80 + n a controller; 0x100 falling, 0x200 bipolar, 0x400 a kind of curve
CASES = [
    (2, 64, {}, 64 / 127),
    (2 | 0x100, 64, {}, 63 / 127),
    (2 | 0x200, 127, {}, 1.0),
    (2 | 0x200, 0, {}, -1.0),
    (2 | 0xC00, 64, {}, 1.0),
    (2 | 0xC00, 63, {}, 0.0),
    (0x80 | 1, 64, {1: 127}, 1.0),
    (0x80 | 1, 64, {}, 0.0),
    (0x80 | 10 | 0x200, 64, {}, 0.0),
    (0x80 | 10 | 0x200, 64, {10: 0}, -1.0),
    (0, 64, {}, 1.0),
]


@pytest.mark.parametrize(("source", "velocity", "controls", "expected"), CASES)
def test_a_source_reads_its_controller(source, velocity, controls, expected):
    assert level(source, 60, velocity, controls) == pytest.approx(expected)


@pytest.mark.parametrize("kind", [0, 1, 2, 3])
@pytest.mark.parametrize("falling", [0, 0x100])
def test_curves_go_from_end_to_end_without_turning_back(kind, falling):
    path = [level(2 | kind << 10 | falling, 60, velocity, {}) for velocity in range(128)]
    path = path[::-1] if falling else path
    assert (path[0], path[-1]) == (0, 1)
    assert path == sorted(path)


def test_half_the_velocity_is_a_quarter_of_the_sound():
    values = modulated(generators.DEFAULTS, DEFAULTS, key=60, velocity=64, controls={})
    assert values[Gen.ATTENUATION] / 10 == pytest.approx(12, abs=0.2)


def test_volume_stays_out_of_the_voice():
    font_own = {(0x80 | 7 | 0x500, Gen.ATTENUATION, 0, 0): 960.0}
    values = modulated(generators.DEFAULTS, font_own, key=60, velocity=64, controls={7: 20})
    assert values == generators.DEFAULTS


@pytest.mark.parametrize(
    ("which", "wild", "held"), [(Gen.PAN, 9000, 500), (Gen.RESONANCE, -50, 0), (Gen.CUTOFF, 0, 1500)]
)
def test_wild_values_are_held_within_the_specification(which, wild, held):
    written = [wild if number == which else value for number, value in enumerate(generators.DEFAULTS)]
    assert modulated(written, {}, key=60, velocity=64, controls={})[which] == held


def test_units_follow_the_specification():
    assert (seconds(0), seconds(1200), seconds(-12000)) == (1, 2, 0)
    assert seconds(32767) == pytest.approx(101.6, abs=0.1)
    assert hertz(6900) == pytest.approx(440)
