"""A song with a singer: sung, mixed beside the band, kept, replayed byte for byte, and edited."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hummer import Hummer, company, vocals

from backend.studio import pipeline
from backend.studio.audio import SAMPLE_RATE, Song
from backend.studio.composer import perform, whole
from backend.studio.composer.edits.kinds import SetTempo
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import SUNG_SHARES, ComposerEngine
from backend.studio.engine import EditRequest, MusicRequest
from backend.studio.excerpts import opening
from backend.studio.formats import delivery, project, project_check
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.score import Performance, Score
from backend.studio.singing import SingingWish
from backend.studio.stages import Stages
from backend.studio.voice.booth import Booth
from backend.studio.voice.keeping import Folder

QUIET_DBFS = -90.0


@pytest.fixture(scope="module")
def band() -> Band:
    path = fonts.SHARE / "sounds" / fonts.DEFAULT
    if not path.exists():
        pytest.skip(f"{fonts.DEFAULT} is not installed: `python3 run.py` fetches it")
    return Band.open(path, cache_dir=fonts.cache_dir())


@pytest.fixture(scope="module")
def performance() -> Performance:
    """A short song whose singer sings a line of four notes in every second bar."""
    brief = read("bright pop song", wishes=BriefWishes(duration_s=14.0, styles=("pop",)), seed=3)
    brief = replace(brief, singing=SingingWish("la la la la", voice="test/hum"))
    score = whole.compose(brief)
    bar = score.plan.meter.beats_per_bar
    rows = [
        (bar * line * 2 + beat, 1, 62 + beat, "la", line) for line in range(score.plan.bars // 2) for beat in range(4)
    ]
    return perform.play(Score(score.plan, (*score.parts, vocals(*rows))), whole.seeds_of(score.plan))


@pytest.fixture(scope="module")
def song(band: Band, performance: Performance) -> Song:
    return pipeline.record(performance, band=band, booth=Booth(company()), stages=stages())


def stages(**how) -> Stages:
    return Stages(SUNG_SHARES, clock=lambda: 0.0, **how)


def test_singers_stand_beside_the_band_and_all_stems_sum_to_the_master(song: Song) -> None:
    stems = {stem.id: stem.audio for stem in song.master.stems}
    assert list(stems) == [one.part.id for one in song.performance.parts]
    assert np.abs(stems["vocals"]).max() > 0.05
    rest = sum(stem.astype(np.float64) for stem in stems.values()) - song.master.audio
    assert 20 * np.log10(np.abs(rest).max() + 1e-12) < QUIET_DBFS
    assert song.versions["voice of vocals"] == "test/hum"
    assert song.versions["licence of vocals"] == "CC0-1.0"


def test_what_is_sung_is_known_with_its_times(song: Song) -> None:
    lines = song.vocals["vocals"]
    vowels = [line.placed.on_s + phone.on_s for line in lines for phone in line.sung.phones if phone.symbol == "ɑ"]
    written = [note.on_s for note in song.performance.sung[0].notes]
    assert vowels == pytest.approx(written, abs=1 / SAMPLE_RATE)


def test_shares_of_a_sung_song_are_the_whole_of_it() -> None:
    assert sum(SUNG_SHARES.values()) == pytest.approx(1.0)


def test_progress_names_the_singing(band: Band, performance: Performance) -> None:
    told: list[tuple[str, float]] = []
    pipeline.record(
        performance,
        band=band,
        booth=Booth(company()),
        stages=stages(report=lambda stage, done: told.append((stage, done))),
    )
    names = list(dict.fromkeys(stage for stage, _ in told))
    assert names == ["playing", "singing", "mixing", "mastering"]
    assert [done for _, done in told] == sorted(done for _, done in told)


def test_a_sung_song_is_kept_and_played_again_byte_for_byte(band: Band, song: Song, tmp_path: Path) -> None:
    files = delivery.write_all(song, tmp_path / "first")
    content = next(file.path for file in files if file.kind == "project").read_bytes()
    kept = project_check.read(content)
    assert kept.performance == song.performance
    engine = ComposerEngine(band, clock=lambda: 0.0, booth=Booth(company(), Folder(tmp_path / "phrases")))
    brief = kept.performance.score.plan.brief
    for again in ("second", "third"):  # sung, and then read from where it is kept
        result = engine.run(MusicRequest(brief, tmp_path / again, kept), lambda *_: None, lambda: False)
        sums = {(file.kind, file.name): file.sha256 for file in result.files}
        assert sums == {(file.kind, file.name): file.sha256 for file in files} | {
            ("project", "song.json"): sums["project", "song.json"]  # the seconds that it took are in it
        }


def test_an_edit_of_a_sung_song_is_sung(band: Band, song: Song, tmp_path: Path) -> None:
    singer = Hummer()
    engine = ComposerEngine(band, clock=lambda: 0.0, booth=Booth(company(singer)))
    request = EditRequest(json.loads(json.dumps(project.song_to_dict(song))), SetTempo(bpm=100.0), tmp_path)
    result = engine.edit(request, lambda *_: None, lambda: False)
    assert singer.asked
    assert "vocals" in {file.part for file in result.music.files if file.kind == "stem"}


def test_the_opening_is_sung_and_its_phrases_are_those_of_the_song(
    band: Band, performance: Performance, tmp_path: Path
) -> None:
    singer = Hummer()
    booth = Booth(company(singer), Folder(tmp_path))
    assert opening(performance, band=band, booth=booth, seconds=5.0).audio.shape[1] == 5 * SAMPLE_RATE
    first = len(singer.asked)
    pipeline.record(performance, band=band, booth=booth, stages=stages())
    assert 0 < first < len(singer.asked) == len(set(singer.asked))
