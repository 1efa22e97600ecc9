"""Whether the studio is well."""

from __future__ import annotations

from typing import Any

from backend.api import access, schemas
from backend.api.door import Door, answers, services

door = Door("system", "Health.")


@door.get("/health", access.anyone, responses=answers({200: schemas.Health}))
def health() -> Any:
    """Say which renderer, font and engines are live, and whether queue, workers and database answer."""
    return {"success": True, **services().health()}
