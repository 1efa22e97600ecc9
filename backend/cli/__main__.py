"""`python -m backend.cli`: the commands that need no web application; `python3 run.py` calls them."""

from __future__ import annotations

from importlib import import_module

import click

MODULES = {
    "compose": "music",
    "replay": "music",
    "warm": "music",
    "doctor": "doctor",
    "migrate": "migrate",
    "styles": "styles",
    "cut-kokoro": "singers",
}


class Commands(click.Group):
    """Loads a command when it is called: migrating, done at each start, need not wait for the music."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"backend.cli.{MODULES[name]}"), name.replace("-", "_"))
        return command


@click.command(cls=Commands)
def commands() -> None:
    """Mini Studio without a browser."""


if __name__ == "__main__":
    commands(prog_name="python3 run.py")
