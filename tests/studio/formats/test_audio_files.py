"""Audio files hold what was written, and the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import ParameterOutOfRange
from backend.studio.formats import audio_files
from backend.studio.formats.audio_files import quantise, write_flac, write_mp3, write_wav


def sound(seconds: float = 2.3) -> np.ndarray:
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.stack((0.5 * np.sin(2 * np.pi * 440 * t), 0.25 * np.sin(2 * np.pi * 660 * t))).astype(np.float32)


@pytest.mark.parametrize("bits", [16, 24, 32])
def test_a_wav_file_reads_back_within_half_a_step(bits: int, tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", sound(), bits=bits)
    read, rate = soundfile.read(tmp_path / "a.wav", dtype="float64")
    step = 0 if bits == 32 else 2.0 ** (1 - bits)
    assert rate == SAMPLE_RATE
    np.testing.assert_allclose(read.T, sound(), atol=step / 2 + 1e-12)
    assert soundfile.info(tmp_path / "a.wav").subtype == {16: "PCM_16", 24: "PCM_24", 32: "FLOAT"}[bits]


@pytest.mark.parametrize("bits", [16, 24])
def test_a_flac_file_reads_back_within_half_a_step_and_keeps_its_tags(bits: int, tmp_path: Path) -> None:
    write_flac(tmp_path / "a.flac", sound(), bits=bits, tags={"title": "Näme", "comment": "headroom 0 dB"})
    with soundfile.SoundFile(tmp_path / "a.flac") as file:
        assert (file.title, file.comment) == ("Näme", "headroom 0 dB")
        np.testing.assert_allclose(file.read().T, sound(), atol=2.0**-bits + 1e-12)


def test_an_mp3_file_sounds_like_what_went_in(tmp_path: Path) -> None:
    write_mp3(tmp_path / "a.mp3", sound())
    read, _ = soundfile.read(tmp_path / "a.mp3", dtype="float32")
    size = (tmp_path / "a.mp3").stat().st_size
    assert size * 8 / 2.3 == pytest.approx(320_000, rel=0.05)
    heard = np.abs(np.fft.rfft(read[4410 : 4410 + SAMPLE_RATE, 0]))
    assert np.argmax(heard) == 440


def test_what_is_beyond_full_scale_is_held_there() -> None:
    over = np.array([[2.0, -2.0, 1.0, -1.0, 0.0]], np.float32)
    assert quantise(over, 16)[:, 0].tolist() == [32767, -32768, 32767, -32768, 0]
    assert quantise(over, 24)[0, 0] == 2**23 - 1


@pytest.mark.parametrize("bits", [16, 24])
def test_writing_without_compiled_code_gives_the_same_bytes(
    bits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(1).normal(0, 0.6, (2, 5000)).astype(np.float32)
    write_wav(tmp_path / "compiled.wav", noise, bits=bits)
    monkeypatch.setattr(audio_files, "COMPILED", False)
    write_wav(tmp_path / "plain.wav", noise, bits=bits)
    assert (tmp_path / "compiled.wav").read_bytes() == (tmp_path / "plain.wav").read_bytes()


@pytest.mark.parametrize("write", [write_wav, write_flac])
def test_other_depths_are_refused(write: object, tmp_path: Path) -> None:
    with pytest.raises(ParameterOutOfRange, match="20 bits"):
        write(tmp_path / "a", sound(0.1), bits=20)  # type: ignore[operator]


def test_nothing_is_left_of_a_file_that_failed(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"the one before")
    broken = np.zeros((2, 2, 2), np.float32)
    with pytest.raises(ValueError, match="unpack"):
        write_wav(tmp_path / "a.wav", broken)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
    assert (tmp_path / "a.wav").read_bytes() == b"the one before"


def test_a_wav_file_of_nothing_is_still_one(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", np.zeros((2, 0), np.float32))
    assert soundfile.info(io.BytesIO((tmp_path / "a.wav").read_bytes())).frames == 0
