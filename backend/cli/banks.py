"""Commands about voicebanks."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from backend.services.banks import Banks
from backend.services.errors import StudioError
from backend.services.services import Services


@click.group()
def banks() -> None:
    """Bring DiffSinger voicebanks, list them and let them go."""


@banks.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def add(file: Path) -> None:
    """Bring the bank, or the vocoder for banks, that is in a zip FILE."""
    try:
        with file.open("rb") as sent:
            added = _banks().take(sent)
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"{added['name']} is here as {added['id']}.")
    for voice in added["voices"]:
        click.echo(f"  {voice}")
    for each in added.get("missing", ()):
        click.echo(f"  without {each['part']}: {each['effect']}")
    if added["reason"]:
        click.echo(f"  It cannot sing yet. {added['reason']}")


@banks.command("list")
@with_appcontext
def listing() -> None:
    """List the banks and the vocoders that they share."""
    for one in _banks().listing():
        what = one["reason"] or ", ".join(one["voices"]) or one["kind"]
        click.echo(f"{one['id']:<40} {one['name']}: {what}")


@banks.command()
@click.argument("bank")
@with_appcontext
def remove(bank: str) -> None:
    """Remove the bank of an id, as `list` shows it; songs keep what it sang."""
    try:
        _banks().remove(bank)
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"{bank} is removed.")


def _banks() -> Banks:
    services: Services = current_app.extensions["studio"]
    return services.banks
