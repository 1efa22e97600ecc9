"""Random edits of one section: what stays the same note for note and bit for bit, and whether each can be replayed.

``python -m bench.edits [EDITS]`` edits so many songs (50), of all styles in turn, and prints a line for each that does
not hold and, last, one line of JSON, with how much the masters differ outside the section once its rooms are at rest.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

import nulls
from songs import STYLES, brief, composed

from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band

SECONDS = 45.0


def main(count: int) -> int:
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    kinds, held, replayed, notes, frames = Counter[str](), 0, 0, 0, 0
    residuals: list[float] = []
    start = time.perf_counter()
    for number in range(count):
        style = STYLES[number * 7 % len(STYLES)]
        found, done = nulls.null(style, number, band, seconds=SECONDS)
        first, take = nulls.takes(done, composed(brief(style, seed=number, duration_s=SECONDS)), band)
        again = nulls.is_replayed(take, band)
        residuals.append(nulls.residual_db(first, take, found.fields["at"]))
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
        "master_residual_db": {"worst": round(max(residuals), 1), "median": round(median(residuals), 1)},
        "seconds": round(time.perf_counter() - start, 1),
    }
    print(json.dumps(figures))
    return int(min(held, replayed) < count)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
