"""The environment of Python packages: made once, filled from a hash-pinned lock, by uv or by whatever pip there is."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from launcher import tools
from launcher.console import Stop, step
from launcher.stamps import Stamp, digest
from launcher.studio import Studio

OLDEST, NEWEST = (3, 11), (3, 13)
ONLINE = "Packages come over the network. Is it there? Then type the same command again; what is done stays done."


def make_environment(studio: Studio) -> None:
    """Make ``.venv`` unless there is one that still works: its Python may have been upgraded away.

    Raises
    ------
    Stop
        when it cannot be made, or when there is nothing to install with
    """
    if os.access(studio.python, os.X_OK) and OLDEST <= _version(studio.venv) <= NEWEST:
        return
    with step("environment .venv"):
        shutil.rmtree(studio.venv, ignore_errors=True)
        make = [sys.executable, "-m", "venv", "--without-pip", studio.venv]
        debian = "Type (Debian, Ubuntu): sudo apt install python3-venv"
        tools.call(make, log=_log(studio), what="The environment .venv could not be made", remedy=debian)
    find_installer(studio)


def is_installed(studio: Studio, name: str) -> bool:
    """Tell whether a lock was installed as it stands now."""
    return _stamp(studio, name).is_for(_wanted(studio, name))


def install(studio: Studio, name: str, *, target: Path | None = None) -> None:
    """Install ``name.lock`` into the environment, or into a folder of its own.

    Raises
    ------
    Stop
        when a package cannot be had, or when there is nothing to install with
    """
    if is_installed(studio, name) and (target is None or target.is_dir()):
        return
    installer, tool = find_installer(studio)
    with step(f"packages of {name} ({tool})", target or studio.venv / "lib"):
        where = ["--target", target] if target else []
        argv = [*installer, *where, "--no-deps", "--require-hashes", "-r", studio.root / f"{name}.lock"]
        what = f"{tool} could not install {name}.lock"
        tools.call(argv, log=_log(studio), what=what, remedy=ONLINE, env=studio.environ())
        _stamp(studio, name).set(_wanted(studio, name))


def unpack(studio: Studio, name: str, folder: Path) -> None:
    """Install ``name.lock`` into a folder for a moment, to take out of it what is wanted.

    Raises
    ------
    Stop
        as `install`
    """
    installer, tool = find_installer(studio)
    argv = [*installer, "--target", folder, "--no-deps", "--require-hashes", "-r", studio.root / f"{name}.lock"]
    tools.call(argv, log=_log(studio), what=f"{tool} could not fetch {name}.lock", remedy=ONLINE, env=studio.environ())


def install_driver(studio: Studio, database_url: str) -> None:
    """Install what a database needs on top of the rest."""
    if database_url.startswith("postgresql"):
        install(studio, "requirements-postgres")


def find_installer(studio: Studio) -> tuple[list[object], str]:
    """Find what installs packages into the environment, fastest first: its command line and its name.

    Raises
    ------
    Stop
        when this machine has neither uv nor any pip
    """
    if uv := working_uv():
        return [uv, "pip", "install", "--python", studio.python], "uv"
    pip: list[object] = [studio.python, "-m", "pip"]
    if not _answers(pip) and importlib.util.find_spec("ensurepip"):
        unpack = [studio.python, "-m", "ensurepip"]
        tools.call(unpack, log=_log(studio), what="pip could not be unpacked", remedy=ONLINE)
    options = ["install", "--no-compile", "--no-warn-script-location", "--disable-pip-version-check"]
    if _answers(pip):
        return [*pip, *options], "pip"
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", studio.python, *options], "pip"
    if wheel := _debian_pip(studio):
        return [studio.python, wheel / "pip", *options], "pip"
    raise Stop("There is no pip, and no uv.", "Type (Debian, Ubuntu): sudo apt install python3-venv")


def working_uv() -> str | None:
    """The uv on PATH, if it runs: a version manager may leave a name there that leads nowhere."""
    uv = shutil.which("uv")
    return uv if uv and _answers([uv]) else None


def lock(studio: Studio, *more: str) -> None:
    """Remake every ``requirements*.lock`` from its text file, for all Pythons and systems, without addresses.

    Raises
    ------
    Stop
        when uv is missing, or when the requirements contradict each other
    """
    if not (uv := working_uv()):
        raise Stop("Locks are made by uv, and there is none on PATH.", "Type: pip install uv")
    for wanted in sorted(studio.root.glob("requirements*.txt"), key=lambda path: len(path.name)):
        made = wanted.with_suffix(".lock").name
        with step(made):
            options = ["--universal", "--generate-hashes", "--no-header", "--python-version", "3.11", "--quiet", *more]
            argv = [uv, "pip", "compile", *options, wanted.name, "--output-file", made]
            tools.call(argv, log=_log(studio), what=f"{made} could not be made", remedy=ONLINE, cwd=studio.root)


def _debian_pip(studio: Studio) -> Path | None:
    """Unpack pip from Debian's own package, which needs no root; None where this is not a Debian."""
    kept = studio.share / "pip"
    if not kept.is_dir():
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            return None
        with tempfile.TemporaryDirectory() as folder:
            fetch = ["apt-get", "download", "python3-pip-whl"]
            if subprocess.run(fetch, cwd=folder, capture_output=True, check=False).returncode:
                return None
            package = next(Path(folder).glob("*.deb"))
            subprocess.run(["dpkg-deb", "-x", package, kept], check=True)
    return next(kept.rglob("pip-*.whl"), None)


def _answers(argv: Sequence[object]) -> bool:
    return subprocess.run([*map(str, argv), "--version"], capture_output=True, check=False).returncode == 0


def _version(venv: Path) -> tuple[int, ...]:
    lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines() if (venv / "pyvenv.cfg").is_file() else []
    written = next((line.partition("=")[2].strip() for line in lines if line.startswith("version ")), "0.0")
    return tuple(int(part) for part in written.split(".")[:2])


def _stamp(studio: Studio, name: str) -> Stamp:
    return Stamp(studio.share, name)


def _wanted(studio: Studio, name: str) -> str:
    return digest([studio.root / f"{name}.lock"], str(_version(studio.venv)))


def _log(studio: Studio) -> Path:
    return studio.share / "setup.log"
