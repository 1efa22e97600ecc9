"""Many large uploads at once while songs are made: no error, and the web's memory stays where it was.

    python bench/uploads.py [--uploads 20] [--mb 32] [--songs 2] [--rounds 1]

Starts a studio of its own in a temporary folder. Prints what the uploads were answered with, how long they took, how
much more the web processes held at most than before (anonymous memory, each and all together), and one JSON line.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import requests

ROOT = Path(__file__).resolve().parents[1]
START_S, LOOK_S = 240.0, 0.05
RATE, FRAME = 44_100, 4
MIB = 2**20
# What a form adds to the file in it, and a little more.
AROUND = 2**12
PIECE = 2**16
# The noise of the first upload is another than that of those which are measured.
FIRST = 1_000_000
SETTLED_S = 4.0


@dataclass
class Watch:
    """The most memory that each process held beyond what it held at first, bytes; and all of them together."""

    processes: list[psutil.Process]
    before: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    together: int = 0

    def begin(self) -> None:
        """Take down what they hold now."""
        self.before = [_held(one) for one in self.processes]
        self.most, self.together = [0] * len(self.before), 0

    def settle(self) -> None:
        """Wait until they have read what they read at their start."""
        held, since = 0, time.monotonic()
        while time.monotonic() - since < SETTLED_S:
            time.sleep(LOOK_S)
            if (now := sum(map(_held, self.processes))) > held + MIB:
                held, since = now, time.monotonic()

    def look(self) -> None:
        """Compare."""
        grown = [_held(one) - then for one, then in zip(self.processes, self.before, strict=True)]
        self.most = [max(old, new) for old, new in zip(self.most, grown, strict=True)]
        self.together = max(self.together, sum(grown))


def _held(process: psutil.Process) -> int:
    """Memory that is a process's alone and not a file's: what files are read and written through is the system's."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) * 1024


@contextmanager
def studio(folder: Path, workers: int) -> Iterator[tuple[str, psutil.Process]]:
    """A studio in a folder, its address and the process that started it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "run.py"), "--data", str(folder), "--port", str(port)]
    command += ["--workers", str(workers), "--no-browser"]
    with (folder / "said.log").open("w") as said:
        run = subprocess.Popen(command, env={**os.environ, "RATE_LIMIT_ENABLED": "0"}, stdout=said, stderr=said)
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}", psutil.Process(run.pid)
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(30)


def web_processes(run: psutil.Process) -> list[psutil.Process]:
    """The processes that serve requests: gunicorn's children."""
    all_ = [one for one in run.children(recursive=True) if "gunicorn" in " ".join(one.cmdline())]
    parents = {one.ppid() for one in all_}
    return [one for one in all_ if one.pid not in parents]


def account(address: str) -> requests.Session:
    """Somebody with a key."""
    http_, name = requests.Session(), f"load{secrets.token_hex(4)}"
    who = {"username": name, "email": f"{name}@example.org", "password": secrets.token_urlsafe(12)}
    http_.post(f"{address}/api/auth/register/", json=who).raise_for_status()
    key = http_.post(f"{address}/api/auth/login/", json=who).json()["key"]
    http_.cookies.clear()
    http_.headers["Authorization"] = f"Token {key}"
    return http_


def send(address: str, key: str, number: int, size: int) -> int:
    """Send a recording of noise of its own, of so many bytes, a little at a time; the status of the answer."""
    boundary = secrets.token_hex(8)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="noise{number}.wav"\r\n\r\n'.encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    frames = (size - AROUND) // FRAME
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=300)) as door:
        door.putrequest("POST", "/api/upload/audio")
        for name, value in (
            ("Authorization", key),
            ("Content-Type", f"multipart/form-data; boundary={boundary}"),
            ("Content-Length", str(len(head) + 44 + frames * FRAME + len(tail))),
        ):
            door.putheader(name, value)
        door.endheaders(head + _wav_head(frames))
        noise = np.random.default_rng(number).integers(-9000, 9000, PIECE // 2, np.int16).tobytes()
        left = frames * FRAME
        while left:
            door.send(noise[: min(left, len(noise))])
            left -= min(left, len(noise))
        door.send(tail)
        answer = door.getresponse()
        answer.read()
        return answer.status


def measure(address: str, run: psutil.Process, *, uploads: int, megabytes: int, songs: int) -> dict[str, object]:
    """Send many at once while songs are made, and look at the memory all the while."""
    client = account(address)
    key = str(client.headers["Authorization"])
    watch, stop = Watch(web_processes(run)), threading.Event()
    send(address, key, FIRST, MIB)  # what the first upload of all needs, every other one needs as well
    watch.settle()
    songs_made = _keep_making(client, address, songs, stop)
    watch.begin()
    began = time.monotonic()
    with ThreadPoolExecutor(uploads) as crew:
        sent = [crew.submit(send, address, key, number, megabytes * MIB) for number in range(uploads)]
        while not all(one.done() for one in sent):
            watch.look()
            time.sleep(LOOK_S)
        statuses = Counter(one.result() for one in sent)
    took_s = time.monotonic() - began
    stop.set()
    songs_made.join()
    return {
        "bench": "uploads",
        "statuses": dict(statuses),
        "took_s": round(took_s, 1),
        "grown_mb": [round(one / MIB, 1) for one in watch.most],
        "together_mb": round(watch.together / MIB, 1),
    }


def _keep_making(client: requests.Session, address: str, songs: int, stop: threading.Event) -> threading.Thread:
    """Have so many songs made at any time until told to stop."""

    def make() -> None:
        while songs and not stop.wait(0.2):
            jobs = client.get(f"{address}/api/jobs").json()["results"]
            running = sum(job["type"] == "music" and job["status"] in ("queued", "started") for job in jobs)
            for _ in range(songs - running):
                client.post(f"{address}/api/jobs/music", json={"prompt": "steady pop", "duration": 60})

    thread = threading.Thread(target=make)
    thread.start()
    return thread


def _wav_head(frames: int) -> bytes:
    size = frames * FRAME
    form = b"fmt " + np.array([16], "<u4").tobytes() + np.array([1, 2], "<u2").tobytes()
    form += np.array([RATE, RATE * FRAME], "<u4").tobytes() + np.array([FRAME, 16], "<u2").tobytes()
    sized = np.array([36 + size], "<u4").tobytes()
    return b"RIFF" + sized + b"WAVE" + form + b"data" + np.array([size], "<u4").tobytes()


def _wait(url: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The studio did not start.")


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--uploads", type=int, default=20)
    options.add_argument("--mb", type=int, default=32)
    options.add_argument("--songs", type=int, default=2)
    options.add_argument("--rounds", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, studio(Path(folder), max(1, given.songs)) as (address, run):
        for _ in range(given.rounds):
            found = measure(address, run, uploads=given.uploads, megabytes=given.mb, songs=given.songs)
            print(
                f"answers {found['statuses']}, {found['took_s']} s; "
                f"each web process grew by up to {found['grown_mb']} MB, all by {found['together_mb']} MB"
            )
            print(json.dumps(found))


if __name__ == "__main__":
    main()
