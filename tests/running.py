"""A real studio: `run.py` on a folder of its own, until the block ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_S = 240.0  # a first start installs packages and compiles kernels


@contextmanager
def running(data: Path, *words: str, **settings: str) -> Iterator[str]:
    """Start a studio with its data in a folder; the answer is its address. Many ask it, all from the same place."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, said = f"http://127.0.0.1:{port}", data / "said.log"
    command = [sys.executable, ROOT / "run.py", "--data", data, "--port", str(port), "--workers", "1", "--no-browser"]
    with said.open("w") as out:
        studio = subprocess.Popen(
            [*command, *words], env={**os.environ, "RATE_LIMIT_ENABLED": "0", **settings}, stdout=out, stderr=out
        )
        try:
            _wait_until_healthy(f"{address}/health", studio, said)
            yield address
        finally:
            studio.send_signal(signal.SIGINT)
            studio.wait(20)


def _wait_until_healthy(url: str, studio: subprocess.Popen[bytes], said: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert studio.poll() is None, said.read_text()[-3000:]
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"The studio did not start within {START_S:.0f} s:\n{said.read_text()[-3000:]}")
