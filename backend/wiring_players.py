"""What music players need: their passwords, the library as they see it, what they say of what is heard, and streams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.config import Settings
from backend.db.session import Database
from backend.services import ffmpeg
from backend.services.covers import Covers
from backend.services.finding.card_box import CardBox
from backend.services.finding.everything import Everything
from backend.services.logins import Logins
from backend.services.media import Media
from backend.services.players.app_passwords import AppPasswords
from backend.services.players.catalogue import Catalogue
from backend.services.players.hearing import Hearing
from backend.services.players.lyrics import PlayerLyrics
from backend.services.players.pictures import PlayerPictures
from backend.services.players.playlists import PlayerPlaylists
from backend.services.players.room import Players
from backend.services.players.search import Search
from backend.services.playlists.room import Playlists
from backend.services.plays import Plays
from backend.services.shelf import Shelf
from backend.services.song_words import SongWords
from backend.services.transcodes import Encode
from backend.studio.formats import streams


def players(
    settings: Settings,
    database: Database,
    logins: Logins,
    shelf: Shelf,
    *,
    box: CardBox,
    everything: Everything,
    playlists: Playlists,
    plays: Plays,
    covers: Covers,
    media: Media,
    words: SongWords,
    clock: Callable[[], datetime],
) -> Players:
    """Put together what concerns players."""
    catalogue = Catalogue(database, box)
    return Players(
        passwords=AppPasswords(database, logins, settings.secret_key, clock=clock),
        catalogue=catalogue,
        search=Search(catalogue, everything),
        playlists=PlayerPlaylists(database, playlists, catalogue),
        lyrics=PlayerLyrics(database, words),
        pictures=PlayerPictures(database, shelf, covers=covers, playlists=playlists, media=media, catalogue=catalogue),
        hearing=Hearing(database, catalogue, plays, clock=clock),
    )


def encoder(settings: Settings) -> Encode:
    """What makes songs smaller: ffmpeg where it is there and not turned off, else the studio itself."""
    if settings.ffmpeg == "auto" and (program := ffmpeg.find()):
        most_s = float(settings.max_audio_seconds)
        return lambda source, target, form, start_s, is_wanted: ffmpeg.encode(
            program, source, target, form, start_s=start_s, most_s=most_s, is_wanted=is_wanted
        )
    return lambda source, target, form, start_s, is_wanted: streams.encode(
        source, target, form, start_s=start_s, is_wanted=is_wanted
    )
