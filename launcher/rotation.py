"""What the processes print: 5 MB x 5 of each, like the other logs."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise
from pathlib import Path

from backend.log import KEPT, MAX_BYTES


def rotate(log: Path, *, max_bytes: int = MAX_BYTES, kept: int = KEPT) -> None:
    """Set a full log aside as ``.1`` and the older ones one further.

    Its writer keeps it open, so it is copied and cut, not renamed: who appends goes on at the new beginning.
    """
    if not log.is_file() or log.stat().st_size < max_bytes:
        return
    aside = [log.with_name(f"{log.name}.{number}") for number in range(1, kept + 1)]
    for newer, older in reversed(list(pairwise(aside))):
        if newer.is_file():
            newer.replace(older)
    shutil.copyfile(log, aside[0])
    os.truncate(log, 0)
