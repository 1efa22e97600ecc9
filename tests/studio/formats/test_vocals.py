"""The dry voice: each phrase as it was sung, and one that is too loud for a file lowered by itself."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from backend.studio.audio import SAMPLE_RATE
from backend.studio.formats import vocals
from backend.studio.singing import VOCAL
from backend.studio.voice.booth import Line
from backend.studio.voice.phrase import Sung

HALF = SAMPLE_RATE // 2


def line(peak: float, on_s: float) -> Line:
    wave = peak * np.sin(2 * np.pi * 441 * np.arange(HALF) / SAMPLE_RATE).astype(np.float32)
    return Line(SimpleNamespace(frame=0), Sung(wave, on_s, ()))


def dry(tmp_path: Path, *peaks: float) -> list[np.ndarray]:
    """Each phrase of half a second as it lies in the file."""
    lead = SimpleNamespace(part=SimpleNamespace(id="lead", role=VOCAL))
    plan = SimpleNamespace(brief=SimpleNamespace(title="Loud"))
    performance = SimpleNamespace(length_s=len(peaks) / 2, sung=(lead,), score=SimpleNamespace(plan=plan))
    lines = [line(peak, index / 2) for index, peak in enumerate(peaks)]
    vocals.write_dry(SimpleNamespace(performance=performance, vocals={"lead": lines}), tmp_path / "dry.flac")
    sound, _ = soundfile.read(tmp_path / "dry.flac")
    return np.split(sound, len(peaks))


def test_a_phrase_that_is_too_loud_is_lowered_and_not_cut_off(tmp_path: Path) -> None:
    loud, _ = dry(tmp_path, 4.0, 0.5)
    wave = line(1.0, 0.0).sung.audio
    assert np.abs(loud).max() == pytest.approx(vocals.HIGHEST, abs=1e-5)
    assert np.abs(loud / np.abs(loud).max() - wave / np.abs(wave).max()).max() < 1e-4


def test_a_phrase_beside_a_loud_one_keeps_every_sample(tmp_path: Path) -> None:
    _, beside = dry(tmp_path, 4.0, 0.5)
    _, alone = dry(tmp_path, 0.25, 0.5)
    assert np.array_equal(beside, alone)
    assert np.abs(alone).max() == pytest.approx(0.5 * vocals.DRY_GAIN, abs=1e-4)
