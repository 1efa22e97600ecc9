"""The shape of a song shows where it is loud, on one scale for all of it."""

from __future__ import annotations

import json

import handmade
import numpy as np
import pytest

from backend.studio.analysis import levels
from backend.studio.analysis.peaks import strata
from backend.studio.audio import SAMPLE_RATE, Stem
from backend.studio.score import Family

STEP = SAMPLE_RATE // 20


def stem(audio: np.ndarray, name: str = "Keys") -> Stem:
    return Stem(name.lower(), name, "", Family.KEYS, audio)


def test_a_click_stands_in_its_column_alone() -> None:
    audio = np.zeros((2, SAMPLE_RATE * 2), np.float32)
    audio[1, STEP * 7 + 3] = -0.5
    shape = strata(audio, [stem(audio)])
    assert np.flatnonzero(shape["master"]).tolist() == [7]
    assert shape["master"][7] == 255


def test_stems_are_comparable() -> None:
    loud, soft = np.full((2, SAMPLE_RATE), 0.8, np.float32), np.full((2, SAMPLE_RATE), -0.2, np.float32)
    shape = strata(loud + soft, [stem(loud), stem(soft, "Pad")])
    assert [set(row["peaks"]) for row in shape["stems"]] == [{255}, {64}]
    assert set(shape["master"]) == {191}


def test_silence_is_flat() -> None:
    audio = np.zeros((2, SAMPLE_RATE), np.float32)
    assert strata(audio, [stem(audio)])["master"] == [0] * 20


def test_the_picture_can_be_written_as_json_and_names_its_stems() -> None:
    song = handmade.performance(bars_each=1)
    stems = handmade.stems(song)
    shape = json.loads(json.dumps(strata(np.sum([s.audio for s in stems], axis=0), stems)))
    assert shape["version"] == 1
    assert shape["duration_s"] == pytest.approx(song.length_s)
    assert [row["id"] for row in shape["stems"]] == [s.id for s in stems]
    assert {row["family"] for row in shape["stems"]} <= set(Family)
    assert {len(row["peaks"]) for row in shape["stems"]} == {len(shape["master"])} == {round(20 * song.length_s)}


@pytest.mark.parametrize("frames", [0, 1, 4410, 10_001])
def test_peaks_without_compiled_code_are_the_same(frames: int, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = np.random.default_rng(1).normal(0, 0.3, (2, frames)).astype(np.float32)
    compiled = levels.peaks(audio, 16)
    monkeypatch.setattr(levels, "COMPILED", False)
    np.testing.assert_array_equal(levels.peaks(audio, 16), compiled)
    assert len(compiled) == -(-frames // 16)


def test_powers_are_mean_squares_of_whole_stretches() -> None:
    audio = np.array([[1, 1, 2, 2, 9], [1, 1, 0, 0, 9]], np.float32)
    np.testing.assert_allclose(levels.powers(audio, 2), [1, 2])
