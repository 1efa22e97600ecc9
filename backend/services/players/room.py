"""All that music players can do, in one bundle; `wiring_players` fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.players.app_passwords import AppPasswords
from backend.services.players.catalogue import Catalogue
from backend.services.players.hearing import Hearing
from backend.services.players.lyrics import PlayerLyrics
from backend.services.players.pictures import PlayerPictures
from backend.services.players.playlists import PlayerPlaylists
from backend.services.players.search import Search


@dataclass(frozen=True)
class Players:
    """Who they play for, what there is to play, how it is found, and what they say of it."""

    passwords: AppPasswords
    catalogue: Catalogue
    search: Search
    playlists: PlayerPlaylists
    lyrics: PlayerLyrics
    pictures: PlayerPictures
    hearing: Hearing
