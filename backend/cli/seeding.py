"""A command that makes a big library, to see how the studio bears it."""

from __future__ import annotations

import time
from dataclasses import replace

import click
from flask.cli import with_appcontext

from backend import wiring, wiring_jobs
from backend.cli.found import found_studio
from backend.jobs.claims import Claims
from backend.jobs.runner import Tasks, run_job
from backend.services.creation import Creation
from backend.services.errors import Conflict
from backend.services.moments import utcnow
from backend.services.passwords import Passwords
from backend.services.seeding.filling import BigLibrary
from backend.services.services import Services
from backend.services.wishes import Wishes

# Of different styles, so that one hears that there are several.
PROMPTS = ("calm lo-fi piano in the rain", "bright synth pop", "slow acoustic blues")
PATTERN_S = 16
# Whose the composed songs are: nobody's in particular.
HOUSE = "house"
MOST_SONGS, MOST_USERS = 2_000_000, 100_000


@click.command("seed-library")
@click.option("--songs", type=click.IntRange(1, MOST_SONGS), default=100_000, show_default=True)
@click.option("--users", type=click.IntRange(1, MOST_USERS), default=1_000, show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, help="The same makes the same library.")
@click.option("--password", default="", help="Everybody's; without one nobody can log in as them.")
@click.option("--yes", is_flag=True, help="Also where there are songs already.")
@with_appcontext
def seed_library(songs: int, users: int, seed: int, password: str, yes: bool) -> None:
    """Make up a big library, with people, plays, likes and playlists; a few songs of it are really composed."""
    services = found_studio()
    library = BigLibrary(services.database, services.storage, clock=utcnow)
    start = time.perf_counter()
    try:
        if not yes:
            library.check_empty()
    except Conflict as refused:
        raise click.ClickException(f"{refused} Say --yes if you mean it.") from None
    patterns = compose(services)
    click.echo(f"Composed {len(patterns)} songs in {time.perf_counter() - start:.0f} s.")
    start = time.perf_counter()
    known = Passwords().hash(password) if password else "!"
    library.fill(patterns, songs=songs, users=users, seed=seed, password_hash=known)
    click.echo(f"Wrote {songs} songs and {users} users in {time.perf_counter() - start:.0f} s.")


def compose(services: Services) -> list[int]:
    """Make the songs whose music all others share, here and now, at no cost to anybody."""
    free = wiring.build(replace(services.settings, credits_enabled=False, redis_url=""))
    claims, tasks = Claims(free.database, "seed-library"), Tasks(wiring_jobs.TASKS, free)
    return [_made(free.creation, claims, tasks, Wishes(prompt, duration_s=PATTERN_S, seed=7)) for prompt in PROMPTS]


def _made(creation: Creation, claims: Claims, tasks: Tasks, wishes: Wishes) -> int:
    accepted = creation.request_song(HOUSE, wishes)
    run_job(accepted.job.id, claims, tasks)
    return accepted.song_id
