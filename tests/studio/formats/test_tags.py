"""Tags and pictures read back from every format, and leave the sound alone."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.flac import Picture

from backend.studio.errors import UnknownName
from backend.studio.formats import cover, tags
from backend.studio.formats.audio_files import write_flac, write_mp3, write_wav
from backend.studio.formats.conversions import convert

PEAKS = {"stems": [{"family": "drums", "peaks": [0, 255, 100] * 40}, {"family": "bass", "peaks": [128] * 120}]}
TAGS = tags.Tags(
    title="Nächte — 夜", artist="Clara", genre="Jazz trio", bpm=92.25, key="F#m", date="2026-11-24",
    comment="made here", loudness_lufs=-14.0, true_peak_dbtp=-1.0, cover=cover.draw(PEAKS, size=200),
)  # fmt: skip


@pytest.fixture(params=["wav", "flac", "mp3", "ogg", "opus"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    noise = np.random.default_rng(1).normal(0, 0.1, (2, 30_000)).astype(np.float32)
    path = tmp_path / f"song.{request.param}"
    write_wav(tmp_path / "master.wav", noise)
    writers = {"wav": write_wav, "flac": write_flac, "mp3": write_mp3}
    if request.param in writers:
        writers[request.param](path, noise)
    else:
        convert(tmp_path / "master.wav", path, request.param)
    return path


def read(path: Path) -> dict[str, str]:
    """The tags of a file by their common names."""
    found = mutagen.File(path).tags
    if path.suffix in (".wav", ".mp3"):
        frames = {"title": "TIT2", "artist": "TPE1", "genre": "TCON", "bpm": "TBPM", "key": "TKEY", "date": "TDRC"}
        gain = {"gain": "TXXX:REPLAYGAIN_TRACK_GAIN", "peak": "TXXX:REPLAYGAIN_TRACK_PEAK"}
        return {name: str(found[frame]) for name, frame in (frames | gain).items() if frame in found}
    names = {"title": "title", "artist": "artist", "genre": "genre", "bpm": "bpm", "key": "initialkey", "date": "date"}
    gain = {"gain": "replaygain_track_gain", "peak": "replaygain_track_peak", "r128": "r128_track_gain"}
    return {name: found[field][0] for name, field in (names | gain).items() if field in found}


def picture(path: Path) -> bytes:
    found = mutagen.File(path)
    if path.suffix in (".wav", ".mp3"):
        return found.tags.getall("APIC")[0].data
    if path.suffix == ".flac":
        return found.pictures[0].data
    return Picture(b64decode(found["metadata_block_picture"][0])).data


def test_tags_and_picture_read_back_and_the_sound_stays(file: Path) -> None:
    before = soundfile.read(file)[0]
    tags.write(file, TAGS)
    gain = {"r128": str(-9 * 256)} if file.suffix == ".opus" else {"gain": "-4.00 dB", "peak": "0.891251"}
    bpm = "92" if file.suffix in (".wav", ".mp3") else "92.25"
    known = {"title": "Nächte — 夜", "artist": "Clara", "genre": "Jazz trio", "bpm": bpm, "key": "F#m"}
    assert read(file) == {**known, "date": "2026-11-24", **gain}
    assert picture(file) == TAGS.cover
    np.testing.assert_array_equal(soundfile.read(file)[0], before)


def test_writing_again_replaces_what_was_said(file: Path) -> None:
    tags.write(file, TAGS)
    tags.write(file, replace(TAGS, title="Later", loudness_lufs=None, true_peak_dbtp=None))
    found = read(file)
    assert found["title"] == "Later"
    assert not found.keys() & {"gain", "peak", "r128"}


def test_the_same_tags_give_the_same_bytes(file: Path) -> None:
    tags.write(file, TAGS)
    once = file.read_bytes()
    tags.write(file, TAGS)
    assert file.read_bytes() == once


def test_a_file_that_cannot_carry_tags_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"'song\.mid' cannot carry tags; these can: wav, flac"):
        tags.write(tmp_path / "song.mid", TAGS)
