"""The ledger of credits under fire: interleavings of two processes, any of which may be killed at any statement.

    python bench/credits.py [--plays 10000] [--postgres] [--seed 1]

In each, two processes ask for songs, make, fail, cancel, retry and lose them, grant, redeem and look, at once on one
database, and about half of them kill themselves on the way (tests/ledger_play.py). After each the whole ledger is
audited; after a hundred every job is brought to an end, nothing may be held any more, and a fresh database is taken.
``--postgres`` plays on a PostgreSQL server of its own, else on SQLite. Prints what happened and one JSON line.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from databases import Postgres, Sqlite, postgres  # noqa: E402 - after the path to it
from ledger_play import MOVES_EACH, Play, interleave  # noqa: E402

A_DATABASE = 100


def main() -> None:
    """Play, and say what came of it; status 1 where the ledger was ever not true."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--plays", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    gc.freeze()  # a collection in a fork would copy what is shared
    logging.disable(logging.WARNING)  # it would say of each job that its process was killed
    began, lines, killed, faults = time.monotonic(), Counter[str](), 0, []
    with tempfile.TemporaryDirectory(prefix="mini-studio-credits-") as folder, server(given, Path(folder)) as there:
        for first in range(0, given.plays, A_DATABASE):
            seeds = range(given.seed + first, given.seed + min(first + A_DATABASE, given.plays))
            one_killed, one_faults, kinds = round_of(there, Path(folder) / str(first), seeds)
            killed, lines, faults = killed + one_killed, lines + kinds, faults + one_faults
            told = f"{seeds.stop - given.seed} plays, {killed} kills"
            print(f"{time.monotonic() - began:7.1f} s  {told}", *one_faults, sep="\n", flush=True)
    took_s = time.monotonic() - began
    print("" if faults else "The ledger held.")
    print(json.dumps({
        "database": "postgresql" if given.postgres else "sqlite",
        "plays": given.plays,
        "moves_at_most": given.plays * 2 * MOVES_EACH,
        "killed": killed,
        "lines": dict(sorted(lines.items())),
        "faults": len(faults),
        "seconds": round(took_s, 1),
    }))  # fmt: skip
    sys.exit(bool(faults))


@contextmanager
def server(given: argparse.Namespace, folder: Path) -> Iterator[Sqlite | Postgres]:
    """Where fresh databases come from."""
    if given.postgres:
        with postgres() as found:
            yield found
    else:
        (folder / "empty").mkdir()
        yield Sqlite(folder / "empty")


def round_of(there: Sqlite | Postgres, folder: Path, seeds: range) -> tuple[int, list[str], Counter[str]]:
    """Play on one fresh database: how many were killed, what was wrong, and which lines the ledger got."""
    folder.mkdir()
    play = Play(there.fresh(folder), Random(seeds.start), folder)
    play.set_up()
    killed, faults = 0, []
    for seed in seeds:
        killed += interleave(play, seed)
        faults += [f"play {seed}: {fault}" for fault in play.faults()]
    play.drain()
    faults += [f"after play {seeds.stop - 1}: {fault}" for fault in play.faults()]
    if held := play.held():
        faults.append(f"after play {seeds.stop - 1}: {held} are still held.")
    kinds = play.kinds()
    play.database.close()
    return killed, faults, kinds


if __name__ == "__main__":
    main()
