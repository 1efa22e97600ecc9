"""What each effect is for, heard on sounds made for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from test_racks import music, put

from backend.studio.mix.loudness import integrated_lufs
from backend.studio.mix.true_peak import true_peak_dbtp

RATE = 44_100


def tone(hz: float, seconds: float = 1.0, level_db: float = -20.0, rate: int = RATE) -> np.ndarray:
    """A sine whose highest sample has a level, shape (n, 1)."""
    return 10 ** (level_db / 20) * np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate)[:, None]


def level_db(sound: np.ndarray) -> float:
    """The level of the second half of a sine."""
    half = sound[len(sound) // 2 :]
    return float(20 * np.log10(max(1e-9, np.sqrt(2 * np.square(half).mean()))))


def pitch_hz(sound: np.ndarray, rate: int = RATE) -> float:
    """The strongest frequency in the middle of a sound."""
    middle = sound[len(sound) // 4 : 3 * len(sound) // 4, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 8 * len(middle)))
    return float(np.argmax(spectrum) * rate / (8 * len(middle)))


@pytest.mark.parametrize(
    ("effect", "hz", "change_db"),
    [
        ({"type": "low_pass", "frequency_hz": 1000}, 1000, -3.0),
        ({"type": "low_pass", "frequency_hz": 1000, "slope": "24 dB"}, 1000, -3.0),
        ({"type": "low_pass", "frequency_hz": 1000, "slope": "48 dB"}, 2000, -48.2),
        ({"type": "low_pass", "frequency_hz": 20_000}, 5000, 0.0),
        ({"type": "high_pass", "frequency_hz": 400, "slope": "24 dB"}, 200, -24.1),
        ({"type": "bell", "frequency_hz": 1000, "gain_db": 9}, 1000, 9.0),
        ({"type": "bell", "frequency_hz": 1000, "gain_db": 9, "q": 8}, 4000, 0.0),
        ({"type": "low_shelf", "frequency_hz": 1000, "gain_db": -6}, 50, -6.0),
        ({"type": "high_shelf", "frequency_hz": 1000, "gain_db": 6}, 12_000, 6.0),
        ({"type": "eq"}, 1000, 0.0),
        ({"type": "eq", "low_cut_hz": 400}, 200, -12.3),
        ({"type": "eq", "bell2_hz": 1000, "bell2_db": -7}, 1000, -7.0),
        ({"type": "gain", "gain_db": -7}, 300, -7.0),
        ({"type": "compressor", "threshold_db": -30, "ratio": 2}, 500, -5.0),
        ({"type": "compressor", "threshold_db": -10}, 500, 0.0),
        ({"type": "compressor", "threshold_db": -30, "ratio": 2, "makeup_db": 5}, 500, 0.0),
        ({"type": "gate", "threshold_db": -10, "ratio": 2}, 500, -10.0),
        ({"type": "gate", "threshold_db": -10, "ratio": 20, "range_db": 12}, 500, -12.0),
        ({"type": "gate", "threshold_db": -30}, 500, 0.0),
        ({"type": "deesser", "threshold_db": -40, "most_db": 8}, 14_000, -8.0),
        ({"type": "deesser", "threshold_db": -40, "most_db": 8}, 300, 0.0),
    ],
    ids=str,
)
def test_levels_are_what_the_settings_say(tmp_path, effect, hz, change_db):
    made, _ = put(tmp_path, tone(hz), RATE, effect)
    assert level_db(made) + 20 == pytest.approx(change_db, abs=0.35)


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000, 192_000])
def test_effects_mean_the_same_at_every_rate(tmp_path, rate):
    effects = [{"type": "compressor", "threshold_db": -30, "ratio": 2}, {"type": "low_pass", "frequency_hz": 3000}]
    made, _ = put(tmp_path, tone(3000, rate=rate), rate, *effects)
    assert level_db(made) + 20 == pytest.approx(-8.0, abs=0.35)


@pytest.mark.parametrize("rate", [11_025, 44_100, 192_000])
@pytest.mark.parametrize("ceiling_db", [-1.0, -6.0, 0.0])
def test_the_limiter_keeps_its_ceiling_between_the_samples(tmp_path, rate, ceiling_db):
    dice = np.random.default_rng(7)
    clicks = 0.05 * dice.standard_normal((rate, 2)) + (dice.random((rate, 2)) < 1e-3) * dice.choice([-1, 1], (rate, 2))
    limiter = {"type": "limiter", "gain_db": 18, "ceiling_db": ceiling_db}
    made, told = put(tmp_path, np.clip(clicks, -1, 1), rate, limiter)
    peak = true_peak_dbtp(np.ascontiguousarray(made.T.astype(np.float32)))
    assert ceiling_db - 1 < peak <= ceiling_db
    assert told.after.peak_dbtp == pytest.approx(peak, abs=0.03)


def test_what_is_below_the_ceiling_passes_the_limiter_unchanged(tmp_path):
    sound = music(RATE, 2)
    made, _ = put(tmp_path, sound, RATE, {"type": "limiter"})
    assert np.array_equal(made, soundfile.read(tmp_path / "in.wav")[0])


@pytest.mark.parametrize(
    ("how", "sides"),
    [({"by": "lufs", "target_lufs": -23}, 2), ({"by": "lufs", "target_lufs": -10}, 2), ({"target_lufs": -16}, 1)],
    ids=str,
)
def test_normalised_by_ear(tmp_path, how, sides):
    made, told = put(tmp_path, music(RATE, sides, 4.0), RATE, {"type": "normalise", **how})
    loud = integrated_lufs(np.ascontiguousarray(made.T.astype(np.float32)))
    assert loud == pytest.approx(how["target_lufs"], abs=0.1)
    assert told.after.lufs == pytest.approx(loud, abs=0.02)
    assert told.after.peak_dbtp <= -1.0


def test_normalised_by_its_peak(tmp_path):
    made, _ = put(tmp_path, music(RATE, 2), RATE, {"type": "normalise", "by": "peak", "peak_db": -3})
    assert true_peak_dbtp(np.ascontiguousarray(made.T.astype(np.float32))) == pytest.approx(-3, abs=0.01)


def test_loudness_is_measured_as_of_the_whole(tmp_path):
    sound = music(RATE, 2, 40.0) * np.repeat([1.0, 0.1, 0.5, 0.02], 10 * RATE)[:, None]
    _, told = put(tmp_path, sound, RATE, {"type": "gain"})
    whole = np.ascontiguousarray(soundfile.read(tmp_path / "in.wav", dtype="float32")[0].T)
    assert told.before.lufs == told.after.lufs == pytest.approx(integrated_lufs(whole), abs=0.006)
    assert told.before.peak_dbtp == pytest.approx(true_peak_dbtp(whole), abs=0.006)


def clap(seconds: float = 1.0, at_s: float = 0.25, rate: int = RATE) -> np.ndarray:
    sound = np.zeros((round(seconds * rate), 1))
    sound[round(at_s * rate)] = 0.9
    return sound


@pytest.mark.parametrize(
    ("how", "time_s"),
    [
        ({"note": "free", "time_ms": 150}, 0.15),
        ({"note": "1/8", "bpm": 150}, 0.2),
        ({"note": "1/8 dotted", "bpm": 180}, 0.25),
        ({"note": "1/4 triplet", "bpm": 200}, 0.2),
    ],
    ids=str,
)
def test_repeats_come_in_time(tmp_path, how, time_s):
    effect = {"type": "delay", "feedback": 0.5, "low_cut_hz": 20, "high_cut_hz": 20_000, "mix": 1, **how}
    made, _ = put(tmp_path, clap(), RATE, effect)
    for repeat, share in ((1, 1.0), (2, 0.5), (3, 0.25)):
        at = round((0.25 + repeat * time_s) * RATE)
        assert np.argmax(np.abs(made[at - 300 : at + 300, 0])) == pytest.approx(300, abs=2)
        assert np.abs(made[at - 30 : at + 30]).max() == pytest.approx(0.9 * share, rel=0.25)


def test_repeats_cross_the_sides_or_stay(tmp_path):
    left = np.concatenate((clap(), 0 * clap()), axis=1)
    how = {"type": "delay", "note": "free", "time_ms": 100, "feedback": 0.5, "mix": 1}
    for sides, second in (("crossing", 1), ("straight", 0)):
        made, _ = put(tmp_path, left, RATE, {**how, "sides": sides})
        window = made[round(0.44 * RATE) : round(0.46 * RATE)]
        assert np.abs(window[:, second]).max() > 10 * np.abs(window[:, 1 - second]).max()


@pytest.mark.parametrize("effect", [{"type": "reverb", "size": 0.7}, {"type": "convolution", "space": "hall"}], ids=str)
def test_rooms_answer_a_clap_and_die_away(tmp_path, effect):
    made, _ = put(tmp_path, clap(), RATE, {**effect, "mix": 1}, channels=2)
    energy = [float(np.square(made[round(at * RATE) : round((at + 0.2) * RATE)]).sum()) for at in (0.05, 0.3, 0.7, 1.2)]
    assert energy[0] == pytest.approx(0, abs=1e-9) and energy[1] > 4 * energy[2] > 16 * energy[3] > 0
    assert abs(np.corrcoef(made.T)[0, 1]) < 0.5


ROOMS = [
    *({"type": "reverb", "size": size, "damping": damping} for size in (0, 0.5, 1) for damping in (0, 1)),
    *({"type": "convolution", "space": space} for space in ("room", "hall", "plate", "cathedral")),
]


@pytest.mark.parametrize("effect", ROOMS, ids=str)
def test_a_room_is_about_as_loud_as_what_is_sent_into_it(tmp_path, effect):
    noise = 0.1 * np.random.default_rng(2).standard_normal((8 * RATE, 2))
    made, _ = put(tmp_path, noise, RATE, {**effect, "mix": 1, "low_cut_hz": 20})
    loud = 20 * np.log10(np.square(made[3 * RATE : 8 * RATE]).mean() ** 0.5 / 0.1)
    assert abs(loud) < 3


@pytest.mark.parametrize(
    ("how", "hz"),
    [
        ({"semitones": 12}, 880),
        ({"semitones": -5}, 329.6),
        ({"cents": 50}, 452.9),
        ({"semitones": 7, "formants": "stay"}, 659.3),
    ],
    ids=str,
)
def test_pitch_moves_and_time_stays(tmp_path, how, hz):
    sound = tone(440, 2.0) * (np.arange(2 * RATE) > RATE // 2)[:, None]
    made, _ = put(tmp_path, sound, RATE, {"type": "pitch_shift", **how})
    assert pitch_hz(made) == pytest.approx(hz, rel=0.004)
    assert len(made) == len(sound)
    begins = np.argmax(np.abs(made[:, 0]) > 0.02) / RATE
    assert begins == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.5, 2.0])
def test_time_moves_and_pitch_stays(tmp_path, speed):
    made, told = put(tmp_path, tone(440, 2.0), RATE, {"type": "time_stretch", "speed": speed})
    assert told.duration_s == pytest.approx(2 / speed, abs=1e-4)
    assert pitch_hz(made) == pytest.approx(440, rel=0.003)
    assert level_db(made) == pytest.approx(-20, abs=1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "effect", [{"type": "pitch_shift", "semitones": 2}, {"type": "time_stretch", "speed": 1.1}], ids=str
)
def test_joints_of_long_sounds_are_not_heard(tmp_path, effect):
    rate = 11_025
    at = np.arange(40 * rate) / rate
    sound = (0.2 * np.sin(2 * np.pi * 220 * at) + 0.1 * np.sin(2 * np.pi * 331 * at))[:, None]
    made, _ = put(tmp_path, sound, rate, effect)
    loud = np.sqrt(np.square(made[: len(made) // 1000 * 1000].reshape(-1, 1000)).mean(axis=1))[5:-5]
    assert loud.min() > 0.7 * np.median(loud) and loud.max() < 1.3 * np.median(loud)
    jumps = np.abs(np.diff(made[1000:-1000, 0]))
    assert jumps.max() < 1.5 * 2 * np.pi * (0.2 * 300 + 0.1 * 400) / rate
    struck = 40 * rate / {"pitch_shift": 1, "time_stretch": 1.1}[effect["type"]]
    assert len(made) == pytest.approx(struck, abs=1)


@pytest.mark.slow
@pytest.mark.parametrize("speed", [0.8, 1.3])
def test_a_beat_stays_in_time_over_all_joints(tmp_path, speed):
    rate, beat_s = 22_050, 0.5
    sound = np.zeros((40 * rate, 1))
    for beat in range(80):
        start = round(beat * beat_s * rate)
        sound[start : start + 1000, 0] = 0.5 * np.sin(np.arange(1000) / 7) * np.exp(-np.arange(1000) / 250)
    made, _ = put(tmp_path, sound, rate, {"type": "time_stretch", "speed": speed})
    for beat in range(2, 78):
        about = round(beat * beat_s / speed * rate)
        window = np.abs(made[about - 2000 : about + 2000, 0])
        assert (np.argmax(window) - 2000) / rate == pytest.approx(0, abs=0.02)


def test_reversed_twice_is_as_before(tmp_path):
    sound = music(RATE, 2, 2.0)
    made, _ = put(tmp_path, sound, RATE, {"type": "reverse"}, {"type": "reverse"})
    once, _ = put(tmp_path, sound, RATE, {"type": "reverse"})
    given = soundfile.read(tmp_path / "in.wav")[0]
    assert np.array_equal(made, given) and np.array_equal(once, given[::-1])


def test_trimmed_to_the_sample(tmp_path):
    sound = music(RATE, 1, 3.0)
    made, _ = put(tmp_path, sound, RATE, {"type": "trim", "start_s": 1.25, "end_s": 2.5})
    given = soundfile.read(tmp_path / "in.wav", always_2d=True)[0]
    assert np.array_equal(made, given[round(1.25 * RATE) : round(2.5 * RATE)])


@pytest.mark.parametrize(("shape", "half"), [("sine", 0.707), ("linear", 0.5), ("slow", 0.125)])
def test_fades_go_from_nothing_and_to_nothing(tmp_path, shape, half):
    made, _ = put(tmp_path, np.full((4 * RATE, 1), 0.5), RATE, {"type": "fade", "in_s": 1, "out_s": 2, "shape": shape})
    assert made[0] == 0 and made[-1] == 0
    assert made[RATE // 2] == pytest.approx(0.5 * half, abs=0.001) == made[3 * RATE]
    assert made[3 * RATE // 2] == 0.5


def test_width_keeps_the_middle(tmp_path):
    sound = music(RATE, 2)
    given = np.array(sound)
    for width in (0.0, 1.0, 2.0):
        made, _ = put(tmp_path, sound, RATE, {"type": "stereo_width", "width": width})
        assert np.allclose(made.sum(axis=1), given.sum(axis=1), atol=1e-6)
        assert np.allclose(made[:, 0] - made[:, 1], width * (given[:, 0] - given[:, 1]), atol=1e-6)


def test_tremolo_trembles_in_time(tmp_path):
    effect = {"type": "tremolo", "note": "1/4", "bpm": 120, "depth": 1, "shape": "sine"}
    made, _ = put(tmp_path, np.full((2 * RATE, 1), 0.5), RATE, effect)
    for second, level in ((0.0, 0.5), (0.25, 0.0), (0.5, 0.5), (0.75, 0.0), (1.125, 0.25)):
        assert made[round(second * RATE), 0] == pytest.approx(level, abs=0.002)


def test_a_wide_tremolo_goes_from_side_to_side(tmp_path):
    effect = {"type": "tremolo", "rate_hz": 1, "depth": 1, "spread": 0.5, "shape": "triangle"}
    made, _ = put(tmp_path, np.full((2 * RATE, 2), 0.5), RATE, effect)
    assert made[RATE // 2].tolist() == pytest.approx([0, 0.5], abs=0.002)


def test_crushed_sounds_have_few_steps_and_are_held(tmp_path):
    made, _ = put(tmp_path, tone(100, level_db=-1), RATE, {"type": "bitcrush", "bits": 3, "rate_hz": 4410})
    assert len(np.unique(made)) <= 9
    changes = np.flatnonzero(np.diff(made[:, 0]))
    assert len(changes) > 100 and set((changes + 1) % 10) == {0}


def test_valves_add_overtones_and_no_steady_level(tmp_path):
    effect = {"type": "distortion", "drive_db": 24, "bias": 0.3, "tone_hz": 20_000}
    made, _ = put(tmp_path, tone(500, 2.0, -6), RATE, effect)
    spectrum = np.abs(np.fft.rfft(made[RATE:, 0] * np.hanning(RATE)))
    assert spectrum[1000] > 0.01 * spectrum[500] and spectrum[1500] > 0.1 * spectrum[500]
    assert abs(made[RATE:].mean()) < 1e-3
    overtones = np.add.outer(np.arange(0, 15_001, 500), np.arange(-4, 5)).clip(0, 14_999)
    assert np.delete(spectrum[:15_000], overtones.ravel()).max() < 2e-3 * spectrum[500]


@pytest.mark.parametrize("effect", [{"type": "distortion", "drive_db": 0, "bias": 0, "tone_hz": 20_000}], ids=str)
def test_what_is_late_lies_over_the_dry_sound(tmp_path, effect):
    sound = tone(2000, level_db=-40)
    made, _ = put(tmp_path, sound, RATE, {**effect, "mix": 0.5})
    assert level_db(made) == pytest.approx(-40, abs=0.3)


@pytest.mark.parametrize("kind", ["chorus", "phaser"])
def test_spread_sets_the_sides_apart(tmp_path, kind):
    noise = np.repeat(0.1 * np.random.default_rng(3).standard_normal((2 * RATE, 1)), 2, axis=1)
    together, _ = put(tmp_path, noise, RATE, {"type": kind, "spread": 0, "rate_hz": 1})
    apart, _ = put(tmp_path, noise, RATE, {"type": kind, "spread": 0.5, "rate_hz": 1})
    assert np.array_equal(together[:, 0], together[:, 1])
    assert np.corrcoef(apart.T)[0, 1] < 0.98


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much a program took at most")
def test_long_sounds_take_no_more_memory(tmp_path):
    script = (
        "import sys, pathlib\n"
        "from backend.studio.effects import racks, chain\n"
        "d = pathlib.Path(sys.argv[1])\n"
        "effects = [{'type': 'eq', 'low_db': 3}, {'type': 'reverse'}, {'type': 'convolution'},\n"
        "           {'type': 'normalise', 'target_lufs': -12}, {'type': 'fade'}]\n"
        "racks.apply(d / 'long.wav', chain.read(effects), d / 'out.wav', folder=d)\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])\n"
    )

    def used_mb(seconds: float) -> float:
        soundfile.write(tmp_path / "long.wav", np.tile(music(48_000, 2, 5.0), (round(seconds / 5), 1)), 48_000)
        command = [sys.executable, "-c", script, str(tmp_path)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024

    assert used_mb(130) < used_mb(30) + 20, "100 s more as floats have 38 MB"
