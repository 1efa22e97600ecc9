"""A look through a recording finds its length, loudness, shape, tags and pulse, however it is written."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import TBPM, TIT2
from mutagen.mp3 import MP3

sys.path.append(str(Path(__file__).parent / "analysis"))
import test_listening

from backend.studio.audio import SAMPLE_RATE
from backend.studio.formats import decode, tags_in
from backend.studio.survey import COLUMNS, survey


def sine(seconds: float, rate: int, level: float = 0.1) -> np.ndarray:
    return (level * np.sin(2 * np.pi * 997 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize(("channels", "expected"), [(1, -23.0), (2, -20.0), (6, -20.0)])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_loudness_and_shape_are_measured_at_every_rate(
    tmp_path: Path, rate: int, channels: int, expected: float
) -> None:
    soundfile.write(tmp_path / "a.wav", np.repeat(sine(3.0, rate)[:, None], channels, axis=1), rate, subtype="FLOAT")
    found = survey(tmp_path / "a.wav")
    assert found.loudness_lufs == pytest.approx(expected, abs=0.1)  # a sine at -20 dBFS, by BS.1770
    assert found.true_peak_dbtp == pytest.approx(-20.0, abs=0.1)
    assert (found.channels, found.sample_rate) == (channels, rate)
    assert found.duration_s == pytest.approx(3.0, abs=1e-6)
    assert len(found.peaks) == pytest.approx(COLUMNS, abs=2) and set(found.peaks[1:-1]) <= {25, 26}


def test_what_is_silent_has_no_level(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(8000), 8000)
    found = survey(tmp_path / "a.wav")
    assert (found.loudness_lufs, found.true_peak_dbtp, found.heard) == (None, None, None)
    assert set(found.peaks) == {0} and found.unheard


def test_a_pulse_is_heard_through_another_rate(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", test_listening.recording(100.0, 0.7).T, test_listening.RATE)
    heard = survey(tmp_path / "a.flac").heard
    assert heard and heard.bpm == pytest.approx(100.0, abs=0.2)


@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
def test_decoding_at_a_rate_keeps_length_and_channels(tmp_path: Path, rate: int) -> None:
    soundfile.write(tmp_path / "a.wav", np.stack([sine(2.5, rate), -sine(2.5, rate)], axis=1), rate)
    sound, about = decode.two_sided(tmp_path / "a.wav", SAMPLE_RATE)
    assert sound.shape[0] == 2 and sound.shape[1] == pytest.approx(2.5 * SAMPLE_RATE, abs=2)
    assert np.allclose(sound[0], -sound[1], atol=1e-4)
    assert about.duration_s == pytest.approx(2.5)


def test_tags_of_vorbis_comments_and_id3(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", np.zeros(8000), 8000)
    flac = FLAC(tmp_path / "a.flac")
    flac.update({"TITLE": "Harbour\n at night", "ARTIST": "", "BPM": "96"})
    flac.save()
    assert tags_in.read(tmp_path / "a.flac") == {"title": "Harbour at night", "bpm": "96"}
    soundfile.write(tmp_path / "a.mp3", np.zeros(16_000), 16_000, format="MP3")
    mp3 = MP3(tmp_path / "a.mp3")
    mp3.add_tags()
    mp3.tags.add(TIT2(text="x" * 1000))
    mp3.tags.add(TBPM(text="120"))
    mp3.save()
    assert tags_in.read(tmp_path / "a.mp3") == {"title": "x" * tags_in.LONGEST, "bpm": "120"}


@pytest.mark.security
@pytest.mark.parametrize(
    "head", [b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f", b"ID3\x03\x00\x80\xff\xff\xff\xff", b"fLaC\xff\xff"]
)
def test_broken_tags_are_none(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(head + b"TIT2\xff\xff\xff\xff" + bytes(4000))
    assert tags_in.read(tmp_path / "a.mp3") == {}
