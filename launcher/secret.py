"""The studio's secret, written once into a `.env` that only its owner can read."""

from __future__ import annotations

import os
import secrets

from backend.config import read_env_file, set_secret
from launcher.console import say
from launcher.studio import Studio

HEADING = "# Written by run.py. Every variable that may stand here is in .env.example; the environment wins over it."


def write(studio: Studio) -> None:
    """Give ``.env`` a fresh ``SECRET_KEY``, unless one is set there or in the environment."""
    file = studio.home / ".env"
    if os.environ.get("SECRET_KEY") or read_env_file(file).get("SECRET_KEY"):
        return
    studio.home.mkdir(parents=True, exist_ok=True)
    set_secret(file, secrets.token_urlsafe(48), heading=HEADING)
    say(f"  fresh secret in {file}")
