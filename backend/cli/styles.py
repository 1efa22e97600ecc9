"""Commands about the styles, which are files that a musician may edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from backend import config
from backend.studio.composer import styles as library
from backend.studio.composer.styles import Style
from backend.studio.errors import StudioError

Read = Callable[[Path], Style]


@click.group()
def styles() -> None:
    """The styles that the composer knows."""


@styles.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """List every style, the studio's and your own, and check its file; or the FILES given. Status 1 if one is wrong."""
    if files:
        wrong = _listed(files, library.read)
    else:
        wrong = _listed(sorted(library.FOLDER.glob("*.toml")), library.read)
        own = config.styles_dir()
        if found := sorted(own.glob("*.toml")):
            click.echo(f"Your own, in {own}:")
            library.adopt(own)
            wrong += _listed(found, library.read_own)
    if wrong:
        raise click.ClickException(f"{wrong} of the files do not hold.")


def _listed(paths: tuple[Path, ...] | list[Path], read: Read) -> int:
    """Print a line for each file; how many do not hold."""
    wrong = 0
    for path in paths:
        try:
            style = read(path)
        except StudioError as mistake:
            wrong += 1
            click.echo(f"{path.stem:<16} {mistake}")
        else:
            lowest, usual, highest = style.tempo
            about = f"{lowest:g}-{highest:g} bpm, usually {usual:g}; {len(style.forms)} forms, {len(style.parts)} parts"
            click.echo(f"{style.name:<16} {style.label:<20} {about}")
    return wrong
