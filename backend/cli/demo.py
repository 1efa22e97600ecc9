"""Commands that fill an empty studio with songs to listen to."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from backend.cli.found import found_studio
from backend.services.demo import artists, count_listed

COUNT, ALBUMS = count_listed(), len(artists())


@click.command("seed-songs")
@click.option("--count", type=click.IntRange(1, 10_000), default=COUNT, show_default=True, help="How many at most.")
@with_appcontext
def seed_songs(count: int) -> None:
    """Compose and play the songs of a demo library, public for everybody; those that are there are left alone."""
    services = found_studio()
    made = 0
    for title in services.demo.songs(count, services.settings.admin_email):
        made += 1
        click.echo(f"{made}. {title}")
    click.echo(f"{made} songs were made, {count - made} were there already.")


@click.command("seed-albums")
@click.option("--count", type=click.IntRange(1, ALBUMS), default=ALBUMS, show_default=True, help="How many at most.")
@with_appcontext
def seed_albums(count: int) -> None:
    """Put the songs of the demo library on albums; run `seed-songs` first."""
    services = found_studio()
    made = list(services.demo.albums(count))
    for title in made:
        click.echo(title)
    click.echo(f"{len(made)} albums were made.")
