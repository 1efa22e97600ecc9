"""Effects on files: nothing where nothing is mixed in, sane levels, every rate and shape, silence, one sample."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from backend.studio.effects import chain, presets, racks
from backend.studio.effects.catalogue import KINDS
from backend.studio.errors import BadAudio, BadChain, Cancelled
from backend.studio.formats.decode import Limits

EVERY = sorted(KINDS)
# Settings that do something where the defaults do nothing.
DOING = {
    "gain": {"gain_db": 6, "pan": 0.3},
    "eq": {"low_cut_hz": 60, "low_db": 3, "bell1_db": -4, "high_db": 2, "high_cut_hz": 9000},
    "compressor": {"makeup_db": 3},
    "limiter": {"gain_db": 12},
    "pitch_shift": {"semitones": 3},
    "time_stretch": {"speed": 1.25},
    "fade": {"in_s": 0.05, "out_s": 0.05},
    "trim": {"start_s": 0.02, "end_s": 0.2},
}
SHAPES = [(8000, 1), (11_025, 2), (22_050, 1), (44_100, 2), (48_000, 1), (96_000, 2), (192_000, 2)]


def effect(kind: str, **more) -> dict:
    return {"type": kind, **DOING.get(kind, {}), **more}


def music(rate: int, sides: int, seconds: float = 0.4) -> np.ndarray:
    """Tones with an attack every eighth of a second and a little noise, at about -20 dBFS, shape (n, sides)."""
    at = np.arange(round(rate * seconds)) / rate
    dice = np.random.default_rng(4)
    struck = np.exp(-12 * (at % 0.125))
    voices = [np.sin(2 * np.pi * hz * at) for hz in (110, 277.2, 659.3, 1760)]
    sound = [0.12 * struck * (voice + other) for voice, other in pairwise(voices)][:sides]
    return np.stack([side + 0.003 * dice.standard_normal(len(at)) for side in sound], axis=1)


def put(folder: Path, sound: np.ndarray, rate: int, *effects, subtype="PCM_24", target="out.wav", **how):
    """Put effects over a sound; returns the sound that comes of it, shape (n, sides), and what was told."""
    soundfile.write(folder / "in.wav", sound, rate, subtype=subtype)
    told = racks.apply(folder / "in.wav", chain.read(effects).at_tempo(120), folder / target, folder=folder, **how)
    made, made_rate = soundfile.read(folder / target, always_2d=True)
    assert (made_rate, told.sample_rate, made.shape) == (
        rate, rate, (round(told.duration_s * rate), told.channels),
    )  # fmt: skip
    assert np.isfinite(made).all()
    return made, told


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("off", [{"mix": 0}, {"bypass": True}], ids=["mix 0", "bypass"])
def test_what_is_not_heard_changes_no_bit(tmp_path, kind, off):
    sound = music(44_100, 2)
    made, _ = put(tmp_path, sound, 44_100, effect(kind, **off))
    assert np.array_equal(made, soundfile.read(tmp_path / "in.wav")[0])


@pytest.mark.parametrize("kind", EVERY)
def test_levels_stay_sane(tmp_path, kind):
    sound = music(44_100, 2, seconds=1.5)
    made, told = put(tmp_path, sound, 44_100, {"type": kind, "mix": 1})
    assert np.abs(made).max() <= 1
    assert abs(told.after.lufs - told.before.lufs) < 8
    assert told.lowered_db == 0
    assert made.mean() == pytest.approx(0, abs=0.002)


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize(("rate", "sides"), SHAPES, ids=str)
def test_all_rates_and_shapes(tmp_path, kind, rate, sides):
    sound = music(rate, sides)
    made, told = put(tmp_path, sound, rate, effect(kind))
    assert told.channels == sides
    assert np.abs(made).max() > 0.01
    lengths = {"time_stretch": 0.32, "trim": 0.18}
    assert len(made) >= round(lengths.get(kind, 0.4) * rate)


@pytest.mark.parametrize("kind", EVERY)
def test_silence_stays_silent(tmp_path, kind):
    made, told = put(tmp_path, np.zeros((9000, 2)), 44_100, effect(kind))
    assert np.abs(made).max() < 1e-5
    assert told.before.lufs is None and told.before.peak_dbtp is None


@pytest.mark.parametrize("kind", EVERY)
def test_a_steady_level_survives(tmp_path, kind):
    made, _ = put(tmp_path, np.full((9000, 1), 0.25), 44_100, effect(kind))
    assert np.abs(made).max() <= 1


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind != "trim"])
@pytest.mark.parametrize("sides", [1, 2])
def test_a_single_sample_survives(tmp_path, kind, sides):
    made, told = put(tmp_path, np.full((1, sides), 0.5), 48_000, effect(kind))
    assert len(made) >= 1 and told.channels == sides


@pytest.mark.parametrize("kind", EVERY)
def test_the_same_request_gives_the_same_bytes(tmp_path, kind):
    first, again = tmp_path / "first.flac", tmp_path / "again.flac"
    for target in (first, again):
        put(tmp_path, music(22_050, 2), 22_050, effect(kind), target=target.name)
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("preset", presets.load_all())
def test_every_preset_makes_music_of_music(tmp_path, preset):
    sound = music(22_050, 1, seconds=1.0)
    soundfile.write(tmp_path / "in.wav", sound, 22_050, subtype="PCM_24")
    told = racks.apply(
        tmp_path / "in.wav", presets.find(preset).chain.at_tempo(100), tmp_path / "out.flac", folder=tmp_path
    )
    assert told.after.lufs > told.before.lufs - 20
    assert told.after.peak_dbtp <= 0.3


@pytest.mark.parametrize("kind", ["delay", "reverb", "convolution"])
def test_what_rings_on_makes_it_longer_unless_the_length_is_kept(tmp_path, kind):
    sound = music(22_050, 2)
    longer, _ = put(tmp_path, sound, 22_050, {"type": kind})
    kept, _ = put(tmp_path, sound, 22_050, {"type": kind}, keeps_length=True)
    assert len(longer) > len(sound) == len(kept)
    assert np.allclose(longer[: len(kept)], kept, atol=1e-6)
    end = np.abs(longer[-22_050 // 20 :]).max()
    assert end < 0.01 * np.abs(longer).max()


def test_sides_can_be_chosen(tmp_path):
    sound = music(22_050, 2)
    mono, told = put(tmp_path, sound, 22_050, {"type": "gain"}, channels=1)
    assert told.channels == 1
    assert np.allclose(mono[:, 0], soundfile.read(tmp_path / "in.wav")[0].mean(axis=1), atol=2e-7)
    stereo, told = put(tmp_path, sound[:, :1], 22_050, {"type": "convolution", "mix": 1}, channels=2)
    assert told.channels == 2
    assert np.corrcoef(stereo.T)[0, 1] < 0.5


def test_what_would_not_fit_into_its_file_is_lowered_as_a_whole(tmp_path):
    sound = music(44_100, 2)
    made, told = put(tmp_path, sound, 44_100, {"type": "gain", "gain_db": 24})
    given = soundfile.read(tmp_path / "in.wav")[0]
    assert told.lowered_db < -3
    assert np.abs(made).max() == pytest.approx(1, abs=1e-5)
    assert np.allclose(made / np.abs(made).max(), given / np.abs(given).max(), atol=1e-5)


def test_effects_come_in_their_order(tmp_path):
    sound = music(44_100, 1)
    first, _ = put(tmp_path, sound, 44_100, {"type": "reverse"}, {"type": "fade", "out_s": 0.2})
    second, _ = put(tmp_path, sound, 44_100, {"type": "fade", "out_s": 0.2}, {"type": "reverse"})
    assert np.abs(first[-100:]).max() < 0.01 < np.abs(first[:2000]).max()
    assert np.abs(second[:100]).max() < 0.01 < np.abs(second[-9000:]).max()


def test_more_than_two_channels_are_refused(tmp_path):
    with pytest.raises(BadAudio, match="has 3 channels; effects are for one or two"):
        put(tmp_path, np.zeros((10, 3)), 44_100, {"type": "gain"})


def test_a_trim_that_leaves_nothing_is_refused(tmp_path):
    with pytest.raises(BadChain, match=r"Nothing is left from 5 s on of a sound of 0\.4 s"):
        put(tmp_path, music(44_100, 1), 44_100, {"type": "trim", "start_s": 5})


@pytest.mark.security
@pytest.mark.parametrize(
    "more", [[], [{"type": "eq", "low_db": 24}], [{"type": "normalise"}], [{"type": "reverse"}]], ids=str
)
def test_gains_upon_gains_are_refused_before_they_are_infinite(tmp_path, more):
    gains = [{"type": "gain", "gain_db": 36}] * (chain.MOST - len(more))
    with pytest.raises(BadChain, match="louder than numbers can be"):
        put(tmp_path, music(8000, 2), 8000, *gains, *more)


@pytest.mark.security
def test_files_that_hold_something_else_than_sound_are_refused(tmp_path):
    with pytest.raises(BadAudio, match="reaches 600 dB above full scale; up to 60 dB are allowed"):
        put(tmp_path, np.full((10, 1), 1e30), 8000, {"type": "gain"}, subtype="FLOAT")


def test_a_sound_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(BadAudio, match="longer than 1 s"):
        put(tmp_path, np.zeros((3 * 8000, 1)), 8000, {"type": "gain"}, limits=Limits(max_seconds=1))


def test_a_sound_that_grows_too_long_on_its_way_is_refused_before_it_is_written_down(tmp_path):
    way = [{"type": "time_stretch", "speed": 0.25}, {"type": "reverse"}, {"type": "trim", "end_s": 0.1}]
    with pytest.raises(BadChain, match="Time stretch makes the sound 4 s long; on its way it may last 2 s"):
        put(tmp_path, music(8000, 1, 1.0), 8000, *way, limits=Limits(max_seconds=1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.tape", "in.wav"]


def test_it_is_told_how_far_it_is_and_can_be_called_off(tmp_path):
    told: list[float] = []
    put(tmp_path, music(8000, 1, 9.0), 8000, {"type": "normalise"}, {"type": "reverse"}, report=told.append)
    assert told == sorted(told) and 0 < told[0] < told[-1] == 1

    def stop(_done: float) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        put(tmp_path, music(8000, 1), 8000, {"type": "gain"}, report=stop)


def test_all_that_compiles_is_warmed(tmp_path):
    racks.warm(tmp_path)
    assert soundfile.info(tmp_path / "out.wav").duration == 1


def place(folder: Path, rate: int = 16_000, sides: int = 1, seconds: float = 0.5) -> Path:
    """The recorded answer of a place: a click, and another after a quarter of a second."""
    answer = np.zeros((round(seconds * rate), sides))
    answer[0], answer[rate // 4] = 0.5, 0.25
    soundfile.write(folder / "place.wav", answer, rate, subtype="PCM_24")
    return folder / "place.wav"


def test_a_place_that_was_recorded_answers(tmp_path):
    rate = 32_000
    sound = np.zeros((rate, 1))
    sound[1000] = 0.5
    told = {"recordings": {"mine": place(tmp_path)}}
    effect = {"type": "convolution", "impulse": "mine", "mix": 1, "predelay_ms": 0, "low_cut_hz": 20}
    made, _ = put(tmp_path, sound, rate, effect, **told)
    loud = np.abs(made[:, 0])
    assert np.argmax(loud) == 1000 and np.argmax(loud[5000:]) + 5000 == pytest.approx(9000, abs=2)
    assert loud[9000] / loud[1000] == pytest.approx(0.5, abs=0.03)
    shorter, _ = put(tmp_path, sound, rate, {**effect, "decay": 0.25}, **told)
    assert np.abs(shorter[9000, 0]) < 0.05 * np.abs(shorter[1000, 0])


@pytest.mark.parametrize(
    ("how", "words"), [({"sides": 3}, "has 3 channels"), ({"seconds": 12}, "longer than 10 s")], ids=str
)
def test_a_place_that_cannot_answer_is_refused(tmp_path, how, words):
    effect = {"type": "convolution", "impulse": "mine"}
    with pytest.raises(BadAudio, match=words):
        put(tmp_path, music(8000, 1), 8000, effect, recordings={"mine": place(tmp_path, **how)})


def test_a_silent_place_is_refused(tmp_path):
    soundfile.write(tmp_path / "place.wav", np.zeros(100), 8000)
    with pytest.raises(BadAudio, match="impulse response is silent"):
        put(
            tmp_path,
            music(8000, 1),
            8000,
            {"type": "convolution", "impulse": "mine"},
            recordings={"mine": tmp_path / "place.wav"},
        )
