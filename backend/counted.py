"""Where the processes that are forked from this one count their requests together.

Loaded before the library that counts, which looks for the folder once. Standard library only.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

NAME = "PROMETHEUS_MULTIPROC_DIR"


def _make_folder() -> None:
    """Make the folder, and have whoever made it remove it."""
    folder, maker = tempfile.mkdtemp(prefix="mini-studio-counted-"), os.getpid()
    os.environ[NAME] = folder

    def forget() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(forget)


if NAME not in os.environ:
    _make_folder()
