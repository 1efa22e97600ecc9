"""A mix is balanced, wide enough, and rises where the song does; its stems are the whole of it."""

from __future__ import annotations

from functools import cache

import handmade
import numpy as np
import pytest

from backend.studio.audio import SAMPLE_RATE, Mix, Stem
from backend.studio.errors import ParameterOutOfRange, UnknownName
from backend.studio.mix import balance, presets, strip, tone
from backend.studio.mix.loudness import power_lufs, step_powers
from backend.studio.mix.state import MixState
from backend.studio.score import Family, Performance

SONG = handmade.performance(bars_each=1)


@pytest.fixture
def song() -> Performance:
    return SONG


@cache
def heard(preset: str) -> np.ndarray:
    """The whole of a mix, for those who only listen."""
    return whole(mixed(SONG, preset))


def mixed(song: Performance, preset: str = "pop", **how: object) -> Mix:
    return balance.mix(handmade.stems(song), song, preset, **how)  # type: ignore[arg-type]


def whole(mix: Mix) -> np.ndarray:
    return np.sum([stem.audio for stem in mix.stems], axis=0)


@pytest.mark.parametrize("preset", presets.names())
def test_every_preset_gives_a_whole_that_is_neither_dark_nor_narrow_nor_torn(preset: str) -> None:
    bus = heard(preset)
    frequencies, spectrum = tone.spectrum_of(bus)
    assert np.isfinite(bus).all()
    assert -9.5 <= tone.share_db(spectrum, frequencies, (60, 250)) <= -0.9
    assert -26 <= tone.share_db(spectrum, frequencies, (4000, 10_000)) <= -8
    assert 0.25 <= tone.correlation(bus) <= 0.95


@pytest.mark.parametrize("preset", ["pop", "rock", "techno", "house", "synthwave", "funk", "lofi", "folk"])
def test_choruses_stand_above_verses(preset: str, song: Performance) -> None:
    powers, plan = step_powers(heard(preset)), song.score.plan
    level = {
        section.name: power_lufs(float(powers[round(10 * start) : round(10 * (start + 2))].mean()))
        for section in plan.sections
        for start in (plan.tempo.seconds(plan.start_beat(section)),)
    }
    verses, choruses = ([db for name, db in level.items() if role in name] for role in ("verse", "chorus"))
    assert min(choruses) - max(verses) >= 1.5


def test_the_same_stems_give_the_same_bytes_on_one_thread_and_on_two(song: Performance) -> None:
    one, two = (mixed(song, threads=threads) for threads in (1, 2))
    for stem, other in zip(one.stems, two.stems, strict=True):
        np.testing.assert_array_equal(stem.audio, other.audio)


def test_levels_of_the_dry_stems_do_not_matter(song: Performance) -> None:
    loud = handmade.stems(song)
    for stem in loud:
        stem.audio[:] *= np.float32(3)
    difference = whole(balance.mix(loud, song, "pop")) - heard("pop")
    assert np.square(difference).mean() < 1e-3 * np.square(heard("pop")).mean()


def test_a_silent_stem_stays_silent_and_harms_nobody(song: Performance) -> None:
    stems = handmade.stems(song)
    stems[2].audio[:] = 0
    mix = balance.mix(stems, song, "pop")
    assert not mix.stems[2].audio.any()
    assert np.isfinite(whole(mix)).all()


def test_a_song_of_silence_is_mixed_to_silence(song: Performance) -> None:
    stems = handmade.stems(song)
    for stem in stems:
        stem.audio[:] = 0
    assert not whole(balance.mix(stems, song, "pop")).any()


def test_the_lows_are_in_the_middle(song: Performance) -> None:
    bus = heard("rock")
    sides = np.stack((bus[0] + bus[1], bus[0] - bus[1]))
    power = np.square(np.abs(np.fft.rfft(sides, axis=1)))
    lows = slice(round(30 * bus.shape[1] / SAMPLE_RATE), round(90 * bus.shape[1] / SAMPLE_RATE))
    middle, side = power[:, lows].sum(axis=1)
    assert 10 * np.log10(side / middle) < -15


def test_parts_that_share_a_role_stand_apart() -> None:
    song = handmade.performance(players=3)
    twice = [*handmade.stems(song)]
    channels = balance._channels(twice, song, presets.load("rock"), MixState())
    assert len({channel.part.fader_db for channel in channels}) == 3
    assert [channel.pan for channel in channels if channel.part.pan[0] < 0] == [-0.8]


def test_mixing_reports_and_can_be_called_off(song: Performance) -> None:
    told: list[float] = []
    mixed(song, report=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(InterruptedError):
        mixed(song, report=_call_off)


def _call_off(_done: float) -> None:
    raise InterruptedError


def test_a_mix_of_nothing_and_an_unknown_preset_are_refused(song: Performance) -> None:
    with pytest.raises(ParameterOutOfRange, match="0 stems"):
        balance.mix([], song, "pop")
    with pytest.raises(UnknownName, match="polka"):
        mixed(song, "polka")


def test_a_long_rest_is_skipped_without_cutting_the_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, frames = presets.load("ambient"), 20 * SAMPLE_RATE
    channel = strip.Channel(desk.part("pad", Family.SYNTH), desk, pan=0.0, fader_db=-6.0, bpm=60.0)
    dry = np.zeros((2, frames), np.float32)
    dry[:, :SAMPLE_RATE] = np.random.default_rng(1).normal(0, 0.1, (2, SAMPLE_RATE))
    skipped, worked = dry.copy(), dry.copy()
    strip.process(skipped, channel)
    monkeypatch.setattr(strip, "_is_silent", lambda _part: False)
    strip.process(worked, channel)
    assert not skipped[:, 15 * SAMPLE_RATE :].any()
    assert np.abs(worked[:, 4 * SAMPLE_RATE :]).max() > 1e-4
    assert np.abs(skipped - worked).max() < 1e-5


def test_stems_keep_their_names(song: Performance) -> None:
    stems: list[Stem] = handmade.stems(song)
    assert [stem.name for stem in balance.mix(stems, song, "jazz").stems] == [stem.name for stem in stems]


def test_a_mix_keeps_the_gains_of_the_one_before() -> None:
    """What changes in one section leaves all others as they were, but for what rings on."""
    song = handmade.performance(ring_s=6.0)
    first = balance.mix(handmade.stems(song), song, "pop")
    dry = handmade.stems(song)
    start, stop = 4 * SAMPLE_RATE, 8 * SAMPLE_RATE
    for stem in dry[1:]:
        stem.audio[:, start:stop] *= np.float32(0.2)
    difference = np.abs(whole(balance.mix(dry, song, "pop", given=first.state)) - whole(first))
    assert difference[:, : start - SAMPLE_RATE // 2].max() < 1e-4
    assert difference[:, stop + 6 * SAMPLE_RATE :].max() < 1e-4
    assert difference[:, start:stop].max() > 0.01


def test_a_mix_that_begins_with_its_own_gains_is_the_same() -> None:
    song = handmade.performance()
    first = balance.mix(handmade.stems(song), song, "lofi")
    again = balance.mix(handmade.stems(song), song, "lofi", given=first.state)
    assert np.array_equal(whole(first), whole(again)) and again.state == first.state


def test_what_is_new_to_a_desk_is_measured() -> None:
    song = handmade.performance()
    state = balance.mix(handmade.stems(song), song, "pop").state
    partly = state.without(parts=["lead"], sections=["B1"])
    assert "lead" not in partly.strips and "B1" not in partly.rides
    assert balance.mix(handmade.stems(song), song, "pop", given=partly).state.strips == state.strips
