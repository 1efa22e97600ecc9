"""What is set, for the administrator to read: secrets are only said to be set."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from backend.config import SECRETS, Settings


def listing(settings: Settings) -> list[dict[str, Any]]:
    """Every setting by its name in the environment, with what holds."""
    return [_shown(field.name, getattr(settings, field.name)) for field in fields(settings)]


def _shown(name: str, value: Any) -> dict[str, Any]:
    if name in SECRETS:
        return {"name": name.upper(), "value": "set" if value else "", "secret": True}
    plain = str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
    return {"name": name.upper(), "value": plain, "secret": False}
