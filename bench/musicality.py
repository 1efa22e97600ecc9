"""The composer as a musician: measured against real music, against its own bands, and style against style.

    python bench/musicality.py real --midi FOLDER    p5, p25, p50, p75, p95 of real music (needs music21)
    python bench/musicality.py styles                medians of every style over 20 seeds, and what lies outside
    python bench/musicality.py apart                 nearest style of seeds 10-19, learned from seeds 0-9; shared bars

``--seeds N``, ``--seconds S`` and ``--only STYLE ...`` change what is composed; ``--markdown`` prints the tables that
docs/ keeps. Measures marked with a plus sign are never looked at while composing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

from songs import brief

from backend.studio.composer import arrange, check, form, metrics, perform, styles
from backend.studio.composer.analysis import Analysis
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Score
from bench import real_music
from bench.style_features import NearestStyle, features, shared_bars

PERCENTILES = (5, 25, 50, 75, 95)
# What can only be measured against a plan, which real music does not come with.
PLANNED = ("strong_chord_tones", "leans_resolved", "outside", "returns", "sameness", "chorus_lift")
LEARNED, TRIED = range(10), range(10, 20)
APART_BAR, APART_SOUND_BAR, SHARED_BAR = 0.80, 0.95, 0.15


def main() -> int:
    """Print what was asked for; 1 if something misses its bar."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("real", "styles", "apart"))
    options.add_argument("--midi", type=Path, help="a folder of MIDI files with several parts")
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--seconds", type=float, default=90.0)
    options.add_argument("--only", nargs="+", default=list(styles.load_all()))
    options.add_argument("--markdown", action="store_true")
    asked = options.parse_args()
    if asked.what == "real":
        return real(asked.midi, markdown=asked.markdown)
    if asked.what == "styles":
        return bands(asked.only, range(asked.seeds), asked.seconds, markdown=asked.markdown)
    return apart(asked.only, asked.seconds)


def real(folder: Path | None, *, markdown: bool) -> int:
    """Print the percentiles of each measure for each set of real music."""
    sets: dict[str, Callable[[], Iterable[Score]]] = {
        "chorales": real_music.chorales,
        "quartets": real_music.quartets,
        "folk": real_music.folk_songs,
    }
    if folder:
        sets |= {
            "songs": partial(real_music.midi_files, folder),
            "songs with a named melody": partial(real_music.midi_files, folder, named_melody=True),
        }
    names = [name for name in metrics.MEASURES if name not in PLANNED]
    rows = []
    for kind, songs in sets.items():
        found = [metrics.measures(song, names) for song in songs()]
        for name in names:
            values = [song[name] for song in found if name in song]
            if values:
                spread = [f"{value:.3f}" for value in np.percentile(values, PERCENTILES)]
                rows.append([kind, name, str(len(values)), *spread])
    show(["set", "measure", "n", *(f"p{p}" for p in PERCENTILES)], rows, markdown=markdown)
    return 0


def bands(names: Sequence[str], seeds: range, seconds: float, *, markdown: bool) -> int:
    """Print the medians of each style and mark those outside their band."""
    songs = {style: compose_all(style, seeds, seconds) for style in names}
    missed, rows = 0, []
    for style, made in songs.items():
        row = [style]
        ranges = {**check.BARS, **styles.find(style).bars}
        for name in metrics.MEASURES:
            values = [song.measures[name] for song in made if name in song.measures]
            # Too few songs have enough material to be measured.
            if len(values) < len(made) / 2:
                row.append("-")
                continue
            middle, (low, high) = median(values), ranges[name]
            outside = not low - 1e-9 <= middle <= high + 1e-9
            missed += outside
            row.append(f"{middle:.2f}{'*' if outside else ''}")
        row.append(f"{median(song.cpu_ms for song in made):.0f}")
        rows.append(row)
    heads = [f"{name}{'' if name in check.RANKED else '+'}" for name in metrics.MEASURES]
    show(["style", *heads, "cpu ms"], rows, markdown=markdown)
    print(f"{missed} of {len(names) * len(metrics.MEASURES)} medians outside their band")
    return int(missed > 0)


def apart(names: Sequence[str], seconds: float) -> int:
    """Print how often a song's own style is the nearest one, and how many melody bars seeds share."""
    songs = {style: compose_all(style, range(20), seconds) for style in names}
    good = []
    for sound, bar in ((False, APART_BAR), (True, APART_SOUND_BAR)):
        learned = {style: [song.features(sound) for song in made[:10]] for style, made in songs.items()}
        nearest = NearestStyle(learned)
        found = {style: [nearest.of(song.features(sound)) for song in made[10:]] for style, made in songs.items()}
        right = mean(guess == style for style, guesses in found.items() for guess in guesses)
        good.append(right >= bar)
        print(f"{'with' if sound else 'without'} tempo and programs: {right:.1%} right (bar {bar:.0%})")
        for style, guesses in found.items():
            wrong = [guess for guess in guesses if guess != style]
            if wrong:
                print(f"    {style}: {len(wrong)} wrong, as {', '.join(sorted(set(wrong)))}")
    for style, made in songs.items():
        pairs = [shared_bars(one.bars, two.bars) for one in made for two in made if one is not two]
        good.append(mean(pairs) <= SHARED_BAR)
        if mean(pairs) > SHARED_BAR / 2:
            print(f"{style}: seeds share {mean(pairs):.1%} of their melody bars")
    return int(not all(good))


class Made:
    """A composed song with what was measured on it."""

    def __init__(self, style: str, seconds: float, seed: int) -> None:
        wanted, seeds = brief(style, seed=seed, duration_s=seconds), Seeds(seed)
        started = time.process_time()
        score = arrange.compose(form.plan(wanted, seeds), seeds)
        perform.play(score, seeds)
        self.cpu_ms = 1000 * (time.process_time() - started)
        self.measures = metrics.measures(score, metrics.MEASURES)
        self.bars = list(Analysis(score).tune_bars.values())
        self._features = {sound: features(score, sound=sound) for sound in (False, True)}

    def features(self, sound: bool) -> np.ndarray:
        """The numbers that tell styles apart."""
        return self._features[sound]


def compose_all(style: str, seeds: range, seconds: float) -> list[Made]:
    """Compose a style with each seed, on all processors."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(Made, style, seconds), seeds))


def show(heads: Sequence[str], rows: Sequence[Sequence[Any]], *, markdown: bool) -> None:
    """Print a table, in columns or as Markdown."""
    if markdown:
        for row in (heads, ["---"] * len(heads), *rows):
            print("| " + " | ".join(map(str, row)) + " |")
        return
    widths = [max(len(str(row[at])) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        print("  ".join(str(cell).rjust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
