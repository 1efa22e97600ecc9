"""Where a studio lives: the clone it runs from, its environment of packages, and the folder that holds its data."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from backend.config import PROJECT_ROOT, BadSettings, Settings, load
from launcher.console import Stop


@dataclass(frozen=True)
class Studio:
    """One studio. ``data`` is None where the project's own folders hold what is written.

    ``overrides`` are settings given on the command line; they win over the environment and over ``.env``.
    """

    root: Path = PROJECT_ROOT
    data: Path | None = None
    overrides: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The folder of ``.env``, from which relative paths in it count."""
        return self.data or self.root

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def share(self) -> Path:
        """What set-up makes beside the packages: sounds, compiled kernels, stamps, its log."""
        return self.venv / "share" / "mini-studio"

    @property
    def front_end(self) -> Path:
        return self.root / "frontend"

    def environ(self, **more: str) -> dict[str, str]:
        """The environment of everything the launcher starts."""
        own = {"NUMBA_CACHE_DIR": str(self.share / "numba"), "PYTHONPATH": str(self.root), "PYTHONUNBUFFERED": "1"}
        own["OPENBLAS_NUM_THREADS"] = "1"  # what is worked out side by side has a core each
        own["PYTHONDONTWRITEBYTECODE"] = ""  # each start would compile everything again: 6 s in place of 3
        own |= {"VIRTUAL_ENV": str(self.venv), "PATH": f"{self.python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        if self.data:
            own["DATA_DIR"] = str(self.data)
        return {**os.environ, **own, **self.overrides, **more}

    def settings(self) -> Settings:
        """Read the settings as the started processes will read them.

        Raises
        ------
        Stop
            with a line for each wrong variable
        """
        try:
            return load(self.environ(), root=self.root)
        except BadSettings as mistakes:
            raise Stop(f"The settings do not hold:\n{mistakes}", f"Correct them in {self.home / '.env'}") from None
