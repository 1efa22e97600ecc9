"""Commands that take backups and put them back."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from backend import config
from backend.db.session import TablesNotReady
from backend.services.backups import beside
from backend.services.backups.beside import Beside
from backend.services.backups.manifest import BadBackup, Manifest
from backend.services.services import Services

ENV = ".env"
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("dest", type=FOLDER)
@click.option("--earlier", type=FOLDER, help="A backup whose files are linked to where they have not changed.")
@with_appcontext
def backup(dest: Path, earlier: Path | None) -> None:
    """Back up all of the studio into DEST, a folder that is not there yet, while the studio runs."""
    studio: Services = current_app.extensions["studio"]
    try:
        made = studio.backups.take(dest, earlier=earlier, besides=_besides(studio))
    except (BadBackup, OSError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{dest}: {_told(made)}.")
    if not config.read_env_file(dest / beside.FOLDER / ENV).get("SECRET_KEY"):
        click.echo("SECRET_KEY is not in .env but in the environment: keep it, for app passwords are read with it.")
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
    _settle(told, src, _besides(studio))


def _besides(studio: Services) -> Beside:
    settings = studio.settings
    return {ENV: config.env_file(), "styles": settings.styles_dir, "prices.toml": settings.prices_file}


def _settle(told: Manifest, src: Path, besides: Beside) -> None:
    """Put back what lay beside the storage; without the secret of then app passwords and links would be worthless."""
    kept = beside.put_back(told.beside, src, besides)
    secret = config.read_env_file(src / beside.FOLDER / ENV).get("SECRET_KEY")
    if ENV in kept and secret:
        config.set_secret(besides[ENV], secret)
        click.echo(f"{besides[ENV]} has the SECRET_KEY of the backup now; its other settings are as they were.")
    for name in kept:
        click.echo(f"{name} is not the same here; that of the backup is {src / beside.FOLDER / name}.")


def _told(made: Manifest) -> str:
    rows = sum(table["rows"] for table in made.tables.values())
    return f"{rows} rows and {made.files} files of {made.bytes / 1e6:.1f} MB"
