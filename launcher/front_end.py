"""The pages in the browser, built from their sources whenever these changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from launcher.console import step
from launcher.node import find_npm
from launcher.stamps import Stamp, digest
from launcher.studio import Studio

NOT_SOURCES = {"node_modules", "dist", "tests", "test-output"}


def build(studio: Studio) -> None:
    """Build ``frontend/dist`` unless it was built from these very sources.

    Raises
    ------
    Stop
        when node cannot be had or the sources do not compile
    """
    built, wanted = Stamp(studio.share, "front-end"), digest(sources(studio.front_end))
    if built.is_for(wanted) and (studio.front_end / "dist" / "index.html").is_file():
        return
    npm = find_npm(studio)
    install(studio)
    with step("front end", studio.front_end / "dist"):
        npm.call("run", "build", cwd=studio.front_end, what="The front end could not be built")
        built.set(wanted)


def install(studio: Studio) -> None:
    """Install what the front end is built and tested with, exactly as locked.

    Raises
    ------
    Stop
        when node or a package cannot be had
    """
    modules = studio.front_end / "node_modules"
    stamp, wanted = Stamp(studio.share, "node-modules"), digest([studio.front_end / "package-lock.json"])
    if stamp.is_for(wanted) and modules.is_dir():
        return
    npm = find_npm(studio)
    with step("packages of the front end (npm)", modules):
        npm.call("ci", "--ignore-scripts", cwd=studio.front_end, what="npm could not install what is locked")
        stamp.set(wanted)


def sources(folder: Path) -> Iterator[Path]:
    """Every file that the build reads."""
    for entry in folder.iterdir():
        if entry.is_file():
            yield entry
        elif entry.name not in NOT_SOURCES:
            yield from (file for file in entry.rglob("*") if file.is_file())
