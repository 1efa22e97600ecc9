"""Which SoundFont the band plays, and where decoded samples are kept.

Set-up puts the sounds beside the installed packages, in ``<environment>/share/mini-studio``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from backend.studio.errors import BadSoundFont

SHARE = Path(sys.prefix) / "share" / "mini-studio"
DEFAULT = "MuseScore_General_Lite.sf3"
DEBIAN = Path("/usr/share/sounds/sf3") / DEFAULT
LAST_RESORT = "TimGM6mb.sf2"


def find() -> Path:
    """Find the best SoundFont on this machine.

    Raises
    ------
    BadSoundFont
        if there is none at all
    """
    for font in candidates():
        if font.is_file():
            return font
    raise BadSoundFont(f"There is no SoundFont. `python3 run.py` fetches {DEFAULT}.")


def candidates() -> Iterator[Path]:
    """Where SoundFonts may lie, the best first: MuseScore General, then the small one inside pretty_midi."""
    yield SHARE / "sounds" / DEFAULT
    yield DEBIAN
    package = find_spec("pretty_midi")
    yield from (Path(folder) / LAST_RESORT for folder in (package and package.submodule_search_locations) or ())


def cache_dir() -> Path:
    """The folder of decoded samples; all studios of one installation share it."""
    return SHARE / "samples"
