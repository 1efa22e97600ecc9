"""The built-in engine: a kept take as it stands, and the best of several songs."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hummer import Hummer, company

from backend.studio import pipeline
from backend.studio.composer import contest
from backend.studio.composer.edits import kinds
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import ComposerEngine
from backend.studio.engine import EditRequest, MusicRequest
from backend.studio.errors import BadProject
from backend.studio.formats import project_check
from backend.studio.formats.project import KeptTake
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.mix.state import MixState
from backend.studio.singing import SingingWish
from backend.studio.voice.booth import Booth


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


@pytest.mark.slow
def test_the_best_of_several_is_made_and_another_is_an_edit_away(tmp_path: Path) -> None:
    engine = ComposerEngine(Band.open(fonts.find(), cache_dir=fonts.cache_dir()), clock=time.perf_counter)
    brief = read("calm", wishes=BriefWishes(styles=("folk",), duration_s=12.0), seed=3)
    best = engine.run(MusicRequest(brief, tmp_path / "best", candidates=4), lambda _stage, _done: None, lambda: False)
    entries = best.quality["candidates"]
    assert len(entries) == 4 and best.score and best.score.plan.brief.seed == entries[0]["seed"]
    assert best.quality["why"].startswith(f"Candidate {entries[0]['number']} ")

    project = json.loads((tmp_path / "best" / "song.json").read_text())
    request = EditRequest(project, kinds.Compose(entries[-1]["seed"]), tmp_path / "other")
    other = engine.edit(request, lambda _stage, _done: None, lambda: False)
    alone = MusicRequest(contest.with_seed(brief, entries[-1]["seed"]), tmp_path / "alone")
    engine.run(alone, lambda _stage, _done: None, lambda: False)
    assert other.brief.seed == entries[-1]["seed"] != best.score.plan.brief.seed
    digests = {
        hashlib.sha256((tmp_path / name / "master.wav").read_bytes()).hexdigest() for name in ("best", "other", "alone")
    }
    assert len(digests) == 2


def test_a_song_of_silence_is_refused(tmp_path: Path) -> None:
    """A project may hold players without a note."""
    engine = ComposerEngine(Band.open(fonts.find(), cache_dir=fonts.cache_dir()), clock=time.perf_counter)
    played = pipeline.compose(read("calm", wishes=BriefWishes(styles=("solo_piano",), duration_s=5.0), seed=3))
    silent = replace(played, parts=tuple(replace(one, notes=()) for one in played.parts))
    request = MusicRequest(silent.score.plan.brief, tmp_path, KeptTake(silent, None, MixState()))
    with pytest.raises(BadProject, match="Nothing would be heard"):
        engine.run(request, lambda _stage, _done: None, lambda: False)


def test_an_edit_calls_singers_by_their_names(tmp_path: Path) -> None:
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    engine = ComposerEngine(band, booth=Booth(company(Hummer())), clock=time.perf_counter)
    words = SingingWish("[Verse]\nMorning light", voice="test/hum")
    brief = read("pop", wishes=BriefWishes(duration_s=10.0, singing=words), seed=3)
    engine.run(MusicRequest(brief, tmp_path / "first"), lambda *_: None, lambda: False)
    project = json.loads((tmp_path / "first" / "song.json").read_text())
    other = kinds.SetSinging(lyrics="Evening light", voice="test/hum")
    edited = engine.edit(EditRequest(project, other, tmp_path / "second"), lambda *_: None, lambda: False)
    assert edited.text == "1 line sung by Hum"
