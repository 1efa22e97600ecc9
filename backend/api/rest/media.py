"""Sounds and pictures."""

from __future__ import annotations

from backend.api import media
from backend.api.door import services
from backend.api.rest.calls import Content, Given, call
from backend.api.streaming import played
from backend.services.callers import Caller
from backend.services.players import ids
from backend.services.players.ids import Kind
from backend.services.streaming import MOST_KBPS, MOST_START_S, ORIGINAL, Wish

# What players call a song as it is, and their names for kinds of files that we call otherwise.
RAW = "raw"
MOST_SIDE = 10_000
ALIASES = {"oga": "opus", "m4a": "mp3", "aac": "mp3"}


@call("stream")
def stream(caller: Caller, given: Given) -> Content:
    """Play a song in the form that the player wants; a form that is not to be had is sent as MP3, as players expect."""
    which = ids.read(given.text("id"), Kind.SONG)
    wanted = given.text("format", "").lower()
    kind = ORIGINAL if wanted == RAW else ALIASES.get(wanted, wanted)
    start_s = float(given.number("timeOffset", 0, most=int(MOST_START_S)))
    wish = Wish(kind, given.number("maxBitRate", 0, most=MOST_KBPS), start_s, or_other=True)
    return played(caller, which.number, wish, listener=caller.owner)


@call("download")
def download(caller: Caller, given: Given) -> Content:
    """Take a song away as it is."""
    which = ids.read(given.text("id"), Kind.SONG)
    return media.send(services().streaming.file(caller, which.number), as_attachment=True)


@call("getCoverArt")
def get_cover_art(caller: Caller, given: Given) -> Content:
    """Send the picture of a song, an album, an artist or a playlist."""
    which = ids.read(given.text("id"))
    return media.send(services().players.pictures.of(caller, which, given.number("size", 0, most=MOST_SIDE)))


@call("getAvatar")
def get_avatar(caller: Caller, _given: Given) -> Content:
    """Send the caller's own picture."""
    return media.send(services().players.pictures.portrait(caller))


@call("getLyricsBySongId")
def get_lyrics_by_song_id(caller: Caller, given: Given) -> Content:
    """Show the words of a song, each line with its time where that is known."""
    which = ids.read(given.text("id"), Kind.SONG)
    return {"lyricsList": {"structuredLyrics": services().players.lyrics.of_song(caller, which.number)}}


@call("getLyrics")
def get_lyrics(caller: Caller, given: Given) -> Content:
    """Show the words of a song of some title and artist."""
    return {"lyrics": services().players.lyrics.called(caller, given.text("title", ""), given.text("artist", ""))}
