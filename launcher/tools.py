"""Calling other programs: quietly, with what they said in a log, and its end shown when they fail."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.console import Stop

SHOWN_LINES = 12


def call(
    argv: Sequence[object],
    *,
    log: Path,
    what: str,
    remedy: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end.

    Parameters
    ----------
    log : receives all it prints, after what stands there
    what, remedy : said when it fails

    Raises
    ------
    Stop
        with the last lines of its output
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in argv]
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(words)}\n".encode())
        out.flush()
        begin = out.tell()
        run = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=cwd, env=env, check=False)
    if run.returncode:
        raise Stop(f"{what} (status {run.returncode}). Its last words:\n{tail(log, begin)}\nAll of it: {log}", remedy)


def tail(log: Path, begin: int = 0) -> str:
    """The last lines of a log, indented."""
    if not log.is_file():
        return ""
    with log.open("rb") as file:
        file.seek(begin)
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-SHOWN_LINES:])
