"""Commands that take backups and put them back."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from backend.db.session import TablesNotReady
from backend.services.backups.manifest import BadBackup, Manifest
from backend.services.services import Services

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("dest", type=FOLDER)
@click.option("--earlier", type=FOLDER, help="A backup whose files are linked to where they have not changed.")
@with_appcontext
def backup(dest: Path, earlier: Path | None) -> None:
    """Back up database and storage into DEST, a folder that is not there yet, while the studio runs."""
    studio: Services = current_app.extensions["studio"]
    try:
        made = studio.backups.take(dest, earlier=earlier)
    except (BadBackup, OSError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{dest}: {_told(made)}.")
    if made.missing:
        raise click.ClickException(
            f"{len(made.missing)} files are named by rows and are not there, such as {made.missing[0]}."
        )


@click.command()
@click.argument("src", type=FOLDER)
@with_appcontext
def restore(src: Path) -> None:
    """Put the backup in SRC back, into a studio that has nothing yet and does not run."""
    studio: Services = current_app.extensions["studio"]
    try:
        told = studio.restoring.restore(src)
    except (BadBackup, TablesNotReady, OSError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"Put back {_told(told)}, of {told.made_at}. The ledger holds.")


def _told(made: Manifest) -> str:
    rows = sum(table["rows"] for table in made.tables.values())
    return f"{rows} rows and {made.files} files of {made.bytes / 1e6:.1f} MB"
