"""Kokoro's voices sing in tune, and a network that is not theirs is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import singers

from backend.studio.jit import COMPILED
from backend.studio.voice import installed, kokoro
from backend.studio.voice.networks import Network
from backend.studio.voice.sounder import Sounder

there = pytest.mark.skipif(kokoro.place() is None, reason="Kokoro was not fetched at set-up.")
LINE = singers.phrase("leave the lights on", [57, 59, 60, 57], 0.5)


def test_another_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="should have"):
        kokoro.prepare(b"a network of somebody else", tmp_path, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_every_voice_of_the_table_has_its_styles() -> None:
    names = [voice.id.partition("/")[2] for voice in installed.company().voices() if voice.engine == "kokoro"]
    assert len(names) == len(set(names)) == 37
    if place := kokoro.place():
        assert all((place / kokoro.STYLES / f"{name}.bin").is_file() for name in names)


@there
@pytest.mark.slow
def test_a_line_is_in_tune_and_the_same_each_time() -> None:
    singer = installed.company().singer("kokoro/am_michael")
    sung, again = singer.sing(LINE, lambda: False), singer.sing(LINE, lambda: False)
    assert np.array_equal(sung.audio, again.audio)
    for note in LINE.notes[1:]:
        assert singers.heard_pitch(sung, note.on_s + 0.15, note.off_s - 0.1) == pytest.approx(note.pitch, abs=0.3)


@there
@pytest.mark.slow
@pytest.mark.skipif(not COMPILED, reason="Without numba the network works out its blocks itself.")
def test_our_own_blocks_sound_as_those_of_the_network() -> None:
    rng = np.random.default_rng(1)
    own = Sounder(kokoro.SHARE)
    voice = kokoro.Kokoro(kokoro.Networks(kokoro.SHARE), "bf_emma")
    frames = 40
    feeds = {
        "features": (0.3 * rng.standard_normal((1, 512, frames))).astype(np.float32),
        "style": voice.style,
        "hz": np.full((1, frames), 220, np.float32),
        **voice.norms_of(own),
    }
    (sound,), (exact,) = own.run(**feeds), Network(kokoro.SHARE / kokoro.SOUNDER).run(**feeds)
    assert sound.shape == exact.shape
    assert np.sqrt(np.mean((sound - exact) ** 2)) < 1e-4 * np.sqrt(np.mean(exact**2))
