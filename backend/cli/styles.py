"""Commands about the styles, which are files that a musician may edit."""

from __future__ import annotations

from pathlib import Path

import click

from backend.studio.composer import styles as library
from backend.studio.errors import StudioError


@click.group()
def styles() -> None:
    """The styles that the composer knows."""


@styles.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """List every style and check its file, or the FILES given; status 1 when one does not hold."""
    wrong = 0
    for path in files or sorted(library.FOLDER.glob("*.toml")):
        try:
            style = library.read(path)
        except StudioError as mistake:
            wrong += 1
            click.echo(f"{path.stem:<16} {mistake}")
        else:
            lowest, usual, highest = style.tempo
            about = f"{lowest:g}-{highest:g} bpm, usually {usual:g}; {len(style.forms)} forms, {len(style.parts)} parts"
            click.echo(f"{style.name:<16} {style.label:<20} {about}")
    if wrong:
        raise click.ClickException(f"{wrong} of the files do not hold.")
