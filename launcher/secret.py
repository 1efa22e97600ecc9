"""The studio's secret, written once into a `.env` that only its owner can read."""

from __future__ import annotations

import os
import secrets

from backend.config import read_env_file
from launcher.console import say
from launcher.studio import Studio

HEADING = "# Written by run.py. Every variable that may stand here is in .env.example; the environment wins over it."


def write(studio: Studio) -> None:
    """Give ``.env`` a fresh ``SECRET_KEY``, unless one is set there or in the environment."""
    file = studio.home / ".env"
    if os.environ.get("SECRET_KEY") or read_env_file(file).get("SECRET_KEY"):
        return
    studio.home.mkdir(parents=True, exist_ok=True)
    kept = file.read_text(encoding="utf-8").splitlines() if file.is_file() else [HEADING]
    lines = [line for line in kept if not line.replace(" ", "").startswith("SECRET_KEY=")]
    text = "\n".join([*lines, f"SECRET_KEY={secrets.token_urlsafe(48)}", ""])
    part = file.with_name(".env.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    part.replace(file)
    say(f"  fresh secret in {file}")
