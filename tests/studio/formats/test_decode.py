"""What people bring is decoded within limits, and refused with what was given and what is allowed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import BadAudio
from backend.studio.formats.audio_files import write_flac, write_mp3, write_wav
from backend.studio.formats.decode import Decoded, Limits, decode, examine

WRITERS = {"WAV": write_wav, "FLAC": write_flac, "MP3": write_mp3}


def tone(seconds: float) -> np.ndarray:
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.stack((wave, wave)).astype(np.float32)


@pytest.mark.parametrize("form", WRITERS)
def test_a_file_is_known_by_its_content(form: str, tmp_path: Path) -> None:
    WRITERS[form](tmp_path / "upload", tone(2.5))
    found = examine(tmp_path / "upload")
    assert (found.format, found.channels, found.sample_rate) == (form, 2, SAMPLE_RATE)
    assert found.duration_s == pytest.approx(2.5, abs=0.1)


def test_decoding_gives_the_sound(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(1.5), sample_rate=22_050)
    audio, found = decode(tmp_path / "a.wav")
    assert found == Decoded("WAV", 3.0, 2, 22_050)
    np.testing.assert_allclose(audio, tone(1.5), atol=1e-6)


@pytest.mark.security
@pytest.mark.parametrize(
    ("limits", "complaint"),
    [
        (Limits(max_seconds=1), "longer than 1 s"),
        (Limits(max_bytes=1000), "has 0.8 MB; up to 0.001 MB"),
        (Limits(max_channels=1), "has 2 channels; up to 1"),
        (Limits(min_rate=48_000), "has 44100 frames a second; 48000 to 192000"),
    ],
)
def test_what_is_outside_the_limits_is_refused(limits: Limits, complaint: str, tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(3))
    with pytest.raises(BadAudio, match=complaint):
        examine(tmp_path / "a.wav", limits)


@pytest.mark.security
@pytest.mark.parametrize("content", [b"", b"RIFF", b"<html>no sound</html>", b"\x00" * 5000, b"fLaC" + b"\xff" * 5000])
def test_what_is_no_audio_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(BadAudio, match=r"allowed|must be"):
        decode(tmp_path / "a.wav")


@pytest.mark.security
def test_values_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.full((100, 2), np.nan), SAMPLE_RATE, subtype="FLOAT")
    with pytest.raises(BadAudio, match="no number"):
        decode(tmp_path / "a.wav")


def test_a_file_of_nothing_is_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(0))
    with pytest.raises(BadAudio, match="0 s of sound"):
        examine(tmp_path / "a.wav")


@pytest.mark.security
def test_a_form_that_is_not_allowed_is_named(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.au", tone(0.1).T, SAMPLE_RATE, format="AU")
    with pytest.raises(BadAudio, match="is AU; allowed are WAV, FLAC, MP3, OGG, AIFF"):
        examine(tmp_path / "a.au")
