"""Two hundred listeners at once while two songs are made: how soon the first byte of a range comes, and if all do.

    python bench/streaming.py [--listeners 200] [--seconds 20]

starts a studio of its own, makes a song, lets each listener read random ranges of 256 kB of its master over one
connection, as players do, while two further songs are rendered, and says how long the first bytes took. Some of the
listeners take a kilobyte now and then, as a paused player does: they must cost the others nothing.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from running import running  # noqa: E402 - as the other benches find it

RANGE = 256 * 1024
# So many of the listeners are paused ones.
PAUSED_SHARE = 0.1
SONG_S = 90


def main() -> None:
    """Measure, and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--listeners", type=int, default=200)
    arguments.add_argument("--seconds", type=float, default=20.0)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address:
        studio = Studio(address)
        song = studio.make(wait=True)
        path = studio.master(song)
        alone = listen(address, path, studio.cookie, 1, asked.seconds / 4)
        jobs = [studio.make(wait=False) for _ in range(2)]
        together = listen(address, path, studio.cookie, asked.listeners, asked.seconds)
        still = sum(studio.status(job) not in ("finished", "failed") for job in jobs)
        print(f"one listener, nothing else: {described(alone)}")
        print(f"{asked.listeners} listeners, two songs being made ({still} of them to the end): {described(together)}")
        print(f"a first byte while a song is encoded: {studio.first_byte_of_a_transcode(song) * 1000:.0f} ms")


class Studio:
    """What a guest does with a studio."""

    def __init__(self, address: str) -> None:
        self.address, self.cookie = address, ""

    def ask(self, path: str, body: dict[str, object] | None = None) -> dict[str, object]:
        """Ask for JSON."""
        request = urllib.request.Request(f"{self.address}{path}", json.dumps(body).encode() if body else None)
        request.add_header("Content-Type", "application/json")
        if self.cookie:
            request.add_header("Cookie", self.cookie)
            request.add_header("Sec-Fetch-Site", "same-origin")
        with urllib.request.urlopen(request, timeout=60) as answer:
            if not self.cookie and (given := answer.headers.get("Set-Cookie")):
                self.cookie = given.partition(";")[0]
            found: dict[str, object] = json.load(answer)
            return found

    def make(self, *, wait: bool) -> dict[str, object]:
        """Ask for a song, and wait for it where that is wanted."""
        job = self.ask("/api/jobs/music", {"prompt": "rock with a loud chorus", "duration": SONG_S})
        while wait and self.status(job) not in ("finished", "failed"):
            time.sleep(0.5)
        return job

    def status(self, job: dict[str, object]) -> object:
        """How far a job is."""
        return self.ask(f"/api/jobs/{job['job_id']}")["status"]

    def master(self, job: dict[str, object]) -> str:
        """The address of a song's lossless master."""
        return f"/api/songs/{job['song_id']}/stream/?format=original"

    def first_byte_of_a_transcode(self, job: dict[str, object]) -> float:
        """Seconds until a form of the song begins to come that was not asked for before."""
        request = urllib.request.Request(f"{self.address}/api/songs/{job['song_id']}/stream/?format=opus&bitrate=96")
        request.add_header("Cookie", self.cookie)
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read(1)
            return time.perf_counter() - began


def listen(address: str, path: str, cookie: str, listeners: int, seconds: float) -> list[float]:
    """Seconds until the first byte of each range; -1 for what went wrong."""
    found: list[float] = []
    until = time.monotonic() + seconds
    paused = int(listeners * PAUSED_SHARE)
    threads = [
        threading.Thread(target=_pause if number < paused else _read, args=(address, path, cookie, until, found))
        for number in range(listeners)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _read(address: str, path: str, cookie: str, until: float, found: list[float]) -> None:
    """Read a range, play it for a while, read the next, as a player does whose buffer runs down."""
    dice = random.Random(threading.get_ident())
    time.sleep(dice.random())
    door = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    start = dice.randrange(8) * RANGE
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            door.request("GET", path, headers={"Range": f"bytes={start}-{start + RANGE - 1}", "Cookie": cookie})
            answer = door.getresponse()
            first = answer.read(1)
            took = time.perf_counter() - began
            whole = first + answer.read()
        except OSError:
            found.append(-1.0)
            return
        found.append(took if answer.status == 206 and len(whole) == RANGE else -1.0)
        start = (start + RANGE) % (RANGE * 16)
        time.sleep(1.0 + dice.random())


def _pause(address: str, path: str, cookie: str, until: float, _found: list[float]) -> None:
    """Ask for all of it, and take hardly any."""
    door = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    door.request("GET", path, headers={"Cookie": cookie})
    answer = door.getresponse()
    while time.monotonic() < until:
        answer.read(1024)
        time.sleep(1)
    door.close()


def described(times: list[float]) -> str:
    """A line of the table."""
    good = sorted(each for each in times if each >= 0)
    wrong = len(times) - len(good)
    p95 = good[min(len(good) - 1, int(len(good) * 0.95))] if good else float("nan")
    middle = statistics.median(good) if good else float("nan")
    return f"{len(times)} ranges, {wrong} went wrong, first byte median {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"


if __name__ == "__main__":
    main()
