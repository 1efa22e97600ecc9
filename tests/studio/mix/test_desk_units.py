"""The devices of the desk do what they are named for, block by block, with and without compiled code."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from backend.studio.analysis import levels
from backend.studio.audio import SAMPLE_RATE
from backend.studio.mix import colour, curve, dynamics, echo, filters, placing, room
from backend.studio.mix.curve import BLOCK, HOP, blocks
from backend.studio.mix.strip import Unit
from backend.studio.units import TempoMap

MAKERS: dict[str, tuple[Callable[[], Unit], tuple[ModuleType, ...]]] = {
    "filter": (lambda: filters.Filter([filters.high_pass(100), filters.bell(900, 4)]), (filters,)),
    "compressor": (lambda: dynamics.Compressor(dynamics.Compression(3, 4), level_db=-20), (curve, levels)),
    "place": (lambda: placing.Place(width=0.7, pan=0.4, gain_db=-3), (placing,)),
    "echo": (lambda: echo.Echo(echo.EchoSetting(beats=0.5), amount=0.4, bpm=170), (filters,)),
    "room": (lambda: room.Room(room.RoomSetting(), amount=0.4), (room, filters)),
    "ensemble": (lambda: colour.ensemble(0.5), (colour,)),
    "wow": (lambda: colour.wow(0.2), (colour,)),
}
LINEAR = sorted(set(MAKERS) - {"compressor"})


def noise(frames: int = 2 * BLOCK + 777, *, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (2, frames)).astype(np.float32)


def sent_through(unit: Unit, audio: np.ndarray) -> np.ndarray:
    out = audio.copy()
    for block in blocks(out.shape[1]):
        unit.process(out[:, block])
    return out


@pytest.mark.parametrize("name", MAKERS)
def test_a_unit_without_compiled_code_sounds_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, modules = MAKERS[name]
    compiled = sent_through(make(), noise())
    for module in modules:
        monkeypatch.setattr(module, "COMPILED", False)
    np.testing.assert_allclose(sent_through(make(), noise()), compiled, atol=2e-6)


@pytest.mark.parametrize("name", LINEAR)
def test_a_unit_of_the_room_is_linear(name: str) -> None:
    """What is sent separately adds up to what is sent together: so wet stems sum to the wet mix."""
    make, _ = MAKERS[name]
    one, other = noise(seed=2), noise(seed=3)
    together = sent_through(make(), one + other)
    np.testing.assert_allclose(sent_through(make(), one) + sent_through(make(), other), together, atol=2e-6)


@pytest.mark.parametrize("name", MAKERS)
def test_a_unit_leaves_silence_silent(name: str) -> None:
    make, _ = MAKERS[name]
    assert not sent_through(make(), np.zeros((2, BLOCK), np.float32)).any()


def test_a_high_pass_takes_the_lows_and_leaves_the_highs() -> None:
    low, high = (level_after(filters.high_pass(200), hz) for hz in (50, 2000))
    assert low == pytest.approx(-24, abs=1)
    assert high == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("section", "hz", "gain_db"),
    [
        (filters.bell(1000, 6), 1000, 6),
        (filters.bell(1000, -6), 30, 0),
        (filters.low_shelf(200, 4), 30, 4),
        (filters.low_shelf(200, 4), 8000, 0),
        (filters.high_shelf(4000, -5), 18_000, -5),
        (filters.high_shelf(4000, -5), 60, 0),
        (filters.low_pass(1000), 4000, -24.5),
    ],
)
def test_an_equaliser_section_gives_what_it_says(section: filters.Section, hz: float, gain_db: float) -> None:
    assert level_after(section, hz) == pytest.approx(gain_db, abs=0.5)


def level_after(section: filters.Section, hz: float) -> float:
    wave = np.sin(2 * np.pi * hz * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)
    audio = np.stack((wave, wave))
    filters.Filter([section]).process(audio)
    return float(20 * np.log10(audio[0, SAMPLE_RATE // 2 :].std() / wave.std()))


def test_a_compressor_lowers_what_is_loud_by_its_ratio() -> None:
    loud = np.full((2, SAMPLE_RATE), 1.0, np.float32)
    dynamics.Compressor(dynamics.Compression(over_db=8, ratio=4), level_db=-20).process(loud)
    assert 20 * np.log10(loud[0, -1]) == pytest.approx(-12 * (1 - 1 / 4), abs=0.1)


def test_a_compressor_leaves_what_is_soft() -> None:
    soft = noise() * 0.01
    np.testing.assert_array_equal(sent_through(MAKERS["compressor"][0](), soft), soft)


def test_the_place_keeps_power_and_gives_the_lows_to_both_sides() -> None:
    wave = np.sin(2 * np.pi * 40 * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)
    bright = noise(SAMPLE_RATE, seed=4)
    low, mono = np.stack((wave, -0.5 * wave)), np.stack((bright[0], bright[0]))
    placing.Place(width=1, pan=-0.6, gain_db=0).process(low)
    placing.Place(width=1, pan=-0.6, gain_db=0).process(mono)
    assert np.corrcoef(low[:, SAMPLE_RATE // 2 :])[0, 1] > 0.95
    assert np.square(mono[0]).sum() > 3 * np.square(mono[1]).sum()
    assert np.square(mono).sum() == pytest.approx(2 * np.square(bright[0]).sum(), rel=0.02)


@pytest.mark.parametrize("width", [0.0, 0.5, 1.0])
def test_the_width_scales_the_difference_of_the_sides(width: float) -> None:
    dry, placed = noise(SAMPLE_RATE), noise(SAMPLE_RATE)
    placing.Place(width=width, pan=0, gain_db=0).process(placed)
    difference = [np.square(np.diff(np.fft.rfft(sound), axis=0))[:, 500:].sum() for sound in (dry, placed)]
    assert abs(difference[1]) == pytest.approx(width**2 * abs(difference[0]), rel=0.05, abs=1e-6)


def test_the_room_falls_by_60_db_in_its_decay_time() -> None:
    click = np.zeros((2, 3 * SAMPLE_RATE), np.float32)
    click[:, 10] = 1
    wet = sent_through(room.Room(room.RoomSetting(decay_s=1.5, damping_hz=16_000), amount=1), click)
    left = np.cumsum(np.square(wet.astype(float)).sum(axis=0)[::-1])[::-1]
    fall_db = 10 * np.log10(left / left[SAMPLE_RATE // 10] + 1e-30)
    assert np.argmax(fall_db < -30) / SAMPLE_RATE - 0.1 == pytest.approx(0.75, rel=0.2)
    assert abs(np.corrcoef(wet[:, 500:])[0, 1]) < 0.2


def test_the_echo_comes_back_in_time_from_the_other_side() -> None:
    click = np.zeros((2, SAMPLE_RATE * 2), np.float32)
    click[0, 0] = 1
    out = sent_through(echo.Echo(echo.EchoSetting(beats=1, feedback=0.5), amount=1, bpm=120), click)
    half = SAMPLE_RATE // 2
    assert np.abs(out[0, half : half + 200]).max() > 5 * np.abs(out[1, half : half + 200]).max()
    assert np.abs(out[1, 2 * half : 2 * half + 200]).max() > 5 * np.abs(out[0, 2 * half : 2 * half + 200]).max()


def test_pumping_ducks_on_the_beat_and_is_over_before_the_next() -> None:
    tempo = TempoMap(((0.0, 120.0), (8.0, 60.0)))
    gains = colour.pump(tempo, 10 * SAMPLE_RATE, depth=0.6, beats=0.5)
    on_beat, off_beat = (round(tempo.seconds(beat) * SAMPLE_RATE / HOP) + 1 for beat in (9.0, 9.75))
    assert gains[on_beat] == pytest.approx(0.4, abs=0.02)
    assert gains[off_beat] == pytest.approx(1.0)


def test_saturation_leaves_soft_sounds_and_rounds_loud_ones() -> None:
    soft, loud = np.full((2, 8), 0.01, np.float32), np.full((2, 8), 1.0, np.float32)
    colour.saturate(soft, 6)
    colour.saturate(loud, 6)
    assert soft[0, 0] == pytest.approx(0.01, rel=0.001)
    assert loud[0, 0] < 0.6
