"""Reels hold what was recorded on them, and give their memory back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend.studio import reels
from backend.studio.reels import in_folder, in_memory, let_go

FRAMES = 1_000_003
STATM = Path("/proc/self/statm")


def resident_mb() -> float:
    return int(STATM.read_text().split()[1]) * 4096 / 2**20


def test_a_reel_is_silence_of_its_length_and_leaves_no_file(tmp_path: Path) -> None:
    reel = in_folder(tmp_path, memory=0)(FRAMES)
    assert reel.shape == (2, FRAMES)
    assert reel.dtype == np.float32
    assert reel.flags.c_contiguous
    assert not reel.any()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("stretch", [slice(None), slice(0, 4097), slice(777, FRAMES - 5), slice(5, 6), slice(9, 9)])
def test_what_was_recorded_is_there_after_letting_go(tmp_path: Path, stretch: slice) -> None:
    reel, sound = in_folder(tmp_path, memory=0)(FRAMES), np.random.default_rng(1).random((2, FRAMES), np.float32)
    reel[:] = sound
    let_go(reel[:, stretch])
    assert np.array_equal(reel, sound)


@pytest.mark.skipif(not (STATM.exists() and reels.CAN_LET_GO), reason="Memory can only be looked at on Linux.")
def test_letting_go_gives_memory_back(tmp_path: Path) -> None:
    reel = in_folder(tmp_path, memory=0)(8 * FRAMES)
    reel[:] = 0.5
    before = resident_mb()
    let_go(reel)
    assert before - resident_mb() > 0.8 * reel.nbytes / 2**20


def test_what_is_in_memory_is_left_alone() -> None:
    sound = in_memory(FRAMES)
    sound[:] = 0.5
    let_go(sound)
    let_go(np.zeros((2, 0), np.float32))
    assert sound.min() == 0.5


def test_the_first_stems_stay_in_memory(tmp_path: Path) -> None:
    blank = in_folder(tmp_path, memory=2 * 8 * FRAMES)
    assert [reels.is_reel(blank(FRAMES)) for _ in range(4)] == [False, False, True, True]
