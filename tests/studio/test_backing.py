"""A recording among the players: the band goes along with it, bar by bar, and it stays what it was."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

sys.path.append(str(Path(__file__).parent / "analysis"))
import test_listening

from backend.studio import pipeline
from backend.studio.analysis.listening import Heard, listen
from backend.studio.audio import SAMPLE_RATE
from backend.studio.brief import Backing, Brief
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer.vocal import over
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.stages import Stages

BPM, FIRST_S, BARS = 100.0, 0.7, 6


@pytest.fixture(scope="module")
def band() -> Band:
    path = fonts.SHARE / "sounds" / fonts.DEFAULT
    if not path.exists():
        pytest.skip(f"{fonts.DEFAULT} is not installed: `python3 run.py` fetches it")
    return Band.open(path, cache_dir=fonts.cache_dir())


@pytest.fixture(scope="module")
def recorded() -> np.ndarray:
    return test_listening.recording(BPM, FIRST_S, bars=BARS)


def brief_over(heard: Heard) -> Brief:
    """A song of a band with a recording in it."""
    frame = over.frame(heard, "")
    asked = BriefWishes(
        styles=("pop",), tempo_bpm=frame.bpm, meter="4/4", key=frame.key, hard=frame.hard, without=("drums",)
    )
    brief = read("", wishes=asked, seed=3)
    backing = Backing("id", "Harbour", frame.start_s, heard.length_s)
    return replace(brief, backing=backing, duration_s=frame.start_s + heard.length_s)


def test_bars_of_the_song_fall_on_those_of_the_recording(recorded: np.ndarray) -> None:
    heard = listen(recorded, test_listening.RATE)
    brief = brief_over(heard)
    plan = pipeline.compose(brief).score.plan
    assert brief.backing
    second_bar_s = plan.tempo.seconds(plan.meter.beats_per_bar)
    assert second_bar_s - brief.backing.start_s == pytest.approx(heard.first_bar_s, abs=1e-3)
    assert plan.tempo.seconds(plan.end_beat) == pytest.approx(brief.duration_s, abs=heard.bar_s)
    symbols = [chord.symbol for chord in plan.harmony if chord.start_beat >= plan.meter.beats_per_bar]
    assert symbols[: len(heard.chords) - 1] == list(heard.chords[:-1])


def test_the_recording_is_a_stem_among_the_others(band: Band, recorded: np.ndarray, tmp_path: Path) -> None:
    heard = listen(recorded, test_listening.RATE)
    soundfile.write(tmp_path / "harbour.wav", np.repeat(recorded, 2, axis=1).T, SAMPLE_RATE, subtype="FLOAT")
    brief = brief_over(heard)
    stages = Stages({"composing": 1.0}, clock=lambda: 0.0, report=lambda *_: None, cancelled=lambda: False)
    made = pipeline.record(pipeline.compose(brief), band=band, stages=stages, recorded=tmp_path / "harbour.wav")
    stems = {stem.id: stem.audio for stem in made.master.stems}
    assert "backing" in stems and len(stems) > 2 and "drums" not in stems
    assert brief.backing
    first = round(brief.backing.start_s * SAMPLE_RATE)
    kept = np.repeat(recorded, 2, axis=1)[0]
    own = stems["backing"][0, first : first + len(kept)]
    assert np.corrcoef(own, kept[: len(own)])[0, 1] > 0.9
    power = {name: float(np.square(audio).mean()) for name, audio in stems.items()}
    assert power["backing"] > 0.2 * max(power.values())
    assert made.master.loudness_lufs == pytest.approx(-14.0, abs=0.6)
