"""How fast effects are on one core, and how much memory they take: chains over three minutes of stereo.

python -m bench.effects [--seconds 180] [--runs 3] [--every]

The figures are of the way that a job goes, from one file into another, measured and written; seconds are those of the
processor. ``--every`` adds each effect alone.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np
import soundfile

from backend.studio.effects import chain, racks
from backend.studio.effects.catalogue import KINDS

RATE = 44_100
STRIP: list[dict[str, Any]] = [
    {"type": "eq", "low_cut_hz": 40, "low_db": 2, "bell1_db": -3, "bell2_db": 1, "bell3_db": 2, "high_db": 2},
    {"type": "compressor", "threshold_db": -20, "ratio": 3, "makeup_db": 3},
    {"type": "reverb", "size": 0.6, "mix": 0.25},
]
LIMITED = [*STRIP, {"type": "limiter", "gain_db": 6, "ceiling_db": -1}]
DOING: dict[str, dict[str, Any]] = {
    "eq": STRIP[0], "pitch_shift": {"semitones": 3}, "time_stretch": {"speed": 1.2}, "limiter": {"gain_db": 6},
}  # fmt: skip


def main() -> int:
    """Print a table, and last the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=180.0)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--every", action="store_true")
    given = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with TemporaryDirectory() as name:
        folder = Path(name)
        soundfile.write(folder / "in.wav", music(given.seconds), RATE, subtype="PCM_24")
        figures = {
            "strip_times_real_time": speed(folder, STRIP, given.seconds, given.runs, "EQ, compressor, reverb"),
            "limited_times_real_time": speed(folder, LIMITED, given.seconds, given.runs, "the same, true-peak limiter"),
        }
        for kind in KINDS if given.every else ():
            speed(folder, [{"type": kind, **DOING.get(kind, {})}], given.seconds, 1, kind)
    used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {used_mb:.0f} MB; the sound as floats has {given.seconds * RATE * 8 / 2**20:.0f} MB")
    print(json.dumps(figures))
    return 0


def music(seconds: float) -> np.ndarray:
    """Chords with attacks and hiss, at about -20 dBFS, shape (n, 2)."""
    at = np.arange(round(RATE * min(seconds, 10.0))) / RATE
    dice = np.random.default_rng(1)
    struck = np.exp(-6 * (at % 0.25))
    sides = [sum(np.sin(2 * np.pi * hz * at) for hz in pitches) for pitches in ((110, 277.2, 659.3), (165, 440, 1760))]
    ten = np.stack([0.1 * struck * side + 0.004 * dice.standard_normal(len(at)) for side in sides], axis=1)
    return np.tile(ten, (-(-round(seconds * RATE) // len(at)), 1))[: round(seconds * RATE)]


def speed(folder: Path, effects: Sequence[dict[str, Any]], seconds: float, runs: int, what: str) -> float:
    """Put a chain over the sound; times real time, the best of some runs after one for the compiler."""
    put_up, best = chain.read(effects).at_tempo(120.0), float("inf")
    for _ in range(runs + 1):
        start = process_time()
        told = racks.apply(folder / "in.wav", put_up, folder / "out.wav", folder=folder)
        best = min(best, process_time() - start)
    louder = (told.after.lufs or 0) - (told.before.lufs or 0)
    print(f"{what:<32}{best:7.2f} s{seconds / best:8.1f} x real time   {louder:+6.2f} LU", flush=True)
    return round(seconds / best, 1)


if __name__ == "__main__":
    sys.exit(main())
