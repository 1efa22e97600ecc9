"""The studio as its commands find it."""

from __future__ import annotations

import click
from flask import current_app

from backend.db.session import TablesNotReady
from backend.services.services import Services


def found_studio() -> Services:
    """The services of the studio, on tables of the newest revision, though it was never started.

    Raises
    ------
    ClickException
        if the tables could not be made
    """
    services: Services = current_app.extensions["studio"]
    try:
        services.database.migrate()
    except TablesNotReady as wrong:
        raise click.ClickException(str(wrong)) from wrong
    return services
