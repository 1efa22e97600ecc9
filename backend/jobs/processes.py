"""Child processes that are forked warm, die with their parent and leave nothing behind."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

logger = logging.getLogger(__name__)

CALLED_OFF = 3  # the exit status of a run that had to be ended; anything but 0 lets RQ clear the run from its lists
BROKEN = 4  # that of a run which could not even begin
PR_SET_PDEATHSIG = 1  # linux/prctl.h
_prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


def fork(body: Callable[[], None]) -> int:
    """Run ``body`` in a child and return the child's id; the child ends with 0, or 1 if ``body`` raised.

    The caller has closed its connections and has no other threads: a child has only the thread that forked, and a lock
    that another thread held would stay locked in it for ever.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setpgrp()  # Ctrl-C in a terminal is for the parent, which ends its children itself
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with(parent)
        body()
        code = 0
    except Exception:
        logger.exception("A child process ended by an error")
    finally:
        leave(code)


def leave(code: int) -> NoReturn:
    """End this process at once, whatever its other threads are doing; the log is whole."""
    logging.shutdown()
    os._exit(code)


def die_with(parent: int) -> None:
    """End this process when its parent does, even by kill -9.

    Linux sends the signal. Elsewhere a run's heartbeat sees that it has another parent.
    """
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be watched
        os._exit(1)


def ended(child: int) -> int | None:
    """Return how a child ended, as a shell would say it (0 is well), or None while it runs."""
    pid, how = os.waitpid(child, os.WNOHANG)
    return None if pid == 0 else os.waitstatus_to_exitcode(how)


def kill(child: int) -> None:
    """End a child at once and wait for it."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
