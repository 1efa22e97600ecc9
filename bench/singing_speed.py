"""How many seconds of notes singers sing in a second, two phrases at once; needs two idle cores.

python bench/singing_speed.py [VOICE ...]
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in a worker
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from singing_lines import LINES, home_of, phrase

from backend.studio.voice import installed

VOICES = ("kokoro/af_heart", "hibari/female")
PHRASES, TURNS = 16, 5


def main() -> int:
    """Let each voice sing the same phrases a few times."""
    for voice in sys.argv[1:] or VOICES:
        times = sorted(times_real(voice))
        print(
            f"{voice:<20} median {median(times):.2f}, of {times[0]:.2f} to {times[-1]:.2f} times real time", flush=True
        )
    return 0


def times_real(voice: str) -> list[float]:
    """How much faster than real time a voice sings, turn by turn."""
    singer = installed.company().singer(voice)
    asked = [phrase(line, home_of(singer)) for line in LINES[:PHRASES]]
    singer.sing(asked[0], lambda: False)
    found = []
    with ThreadPoolExecutor(2) as pool:
        for _ in range(TURNS):
            begun = perf_counter()
            list(pool.map(lambda one: singer.sing(one, lambda: False), asked))
            found.append(sum(one.off_s for one in asked) / (perf_counter() - begun))
    return found


if __name__ == "__main__":
    sys.exit(main())
