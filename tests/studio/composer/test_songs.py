"""Whole songs: the same again from the same seed, and like music by all that can be counted."""

import hashlib
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from songs import STYLES, brief, composed, played, song

from backend.studio.composer import arrange, check, form, metrics, perform, styles
from backend.studio.composer.analysis import Analysis
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Family, Note, Part

ROOT = Path(__file__).parents[3]
ALONE = """
import sys; sys.path[:0] = [{root!r}, {here!r}]
from test_songs import digest
print(digest())
"""


def digest():
    """A fingerprint of everything that is composed and played."""
    songs = [played(brief(style, seed=11, duration_s=40.0)) for style in ("lofi", "jazz_trio", "orchestral")]
    return hashlib.sha256(repr(songs).encode()).hexdigest()


@pytest.mark.slow
def test_a_seed_gives_the_same_song_in_every_process():
    code = ALONE.format(root=str(ROOT), here=str(Path(__file__).parent))
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    ]
    assert {run.stdout.strip() for run in runs} == {digest()}


def test_another_seed_gives_another_song():
    assert len({repr(composed(brief("pop", seed=seed)).parts) for seed in range(5)}) == 5


def test_another_melody_leaves_the_band_alone():
    wanted = brief("pop")
    plan = form.plan(wanted, Seeds(1))
    setting = arrange.settings.setting(plan, Seeds(1))
    first, second = (arrange._melodies(setting, Seeds(1), attempt) for attempt in (0, 1))
    assert first["lead"] != second["lead"] and not set(first) & set(arrange._backing(setting, Seeds(1)))


@pytest.mark.parametrize("style", STYLES)
def test_songs_measure_like_music(style):
    """The median over five seeds lies within the style's bars; the whole table comes from the bench."""
    found = [metrics.measures(song(style, seed, 60.0), check.BARS) for seed in range(5)]
    ranges = {**check.BARS, **styles.find(style).bars}
    medians = {
        name: float(np.median([song[name] for song in found if name in song]))
        for name in ranges
        if sum(name in song for song in found) >= 3
    }
    missed = {name: value for name, value in medians.items() if not ranges[name][0] <= value <= ranges[name][1]}
    assert not missed and len(medians) >= 12


@pytest.mark.parametrize("duration_s", [30.0, 180.0])
@pytest.mark.parametrize("style", STYLES)
def test_short_and_long_songs_do_too(style, duration_s):
    assert len(check.judge(song(style, 1, duration_s), styles.find(style)).missed) <= 2


@pytest.mark.parametrize("style", STYLES)
def test_five_seconds_are_a_song(style):
    score = song(style, 1, 5.0)
    assert len({note.pitch for note in Analysis(score).melody}) >= 2 and len(score.plan.harmony) >= 2


def test_random_notes_are_refused():
    rng = np.random.default_rng(5)
    score = song("pop", 1, 60.0)
    scale = sorted({pitch for chord in score.plan.harmony for pitch in chord.scale})
    notes = tuple(
        Note(beat / 2, 0.5, 12 * int(rng.integers(4, 7)) + int(rng.choice(scale)), int(rng.integers(60, 100)))
        for beat in range(int(score.plan.end_beat * 2))
    )
    parts = tuple(Part(role, role, "", role, Family.KEYS, 0, 0, notes) for role in ("lead", "chords"))
    missed = check.judge(replace(score, parts=parts), styles.find("pop")).missed
    assert {"steps", "wide_leaps", "leaps_answered", "strong_chord_tones", "melody_reuse", "comes_home"} & set(missed)
    assert len(missed) >= 6


def test_rubs_are_counted():
    score = song("pop", 1, 60.0)
    rubbing = tuple(
        Part(name, name, "", "pad", Family.KEYS, 0, 0, tuple(Note(float(beat), 1.0, pitch, 70) for beat in range(32)))
        for name, pitch in (("one", 60), ("two", 73))
    )
    assert metrics.clash_beats(Analysis(replace(score, parts=rubbing))) == 1.0


def test_the_performance_is_as_reproducible_as_the_score():
    score = composed(brief("jazz_trio"))
    assert perform.play(score, Seeds(1)) == perform.play(score, Seeds(1)) != perform.play(score, Seeds(2))


def test_no_band_is_wider_than_real_music() -> None:
    real = tomllib.loads((Path(__file__).parent / "real_music.toml").read_text())
    for name, style in styles.load_all().items():
        for measure, (low, high) in {**check.BARS, **style.bars}.items():
            known = [ranges[measure] for ranges in real.values() if measure in ranges]
            if known:
                width = max(end for _, end in known) - min(start for start, _ in known)
                assert high - low <= width + 0.005, f"{name}: {measure} {low}..{high} is wider than {width:.3f}"
