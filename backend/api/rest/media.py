"""Sounds and pictures."""

from __future__ import annotations

from backend.api import media
from backend.api.door import services
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import ids
from backend.services.players.ids import Kind


@call("stream")
def stream(caller: Caller, given: Given) -> Content:
    """Play a song."""
    which = ids.read(given.text("id"), Kind.SONG)
    return media.send(services().media.master(caller, which.number, format="mp3"))
