"""Random edits of one section: what stays the same note for note and bit for bit, and whether each can be replayed.

``python -m bench.edits [EDITS]`` edits so many songs (50), of all styles in turn, and prints a line for each that does
not hold and, last, one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

import nulls
from songs import STYLES, brief, composed

from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band

SECONDS = 45.0


def main(count: int) -> int:
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    kinds, held, replayed, notes, frames = Counter[str](), 0, 0, 0, 0
    start = time.perf_counter()
    for number in range(count):
        style = STYLES[number * 7 % len(STYLES)]
        found, done = nulls.null(style, number, band, seconds=SECONDS)
        again = nulls.is_replayed(done, composed(brief(style, seed=number, duration_s=SECONDS)), band)
        kinds[found.fields["kind"]] += 1
        held, replayed = held + found.holds, replayed + again
        notes, frames = notes + found.notes, frames + found.frames
        if not (found.holds and again):
            print(f"edit {number}: {found}, replayed: {again}", flush=True)
    figures = {
        "edits": count,
        "held": held,
        "replayed": replayed,
        "kinds": kinds,
        "notes_compared": notes,
        "frames_compared": frames,
        "seconds": round(time.perf_counter() - start, 1),
    }
    print(json.dumps(figures))
    return int(min(held, replayed) < count)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
