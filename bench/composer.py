"""The composer against its bars: every style, many seeds, several lengths; the table that docs/ keeps.

    python bench/composer.py                 medians per style over 20 seeds of 60 s, and what lies outside its bar
    python bench/composer.py --seeds 5 --seconds 5 30 60 180

The last rows are the processor time of plan, score and performance in milliseconds, median and slowest.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

from songs import STYLES, brief

from backend.studio.composer import arrange, check, form, metrics, perform, styles
from backend.studio.composer.seeds import Seeds

NAMED = 9


def main() -> int:
    """Print a table for each length; 1 if a median lies outside its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--seconds", type=float, nargs="+", default=[60.0])
    asked = parser.parse_args()
    return int(sum(table(seconds, range(asked.seeds)) for seconds in asked.seconds) > 0)


def table(seconds: float, seeds: range) -> int:
    """Print the medians of all styles for songs of one length; how many of them lie outside their bar."""
    found = {style: [compose(style, seed, seconds) for seed in seeds] for style in STYLES}
    print(f"\n{seconds:g} s, medians over {len(seeds)} seeds (* outside its bar)")
    print(f"{'':20s}" + "".join(f"{style[:NAMED]:>10s}" for style in STYLES))
    missed = 0
    for name in [*metrics.MEASURES, "length_error_s", "cpu_ms", "cpu_ms_slowest"]:
        cells = [cell(style, name, found[style]) for style in STYLES]
        missed += sum(text.endswith("*") for text in cells)
        print(f"{name:20s}" + "".join(f"{text:>10s}" for text in cells))
    print(f"{missed} medians outside their bar")
    return missed


def compose(style: str, seed: int, seconds: float) -> dict[str, float]:
    """Compose and play a song and measure it."""
    wanted, seeds = brief(style, seed=seed, duration_s=seconds), Seeds(seed)
    started = time.process_time()
    score = arrange.compose(form.plan(wanted, seeds), seeds)
    performance = perform.play(score, seeds)
    spent_ms = 1000 * (time.process_time() - started)
    missed_s = abs(performance.length_s - seconds)
    return {**metrics.measures(score, metrics.MEASURES), "length_error_s": missed_s, "cpu_ms": spent_ms}


def cell(style: str, name: str, songs: list[dict[str, float]]) -> str:
    """The median of a measure over the songs of a style, marked if it lies outside its bar."""
    columns = defaultdict(list)
    for song in songs:
        for measure, value in song.items():
            columns[measure].append(value)
    if name == "cpu_ms_slowest":
        return f"{max(columns['cpu_ms']):.0f} "
    # Too few songs of this length have enough material to be measured.
    if len(columns[name]) < len(songs) / 2:
        return "- "
    middle = median(columns[name])
    low, high = {**check.BARS, **styles.find(style).bars}.get(name, (float("-inf"), float("inf")))
    return f"{middle:.2f}" + (" " if low - 1e-9 <= middle <= high + 1e-9 else "*")


if __name__ == "__main__":
    sys.exit(main())
