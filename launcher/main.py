"""The words after `python3 run.py`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from launcher import checks, packages, prepare, running, secret, serve
from launcher.console import Stop
from launcher.studio import Studio

USAGE = """\
python3 run.py                       start the studio and open it in the browser
python3 run.py test [KIND] [...]     check it: all, unit, integration, quick, security, performance, coverage
python3 run.py compose "WORDS" ...   make one song without a server (--seconds --seed --out --style --key --tempo
                                     --lyrics FILE --voice ID)
python3 run.py replay SONG.JSON ...  make the files of a take again, byte for byte (--out)
python3 run.py doctor                say what is here, what is missing and what to type
python3 run.py styles check          list the styles and check their files
python3 run.py flask ...             any command of the studio, such as create-admin
python3 run.py prepare [editors]     install, build and fetch all that a start needs, and start nothing; with
                                     `editors` also what reads and writes UST, USTX, SVP and VSQX
python3 run.py lock                  remake the hash-pinned locks from requirements*.txt (needs uv)
"""

# What can be installed beside the rest, each from a lock of its own.
EXTRAS = {"editors"}


def main(argv: Sequence[str]) -> int:
    """Do what the words say; the exit status is 0 when it went well."""
    words = list(argv)
    try:
        data = take_data(words)
        if words and words[0] in COMMANDS:
            return COMMANDS[words[0]](data, words[1:])
        return start(data, words)
    except Stop as stop:
        sys.stderr.write(f"\n{stop}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


def take_data(words: list[str]) -> Path | None:
    """Take ``--data FOLDER`` out of the words before, or right after, a command; else ``DATA_DIR`` says it.

    Raises
    ------
    Stop
        when the folder is not named
    """
    for place in (0, 1):
        if place < len(words) and words[place] == "--data":
            if place + 1 == len(words):
                raise Stop("--data needs a folder.", "Type: python3 run.py --data FOLDER")
            _, folder = words.pop(place), words.pop(place)
            return Path(folder).expanduser().resolve()
    given = os.environ.get("DATA_DIR")
    return Path(given).resolve() if given else None


def start(data: Path | None, words: list[str]) -> int:
    """Start the studio."""
    parser = argparse.ArgumentParser("run.py", usage=USAGE, description="The options of a start:")
    parser.add_argument("--host", help="the address to answer at (127.0.0.1)")
    parser.add_argument("--port", help="the port to answer at (8000)")
    parser.add_argument("--data", type=Path, help="a folder for everything that is written")
    parser.add_argument("--workers", type=int, default=2, help="how many songs are made at a time (2)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument("--no-redis", action="store_true", help="run without a broker; workers read the database")
    given = parser.parse_args(words)
    if not 1 <= given.workers <= 64:
        parser.error(f"--workers is {given.workers}; it must be from 1 to 64")
    overrides = {"HOST": given.host, "PORT": given.port, "RQ_ENABLED": "0" if given.no_redis else None}
    folder = given.data.expanduser().resolve() if given.data else data
    studio = Studio(data=folder, overrides={name: value for name, value in overrides.items() if value})
    return serve.serve(studio, workers=given.workers, browser=not given.no_browser)


def test(data: Path | None, words: list[str]) -> int:
    """Check the studio."""
    return checks.run(Studio(data=data), words)


def flask(data: Path | None, words: list[str]) -> int:
    """Run a command of the studio, where its packages and settings are."""
    studio = Studio(data=data)
    packages.make_environment(studio)
    packages.install(studio, "requirements")
    secret.write(studio)
    packages.install_driver(studio, studio.settings().database_url)
    there = running.find(studio.settings())
    # Flask would read the project's own .env into the environment, where it would win over the one of --data.
    environ = studio.environ(FLASK_SKIP_DOTENV="1", **broker_of(there))
    become(studio, ["flask", "--app", "backend.cli.app:create_app", *words], environ)


def prepare_only(data: Path | None, words: list[str]) -> int:
    """Install, build and fetch all that a start needs, so that it can be made without a network; then the extras.

    Raises
    ------
    Stop
        when there is no such extra
    """
    if unknown := set(words) - EXTRAS:
        raise Stop(f"There is no extra {min(unknown)!r}.", f"Type: python3 run.py prepare {' '.join(sorted(EXTRAS))}")
    studio = Studio(data=data)
    prepare.everything(studio)
    for extra in words:
        packages.install(studio, f"requirements-{extra}")
    packages.install_driver(studio, os.environ.get("DATABASE_URL", ""))
    return 0


def compose(data: Path | None, words: list[str]) -> int:
    """Make one song without a server."""
    return _music("compose", data, words)


def replay(data: Path | None, words: list[str]) -> int:
    """Make the files of a take again from its song.json."""
    return _music("replay", data, words)


def _music(command: str, data: Path | None, words: list[str]) -> NoReturn:
    studio = Studio(data=data)
    prepare.for_music(studio)
    become(studio, ["backend.cli", command, *words], studio.environ())


def doctor(data: Path | None, words: list[str]) -> int:
    """Say what is here and what is missing; nothing is installed."""
    studio = Studio(data=data)
    if not packages.is_installed(studio, "requirements"):
        raise Stop("The packages are not installed, or not as requirements.lock says.", "Type: python3 run.py")
    there = running.find(studio.settings())
    where = ["--running", there.address] if there else []
    become(studio, ["backend.cli", "doctor", *where, *words], studio.environ(**broker_of(there)))


def styles(data: Path | None, words: list[str]) -> int:
    """List the styles and check their files."""
    studio = Studio(data=data)
    packages.make_environment(studio)
    packages.install(studio, "requirements")
    become(studio, ["backend.cli", "styles", *words], studio.environ())


def lock(_data: Path | None, words: list[str]) -> int:
    """Remake the locks; ``--upgrade`` lets versions move that still fit."""
    packages.lock(Studio(), *words)
    return 0


def broker_of(there: running.Running | None) -> dict[str, str]:
    """The setting that lets a command reach the broker of the studio that runs on the same data, if one does."""
    return {"REDIS_URL": there.broker_url} if there else {}


def become(studio: Studio, module: list[str], environ: dict[str, str]) -> NoReturn:
    """Turn this process into a module run by the environment's Python."""
    os.execve(studio.python, [str(studio.python), "-m", *module], environ)


COMMANDS: dict[str, Callable[[Path | None, list[str]], int]] = {
    "test": test,
    "flask": flask,
    "compose": compose,
    "replay": replay,
    "doctor": doctor,
    "styles": styles,
    "lock": lock,
    "prepare": prepare_only,
}
