"""The application for `flask`: the web's own, with the commands that keep house in it."""

from __future__ import annotations

from flask import Flask

from backend import app
from backend.cli.accounts import create_admin
from backend.cli.backups import backup, restore
from backend.cli.banks import banks
from backend.cli.credits import credits
from backend.cli.demo import seed_albums, seed_songs
from backend.cli.doctor import doctor
from backend.cli.seeding import seed_library
from backend.cli.styles import styles
from backend.cli.typescript import typescript

COMMANDS = (
    create_admin,
    backup,
    restore,
    banks,
    credits,
    doctor,
    seed_albums,
    seed_library,
    seed_songs,
    styles,
    typescript,
)


def create_app() -> Flask:
    """Build the web application and give it the studio's commands, and Flask's own about the tables."""
    application = app.create_app()
    application.extensions["studio"].database.lend(application)
    for command in COMMANDS:
        application.cli.add_command(command)
    return application
