"""Process trees: every process that a studio started, found and ended, whoever its parent is by now."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent died, so that none is lost. Linux only; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> Callable[[], None] | None:
    """What a child runs before its program so that it is told to end even when its parent was killed outright."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def reap_strangers(own: Iterable[int]) -> None:
    """Bury adopted processes that have ended; those in ``own`` are left to who waits for them."""
    own = set(own)
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in own:
            return
        os.waitpid(ended.si_pid, 0)


def descendants(root: int) -> list[int]:
    """The children of a process, their children and so on."""
    children = defaultdict(list)
    for pid, parent in _parents():
        children[parent].append(pid)
    found, look = [], [root]
    while look:
        found += (new := children[look.pop()])
        look += new
    return found


def end_descendants(seconds: float = 0.5) -> None:
    """End whatever this process or its children started: asked first, then killed."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        signal_descendants(sign)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            reap_strangers(())
            if not descendants(os.getpid()):
                return
            time.sleep(0.02)


def signal_descendants(sign: signal.Signals) -> None:
    """Send a signal to whatever this process or its children started."""
    for pid in descendants(os.getpid()):
        with suppress(ProcessLookupError):
            os.kill(pid, sign)


def send_to_group(leader: int, sign: signal.Signals) -> None:
    """Send a signal to a process and to those that stayed in its group."""
    with suppress(ProcessLookupError):
        os.killpg(leader, sign)


def _parents() -> list[tuple[int, int]]:
    """Every process with its parent."""
    if not Path("/proc/self/stat").exists():
        told = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        return [(int(pid), int(parent)) for pid, parent in map(str.split, told.splitlines())]
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything; state and parent follow the last bracket.
            words = stat.read_text(errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found.append((int(stat.parent.name), int(words[1])))
    return found
