"""What outside ears hear: the tempo and the key of finished songs, found in the audio alone (`ears.py`).

    python bench/detectors.py [--seconds 80] [--seed 0] [--only STYLE ...]

Renders one song of each style and compares. A tempo is right within 4 % modulo octave (half, double, and by three in
compound meters); a major or minor key is right when it is the very key. Detectors know no modes: of those they have to
hear the scale, or root and third.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import soxr

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

import ears
from songs import brief

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.brief import Brief
from backend.studio.composer import grid, styles
from backend.studio.composer.theory import MODES
from backend.studio.composer_engine import SHARES
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.pipeline import make_song
from backend.studio.stages import Stages
from backend.studio.units import Meter

TEMPO_CARE, TEMPO_BAR, KEY_BAR, MODAL_BAR = 0.04, 0.95, 0.85, 0.50


def main() -> int:
    """Print a line for each song, then the shares; 1 if one misses its bar."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=80.0)
    options.add_argument("--seed", type=int, default=0, help="Of the first song; each next one has the next.")
    options.add_argument("--only", nargs="+", default=list(styles.load_all()))
    asked = options.parse_args()
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    tempi, keys, modal = [], [], []
    for seed, style in enumerate(asked.only, start=asked.seed):
        wanted = brief(style, seed=seed, duration_s=asked.seconds)
        song = make_song(wanted, band=band, stages=Stages(SHARES, clock=perf_counter))
        bpm, root, mode = listen(song.master.audio)
        plan = song.performance.score.plan
        tempi.append(same_tempo(bpm, plan.tempo.changes[0][1], plan.meter))
        plain = wanted.mode in ("major", "minor")
        right = same_key(root, mode, wanted) if plain else near_mode(root, mode, wanted)
        (keys if plain else modal).append(right)
        print(
            f"{style:18s} {plan.tempo.changes[0][1]:5.0f} bpm heard {bpm:6.1f} {'ok' if tempi[-1] else 'NO':3s}"
            f" {wanted.tonic:2d} {wanted.mode:12s} heard {root:2d} {mode:6s} {'ok' if right else 'NO'}"
        )
    bars = (("tempo", tempi, TEMPO_BAR), ("major or minor key", keys, KEY_BAR), ("modes", modal, MODAL_BAR))
    good = [not found or np.mean(found) >= bar for _, found, bar in bars]
    for (name, found, bar), ok in zip(bars, good, strict=True):
        print(f"{'ok  ' if ok else 'MISS'} {name}: {sum(found)} of {len(found)} (bar {bar:.0%})")
    return int(not all(good))


def listen(audio: Audio) -> tuple[float, int, str]:
    """Hear a master [shape=(2, frames)]: its tempo in beats per minute, the root of its key 0..11 and its mode."""
    mono = soxr.resample(audio.mean(axis=0), SAMPLE_RATE, ears.SAMPLE_RATE).astype(np.float32)
    return ears.tempo(mono), *ears.key(mono)


def same_tempo(bpm: float, played: float, meter: Meter) -> bool:
    """Whether a tempo is the one that was played, or an octave of it."""
    factors = [0.25, 0.5, 1, 2, 4]
    if grid.is_compound(meter) or meter.numerator % 3 == 0:
        factors += [factor * third for factor in factors for third in (2 / 3, 1 / 3, 3, 1.5)]
    return any(abs(bpm / (played * factor) - 1) <= TEMPO_CARE for factor in factors)


def same_key(root: int, mode: str, wanted: Brief) -> bool:
    """Whether it is the very key."""
    return (root, mode) == (wanted.tonic, wanted.mode)


def near_mode(root: int, mode: str, wanted: Brief) -> bool:
    """Whether the key that was heard has the pitch classes of the mode that was played, or its root and third."""
    played, heard = MODES[wanted.mode], MODES["major" if mode == "major" else "minor"]
    if root == wanted.tonic:
        return heard[2] == played[2]
    return {(root + step) % 12 for step in heard} == {(wanted.tonic + step) % 12 for step in played}


if __name__ == "__main__":
    sys.exit(main())
