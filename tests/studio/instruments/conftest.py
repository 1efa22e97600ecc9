from __future__ import annotations

from pathlib import Path

import pytest
from fonts import RATE, small_font, write

from backend.studio.instruments import fonts as installed
from backend.studio.instruments.band import Band


@pytest.fixture(scope="session")
def font_file(tmp_path_factory) -> Path:
    return write(small_font(), tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def band(font_file) -> Band:
    return Band.open(font_file, sample_rate=RATE)


@pytest.fixture(scope="session")
def lite() -> Path:
    """The studio's own font, where the set-up has put it."""
    path = installed.SHARE / "sounds" / installed.DEFAULT
    if not path.exists():
        pytest.skip(f"{installed.DEFAULT} is not installed: `python3 run.py` fetches it")
    return path
