"""How words of other languages are read: espeak-ng as a program of its own, where this machine has it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache

from backend.services.errors import Busy
from backend.studio.lyrics import foreign

PROGRAM = "espeak-ng"
# A thousand words take a tenth of a second.
WALL_S = 10.0


def reader() -> foreign.Speak | None:
    """The way to read Spanish, French, Italian and Portuguese, or None where espeak-ng is not installed."""
    return foreign.reader(_run) if shutil.which(PROGRAM) else None


def _run(words: Sequence[str], voice: str) -> Sequence[str]:
    return _said(tuple("".join(sign for sign in word if sign.isalnum() or sign == "'") for word in words), voice)


@lru_cache(maxsize=512)
def _said(words: tuple[str, ...], voice: str) -> tuple[str, ...]:
    """One word a line in, one a line out: words that follow each other would run together."""
    command = [PROGRAM, "-q", "--ipa", "--tie=^", "-v", voice]
    lines = "".join(f"{word}\n" for word in words if word)
    try:
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=WALL_S, check=True)
    except subprocess.TimeoutExpired:
        raise Busy("espeak-ng took too long to read the words; send them again in a moment.") from None
    told = iter(done.stdout.splitlines())
    return tuple(next(told, "") if word else "" for word in words)
