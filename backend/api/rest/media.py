"""Sounds and pictures."""

from __future__ import annotations

from backend.api import media
from backend.api.door import services
from backend.api.rest.calls import Content, Given, call
from backend.api.streaming import played
from backend.services.callers import Caller
from backend.services.players import ids
from backend.services.players.ids import Kind
from backend.services.streaming import MOST_KBPS, MOST_START_S, ORIGINAL, Wish, kinds

# What players call a song as it is, and their names for kinds of files that we call otherwise.
RAW = "raw"
ALIASES = {"oga": "opus", "m4a": "mp3", "aac": "mp3"}


@call("stream")
def stream(caller: Caller, given: Given) -> Content:
    """Play a song in the form that the player wants; a form that is not to be had is sent as MP3, as players expect."""
    which = ids.read(given.text("id"), Kind.SONG)
    wanted = given.text("format", "").lower()
    kind = ORIGINAL if wanted == RAW else ALIASES.get(wanted, wanted)
    start_s = float(given.number("timeOffset", 0, most=int(MOST_START_S)))
    wish = Wish(kind if kind in (ORIGINAL, *kinds()) else "", given.number("maxBitRate", 0, most=MOST_KBPS), start_s)
    return played(caller, which.number, wish, listener=caller.owner)


@call("download")
def download(caller: Caller, given: Given) -> Content:
    """Take a song away as it is."""
    which = ids.read(given.text("id"), Kind.SONG)
    return media.send(services().streaming.file(caller, which.number), as_attachment=True)
