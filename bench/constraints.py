"""Random requests with hard constraints: how many of them the finished scores keep.

``python -m bench.constraints [REQUESTS]`` composes so many songs (200) and prints what was asked and what was met.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter

from backend.studio.composer.asked import report
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.pipeline import compose
from bench.random_requests import request


def main(count: int) -> None:
    asked, met, misses = Counter[str](), Counter[str](), []
    start = time.perf_counter()
    for number in range(count):
        wishes: BriefWishes = request(number)
        for kept in report.report(compose(read("", wishes=wishes, seed=number))):
            what = kept.what.split(" of ")[0].split(",")[0]
            asked[what] += kept.asked
            met[what] += kept.met
            misses += [f"request {number}: {kept.what}: {miss}" for miss in kept.misses]
    for what in sorted(asked):
        print(f"{what}: {asked[what]} asked, {met[what]} met")
    print("\n".join(misses[:40]))
    figures = {"requests": count, "asked": asked.total(), "met": met.total(), "seconds": time.perf_counter() - start}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
