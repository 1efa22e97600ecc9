"""How the studio answers while it works: three pages under 32 connections, two songs rendering all the while.

    RATE_LIMIT_ENABLED=0 CREDITS_ENABLED=0 python3 run.py --no-browser        # in another terminal
    python bench/load.py [--url http://127.0.0.1:8000] [--seconds 10] [--connections 32]

Needs `wrk`. Prints requests a second, p50 and p99 for each page, answers that were not 200, and one JSON line.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import subprocess
import threading
import time
from typing import Any

import requests

RENDERING = 2
SONG_S = 60


class Visitor:
    """Somebody signed in with a key."""

    def __init__(self, url: str) -> None:
        self.url, self.http = url, requests.Session()
        name, password = f"load{secrets.token_hex(4)}", secrets.token_urlsafe(12)
        account = {"username": name, "email": f"{name}@example.org", "password": password}
        self.http.post(f"{url}/api/auth/register/", json=account).raise_for_status()
        self.key = self.http.post(f"{url}/api/auth/login/", json=account).json()["key"]
        self.http.cookies.clear()
        self.http.headers["Authorization"] = f"Token {self.key}"

    def ask_for_song(self) -> str:
        answer = self.http.post(f"{self.url}/api/jobs/music", json={"prompt": "steady pop", "duration": SONG_S})
        answer.raise_for_status()
        return answer.json()["job_id"]

    def running(self) -> int:
        jobs = self.http.get(f"{self.url}/api/jobs").json()["results"]
        return sum(job["status"] in ("queued", "started") for job in jobs)


def keep_rendering(visitor: Visitor, stop: threading.Event) -> None:
    while not stop.is_set():
        for _ in range(RENDERING - visitor.running()):
            visitor.ask_for_song()
        stop.wait(0.2)


def hammer(visitor: Visitor, path: str, *, connections: int, seconds: int) -> dict[str, Any]:
    """Run wrk on a page and read its figures; latencies in milliseconds."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += ["-H", f"Authorization: Token {visitor.key}", visitor.url + path]
    # In a session of its own Linux gives it its share of the processor, whatever else this one has been doing.
    said = subprocess.run(command, capture_output=True, text=True, check=True, start_new_session=True).stdout
    percentile = {at: milliseconds(value) for at, value in re.findall(r"(50|99)%\s+([\d.]+\w+)", said)}
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return {
        "per_s": round(float(rate[1])) if rate else 0,
        "p50_ms": percentile["50"],
        "p99_ms": percentile["99"],
        "bad": int(bad[1]) if bad else 0,
    }


def milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return round(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://127.0.0.1:8000")
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--connections", type=int, default=32)
    given = options.parse_args()
    visitor = Visitor(given.url)
    pages = ["/api/songs/", f"/api/jobs/{visitor.ask_for_song()}", "/api/auth/user/"]
    while visitor.running():
        time.sleep(0.2)
    stop = threading.Event()
    renderer = threading.Thread(target=keep_rendering, args=(Visitor(given.url), stop))
    renderer.start()
    try:
        rows = {page: hammer(visitor, page, connections=given.connections, seconds=given.seconds) for page in pages}
    finally:
        stop.set()
        renderer.join()
    for page, row in rows.items():
        shown = page if len(page) < 20 else "/api/jobs/<id>"
        speed = f"{row['per_s']:6} /s   p50 {row['p50_ms']:7} ms   p99 {row['p99_ms']:7} ms"
        print(f"{shown:20} {speed}   not 200: {row['bad']}")
    print(json.dumps({"bench": "load", "worst_p99_ms": max(row["p99_ms"] for row in rows.values())}))


if __name__ == "__main__":
    main()
