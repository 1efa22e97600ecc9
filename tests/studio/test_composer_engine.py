"""The built-in engine plays a kept take as it stands."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest

from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import ComposerEngine
from backend.studio.engine import MusicRequest
from backend.studio.formats import project_check
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band


@pytest.mark.slow
def test_a_kept_take_gives_the_same_files(tmp_path: Path) -> None:
    engine = ComposerEngine(Band.open(fonts.find(), cache_dir=fonts.cache_dir()), clock=time.perf_counter)
    brief = read("calm", wishes=BriefWishes(styles=("solo_piano",), duration_s=5.0), seed=3)
    first, second = tmp_path / "first", tmp_path / "second"
    engine.run(MusicRequest(brief, first), lambda _stage, _done: None, lambda: False)
    kept = project_check.read((first / "song.json").read_bytes())
    engine.run(MusicRequest(brief, second, kept), lambda _stage, _done: None, lambda: False)
    for name in ("master.wav", "song.mid", "chords.txt"):
        digests = {hashlib.sha256((folder / name).read_bytes()).hexdigest() for folder in (first, second)}
        assert len(digests) == 1, name
    one, other = (json.loads((folder / "song.json").read_text()) for folder in (first, second))
    assert {**one, "seconds": 0} == {**other, "seconds": 0}
