"""Commands about credits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from flask.cli import with_appcontext

from backend.cli.found import found_studio
from backend.services.errors import StudioError


@click.group()
def credits() -> None:
    """What people may spend. WHO is a user name or an address."""


@credits.command(context_settings={"ignore_unknown_options": True})
@click.argument("who")
@click.argument("amount", type=int)
@click.option("--note", default="", help="Stands in their statement.")
@with_appcontext
def grant(who: str, amount: int, note: str) -> None:
    """Give WHO so many credits; a negative AMOUNT takes some back."""
    desk = found_studio().credit_desk
    _tell(who, lambda: desk.grant(desk.owner(who), amount, note=note))


@credits.command()
@click.argument("who")
@click.argument("monthly", type=int, required=False)
@with_appcontext
def allow(who: str, monthly: int | None) -> None:
    """Give WHO so many credits each month; without a number what everybody gets."""
    desk = found_studio().credit_desk
    _tell(who, lambda: desk.allow(desk.owner(who), monthly))


@credits.command()
@click.argument("amount", type=int)
@click.option("--uses", default=1, show_default=True, help="So many people may redeem it, each once.")
@click.option("--note", default="", help="Stands in the statements of those who redeem it.")
@with_appcontext
def code(amount: int, uses: int, note: str) -> None:
    """Make a code that gives AMOUNT credits to whoever redeems it."""
    click.echo(_asked(lambda: found_studio().credit_codes.make(amount, uses=uses, note=note))["code"])


@credits.command()
@with_appcontext
def check() -> None:
    """Audit the whole ledger; status 1 when something in it is not true."""
    faults = found_studio().credit_desk.faults()
    if faults:
        raise click.ClickException("\n".join(faults))
    click.echo("The ledger holds: every balance is the sum of its lines, and no hold stays open.")


def _tell(who: str, act: Callable[[], dict[str, Any]]) -> None:
    now = _asked(act)
    click.echo(f"{who} has {now['balance']} credits, {now['held']} held, and gets {now['monthly']} each month.")


def _asked(act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return act()
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
