"""A master in another form sounds the same, is as long, and has the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import BadAudio, Cancelled, UnknownName
from backend.studio.formats.audio_files import write_wav
from backend.studio.formats.conversions import CONVERSIONS, convert

SECONDS = 2.3
ENDING = {"wav-16": "wav", "wav-32f": "wav", "mp3-v0": "mp3", "ogg": "ogg", "opus": "opus"}


def tone(seconds: float = SECONDS, *, gain: float = 0.5) -> np.ndarray:
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (gain * np.stack((np.sin(2 * np.pi * 440 * t), np.sin(2 * np.pi * 660 * t)))).astype(np.float32)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    write_wav(tmp_path / "master.wav", tone())
    return tmp_path / "master.wav"


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_every_form_decodes_with_the_right_length_and_sound(conversion: str, master: Path, tmp_path: Path) -> None:
    target = tmp_path / f"other.{ENDING[conversion]}"
    convert(master, target, conversion)
    sound, rate = soundfile.read(target, dtype="float64")
    assert len(sound) / rate == pytest.approx(SECONDS, abs=0.001 if conversion in ("ogg", "opus") else 0.06)
    for channel, pitch in ((0, 440), (1, 660)):
        second = sound[rate // 2 : rate // 2 + rate, channel]
        assert np.argmax(np.abs(np.fft.rfft(second))) == pitch
        assert np.abs(second).max() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_the_same_master_gives_the_same_bytes(conversion: str, master: Path, tmp_path: Path) -> None:
    first, second = (tmp_path / f"{turn}.{ENDING[conversion]}" for turn in "ab")
    convert(master, first, conversion)
    convert(master, second, conversion)
    assert first.read_bytes() == second.read_bytes()


def test_floats_hold_exactly_what_the_master_holds(master: Path, tmp_path: Path) -> None:
    convert(master, tmp_path / "a.wav", "wav-32f")
    assert soundfile.info(tmp_path / "a.wav").subtype == "FLOAT"
    np.testing.assert_array_equal(soundfile.read(tmp_path / "a.wav")[0], soundfile.read(master)[0])


def test_dither_keeps_a_tone_that_is_smaller_than_a_step(tmp_path: Path) -> None:
    write_wav(tmp_path / "quiet.wav", tone(4.0, gain=0.4 / 2**15))
    convert(tmp_path / "quiet.wav", tmp_path / "a.wav", "wav-16")
    sound, rate = soundfile.read(tmp_path / "a.wav", dtype="float64")
    spectrum = np.abs(np.fft.rfft(sound[:rate, 0]))
    assert soundfile.info(tmp_path / "a.wav").subtype == "PCM_16"
    assert spectrum[440] > 10 * np.median(spectrum)
    # Rounding alone would leave silence or harmonics; the noise leaves none.
    assert spectrum[1320] < 5 * np.median(spectrum)


def test_what_the_caller_raises_ends_the_work_and_leaves_no_file(master: Path, tmp_path: Path) -> None:
    def stop(done: float) -> None:
        raise Cancelled("Called off.")

    with pytest.raises(Cancelled):
        convert(master, tmp_path / "a.ogg", "ogg", report=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["master.wav"]


def test_what_cannot_be_converted_is_named(master: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="'aac' is no conversion; known are wav-16"):
        convert(master, tmp_path / "a.aac", "aac")
    master.write_bytes(b"RIFF")
    with pytest.raises(BadAudio, match=r"master\.wav cannot be read"):
        convert(master, tmp_path / "a.ogg", "ogg")
