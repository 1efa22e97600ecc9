"""App passwords over HTTP: what somebody types into a music player on their telephone."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, identity, player_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, SomeLabel, example

door = Door("players", "Music players: their passwords, and the protocol that they speak (OpenSubsonic).")

OWN = access.users.because("everybody has passwords of their own")


class PlayerName(Fields):
    """What a player is called."""

    name: SomeLabel

    model_config = example(name="My telephone")


class PasswordPath(Fields):
    """One app password."""

    password_id: int = Field(json_schema_extra={"example": 1})


@door.get("/api/auth/app-passwords/", OWN, responses=answers({200: player_schemas.AppPasswordList}))
def listing() -> Any:
    """List your app passwords, the newest first; what they are was shown when they were made."""
    found = services().players.passwords.listing(identity.caller())
    return {"success": True, "count": len(found), "results": found}


@door.post("/api/auth/app-passwords/", OWN, responses=answers({201: player_schemas.FreshAppPassword}, 409))
def make(body: PlayerName) -> Any:
    """Make a password for a music player; it is shown in this answer only, and opens nothing but `/rest/`."""
    return {"success": True, **services().players.passwords.make(identity.caller(), body.name)}, 201


@door.delete("/api/auth/app-passwords/<int:password_id>/", OWN, responses=answers({204: None}))
def remove(path: PasswordPath) -> Any:
    """End an app password; the player that has it is locked out at once."""
    services().players.passwords.remove(identity.caller(), path.password_id)
    return "", 204
