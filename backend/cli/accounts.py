"""Commands about accounts."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from backend.cli.found import found_studio
from backend.config import env_file
from backend.services.accounts import SignUp
from backend.services.errors import InvalidInput


@click.command("create-admin")
@click.option("--password", help="Asked for where it is not given, so that it does not stay in the shell's history.")
@click.option("--username", default="", help="Made from the address where it is not given.")
@with_appcontext
def create_admin(password: str | None, username: str) -> None:
    """Make the account of ADMIN_EMAIL; one that stands there already becomes yours, by a new password."""
    services = found_studio()
    email = services.settings.admin_email
    if not email:
        remedy = f"Put ADMIN_EMAIL=you@example.com into {env_file()} and type this again."
        raise click.ClickException(f"ADMIN_EMAIL is empty. {remedy}")
    password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        if not services.accounts.take_over(email, password):
            services.accounts.sign_up(SignUp(email, password, username))
    except InvalidInput as refused:
        raise click.ClickException(str(refused)) from None
    services.accounts.confirm(email)
    click.echo(f"{email} is the administrator; the desk is at /admin/.")
    click.echo("A studio that ran before ADMIN_EMAIL was written has to be started again.")
