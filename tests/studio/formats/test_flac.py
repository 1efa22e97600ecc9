"""Stems as FLAC: another decoder reads back every number that went in."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.formats import flac
from backend.studio.formats.audio_files import quantise
from backend.studio.jit import COMPILED

pytestmark = pytest.mark.skipif(not COMPILED, reason="Without compiled kernels the library writes stems.")


def noise(frames: int, level: float) -> Audio:
    return (np.random.default_rng(frames).standard_normal((2, frames)) * level).astype(np.float32)


def tone(frames: int) -> Audio:
    wave = 0.4 * np.sin(2 * np.pi * 220 / SAMPLE_RATE * np.arange(frames))
    return np.stack((wave, 0.5 * wave)).astype(np.float32)


SOUNDS = {
    "silence": np.zeros((2, 9000), np.float32),
    "one frame": np.full((2, 1), 0.25, np.float32),
    "shorter than its predictors": noise(3, 0.1),
    "a block and one": np.full((2, 4097), -1.0, np.float32),
    "noise": noise(300_001, 0.1),
    "louder than full scale": noise(20_000, 3.0),
    "a tone": tone(50_000),
    "the same left and right": tone(50_000)[[0, 0]],
    "opposite sides": np.float32([[1], [-1]]) * np.sign(tone(50_000)[:1]),
    "a click in silence": np.eye(2, 30_000, k=7000, dtype=np.float32),
    "past 2048 blocks": np.tile(tone(44_100), 200),
}


def written(sound: Audio, **how: object) -> io.BytesIO:
    file = io.BytesIO()
    flac.write(file, sound, **{"bits": 24, "sample_rate": SAMPLE_RATE, **how})  # type: ignore[arg-type]
    file.seek(0)
    return file


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("name", SOUNDS)
def test_every_number_is_read_back(name: str, bits: int) -> None:
    with soundfile.SoundFile(written(SOUNDS[name], bits=bits)) as file:
        read = file.read(dtype="int32", always_2d=True) >> (32 - bits)
        assert (file.samplerate, file.subtype) == (SAMPLE_RATE, f"PCM_{bits}")
    assert np.array_equal(read, quantise(SOUNDS[name], bits))


def test_a_gain_is_applied_before_rounding() -> None:
    read, _ = soundfile.read(written(noise(9000, 0.2), gain=0.25), dtype="int32", always_2d=True)
    assert np.array_equal(read >> 8, quantise(noise(9000, 0.2) * np.float32(0.25), 24))


def test_tags_are_kept() -> None:
    with soundfile.SoundFile(written(tone(5000), tags={"title": "Bäss", "comment": "headroom 0 dB"})) as file:
        assert (file.title, file.comment) == ("Bäss", "headroom 0 dB")


def test_the_same_sound_gives_the_same_bytes() -> None:
    assert written(SOUNDS["noise"]).getvalue() == written(SOUNDS["noise"]).getvalue()


@pytest.mark.parametrize(("name", "share"), [("silence", 0.01), ("a tone", 0.45), ("noise", 0.95)])
def test_sound_shrinks(name: str, share: float) -> None:
    assert len(written(SOUNDS[name]).getvalue()) < share * SOUNDS[name].size * 3


def test_a_damaged_block_fails_its_checksum() -> None:
    content = bytearray(written(SOUNDS["noise"]).getvalue())
    content[len(content) // 2] ^= 0x10
    with soundfile.SoundFile(io.BytesIO(content)) as file, pytest.raises(soundfile.LibsndfileError):
        file.read()
