"""How long a song takes, stage by stage, warm and in a process of its own.

    python bench/song.py [--seconds 30 60 180] [--style pop] [--runs 3]

Prints a table (seconds a stage, times real time, peak memory, processor time) and one JSON line with the ratios.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from backend.studio.brief import Brief
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import ComposerEngine
from backend.studio.engine import MusicRequest
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band

PROMPTS = {"pop": "bright pop song", "lofi": "warm lo-fi hip hop", "orchestral": "cinematic orchestral piece"}


def brief_of(style: str, seconds: float, seed: int) -> Brief:
    return read(PROMPTS.get(style, style), wishes=BriefWishes(duration_s=seconds), seed=seed)


def make(engine: ComposerEngine, brief: Brief, answer: Any) -> None:
    """Make one song in a forked child, as the worker does, and send its figures back."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        result = engine.run(MusicRequest(brief, Path(folder)), lambda _stage, _done: None, lambda: False)
        whole = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak_mb, cpu_s = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    answer.send(
        {"whole": whole, "stages": result.seconds, "music_s": result.duration_s, "peak_mb": peak_mb, "cpu_s": cpu_s}
    )


def measure(engine: ComposerEngine, brief: Brief, runs: int) -> dict[str, Any]:
    """The run with the median time of several."""
    fork, rows = multiprocessing.get_context("fork"), []
    for _ in range(runs):
        here, there = fork.Pipe()
        child = fork.Process(target=make, args=(engine, brief, there))
        child.start()
        rows.append(here.recv())
        child.join()
    median = statistics.median_low(row["whole"] for row in rows)
    return next(row for row in rows if row["whole"] == median)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, nargs="+", default=[30, 60, 180])
    options.add_argument("--style", default="pop")
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    engine = ComposerEngine(Band.open(fonts.find(), cache_dir=fonts.cache_dir()), clock=time.perf_counter)
    engine.warm()
    ratios = {}
    for seconds in given.seconds:
        row = measure(engine, brief_of(given.style, seconds, seed=7), given.runs)
        stages = "  ".join(f"{stage} {took:.2f}" for stage, took in row["stages"].items())
        speed = row["music_s"] / row["whole"]
        ratios[f"times_real_time_{seconds:g}s"] = round(speed, 1)
        used = f"{row['peak_mb']:4.0f} MB  {row['cpu_s']:5.2f} s cpu"
        print(f"{seconds:4g} s  {row['whole']:.2f} s  {speed:5.1f} x  {used}  {stages}")
    print(json.dumps({"bench": "song", "style": given.style, **ratios}))


if __name__ == "__main__":
    main()
